"""Where the arrow keys lead in the diagram: pixels at the left, units in the middle, digits at the right."""

from collections.abc import Sequence

from core.mnist import CLASSES, SIDE
from explorer.drawing.why.flow import Followed

_MIDDLE_PIXEL = (SIDE // 2) * SIDE + SIDE // 2


def moved(followed: Followed | None, units: Sequence[int], down: int, right: int) -> Followed:
    """Return what is followed after an arrow key.

    Parameters
    ----------
    followed : Followed or None
        What is followed now.
    units : sequence of int
        The units that have a row, from top to bottom; at least one.
    down, right : int
        The direction: one of them is 1 or -1, the other 0.
    """
    if followed is None or (followed.kind == "unit" and followed.index not in units):
        return Followed("unit", units[0])
    if followed.kind == "unit":
        return _from_unit(units, units.index(followed.index), down, right)
    if followed.kind == "digit":
        if right < 0:
            return Followed("unit", units[0])
        return Followed("digit", _within(followed.index + down, len(CLASSES)))
    row, column = divmod(followed.index, SIDE)
    if column + right >= SIDE:
        return Followed("unit", units[0])
    return Followed("pixel", _within(row + down, SIDE) * SIDE + _within(column + right, SIDE))


def _from_unit(units: Sequence[int], place: int, down: int, right: int) -> Followed:
    if right:
        return Followed("digit", 0) if right > 0 else Followed("pixel", _MIDDLE_PIXEL)
    return Followed("unit", units[_within(place + down, len(units))])


def _within(place: int, count: int) -> int:
    return min(max(place, 0), count - 1)
