"""What a lesson can name, as Markdown for whoever writes one: facts, cards, buttons and fields of each view."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from PySide6.QtWidgets import QPushButton

from explorer.guide.scene_text import toml
from explorer.state.declarations import (
    Choice,
    Declaration,
    Number,
    Pages,
    Switch,
    Value,
    declared_fields,
    owner_of,
)
from explorer.texts.language import _
from explorer.views.facts import Fact, label_of
from explorer.views.view import View
from explorer.window.main_window import MainWindow
from explorer.window.snapshot import settle

_HEAD = """\
# What a lesson can name

A **fact** is a number or a verdict of the open page: `{name}` in a text shows it as it is displayed, and `until` and
`answer` compare its value. The examples are those of the opening state. Facts that end in _1 are of the first start,
those in _2 of the second, and so on. A fact that is still being computed reads “…”, and one that does not exist “–”.

A scene may set every **field** below. `controls` names fields and **buttons**, `cards` and `veil` name **cards**, and
`veil` also parts of a card: `card.part`.
"""
_LONGEST_DEFAULT = 60  # characters


def reference(window: MainWindow) -> str:
    """Open all pages one after the other, and return what a lesson can name there."""
    return "\n".join([_HEAD, *(line for name in window.view_names for line in view_reference(window, name))])


def view_reference(window: MainWindow, name: str) -> Iterator[str]:
    """Open all pages of a view, and yield the lines about it."""
    window.show_view(name)
    view = window.shown_view
    yield f'## view = "{name}"\n'
    for place in _places(view):
        settle(window)
        yield f"### {name}: {', '.join(f'{field} = {toml(value)}' for field, value in place.items())}\n"
        facts = [
            (f"`{fact}`", label_of(fact, view.fact_labels), each.text, _value(each))
            for fact, each in view.facts().items()
        ]
        yield from _table(("fact", "what it is", "as displayed", "value"), facts)
        cards = [
            (f"`{card.name}`", card.title, card.about, ", ".join(f"`{part}`" for part in card.highlights))
            for card in view.cards().values()
            if card.isVisibleTo(view)
        ]
        yield from _table(("card", "title", "what it shows", "parts"), cards)
        buttons = [(f"`{button}`", text) for button, text in _buttons(view)]
        yield from _table(("button", "text"), buttons)
    yield f"### {name}: fields\n"
    state = view.store.state_type()
    fields = [
        (
            f"`{field}`",
            _values(declaration),
            f"`{_default(state, field)}`",
            _(declaration.label),
            _(declaration.hint),
        )
        for field, (_page, declaration) in declared_fields(view.store.state_type).items()
        if not declaration.holds_work
    ]
    yield from _table(("field", "values", "at the start", "what it is", ""), fields)


def _places(view: View[Any]) -> Iterator[dict[str, str]]:
    """Go to each page of a view and to each part of it, and yield the fields that say so."""
    store, fields = view.store, declared_fields(view.store.state_type)
    parts = {name: field for name, field in fields.items() if isinstance(field.declaration, Pages)}
    page = parts.pop("page")
    assert isinstance(page.declaration, Pages)
    for name in page.declaration.options:
        store.tick(page=name)
        inner = {part: each for part, each in parts.items() if each.page in ("", name)}
        if not inner:
            yield {"page": name}
        for part, each in inner.items():
            assert isinstance(each.declaration, Pages)
            for option in each.declaration.options:
                store.tick(**{part: option})
                yield {"page": name, part: option}


def _buttons(view: View[Any]) -> Iterator[tuple[str, str]]:
    for button in view.findChildren(QPushButton):
        owner, _dot, name = button.objectName().partition(".")
        if (
            owner == view.name
            and name
            and button.text()
            and button.isVisibleTo(view)
            and not button.isCheckable()
        ):
            yield name, button.text()


def _value(fact: Fact) -> str:
    return "" if fact.value is None else f"`{toml(fact.value)}`"


def _values(declaration: Declaration) -> str:
    match declaration:
        case Number(low=low, high=high, is_whole=is_whole):
            return f"{'a whole number' if is_whole else 'a number'} from {low:g} to {high:g}"
        case Choice(options=options):
            return ", ".join(f"`{toml(value)}`" for value in options)
        case Switch():
            return "`true`, `false`"
        case Value(names=names) if names:
            return f"{', '.join(f'`{toml(name)}`' for name in names)}, or a formula"
    return "as *Copy this scene* writes it"


def _default(state: Any, field: str) -> str:
    text = toml(msgspec.to_builtins(getattr(owner_of(state, field), field))).replace("\n", " ")
    return text if len(text) <= _LONGEST_DEFAULT else f"{text[:_LONGEST_DEFAULT]}…"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        for row in (head, ("---",) * len(head), *rows):
            yield f"| {' | '.join(cell.replace('|', '\\|').replace('\n', ' ') for cell in row)} |"
        yield ""
