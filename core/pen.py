"""A round pen: strokes become segments, and segments become ink in a grid of 28 x 28 pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.mnist import SIDE

Float64Array = NDArray[np.float64]
Strokes = Sequence[Sequence[tuple[float, float]]]

PEN_WIDTH = 2.2
"""In pixels."""

_MOST_PIECES = 20_000
_DENSE = 150  # segments: a person's stroke from a fast tablet has more, closer together than the ink can show
_SHORTEST = 0.4
# Five pixels each way hold all that a piece of one pixel's length can ink: 0.5 + PEN_WIDTH / 2 + 0.5 < 2.5.
_NEIGHBOURS = np.stack(np.meshgrid(np.arange(-2, 3), np.arange(-2, 3)), axis=-1).reshape(-1, 2)


def segments_of(strokes: Strokes) -> Float64Array | None:
    """Return the lines between consecutive points, and each stroke's first point as a dot.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y)
        In the order drawn.

    Returns
    -------
    ndarray of float64, shape (n, 2 ends, 2), or None
        None where there is no point at all.

    Raises
    ------
    ValueError
        If a coordinate is not finite, or a point is not a pair.
    """
    drawn = [np.asarray(stroke, dtype=np.float64) for stroke in strokes if len(stroke)]
    if not drawn:
        return None
    if any(stroke.ndim != 2 or stroke.shape[1] != 2 for stroke in drawn):
        raise ValueError("each stroke must be a sequence of (x, y) points")
    points = np.concatenate(drawn)
    if not np.isfinite(points).all():
        raise ValueError("the coordinates of a stroke must be finite")
    starts = np.cumsum([0, *(len(stroke) for stroke in drawn[:-1])])
    previous = np.arange(-1, len(points) - 1)
    previous[starts] = starts
    return np.stack([points[previous], points], axis=1)


def draw(segments: Float64Array) -> Float64Array:
    """Draw segments with the pen.

    Parameters
    ----------
    segments : ndarray of float64, shape (n, 2 ends, 2)
        In pixels from the upper left corner of the grid, (x, y), y downwards.

    Returns
    -------
    ndarray of float64, shape (28, 28)
        Ink from 0 to 1 by row and column: ``clip(PEN_WIDTH / 2 - d + 0.5, 0, 1)`` at distance d from the
        nearest line. What lies outside the grid is cut off.

    Notes
    -----
    Where there are more than 150 segments, those within 0.4 pixels are joined; beyond 20,000 pixels of
    line the drawing is thinned out.
    """
    start, end = _pieces(segments)
    pixel = np.floor((start + end) / 2)[:, np.newaxis] + _NEIGHBOURS
    along = (end - start)[:, np.newaxis]
    away = pixel + 0.5 - start[:, np.newaxis]
    length_squared = np.maximum((along**2).sum(axis=-1), np.finfo(float).tiny)
    share = np.clip((away * along).sum(axis=-1) / length_squared, 0.0, 1.0)[..., np.newaxis]
    distance = np.sqrt(((away - share * along) ** 2).sum(axis=-1))
    inside = ((pixel >= 0) & (pixel < SIDE)).all(axis=-1)
    column, row = pixel[inside].astype(np.intp).T
    image = np.zeros((SIDE, SIDE))
    np.maximum.at(image, (row, column), np.clip(PEN_WIDTH / 2 + 0.5 - distance[inside], 0.0, 1.0))
    return image


def _pieces(segments: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Cut segments into pieces of at most one pixel's length, at most `_MOST_PIECES` in all."""
    if len(segments) > _DENSE:
        segments = _merged(segments)
    start, end = segments[:, 0], segments[:, 1]
    count = np.maximum(np.ceil(np.hypot(*(end - start).T)), 1.0)
    ends = np.cumsum(count)
    total = ends[-1]
    piece = np.arange(total) if total <= _MOST_PIECES else np.linspace(0, total - 1, _MOST_PIECES).round()
    segment = np.searchsorted(ends, piece, side="right")
    step = ((end - start) / count[:, np.newaxis])[segment]
    piece_start = start[segment] + step * (piece - (ends - count)[segment])[:, np.newaxis]
    return piece_start, piece_start + step


def _merged(segments: Float64Array) -> Float64Array:
    """Join consecutive segments of one stroke within each `_SHORTEST` of its length."""
    start, end = segments[:, 0], segments[:, 1]
    lengths = np.cumsum(np.hypot(*(end - start).T))
    begins = np.ones(len(segments), dtype=bool)
    begins[1:] = (np.diff(lengths // _SHORTEST) > 0) | (start[1:] != end[:-1]).any(axis=1)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(segments)) - 1
    return np.stack([start[first], end[last]], axis=1)
