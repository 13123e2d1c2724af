"""Scenes: the state of a view that a step of a lesson begins with."""

from typing import Any

from explorer.guide.lesson import Scene
from explorer.state.declarations import declared_fields, owner_of
from explorer.state.store import replace_fields


def scene_state(scene: Scene, present: Any) -> Any:
    """Return the state that a scene sets, in which the user's work is as it is at present.

    Raises
    ------
    ValueError
        With a sentence, where the fields do not go together.
    """
    state_type: Any = type(present)
    work = {
        name: getattr(owner_of(present, name), name)
        for name, field in declared_fields(state_type).items()
        if field.declaration.holds_work
    }
    return replace_fields(present if scene.keep else state_type(), **{**scene.fields, **work})
