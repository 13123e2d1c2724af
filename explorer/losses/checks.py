"""Checks that the states of the pages share; each raises ValueError with a sentence for the person."""

import math
from collections.abc import Sequence

from explorer.language import _
from explorer.widgets.numbers import plain

LARGEST_SEED = 2**31 - 1


def check_choice(value: str, choices: Sequence[str]) -> None:
    """Raise unless `value` is one of `choices`."""
    if value not in choices:
        listed = ", ".join(f"“{choice}”" for choice in choices)
        raise ValueError(_("“{value}” is none of {choices}.").format(value=value, choices=listed))


def check_whole(value: int, low: int, high: int, sentence: str) -> None:
    """Raise with `sentence`, which has places for low, high and value, unless `value` is whole and between."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(sentence.format(low=low, high=high, value=value))


def check_seed(seed: int) -> None:
    """Raise unless `seed` is a whole number that a generator takes."""
    check_whole(seed, 0, LARGEST_SEED, _("A seed is a whole number from {low} to {high}, not {value}."))


def check_between(value: float, low: float, high: float, sentence: str) -> None:
    """Raise with `sentence`, which has places for low, high and value, unless `value` is finite and between."""
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(sentence.format(low=plain(low), high=plain(high), value=value))
