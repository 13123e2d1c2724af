"""Numbers and verdicts of a page by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.texts.numbers import grouped, percent

WAITING, NOTHING = "…", "–"


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
