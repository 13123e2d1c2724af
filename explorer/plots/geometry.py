"""Geometry of what is drawn on a plane: arrows, contour lines and their labels, paths cut to the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray

# A level label's box, and the least distance of two of them, in pixels.
_LABEL_WIDTH, _LABEL_HEIGHT = 40, 18
_LABEL_STRIDE = 3  # of so many points of a contour line one may get the label
_CLEARANCE = 1.5  # that box, times this, around points that labels avoid
_FARTHEST = 1e6  # sizes of an area: coordinates beyond are not drawn
Unit = tuple[float, float]  # width and height of a pixel, in data units
_COMPARABLE = 4  # times as wide or as high
# A line is straight where so many points lie within that many pixels beside their chord; the second time where
# so many of the points that are left do.
_STRETCH, _FARTHEST_BESIDE, _PASSES = 4, 0.1, 2
_BARB_LENGTH, _BARB_SPREAD = 0.32, 0.55  # of an arrow's shaft, and of a barb


@dataclass(frozen=True)
class Area:
    """A rectangle in data coordinates."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent along y."""
        return self.top - self.bottom

    def grown(self, factor: float) -> "Area":
        """Return the area with `factor` of its own width and height added at each side."""
        dx, dy = factor * self.width, factor * self.height
        return Area(self.left - dx, self.right + dx, self.bottom - dy, self.top + dy)

    def filling(self, pixels_wide: float, pixels_high: float) -> "Area":
        """Return the smallest area around this one with the shape of a picture, units being square."""
        unit = max(self.width / pixels_wide, self.height / pixels_high)
        dx, dy = (unit * pixels_wide - self.width) / 2, (unit * pixels_high - self.height) / 2
        return Area(self.left - dx, self.right + dx, self.bottom - dy, self.top + dy)

    def is_comparable(self, other: "Area") -> bool:
        """Whether what is drawn for one of two areas can stand in for the other: neither is many times larger."""
        shares = (self.width / other.width, self.height / other.height)
        return min(shares) > 1 / _COMPARABLE and max(shares) < _COMPARABLE

    def contains(self, points: FloatArray) -> NDArray[np.bool_]:
        """Return for points of shape (..., 2) whether each is inside or on the border; NaN is not."""
        x, y = points[..., 0], points[..., 1]
        inside: NDArray[np.bool_] = (
            (x >= self.left) & (x <= self.right) & (y >= self.bottom) & (y <= self.top)
        )
        return inside

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the area that is nearest to `x`, `y`."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)


@dataclass(frozen=True)
class Frame:
    """What a plot shows, and the pixels that it has for that.

    Attributes
    ----------
    width, height : float
        In pixels, at least 1 each, so that positions are finite even if the window is too small for the plot.
    has_area : bool
        Whether there is anything to draw on.
    """

    shown: Area
    width: float
    height: float
    has_area: bool

    @property
    def unit(self) -> Unit:
        """Width and height of a pixel, in data units."""
        return self.shown.width / self.width, self.shown.height / self.height


def extent(points: FloatArray, margin: Unit) -> tuple[float, float, float, float]:
    """Return left, bottom, width and height of what holds points with a margin around them; zeros for no points.

    Parameters
    ----------
    points : ndarray, shape (m, 2)
        All finite.
    margin : pair of float
        In data units.
    """
    if not len(points):
        return (0.0, 0.0, 0.0, 0.0)
    (left, bottom), (right, top), (dx, dy) = points.min(axis=0), points.max(axis=0), margin
    return (left - dx, bottom - dy, right - left + 2 * dx, top - bottom + 2 * dy)


def arrow_segments(x: FloatArray, y: FloatArray, u: FloatArray, v: FloatArray) -> FloatArray:
    """Return arrows from (x, y) to (x + u, y + v) as line segments: a shaft and two barbs each.

    Parameters
    ----------
    x, y, u, v : ndarray, shape (n,)
        Tails and displacements, in data units.

    Returns
    -------
    ndarray, shape (6 * n, 2)
        End points in pairs.
    """
    tails = np.stack([x, y], axis=1)
    tips = tails + np.stack([u, v], axis=1)
    back = _BARB_LENGTH * (tails - tips)
    side = _BARB_SPREAD * np.stack([-back[:, 1], back[:, 0]], axis=1)
    return np.stack([tails, tips, tips, tips + back + side, tips, tips + back - side], axis=1).reshape(-1, 2)


