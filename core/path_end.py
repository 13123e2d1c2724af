"""How a descent path ended: what a person would say of it, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.surfaces import Point, Range, Surface

ARRIVAL_DISTANCE = 1e-3
"""How close to a minimum or a saddle counts as there, as a share of the diagonal of what the surface is about."""

SLOW_MOVE = 4
"""A path can only be at a minimum or a saddle if its last move is no longer than so many times that distance."""

FLAT_DISTANCE = 0.02
"""How far around a point a surface must be flat to be a plateau, as a share of that diagonal."""

FLAT_SLOPE = 1e-2
"""How steep it may be there, as a share of the average slope where the surface is about something."""

CREEPING_STEPS = 1000
"""A path is on a plateau if so many more steps like its last would not leave the flat place."""

RUNAWAY_DISTANCE = 1e3
"""How far away a path that rises has diverged, in such diagonals."""

BOTTOMLESS_DISTANCE = 1e6
"""How far away one that falls has diverged, in such diagonals."""

RUNAWAY_STEPS = 8
"""It has diverged only if each of so many last steps led farther away."""

REVERSALS = 4
"""A path oscillates if it turned back along an axis so many times in the last half of its steps, and its steps did not
become shorter."""

NEGLIGIBLE = 1e-9
"""What is smaller than this share of its like is taken as 0."""

_ANGLES = np.arange(32) * (np.pi / 16)
_DIRECTIONS = np.array([np.cos(_ANGLES), np.sin(_ANGLES)])


class EndKind(StrEnum):
    """What became of a path. Under ascent, read maximum for minimum and fall for rise."""

    ARRIVED = "arrived"
    """Is within reach of a minimum, where plain descent with its learning rate stays."""
    NEAR = "near"
    """Is within reach of a minimum; whether it stays there is not known."""
    SADDLE = "saddle"
    """Is within reach of a saddle point."""
    BALANCED = "balanced"
    """Is within reach of a maximum."""
    MOVING = "moving"
    """None of the others."""
    PLATEAU = "plateau"
    """Is where the surface is flat, and its steps are too short to leave it soon."""
    CIRCLING = "circling"
    """Oscillates: it turned back again and again, with steps as long as before."""
    LEFT = "left"
    """Is outside the picture, where it was inside before."""
    OUTSIDE = "outside"
    """Is outside the picture, as at all its steps."""
    DIVERGED = "diverged"
    """Is no longer finite, or far away, and farther at each of its last steps."""
    FROZEN = "frozen"
    """Stands still because the numerical gradient is 0 where the slope is not: h is lost beside x, or what it
    changes beside the value."""


@dataclass(frozen=True)
class End:
    """How a path ended.

    Attributes
    ----------
    kind : EndKind
    step : int
        The step since which it was so: within reach of the minimum, saddle or maximum, beyond the border, standing
        still. The last finite step for the other kinds.
    point : tuple of float
        The last finite point.
    value : float
        The surface there.
    gradient_length : float
        The length of the exact gradient there.
    minimum : int or None
        Which of ``surface.minima`` was reached; None for one that is not listed there.
    place : tuple of float or None
        What was reached: a listed point, or where Newton's step leads, so that paths to one place name one place.
    distance : float or None
        From the last point to what was reached, by Newton's steps where it is not a listed point; None where that
        cannot be said.
    reach : float
        How close counts as there, on this surface.
    """

    kind: EndKind
    step: int
    point: Point
    value: float
    gradient_length: float
    minimum: int | None = None
    place: Point | None = None
    distance: float | None = None
    reach: float = 0.0


class TravelledPath:
    """The finite points of a path, and the surface seen from the last of them, turned over under ascent.

    Parameters
    ----------
    points : ndarray, shape (m, 2)
        Finite.
    surface : Surface
    x_range, y_range : tuple of float
        The part of the plane that is in the picture.
    sign : float
        1, or -1 for a path that climbed.
    """

    def __init__(
        self, points: FloatArray, surface: Surface, x_range: Range, y_range: Range, sign: float
    ) -> None:
        self.points = points
        self.surface = surface
        self.ranges = (x_range, y_range)
        self.sign = sign
        self.last: FloatArray = points[-1]
        self.slope = sign * surface.gradient_of(self.last)
        (left, right), (bottom, top) = surface.x_range, surface.y_range
        self.centre = ((left + right) / 2, (bottom + top) / 2)
        self.diagonal = math.hypot(right - left, top - bottom)
        self.reach = ARRIVAL_DISTANCE * self.diagonal
        self.last_move = length(points[-1] - points[-2]) if len(points) > 1 else 0.0

    @property
    def has_slowed(self) -> bool:
        """Whether its last move is short enough for one that has arrived."""
        return self.last_move <= SLOW_MOVE * self.reach

    def rises_around(self, centre: FloatArray, distance: float) -> FloatArray:
        """Return how much higher than a point its neighbours in 32 directions are."""
        rises: FloatArray = self.sign * (
            self.surface.value(ring(centre, distance)) - self.surface.value(centre)
        )
        return rises

    def slopes_around(self, centre: FloatArray, distance: float) -> FloatArray:
        """Return the lengths of the gradient at its neighbours in 32 directions."""
        slopes: FloatArray = np.hypot(*self.surface.gradient(ring(centre, distance)))
        return slopes

    def end(
        self,
        kind: EndKind,
        *,
        step: int | None = None,
        minimum: int | None = None,
        place: Point | None = None,
        distance: float | None = None,
    ) -> End:
        """Return an end of this path, at its last step unless another is given."""
        return End(
            kind=kind,
            step=len(self.points) - 1 if step is None else step,
            point=(float(self.last[0]), float(self.last[1])),
            value=float(self.surface.value(self.last)),
            gradient_length=length(self.slope),
            minimum=minimum,
            place=place,
            distance=distance,
            reach=self.reach,
        )

    def end_at(
        self,
        kind: EndKind,
        place: Point | FloatArray,
        *,
        minimum: int | None = None,
        distance: float | None = None,
    ) -> End:
        """Return an end that began when the path last came within reach of a place."""
        away = np.hypot(*(self.points - place).T) > self.reach
        return self.end(
            kind,
            step=first_after(away),
            minimum=minimum,
            place=(float(place[0]), float(place[1])),
            distance=distance,
        )


def ring(centre: FloatArray, distance: float) -> FloatArray:
    """Return the points at a distance in 32 directions, of shape (2, 32)."""
    points: FloatArray = centre[:, np.newaxis] + distance * _DIRECTIONS
    return points


def first_after(condition: NDArray[np.bool_]) -> int:
    """Return the index from which on a condition is false: 0 where it never holds."""
    holds = np.flatnonzero(condition)
    return int(holds[-1]) + 1 if holds.size else 0


def length(vector: FloatArray) -> float:
    """Return the length of a vector."""
    return math.hypot(*vector)
