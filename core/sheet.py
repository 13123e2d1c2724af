"""A bright sheet of paper on a darker table: where it is in a photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.connected_components import connected_components
from core.ink_on_paper import otsu_threshold

_LEAST_SHARE = 0.25  # of the picture: what is smaller is a light stroke
_LEAST_SOLID = 0.88  # of the area between its edges: what is written on a sheet covers little of it
_TABLE = 0.1  # of the border of the picture at least must be darker
_DARK = 0.4  # of the sheet's brightness: a shadow on it is brighter than that
_BRIGHT = 0.55  # at least, in the middle of its grey levels
_LEAST_SIDE = 100  # pixels: a smaller picture is no photo
_EDGE = 3  # pixels inside the edge of a sheet that are not quite as bright


@dataclass(frozen=True, eq=False)
class Sheet:
    """A part of a picture.

    Attributes
    ----------
    left, top : int
        Where it begins.
    grey : ndarray, shape (rows, columns)
        Its grey levels; in the corners beside it the paper goes on.
    """

    left: int
    top: int
    grey: FloatArray


def find_sheet(grey: FloatArray) -> Sheet | None:
    """Find the sheet that most of a picture is, if it lies on something darker.

    Parameters
    ----------
    grey : ndarray, shape (rows, columns)
        From 0 to 1.

    Returns
    -------
    Sheet or None

    Notes
    -----
    It is the largest part brighter than Otsu's threshold, if that is large, has few holes, and is far brighter than
    the rest, as a part beside a shadow is not. It may lie askew.
    """
    if min(grey.shape) < _LEAST_SIDE:
        return None
    bright = grey > otsu_threshold(grey)
    border = np.concatenate([bright[0], bright[-1], bright[:, 0], bright[:, -1]])
    if border.mean() > 1 - _TABLE:
        return None
    labels, count = connected_components(bright)
    if not count:
        return None
    part = labels == 1 + np.bincount(labels[bright] - 1).argmax()
    between = _between_edges(part) & _between_edges(part.T).T
    if part.mean() < _LEAST_SHARE or part.sum() < _LEAST_SOLID * between.sum():
        return None
    brightness = np.median(grey[part])
    if brightness < _BRIGHT or np.median(grey[~between]) > _DARK * brightness:
        return None
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Sheet(int(columns[0]), int(rows[0]), _gone_on(grey[window], between[window]))


def _between_edges(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what lies between the first and the last of each row."""
    onwards = np.logical_or.accumulate(mask, axis=1)
    backwards = np.logical_or.accumulate(mask[:, ::-1], axis=1)[:, ::-1]
    between: NDArray[np.bool_] = onwards & backwards
    return between


def _gone_on(grey: FloatArray, inside: NDArray[np.bool_]) -> FloatArray:
    """Return grey levels, each one outside being that of the nearest inside in its row."""
    columns = np.arange(grey.shape[1])
    first, last = inside.argmax(axis=1), grey.shape[1] - 1 - inside[:, ::-1].argmax(axis=1)
    nearest = np.clip(columns, (first + _EDGE)[:, np.newaxis], np.maximum(last - _EDGE, 0)[:, np.newaxis])
    return np.take_along_axis(grey, np.minimum(nearest, grey.shape[1] - 1), axis=1)
