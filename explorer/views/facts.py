"""Numbers and verdicts of a page by name, and what they are called."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from explorer.texts.language import _
from explorer.texts.numbers import grouped, percent

WAITING, NOTHING = "…", "–"
_NUMBER = re.compile(r"(?<=_)\d+")


@dataclass(frozen=True)
class Fact:
    """One number or verdict of a page.

    Attributes
    ----------
    value : float, int, bool, str or None
        For comparisons, in no language; None while it is being computed, or where there is none.
    text : str
        As it is displayed.
    """

    value: float | bool | str | None
    text: str


Facts = Mapping[str, Fact]
Labels = Mapping[str, str]
"""What facts are called, by name; `#` stands for the number of one of several."""
CardFacts = Mapping[str, tuple[str, ...]]
"""The names of the facts that each card is about, with `#` for the number of one of several."""

PENDING = Fact(None, WAITING)
"""What is still being computed."""
MISSING = Fact(None, NOTHING)
"""What there is not, such as the loss of a run before its first step."""


def whole(number: int) -> Fact:
    """Return a whole number."""
    return Fact(number, grouped(number))


def percentage(value: float, decimals: int = 1) -> Fact:
    """Return a share of 1, displayed as a percentage."""
    return Fact(value, percent(value, decimals))


def key_of(name: str, keys: Collection[str]) -> str:
    """Return the key of a fact: its name, or that with `#` for its number."""
    return name if name in keys else _NUMBER.sub("#", name, count=1)


def label_of(name: str, labels: Labels) -> str:
    """Return what a fact is called."""
    return _(labels[key_of(name, labels)]).format(*_NUMBER.findall(name))


def facts_on(card: str, card_facts: CardFacts, facts: Facts) -> list[str]:
    """Return the names of the facts that a card is about."""
    keys = card_facts.get(card, ())
    return [name for name in facts if key_of(name, keys) in keys]
