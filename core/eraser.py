"""Taking ink away: a disc cuts strokes in pieces."""

import math
from itertools import pairwise

Point = tuple[float, float]
Stroke = tuple[Point, ...]
Strokes = tuple[Stroke, ...]


def erased(strokes: Strokes, start: Point, end: Point, radius: float) -> Strokes:
    """Return what a disc that moves from `start` to `end` leaves of the strokes.

    Parameters
    ----------
    strokes : tuple of strokes
    start, end : (x, y)
        Where the middle of the disc goes, in a straight line.
    radius : float
        Of the disc, above 0.

    Returns
    -------
    tuple of strokes
        Strokes that the disc did not touch are the same objects; the others are cut, and end where the first
        of the disc's places, half a radius apart, cut them.
    """
    steps = max(1, math.ceil(math.dist(start, end) / (radius / 2)))
    for step in range(steps + 1):
        share = step / steps
        middle = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        strokes = tuple(piece for stroke in strokes for piece in _pieces(stroke, middle, radius))
    return strokes


def _pieces(stroke: Stroke, middle: Point, radius: float) -> list[Stroke]:
    """Return what is left of a stroke outside one disc."""
    if len(stroke) == 1:
        return [] if math.dist(stroke[0], middle) < radius else [stroke]
    pieces: list[list[Point]] = [[]]
    is_whole = True
    for a, b in pairwise(stroke):
        cut = _inside(a, b, middle, radius)
        if cut is None:
            _extend(pieces[-1], a, b)
            continue
        is_whole = False
        entry, leaving = cut
        if entry > 0:
            _extend(pieces[-1], a, _between(a, b, entry))
        pieces.append([])
        if leaving < 1:
            _extend(pieces[-1], _between(a, b, leaving), b)
    return [stroke] if is_whole else [tuple(piece) for piece in pieces if piece]


def _extend(piece: list[Point], a: Point, b: Point) -> None:
    if not piece:
        piece.append(a)
    piece.append(b)


def _inside(a: Point, b: Point, middle: Point, radius: float) -> tuple[float, float] | None:
    """Return from which to which share of the way from `a` to `b` lies inside the disc; None for nowhere."""
    along_x, along_y = b[0] - a[0], b[1] - a[1]
    from_x, from_y = a[0] - middle[0], a[1] - middle[1]
    squared = along_x * along_x + along_y * along_y
    if squared == 0:
        return (0.0, 1.0) if math.hypot(from_x, from_y) < radius else None
    nearest = -(from_x * along_x + from_y * along_y) / squared
    miss_x, miss_y = from_x + nearest * along_x, from_y + nearest * along_y
    depth = radius * radius - miss_x * miss_x - miss_y * miss_y
    if not depth > 0:
        return None
    half = math.sqrt(depth / squared)
    entry, leaving = max(nearest - half, 0.0), min(nearest + half, 1.0)
    return (entry, leaving) if entry < leaving else None


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
