"""Where many paths end: descent from thousands of starts at once, each followed only for as long as it takes."""

from __future__ import annotations

from collections.abc import Generator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.minima import Places, cells, local_minima
from core.optimizers import Optimizer, State
from core.path_end import ARRIVAL_DISTANCE, SLOW_MOVE
from core.stability import directions, overshoot_limit
from core.surfaces import Range, Surface

LEFT = -1
"""Label of a start from which the path ends outside the picture, or does not stay finite."""

NOT_ARRIVED = -2
"""Label of a start from which the path is still moving, circles, or stands at no minimum."""

_STARTS_SEARCHED = 1024
_STEPS_IN_SLICE = 16
_SETTLED_MOVES = 100  # a path has settled if so many more moves like its last would not take it away
_MOST_MINIMA = 1000
_MINIMA_IN_SLICE = 10  # each takes a tenth of a millisecond, and holds the interpreter


class _Running(NamedTuple):
    """The paths that are still followed.

    Attributes
    ----------
    number : ndarray of int, shape (m,)
        Which of the starts each belongs to.
    x : ndarray of float64, shape (2, m)
    state : State
    minimum : ndarray of int, shape (m,)
        Which minimum is within reach; -1 for none.
    since : ndarray of int, shape (m,)
        The step from which on it is.
    """

    number: NDArray[np.intp]
    x: FloatArray
    state: State
    minimum: NDArray[np.intp]
    since: NDArray[np.intp]

    def only(self, chosen: NDArray[np.bool_]) -> _Running:
        """Return some of them."""
        steps, velocity, squares = self.state
        state = State(
            steps,
            velocity[:, chosen] if velocity.size else velocity,
            squares[:, chosen] if squares.size else squares,
        )
        return _Running(
            self.number[chosen], self.x[:, chosen], state, self.minimum[chosen], self.since[chosen]
        )


class _Ends(NamedTuple):
    """What became of some starts.

    Attributes
    ----------
    labels : ndarray of int16, shape (n,)
    steps : ndarray of int32, shape (n,)
    resting : ndarray of int, shape (m,)
        Which of them came to rest, or nearly so, at no minimum that is known.
    places : ndarray of float64, shape (2, m)
        Where.
    """

    labels: NDArray[np.int16]
    steps: NDArray[np.int32]
    resting: NDArray[np.intp]
    places: FloatArray


