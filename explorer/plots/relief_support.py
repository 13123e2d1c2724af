"""Whether this computer draws OpenGL in a window, and the arrays of a relief; nothing here imports OpenGL."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

import numpy as np
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

from core.arrays import FloatArray
from explorer.plots import geometry
from explorer.plots.axis import nice_step
from explorer.plots.geometry import Area
from explorer.plots.height_scale import HeightScale

WIDTH, HEIGHT = 10.0, 3.0  # of a relief, in units of its own space
_PIECES = 120  # a path is laid on the surface in pieces of this share of the picture's width
_HALF_HEIGHT = HEIGHT / 2
_INTERVALS = 5  # of an axis at most
_HEIGHT_SHARES = (0.0, 0.5, 1.0)  # where the axis of the height has its numbers
_OUTSIDE, _NAME_ABOVE = 1.05, 1.13  # of the way from the middle to a corner, and of the height
_NAME_OUTSIDE = 1.6  # from an edge to the name of its axis
_LIFT = 0.03  # of what lies on the surface, so that it is not hidden in it


@lru_cache(maxsize=1)
def can_draw_relief() -> bool:
    """Return whether there is OpenGL, and a library to use it."""
    if find_spec("OpenGL") is None:
        return False
    context, surface = QOpenGLContext(), QOffscreenSurface()
    if not context.create():
        return False
    surface.create()
    can_draw = context.makeCurrent(surface)
    context.doneCurrent()
    return can_draw


def placed(points: FloatArray, shares: FloatArray, area: Area) -> FloatArray:
    """Return points of the plane, shape (..., 2), with their heights from 0 to 1, as points of the relief's space."""
    scale = WIDTH / max(area.width, area.height)
    middle = ((area.left + area.right) / 2, (area.bottom + area.top) / 2)
    flat = (points - middle) * scale
    return np.concatenate([flat, (HEIGHT * shares + _LIFT)[..., np.newaxis]], axis=-1)


def draped(path: FloatArray, area: Area, shares: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Lay a path on the surface.

    Parameters
    ----------
    path : ndarray, shape (m, 2)
        Successive finite points.
    area : Area
        What is shown; the path is cut off there.
    shares : callable
        Takes points of shape (k, 2), returns their heights from 0 to 1.

    Returns
    -------
    ndarray, shape (2 * n, 3)
        Ends of line segments in pairs.
    """
    piece = max(area.width, area.height) / _PIECES
    line = geometry.thin_path(geometry.cut_path(path, area), piece / 4)
    starts, ends = line[:-1], line[1:]
    whole = np.isfinite(starts).all(axis=1) & np.isfinite(ends).all(axis=1)
    starts, ends = starts[whole], ends[whole]
    counts = np.maximum(np.ceil(np.hypot(*(ends - starts).T) / piece).astype(int), 1)
    number = np.repeat(np.arange(len(counts)), counts)
    first = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    steps = ((ends - starts) / counts[:, np.newaxis])[number]
    begin = starts[number] + first[:, np.newaxis] * steps
    pairs = np.stack([begin, begin + steps], axis=1).reshape(-1, 2)
    return placed(pairs, shares(pairs), area)


def lit(heights: FloatArray, width: float, depth: float) -> FloatArray:
    """Return how bright each point of a relief is, from 0 to 1, with light from the upper left.

    Parameters
    ----------
    heights : ndarray, shape (rows, columns)
        In units of the relief's space.
    width, depth : float
        From one column, and from one row, to the next.
    """
    up, across = np.gradient(heights, depth, width)
    light = np.array([-1.0, 1.0, 2.0]) / np.sqrt(6)
    brightness: FloatArray = (-across * light[0] - up * light[1] + light[2]) / np.sqrt(1 + across**2 + up**2)
    return np.clip(brightness, 0, 1)


def fitting_distance(area: Area, elevation: float, view_angle: float, shape: float) -> float:
    """Return how far from the middle of a relief the eye must be to see all of it, however it is turned.

    Parameters
    ----------
    area : Area
        What is shown.
    elevation : float
        Of the eye, in degrees.
    view_angle : float
        Across the picture, in degrees.
    shape : float
        Width of the picture over its height.
    """
    radius = WIDTH * np.hypot(area.width, area.height) / (2 * max(area.width, area.height))
    up, flat = abs(np.sin(np.radians(elevation))), np.cos(np.radians(elevation))
    half = np.tan(np.radians(view_angle) / 2)
    # A corner that is nearer than the middle is seen larger.
    nearer = radius * flat + _HALF_HEIGHT * up
    across, high = radius / half, (radius * up + _HALF_HEIGHT * flat) * shape / half
    return float(max(across, high) + nearer)


@dataclass(frozen=True, eq=False)
class ReliefAxis:
    """An edge of the box around a relief, with numbers; places are in the relief's space.

    Attributes
    ----------
    is_height : bool
        Whether it goes upwards.
    ticks : sequence of (place, place, float)
        Where each is, a place beside it outside the box, and its value.
    name_at : pair of places
        The middle, and where the name stands.
    """

    name: str
    is_height: bool
    ends: tuple[FloatArray, FloatArray]
    ticks: Sequence[tuple[FloatArray, FloatArray, float]]
    name_at: tuple[FloatArray, FloatArray]


def axes(area: Area, scale: HeightScale, azimuth: float) -> tuple[ReliefAxis, ReliefAxis, ReliefAxis]:
    """Return both axes at the edges that are nearest to the eye, and that of the height at the side of the picture."""
    across, along = np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))
    near_y, near_x = (-1.0 if along < 0 else 1.0), (-1.0 if across < 0 else 1.0)
    half = np.array([area.width, area.height]) * WIDTH / (2 * max(area.width, area.height))
    x_edge, y_edge = np.array([0, near_y * half[1], 0.0]), np.array([near_x * half[0], 0, 0.0])
    outwards_x, outwards_y = np.array([0, near_y, 0.0]), np.array([near_x, 0, 0.0])
    corner = np.array([-near_x * half[0], near_y * half[1], 0.0])
    up = np.array([0, 0, HEIGHT])
    spread = scale.highest - scale.lowest
    heights = [  # which are drawn by their square root
        (corner + share * up, corner * _OUTSIDE + share * up, scale.lowest + share**2 * spread)
        for share in _HEIGHT_SHARES
    ]
    name_at = (corner + up, corner + _NAME_ABOVE * up)
    return (
        _flat_axis("x₀", 0, (area.left, area.right), half[0], x_edge, outwards_x),
        _flat_axis("x₁", 1, (area.bottom, area.top), half[1], y_edge, outwards_y),
        ReliefAxis("f", True, (corner, corner + up), heights, name_at),
    )


def _flat_axis(
    name: str, axis: int, borders: tuple[float, float], half: float, edge: FloatArray, outwards: FloatArray
) -> ReliefAxis:
    low, high = borders
    step = nice_step(high - low, _INTERVALS)
    along = np.eye(3)[axis]
    ticks = []
    for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
        place = edge + along * half * (2 * (number * step - low) / (high - low) - 1)
        ticks.append((place, place + outwards, number * step))
    ends = edge - along * half, edge + along * half
    return ReliefAxis(name, False, ends, ticks, (edge, edge + _NAME_OUTSIDE * outwards))
