"""Changing a drawing, one dot of ink or one erasure after the other, until a network predicts another digit."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.digit_image import Placement, from_strokes, placement
from core.eraser import Point, Strokes, erased
from core.explanation import pixel_gradient
from core.mnist import SIDE
from core.pen import PEN_WIDTH
from core.two_layer_net import TwoLayerNet

MOST_RETOUCHES = 40
ERASER_PIXELS = 1.6
"""Radius of a rub, in pixels of the form: about that of a finger on the drawing."""

_CANDIDATES = 6  # of dots, and as many of rubs, that are tried out at each step
_LEAST_INK = 0.5  # where the eraser is worth trying
_PROMISING, _APART = 1e-9, 2
_NEIGHBOURS = [(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1)]
_DOT = [float(np.clip(PEN_WIDTH / 2 + 0.5 - np.hypot(row, column), 0, 1)) for row, column in _NEIGHBOURS]


@dataclass(frozen=True, eq=False)
class Retouch:
    """One change of a drawing.

    Attributes
    ----------
    paints : bool
        Whether it is a dot of ink; else an erasure.
    at : (float, float)
        Where, on the canvas.
    radius : float
        Of the rub, in canvas sides; 0 for a dot.
    strokes : tuple of strokes
        The drawing with it.
    lead : float
        By how much the wanted digit's score is above the highest other then.
    """

    paints: bool
    at: Point
    radius: float
    strokes: Strokes
    lead: float


@dataclass(frozen=True, eq=False)
class Retouching:
    """Changes of a drawing in their order.

    Attributes
    ----------
    target : int
        The digit that they lead towards.
    lead : float
        By how much its score is above the highest other before the first of them.
    retouches : tuple of Retouch
    succeeded : bool
        Whether the network predicts `target` after the last of them.
    """

    target: int
    lead: float
    retouches: tuple[Retouch, ...]
    succeeded: bool


def retouching(
    network: TwoLayerNet, strokes: Strokes, target: int
) -> Generator[None, None, Retouching | None]:
    """Look for few dots and erasures after which a network predicts another digit.

    Parameters
    ----------
    network : TwoLayerNet
        With 784 inputs.
    strokes : tuple of strokes
        As in `core.digit_image.from_strokes`.
    target : int
        The prediction wanted.

    Yields
    ------
    None
        After every change: about 15 ms of work for 200 hidden units.

    Returns
    -------
    Retouching or None
        None for no ink, and for a drawing that has no place in the form. Without success where none of the changes
        tried raises the lead, or after `MOST_RETOUCHES`.

    Raises
    ------
    ValueError
        If there is no such class.

    Notes
    -----
    By the gradient of the lead by each pixel, the dots and erasures with the largest linear estimates are found; those
    few that are on the canvas are tried out on the strokes, because every change also moves and scales the form. That
    the changes are the fewest is not certain.
    """
    form = from_strokes(strokes)
    if form is None or placement(strokes) is None:
        return None
    start = lead = _lead(network, form, target)
    done: list[Retouch] = []
    while lead <= 0 and len(done) < MOST_RETOUCHES:
        best = _best(network, strokes, target)
        if best is None or best.lead <= lead:
            break
        done.append(best)
        strokes, lead = best.strokes, best.lead
        yield
    return Retouching(target, start, tuple(done), lead > 0)


def _best(network: TwoLayerNet, strokes: Strokes, target: int) -> Retouch | None:
    """Return the change that brings the target farthest, of those with the largest estimates."""
    form, placed = from_strokes(strokes), placement(strokes)
    if form is None or placed is None:
        return None
    scores = network.scores(form)
    rival = int(np.argmax(np.where(np.arange(scores.size) == target, -np.inf, scores)))
    gradient = pixel_gradient(network, form, target, rival).reshape(SIDE, SIDE)
    ink = form.reshape(SIDE, SIDE)
    tried: list[Retouch] = []
    for estimate, paints in ((_by_dots(gradient, ink), True), (_by_rubs(gradient, ink), False)):
        for row, column in _highest(estimate):
            retouch = _try(network, strokes, target, placed, (column, row), paints)
            if retouch is not None:
                tried.append(retouch)
    return max(tried, key=lambda retouch: retouch.lead, default=None)


def _try(
    network: TwoLayerNet,
    strokes: Strokes,
    target: int,
    placed: Placement,
    pixel: tuple[int, int],
    paints: bool,
) -> Retouch | None:
    at, radius = placed.on_canvas(*pixel), 0.0 if paints else ERASER_PIXELS / placed.scale
    if not all(0 <= coordinate <= 1 for coordinate in at):  # there is no canvas
        return None
    changed = (*strokes, (at,)) if paints else erased(strokes, at, at, radius)
    form = from_strokes(changed)
    if form is None:
        return None
    return Retouch(paints, at, radius, changed, _lead(network, form, target))


def _lead(network: TwoLayerNet, form: FloatArray, target: int) -> float:
    scores = network.scores(form)
    if not 0 <= target < scores.size:
        raise ValueError(f"there is no class {target}: classes are 0 to {scores.size - 1}")
    return float(scores[target] - np.delete(scores, target).max())


def _by_dots(gradient: FloatArray, ink: FloatArray) -> FloatArray:
    """Return by how much a dot on each pixel would raise the lead, as far as the gradient knows."""
    total = np.zeros_like(ink)
    for (row, column), dot in zip(_NEIGHBOURS, _DOT, strict=True):
        total += _moved(gradient, row, column) * np.maximum(dot - _moved(ink, row, column), 0)
    return total


def _by_rubs(gradient: FloatArray, ink: FloatArray) -> FloatArray:
    """Return the same for a rub of the eraser."""
    total = np.zeros_like(ink)
    for row, column in _NEIGHBOURS:
        total -= _moved(gradient * ink, row, column)
    return np.where(ink >= _LEAST_INK, total, 0.0)


def _moved(array: FloatArray, row: int, column: int) -> FloatArray:
    """Return the value of each pixel's neighbour, 0 beyond the edge."""
    moved: FloatArray = np.pad(array, 1)[1 + row : 1 + row + SIDE, 1 + column : 1 + column + SIDE]
    return moved


def _highest(estimate: FloatArray) -> list[tuple[int, int]]:
    """Return the pixels (row, column) of the highest values above 0, no two of them close together."""
    left = estimate.copy()
    found: list[tuple[int, int]] = []
    while len(found) < _CANDIDATES:
        row, column = (int(index) for index in np.unravel_index(np.argmax(left), left.shape))
        if not left[row, column] > _PROMISING:
            break
        found.append((row, column))
        left[max(row - _APART, 0) : row + _APART + 1, max(column - _APART, 0) : column + _APART + 1] = 0
    return found
