"""The screen as a scene block of a lesson."""

import json
from typing import Any

import msgspec

from explorer.state.declarations import declared_fields, owner_of

_LONGEST_ARRAY = 100  # characters of an array in one line


def scene_text(view: str, state: Any) -> str:
    """Return the scene block of a state, with the fields that differ from the defaults and hold no work."""
    state_type: Any = type(state)
    default = state_type()
    lines = [f"view = {toml(view)}"]
    for name, field in declared_fields(state_type).items():
        value = getattr(owner_of(state, name), name)
        if value != getattr(owner_of(default, name), name) and not field.declaration.holds_work:
            lines.append(f"{name} = {toml(msgspec.to_builtins(value))}")
    return "\n".join(["```scene", *lines, "```", ""])


def toml(value: Any) -> str:
    """Return a value of JSON's types as TOML; there is none for None but the text that stands for it."""
    match value:
        case None:
            return '"none"'
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list() | tuple():
            parts = list(map(toml, value))
            is_long = sum(map(len, parts)) > _LONGEST_ARRAY  # strokes: a lesson's lines have a limit
            return f"[{(',\n' if is_long else ', ').join(parts)}]"
        case dict():
            return f"{{ {', '.join(f'{name} = {toml(each)}' for name, each in value.items())} }}"
    return repr(value)
