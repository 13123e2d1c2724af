"""Whether this computer draws OpenGL in a window, and the arrays of a relief; nothing here imports OpenGL."""

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec

import numpy as np
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

from core.arrays import FloatArray
from explorer.plots import geometry
from explorer.plots.geometry import Area

WIDTH, HEIGHT = 10.0, 3.0  # of a relief, in units of its own space
_PIECES = 120  # a path is laid on the surface in pieces of this share of the picture's width
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
