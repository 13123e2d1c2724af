"""What the fields and facts that a lesson names are now."""

import re
from collections.abc import Callable, Iterator, Mapping

from explorer.state.declarations import declared_fields, owner_of
from explorer.state.store import OpensPages, Store
from explorer.views.facts import Fact

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


def value_of(name: str, facts: Mapping[str, Fact], store: Store[OpensPages]) -> object:
    """Return the value of a fact, or of a field of a view; None if there is neither, or it is not known yet."""
    if name in facts:
        return facts[name].value
    is_field = name in declared_fields(store.state_type)
    return getattr(owner_of(store.state, name), name) if is_field else None


def names_in(text: str) -> Iterator[str]:
    """Yield the names that `filled` would replace."""
    return (match[1] for match in _PART.finditer(text) if match[1] is not None)
