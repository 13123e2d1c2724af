"""Whether a function of one variable has a derivative at a point, and what is there if it has none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.arrays import FloatArray
from core.curves import Curve

_NEAR, _SHARE = 1e-8, 1e-3  # distance of the nearest points: absolute, or as a share of x if that is less
_ZERO = 1e-10  # x nearer to 0 than that counts as 0 there
_SPACINGS = 4  # that distance at least, in spacings of float64
_FARTHER = 100  # how many times further the next points are
_JUMP, _KINK = 1e-12, 1e-6  # the least that counts, relative to the values and to the slopes
_SETTLED, _GROWS = 0.1, 2.0


class Smoothness(StrEnum):
    """What a function does at a point."""

    SMOOTH = "smooth"
    EDGE = "edge"  # it has values on one side only
    KINK = "kink"  # its slopes on the two sides differ
    JUMP = "jump"
    VERTICAL = "vertical"  # its slope grows beyond all bounds
    POLE = "pole"  # its value is infinite
    UNDEFINED = "undefined"  # it has no value
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LocalShape:
    """A function at a point and on both sides of it.

    Attributes
    ----------
    kind : Smoothness
        What it does there.
    value : float
        Its value.
    slope : float
        Its exact derivative; nan where it has none, which is wherever it is neither smooth nor at an edge.
    left, right : tuple of float
        Value and slope just before and just after the point.
    distance : float
        How far from the point those are.
    """

    kind: Smoothness
    value: float
    slope: float
    left: tuple[float, float]
    right: tuple[float, float]
    distance: float


def local_shape(curve: Curve, x: float) -> LocalShape:
    """Look at a curve at and around a point.

    Parameters
    ----------
    curve : Curve
    x : float
        Finite.

    Returns
    -------
    LocalShape

    Notes
    -----
    Values and exact slopes at two distances on each side are compared: a difference between the sides that is
    still there at the smaller distance is a jump or a kink. Features narrower than about 1e-8 go unseen, except near
    0, where the distance is in proportion to x down to 1e-10.
    """

    def value_and_slope(places: FloatArray) -> tuple[FloatArray, FloatArray]:
        values, (slopes,) = curve.expression.value_and_gradient(places)
        return values, slopes

    return shape_of(value_and_slope, x)


def shape_of(value_and_slope: Callable[[FloatArray], tuple[FloatArray, FloatArray]], x: float) -> LocalShape:
    """Look at any function at and around a point.

    Parameters
    ----------
    value_and_slope : callable
        Takes places of shape (5,), returns the values and the exact slopes there. A slope that does not exist is nan;
        at a kink it may be anything.
    x : float
        Finite.

    Returns
    -------
    LocalShape

    Notes
    -----
    As for `local_shape`.
    """
    near = min(_NEAR, _SHARE * abs(x)) if abs(x) > _ZERO else _NEAR
    near = max(near, _SPACINGS * float(np.spacing(abs(x))))
    far = _FARTHER * near
    values, slopes = value_and_slope(x + np.array([-far, -near, 0.0, near, far]))
    kind = _kind(values.tolist(), slopes.tolist())
    has_slope = kind in (Smoothness.SMOOTH, Smoothness.EDGE)
    return LocalShape(
        kind,
        float(values[2]),
        float(slopes[2]) if has_slope else math.nan,
        (float(values[1]), float(slopes[1])),
        (float(values[3]), float(slopes[3])),
        near,
    )


def _kind(values: list[float], slopes: list[float]) -> Smoothness:
    _, left, here, right, _ = values
    if math.isnan(here):
        return Smoothness.UNDEFINED
    if math.isinf(here):
        return Smoothness.POLE
    if math.isinf(slopes[2]):
        return Smoothness.VERTICAL
    if math.isnan(left) != math.isnan(right):
        return Smoothness.EDGE if math.isfinite(slopes[2]) else Smoothness.UNKNOWN
    if _differ(values, _JUMP):
        return Smoothness.JUMP
    if _differ(slopes, _KINK):
        return Smoothness.KINK
    if math.isfinite(slopes[2]):
        return Smoothness.SMOOTH
    grows = abs(slopes[3] - slopes[1]) > _GROWS * abs(slopes[4] - slopes[0])
    return Smoothness.VERTICAL if grows else Smoothness.UNKNOWN


def _differ(numbers: list[float], least: float) -> bool:
    """Return whether the two sides differ by as much near the point as farther away, and each has settled."""
    far_left, left, _, right, far_right = numbers
    gap = abs(right - left)
    unrest = max(abs(far_right - right), abs(far_left - left))
    return gap > least * max(abs(left), abs(right)) and unrest < _SETTLED * gap