class Follower:
    """Follows paths to their ends, and remembers the minima that it finds.

    Parameters
    ----------
    surface : Surface
    ranges : pair of ranges
        What a path can leave.
    rate : float
        The learning rate, at least 0.
    steps : int
        How many steps to take at most; at least 0.
    optimizer : Optimizer
    ascent : bool
        Climb, and look for maxima.

    Attributes
    ----------
    minima : Places
        Those of the surface first, then those that were found.
    """

    def __init__(
        self,
        surface: Surface,
        ranges: tuple[Range, Range],
        rate: float,
        steps: int,
        optimizer: Optimizer,
        ascent: bool,
    ) -> None:
        self.surface = surface
        self.low, self.high = np.transpose(ranges)[..., np.newaxis]
        self.reach = ARRIVAL_DISTANCE * float(np.hypot(np.ptp(surface.x_range), np.ptp(surface.y_range)))
        self.rate = -rate if ascent else rate
        self.steps = steps
        self.optimizer = optimizer
        self.ascent = ascent
        self.minima = Places((), self.reach)
        self.attracts: NDArray[np.bool_] = np.empty(0, dtype=bool)
        self.add(np.reshape(() if ascent else surface.minima, (-1, 2)))

    def add(self, minima: FloatArray) -> None:
        """Take these minima for known."""
        attracts = np.array([self._is_attracting(minimum) for minimum in minima], dtype=bool)
        self.minima = Places(np.concatenate((self.minima.points, minima)), self.reach)
        self.attracts = np.concatenate((self.attracts, attracts))

    def ends(self, starts: FloatArray) -> Generator[None, None, tuple[NDArray[np.int16], NDArray[np.int32]]]:
        """Follow paths to their ends; if that brings new minima to light, the paths to them once more.

        Parameters
        ----------
        starts : ndarray of float64, shape (2, n)

        Yields
        ------
        None
            After every few steps of all paths.

        Returns
        -------
        labels : ndarray of int16, shape (n,)
            Which of `minima` each path reaches, else `LEFT` or `NOT_ARRIVED`.
        steps : ndarray of int32, shape (n,)
            The step from which on it is so; the last finite step of a path that reaches no minimum.
        """
        labels, steps, resting, places = yield from self._followed(starts)
        # One of those that rest side by side is enough.
        _, first = np.unique(cells(places.T, self.reach / 4), return_index=True)
        for some in np.array_split(places[:, first].T, len(first) // _STARTS_SEARCHED + 1):
            yield
            found = local_minima(self.surface, some, self.reach, ascent=self.ascent)
            found = found[self.minima.nearest(found) < 0]
            found = found[: _MOST_MINIMA - len(self.minima.points)]
            for few in np.array_split(found, len(found) // _MINIMA_IN_SLICE + 1):
                yield
                self.add(few)
        again = resting[self.minima.nearest(places.T) >= 0]
        if again.size:
            yield
            labels[again], steps[again], *_ = yield from self._followed(starts[:, again])
        return labels, steps

    def _followed(self, starts: FloatArray) -> Generator[None, None, _Ends]:
        count = starts.shape[1]
        labels = np.full(count, LEFT, dtype=np.int16)
        steps = np.full(count, self.steps, dtype=np.int32)
        none = np.full(count, -1)
        running = _Running(np.arange(count), starts, self.optimizer.init(starts), none, none)
        for first in range(0, max(self.steps, 1), _STEPS_IN_SLICE):
            trace, state = self._steps(running, min(_STEPS_IN_SLICE, self.steps - first))
            running = running._replace(x=trace[-1], state=state)
            finite = np.isfinite(trace[-1]).all(axis=0)
            if not finite.all():
                grown = np.isfinite(trace[:, :, ~finite]).all(axis=1)
                steps[running.number[~finite]] = first - 1 + np.logical_and.accumulate(grown).sum(axis=0)
                running, trace = running.only(finite), trace[:, :, finite]
            running, has_settled = self._watched(running, trace, first)
            labels[running.number[has_settled]] = running.minimum[has_settled]
            steps[running.number[has_settled]] = running.since[has_settled]
            if has_settled.any():
                running, trace = running.only(~has_settled), trace[:, :, ~has_settled]
            yield
            if not running.number.size:
                break
        has_arrived, number = running.minimum >= 0, running.number
        is_inside = ((running.x >= self.low) & (running.x <= self.high)).all(axis=0)
        labels[number] = np.where(has_arrived, running.minimum, np.where(is_inside, NOT_ARRIVED, LEFT))
        steps[number] = np.where(has_arrived, running.since, self.steps)
        resting = self._is_slow(trace) & ~has_arrived
        return _Ends(labels, steps, number[resting], running.x[:, resting])

    def _steps(self, running: _Running, count: int) -> tuple[FloatArray, State]:
        """Return the points before, between and after some steps, of shape (count + 1, 2, m)."""
        trace = np.empty((count + 1, *running.x.shape))
        trace[0] = running.x
        state = running.state
        with np.errstate(all="ignore"):
            for before, after in pairwise(trace):
                step, state = self.optimizer.update(self.surface.gradient_of(before), state, self.rate)
                np.subtract(before, step, out=after)
        return trace, state

    def _watched(
        self, running: _Running, trace: FloatArray, first: int
    ) -> tuple[_Running, NDArray[np.bool_]]:
        """See which paths are within reach of a minimum and since when, and which of them for good."""
        minimum = self._minimum_within_reach(running, trace)
        near = np.flatnonzero(minimum >= 0)
        reached = minimum[near]
        place = self.minima.points[reached].T
        since = np.where(reached == running.minimum[near], running.since[near], first)
        # Point by point, so that the arrays are small: this is done for every step of every path.
        points = [row.take(near, axis=1) - place for row in trace]
        for step, (away0, away1) in enumerate(points, first + 1):
            is_away = away0 * away0 + away1 * away1 > self.reach * self.reach
            np.putmask(since, is_away, step)
        begin, end = _length(points[0]), _length(points[-1])
        moves = _length(points[-1] - points[-2:][0])
        has_settled = np.zeros(len(minimum), dtype=bool)
        has_settled[near] = (
            (since <= first)
            & (end <= begin)
            & (end + _SETTLED_MOVES * moves <= self.reach)
            & self.attracts[reached]
        )
        all_since = running.since.copy()
        all_since[near] = since
        return running._replace(minimum=minimum, since=all_since), has_settled

    def _minimum_within_reach(self, running: _Running, trace: FloatArray) -> NDArray[np.intp]:
        slow = np.flatnonzero(self._is_slow(trace))
        minimum = np.full(len(running.number), -1)
        minimum[slow] = self.minima.nearest(running.x[:, slow].T)
        return minimum

    def _is_slow(self, trace: FloatArray) -> NDArray[np.bool_]:
        with np.errstate(over="ignore"):
            return _length(trace[-1] - trace[-2:][0]) <= SLOW_MOVE * self.reach

    def _is_attracting(self, minimum: FloatArray) -> bool:
        """Say whether a path that is near a minimum comes nearer with each step."""
        limit = overshoot_limit(self.optimizer)
        curvatures = [direction.curvature for direction in directions(self.surface, minimum)]
        return limit is not None and bool(curvatures) and max(self.rate * c for c in curvatures) < limit


def _length(vectors: FloatArray) -> FloatArray:
    """Return the lengths of vectors whose two coordinates are along the last axis but one."""
    x0, x1 = vectors[..., 0, :], vectors[..., 1, :]
    length: FloatArray = np.sqrt(x0 * x0 + x1 * x1)
    return length
