"""Fills the names of fields and facts in a text with what they are now."""

import re
from collections.abc import Callable, Iterator

_PART = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def filled(text: str, look_up: Callable[[str], str | None]) -> str:
    """Return Markdown with ``{name}`` replaced by what `look_up` returns; a name that it does not know stays."""

    def replacement(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        value = look_up(match[1])
        return match[0] if value is None else _MARKDOWN.sub(r"\\\1", value)

    return _PART.sub(replacement, text)


def names_in(text: str) -> Iterator[str]:
    """Yield the names that `filled` would replace."""
    return (match[1] for match in _PART.finditer(text) if match[1] is not None)
