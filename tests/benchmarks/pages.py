"""The drags of the losses and derivative pages that are timed: what moves, and how fast a move is to be painted."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PageDrag:
    """A handle of one page: the fields to begin with, and those that move number k changes."""

    what: str
    view: str
    page: str
    move: Callable[[int], dict[str, Any]]
    target: str = "p95 8 ms"
    start: dict[str, Any] = field(default_factory=dict)


def _turn(k: int, radius: float = 3.0) -> float:
    return radius * math.sin(k / 20)


def _answer(k: int) -> tuple[float, ...]:
    first = 0.5 + 0.4 * math.sin(k / 20)
    return (first, *((1 - first) / 9,) * 9)


REAL_DATA = "p95 16 ms"
DRAGS = (
    PageDrag("tangent: P along the curve", "derivative", "tangent", lambda k: {"x": 10 + _turn(k, 9)}),
    PageDrag("rounding: h", "derivative", "rounding", lambda k: {"h": 10 ** (-16 + k / 13)}),
    PageDrag(
        "variables: the point",
        "derivative",
        "variables",
        lambda k: {"x0": 3 * math.cos(k / 20), "x1": _turn(k)},
    ),
    PageDrag("network: one weight", "derivative", "network", lambda k: {"nudge": _turn(k)}),
    PageDrag("sample: one bar", "losses", "sample", lambda k: {"y": _answer(k)}),
    PageDrag(
        "batch: its size",
        "losses",
        "batch",
        lambda k: {"batch_size": int(10 ** (k / 50))},
        REAL_DATA,
    ),
    PageDrag("weight: its value", "losses", "weight", lambda k: {"offset": _turn(k, 4)}, REAL_DATA),
    PageDrag("step: the weight", "losses", "step", lambda k: {"offset": _turn(k, 4)}, REAL_DATA),
)
