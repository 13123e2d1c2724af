"""Scenes: the state of a view that a step of a lesson begins with."""

from collections.abc import Mapping
from typing import Any

from explorer.declarations import declared_fields, owner_of
from explorer.store import replace_fields


def scene_state(default: Any, present: Any, fields: Mapping[str, Any]) -> Any:
    """Return the default state with some fields replaced, and with those that hold the user's work as they are.

    Raises
    ------
    ValueError
        With a sentence, where the fields do not go together.
    """
    state_type: Any = type(default)
    work = {
        name: getattr(owner_of(present, name), name)
        for name, field in declared_fields(state_type).items()
        if field.declaration.holds_work
    }
    return replace_fields(default, **(dict(fields) | work))
