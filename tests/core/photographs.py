"""Pictures of strokes as a camera would take them, with what is on them known."""

from itertools import pairwise

import numpy as np

SEVEN = [[(0.2, 0.1), (0.8, 0.1), (0.4, 0.9)]]
FOUR = [[(0.55, 0.1), (0.2, 0.6), (0.8, 0.6)], [(0.6, 0.35), (0.6, 0.9)]]
FIVE_WITH_LOOSE_BAR = [
    [(0.35, 0.25), (0.32, 0.5), (0.55, 0.48), (0.68, 0.66), (0.55, 0.86), (0.3, 0.85)],
    [(0.36, 0.1), (0.7, 0.08)],
]
ONE = [[(0.5, 0.1), (0.5, 0.9)]]


def inked(strokes, side, width):
    """Ink of strokes in the unit square, drawn by a round pen: (side, side)."""
    rows, columns = np.mgrid[:side, :side] + 0.5
    nearest = np.full((side, side), np.inf)
    for stroke in strokes:
        points = side * np.asarray(stroke)
        for start, end in pairwise(points):
            along = end - start
            share = ((columns - start[0]) * along[0] + (rows - start[1]) * along[1]) / max(
                along @ along, 1e-12
            )
            share = np.clip(share, 0, 1)
            distance = np.hypot(columns - start[0] - share * along[0], rows - start[1] - share * along[1])
            nearest = np.minimum(nearest, distance)
    return np.clip(width / 2 + 0.5 - nearest, 0, 1)


def side_by_side(inks, gap, drops=None):
    """Ink of several digits from left to right, with a gap around each; `drops` moves each down by as much."""
    drops = drops or [0] * len(inks)
    height = max(ink.shape[0] + drop for ink, drop in zip(inks, drops, strict=True)) + 2 * gap
    sheet = np.zeros((height, gap + sum(ink.shape[1] + gap for ink in inks)))
    left, boxes = gap, []
    for ink, drop in zip(inks, drops, strict=True):
        top = gap + drop
        sheet[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
        rows, columns = np.nonzero(ink > 0.5)
        boxes.append((left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1))
        left += ink.shape[1] + gap
    return sheet, boxes


def photographed(ink, rng, *, light="even", grain=0.0, ink_level=0.15, paper_level=0.9):
    """Grey levels of ink on paper under some light, as bytes."""
    rows, columns = np.indices(ink.shape) / np.array(ink.shape)[:, np.newaxis, np.newaxis]
    lights = {
        "even": np.ones(ink.shape),
        "from the left": 1 - 0.55 * columns - 0.15 * rows,
        "lamp": 1 - 0.8 * np.hypot(rows - 0.5, columns - 0.5),
        "edge of a shadow": np.where(columns + 0.2 * rows < 0.45, 0.55, 1.0),
    }
    grey = (paper_level + (ink_level - paper_level) * ink) * lights[light] + rng.normal(
        0, grain or 1e-9, ink.shape
    )
    return np.rint(255 * np.clip(grey, 0, 1)).astype(np.uint8)
