"""The form of MNIST from ink found in a picture, whatever the width of the pen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.digit_image import CENTRE, LONGEST_SIDE, from_pixels
from core.mnist import SIDE
from core.pen import PEN_WIDTH

THINNEST, THICKEST = 1.7, 3.6
"""Pixels of the form: between them lie nine pens in ten of MNIST, and strokes stay as they are."""

_CENTRING_PASSES = 2
_MOST_PLACES = 3_000  # of an outline: more lie closer together than the form can show
_EDGE = 0.5
_PIXELS = np.indices((SIDE, SIDE))[::-1].reshape(2, -1).T + 0.5  # (x, y) of their middles


def stroke_width(ink: FloatArray) -> float:
    """Estimate how wide the strokes of a picture are, in its pixels.

    Parameters
    ----------
    ink : ndarray, shape (rows, columns)
        0 on the paper, 1 in a stroke.

    Returns
    -------
    float
        Twice the area by the length of the outline; 0 without ink.

    Notes
    -----
    The outline is the total variation: right within 10% for strokes of a pixel and more, at any angle.
    """
    framed = np.pad(ink, 1)
    falling, rising = framed[1:, 1:] - framed[:-1, :-1], framed[1:, :-1] - framed[:-1, 1:]
    outline = float(np.hypot(falling, rising).sum()) / math.sqrt(2)
    return 2 * float(ink.sum()) / outline if outline else 0.0


def from_ink(ink: FloatArray) -> FloatArray | None:
    """Bring ink into the form of MNIST's images, with strokes as wide as there.

    Parameters
    ----------
    ink : ndarray, shape (rows, columns)
        0 on the paper, 1 in the middle of a stroke.

    Returns
    -------
    ndarray of float64, shape (784,), or None
        Ink from 0 to 1, row by row; None where nothing is darker than half a stroke, or where the ink is so spread out
        that none of it is left in the form.

    Raises
    ------
    ValueError
        As in `core.digit_image.from_pixels`.

    Notes
    -----
    Scaled to 20 pixels, a thin pen on a large sheet would leave a line too faint to read. Strokes below `THINNEST`
    are drawn anew by the pen of the canvas, those above `THICKEST` by one as thick as that: a pixel at signed
    distance d from the outline, moved by what is wanting, gets ``clip(0.5 - d, 0, 1)``, as `from_strokes` draws.
    Takes up to 20 ms.
    """
    inside = np.asarray(ink) > _EDGE
    if not inside.any():
        return None
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    extent = 1 + max(int(np.ptp(rows)), int(np.ptp(columns)))
    own = min(stroke_width(ink), extent)
    width = own * LONGEST_SIDE / extent
    if THINNEST <= width <= THICKEST:
        return from_pixels(ink)
    wanted = PEN_WIDTH if width < THINNEST else THICKEST
    scale = (LONGEST_SIDE - wanted) / (extent - own) if extent > own else wanted / own
    middle = np.array([columns[0] + columns[-1] + 1, rows[0] + rows[-1] + 1]) / 2
    growth = (wanted - own * scale) / 2
    inner, outer = (scale * (places - middle) + SIDE / 2 for places in _outlines(inside))
    form = _drawn(inner, outer, growth, scale)
    for _ in range(_CENTRING_PASSES):
        if not form.any():
            return None
        shift = CENTRE - form @ _PIXELS / form.sum()
        inner, outer = inner + shift, outer + shift
        form = _drawn(inner, outer, growth, scale)
    return form


def _outlines(inside: NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
    """Return the middles (x, y) of the outermost pixels in a mask, and of those just outside it."""
    mask = np.pad(inside, 1)
    near = {
        is_inside: np.logical_or.reduce(
            [np.roll(mask == is_inside, step, axis) for step in (1, -1) for axis in (0, 1)]
        )
        for is_inside in (True, False)
    }
    return _middles(mask & near[False]), _middles(~mask & near[True])


def _middles(mask: NDArray[np.bool_]) -> FloatArray:
    rows, columns = np.nonzero(mask)
    step = -(-len(rows) // _MOST_PLACES)
    # Less one pixel of padding, and half a pixel on to the middle.
    return np.stack([columns[::step], rows[::step]], axis=1) - 0.5


def _drawn(inner: FloatArray, outer: FloatArray, growth: float, scale: float) -> FloatArray:
    """Draw the form from the middles of the pixels on both sides of the outline, which moves outwards by `growth`."""
    to_inner, to_outer = _distances(inner), _distances(outer)
    # The outline itself is half a pixel of the picture away from the middles on either side.
    distance = np.where(to_inner > to_outer, to_inner - scale / 2, scale / 2 - to_outer)
    form: FloatArray = np.clip(0.5 + growth - distance, 0, 1)
    return form


def _distances(places: FloatArray) -> FloatArray:
    """Return how far each pixel of the form is from the nearest of places (n, 2)."""
    # |p - q|^2 = |p|^2 - 2 p q + |q|^2: the last, the same for all places, is added to the least.
    least = ((places**2).sum(axis=1) - 2 * _PIXELS @ places.T).min(axis=1)
    distances: FloatArray = np.sqrt(np.maximum(least + (_PIXELS**2).sum(axis=1), 0))
    return distances