def level_label_places(
    contours: Sequence[tuple[float, FloatArray]], area: Area, unit: Unit, taken: FloatArray
) -> list[tuple[float, float, float]]:
    """Choose where each contour level gets its number, if it fits anywhere.

    Parameters
    ----------
    contours : sequence of (level, points of shape (m, 2))
        Contour lines; several may share a level.
    area : Area
        What is shown; labels keep clear of its border.
    unit : pair of float
        Data units a pixel.
    taken : ndarray, shape (k, 2)
        Points that labels keep clear of.

    Returns
    -------
    list of (level, x, y)
        At most one place a level: where a line runs rather across than up, no other label stands, and a
        vertical at 70 % of the width is near; lower points preferred.
    """
    box = (unit[0] * _LABEL_WIDTH, unit[1] * _LABEL_HEIGHT)
    column = area.left + 0.7 * area.width
    lines = joined_lines([points for _unused, points in contours])
    level_of = np.repeat(
        [level for level, _unused in contours], [len(points) + 1 for _unused, points in contours]
    )
    possible = _is_flat(lines, unit) & area.grown(-0.06).contains(lines)
    lines, level_of = lines[possible][::_LABEL_STRIDE], level_of[possible][::_LABEL_STRIDE]
    near_x, near_y = (  # one axis after the other: five times as fast as both in one array
        np.abs(np.subtract.outer(lines[:, axis], taken[:, axis])) <= _CLEARANCE * box[axis] for axis in (0, 1)
    )
    free = ~(near_x & near_y).any(axis=1)
    lines, level_of = lines[free], level_of[free]
    places: list[tuple[float, float, float]] = []
    for level in sorted({level for level, _unused in contours}):
        points = lines[level_of == level]
        for _unused, x, y in places:
            points = points[(np.abs(points - (x, y)) > box).any(axis=1)]
        if len(points):
            across, up = ((points - (column, area.bottom)) / unit).T
            x, y = points[(np.abs(across) + 0.2 * up).argmin()]
            places.append((level, float(x), float(y)))
    return places


def _is_flat(lines: FloatArray, unit: Unit) -> NDArray[np.bool_]:
    """Return where lines, one after the other with NaN between, run rather across than up in the picture."""
    if len(lines) < 2:
        return np.zeros(len(lines), dtype=bool)
    along = np.abs(np.gradient(lines / unit, axis=0))
    flat: NDArray[np.bool_] = along[:, 1] <= along[:, 0]
    return flat


def near_labels(
    points: FloatArray, places: Sequence[tuple[float, float, float]], unit: Unit
) -> NDArray[np.bool_]:
    """Return for points of shape (m, 2) whether each lies in the box of a level label."""
    hidden = np.zeros(len(points), dtype=bool)
    for level, x, y in places:
        half_width = unit[0] * (4 + 3.6 * len(f"{level:.3g}"))
        hidden |= (np.abs(points - (x, y)) < (half_width, unit[1] * _LABEL_HEIGHT / 2)).all(axis=1)
    return hidden


