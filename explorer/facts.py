"""Numbers and verdicts of a page by name."""

from collections.abc import Mapping
from dataclasses import dataclass

WAITING = "…"


@dataclass(frozen=True)
class Fact:
    """One number or verdict of a page.

    Attributes
    ----------
    value : float, int, bool, str or None
        For comparisons, in no language; None while it is being computed.
    text : str
        As it is displayed.
    """

    value: float | bool | str | None
    text: str


Facts = Mapping[str, Fact]

PENDING = Fact(None, WAITING)
"""What is still being computed."""