def joined_lines(lines: Sequence[FloatArray]) -> FloatArray:
    """Join polylines of shape (m, 2) into one array with a row of NaN after each."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)]) if lines else np.empty((0, 2))


def cut_path(points: FloatArray, area: Area) -> FloatArray:
    """Cut a path to `area`, so that nothing is drawn where no pixel can hold the coordinates.

    Parameters
    ----------
    points : ndarray, shape (m, 2)
        Successive points, finite, of any size.
    area : Area
        Where the path is kept.

    Returns
    -------
    ndarray, shape (k, 2)
        The path itself if it stays inside; else its segments one by one, cut at the border, with a row of
        NaN after each. Segments that start so far away that rounding would shift the cut are left out.
    """
    if area.contains(points).all():
        return points
    near = area.grown(_FARTHEST).contains(points[:-1])
    starts, ends = points[:-1][near], points[1:][near]
    enter, leave = _inside(starts, ends, area)
    seen = enter <= leave
    starts, ends, enter, leave = starts[seen], ends[seen], enter[seen], leave[seen]
    rows = np.full((len(starts), 3, 2), np.nan)
    rows[:, 0] = _between(starts, ends, enter)
    rows[:, 1] = _between(starts, ends, leave)
    return rows.reshape(-1, 2)


def way_out(start: FloatArray, end: FloatArray, area: Area) -> FloatArray:
    """Return where the segment from `start`, inside `area`, to `end`, outside, meets the border; shapes (2,)."""
    share = 1.0
    sides = (area.left, area.right), (area.bottom, area.top)
    for here, there, (low, high) in zip(start.tolist(), end.tolist(), sides, strict=True):
        half = there / 2 - here / 2  # the whole way could overflow
        if half:
            share = min(share, ((high if half > 0 else low) / 2 - here / 2) / half)
    border: FloatArray = (1 - share) * start + share * end
    return border


def _inside(starts: FloatArray, ends: FloatArray, area: Area) -> tuple[FloatArray, FloatArray]:
    """Return from and to which share of its length each segment is inside; from > to if it never is.

    Liang and Barsky, "A new concept and method for line clipping", ACM Trans. Graphics 3 (1984).
    """
    low, high = np.array([area.left, area.bottom]), np.array([area.right, area.top])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        half = ends / 2 - starts / 2  # a whole difference could overflow
        first, second = (low / 2 - starts / 2) / half, (high / 2 - starts / 2) / half
    still = half == 0
    missed = still & ((starts < low) | (starts > high))
    enter = np.where(still, np.where(missed, np.inf, -np.inf), np.minimum(first, second)).max(axis=1)
    leave = np.where(still, np.inf, np.maximum(first, second)).min(axis=1)
    return enter.clip(min=0), leave.clip(max=1)


def _between(starts: FloatArray, ends: FloatArray, shares: FloatArray) -> FloatArray:
    """Return the point at a share of the way of each segment."""
    shares = shares[:, None]
    return (1 - shares) * starts + shares * ends


def departure(points: FloatArray, area: Area) -> int | None:
    """Return the step that took a path out of `area` for good, or None if it ends inside or never was inside.

    `points`, shape (m, 2), is finite; step k leads to ``points[k]``.
    """
    inside = area.contains(points)
    if not len(inside) or inside[-1] or not inside.any():
        return None
    return int(np.flatnonzero(inside)[-1]) + 1


def thin_path(points: FloatArray, least: float, unit: Unit = (1, 1)) -> FloatArray:
    """Drop points that follow within `least` along the path; the first and last stay.

    Parameters
    ----------
    points : ndarray, shape (m, 2)
        Successive points; rows of NaN are gaps and stay.
    least : float
        Length below which a step is not seen.
    unit : pair of float, optional
        What counts as 1 along each axis.

    Returns
    -------
    ndarray, shape (k, 2), k <= m
        The thinned path.
    """
    if len(points) < 3:
        return points
    steps = np.hypot(*((points[1:] - points[:-1]) / unit).T)
    gaps = np.isnan(steps)
    steps[gaps] = 0
    stretch = np.floor(np.cumsum(steps) / least)
    kept = np.ones(len(points), dtype=bool)
    kept[1:-1] = (stretch[1:] > stretch[:-1]) | gaps[:-1] | gaps[1:]
    return points[kept]


def far_enough(points: FloatArray, least: float, unit: Unit = (1, 1)) -> FloatArray:
    """Keep of successive points, shape (m, 2), those at least `least` times `unit` from the one kept before."""
    kept: list[int] = []
    square = least * least
    last_x = last_y = np.inf
    for index, (x, y) in enumerate((points / unit).tolist()):
        if not (x - last_x) ** 2 + (y - last_y) ** 2 < square:
            kept.append(index)
            last_x, last_y = x, y
    chosen: FloatArray = points[kept]
    return chosen


def straightened(points: FloatArray, unit: Unit) -> FloatArray:
    """Drop points between which a line hardly bends: the picture stays the same to a fraction of a pixel.

    Parameters
    ----------
    points : ndarray, shape (m, 2)
        Successive points; rows of NaN are gaps and stay.
    unit : pair of float
        Size of a pixel.

    Returns
    -------
    ndarray, shape (k, 2), k <= m
        Of each straight stretch its ends, and all points at which the line turns.
    """
    for _index in range(_PASSES):
        points = _shortened(points, unit)
    return points


def _shortened(points: FloatArray, unit: Unit) -> FloatArray:
    """Keep of each stretch the first point only, where the others lie on the straight way to the next stretch."""
    stretches = (len(points) - 1) // _STRETCH
    if stretches < 2:
        return points
    place = np.ascontiguousarray(points / unit).view(np.complex128)[:, 0]
    last = stretches * _STRETCH
    first = place[:last:_STRETCH]
    way = place[_STRETCH::_STRETCH] - first
    length = np.abs(way)[:, np.newaxis]
    along = (place[:last].reshape(stretches, _STRETCH) - first[:, np.newaxis]) * way.conj()[:, np.newaxis]
    near = np.abs(along.imag) <= _FARTHEST_BESIDE * length  # false for NaN
    straight = (near & (along.real >= 0) & (along.real <= length * length)).all(axis=1)
    straight &= length[:, 0] > 0  # a stretch that ends where it began lies on no straight way
    kept = np.ones(len(points), dtype=bool)
    kept[:last].reshape(stretches, _STRETCH)[straight, 1:] = False
    return points[kept]
