"""A surface on a grid: its values, its contour lines, and the field of its negative gradients."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from core.surfaces import Range, Surface


class ValueGrid(NamedTuple):
    """A surface's values on a grid that includes the borders of its ranges.

    Attributes
    ----------
    x0 : ndarray of float64, shape (columns,)
    x1 : ndarray of float64, shape (rows,)
    values : ndarray of float64, shape (rows, columns)
        Not finite where the surface is not.
    """

    x0: FloatArray
    x1: FloatArray
    values: FloatArray


class GradientField(NamedTuple):
    """A surface's negative gradients, one in the middle of each cell of a grid.

    Attributes
    ----------
    x0 : ndarray of float64, shape (columns,)
        Centres of the cells.
    x1 : ndarray of float64, shape (rows,)
        Centres of the cells.
    u, v : ndarray of float64, shape (rows, columns)
        The negative slopes along x0 and x1: the direction of steepest descent. Not finite where the surface's
        gradient is not.
    cell : tuple of float
        Width and height of a cell.
    """

    x0: FloatArray
    x1: FloatArray
    u: FloatArray
    v: FloatArray
    cell: tuple[float, float]


def value_grid(surface: Surface, x_range: Range, y_range: Range, columns: int, rows: int) -> ValueGrid:
    """Evaluate a surface on a grid.

    Parameters
    ----------
    surface : Surface
    x_range, y_range : tuple of float
        First and last x[0] and x[1]; both are on the grid.
    columns, rows : int
        At least 1.

    Returns
    -------
    ValueGrid
    """
    x0, x1 = np.linspace(*x_range, columns), np.linspace(*y_range, rows)
    values: FloatArray = surface.value(np.array(np.meshgrid(x0, x1)))
    return ValueGrid(x0, x1, values)


def gradient_field(
    surface: Surface, x_range: Range, y_range: Range, columns: int, rows: int
) -> GradientField:
    """Return the negative gradients of a surface in the middle of each cell of a grid.

    Parameters
    ----------
    surface : Surface
    x_range, y_range : tuple of float
        The borders of the grid.
    columns, rows : int
        At least 1.

    Returns
    -------
    GradientField
    """
    width, height = (x_range[1] - x_range[0]) / columns, (y_range[1] - y_range[0]) / rows
    x0 = x_range[0] + width * (np.arange(columns) + 0.5)
    x1 = y_range[0] + height * (np.arange(rows) + 0.5)
    u, v = -surface.gradient(np.array(np.meshgrid(x0, x1)))
    return GradientField(x0, x1, u, v, (abs(width), abs(height)))


def arrow_lengths(field: GradientField) -> FloatArray:
    """Return how long to draw the arrows, as shares of the longest: they grow with the root of the gradient.

    The root lets a reader tell steep from flat where the slopes span many powers of ten.

    Parameters
    ----------
    field : GradientField

    Returns
    -------
    ndarray of float64, shape (rows, columns)
        From 0 to 1; 0 where the gradient is not finite.
    """
    lengths = np.hypot(field.u, field.v)
    longest = np.max(lengths, where=np.isfinite(lengths), initial=0.0)
    shares: FloatArray = np.zeros_like(lengths)
    np.divide(lengths, longest, out=shares, where=np.isfinite(lengths) & (lengths > 0))
    return np.sqrt(shares)


def arrows(field: GradientField, lengths: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the arrows of a field as moves from the centres of their cells.

    Parameters
    ----------
    field : GradientField
    lengths : array_like, broadcast against (rows, columns)
        From 0 to 1: `arrow_lengths`, or 1 for arrows that only show the direction.

    Returns
    -------
    along_x0, along_x1 : ndarray of float64, shape (rows, columns)
        In the units of x0 and x1; an arrow of length 1 is as long as its cell's shorter side. 0 where the
        gradient is 0 or not finite.
    """
    steepness = np.hypot(field.u, field.v)
    pointing = np.isfinite(steepness) & (steepness > 0)
    scale = min(field.cell) * as_float(lengths)
    unit = np.zeros((2, *steepness.shape))
    np.divide((field.u, field.v), steepness, out=unit, where=pointing)
    along_x0, along_x1 = scale * unit
    return along_x0, along_x1


def contour_levels(values: ArrayLike, count: int) -> FloatArray:
    """Return levels for contour lines that share out the picture's area evenly.

    Parameters
    ----------
    values : array_like, any shape
        Values on an even grid; those that are not finite are left out.
    count : int
        How many levels to aim at.

    Returns
    -------
    ndarray of float64, shape (at most count,)
        Rising; rounded, for labels, to as few digits as keep them apart. Fewer where levels fall together, none
        on a constant surface.
    """
    values = as_float(values)
    finite = values[np.isfinite(values)]
    if finite.size == 0 or count < 1:
        return np.empty(0)
    with np.errstate(all="ignore"):
        edges = np.unique(np.quantile(finite, np.arange(count + 2) / (count + 1)))
        levels, gaps = edges[1:-1], np.diff(edges)
        # The power of ten that is at most half the gap to the nearer neighbour: rounding keeps them apart.
        unit = 10.0 ** np.floor(np.log10(np.minimum(gaps[:-1], gaps[1:]) / 2))
        rounded = np.round(levels / unit) * unit
    return np.where(np.isfinite(rounded), rounded, levels)


def contour_lines(
    x: ArrayLike, y: ArrayLike, values: ArrayLike, levels: ArrayLike
) -> list[tuple[float, FloatArray]]:
    """Trace the contour lines of values on a grid.

    Parameters
    ----------
    x : array_like, shape (columns,)
    y : array_like, shape (rows,)
    values : array_like, shape (rows, columns)
        At least 2 x 2. Where they are not finite no line passes.
    levels : array_like, shape (n,)

    Returns
    -------
    list of (level, line)
        A line is an array of shape (m, 2); it ends where it began if it is closed. A level may have any number
        of lines.
    """
    masked = np.ma.masked_invalid(as_float(values))
    generator = contour_generator(as_float(x), as_float(y), masked, line_type=LineType.Separate)
    return [
        (level, line)
        for level in as_float(levels).tolist()
        # This is what the line type makes of the many forms that contourpy can give.
        for line in cast(list[FloatArray], generator.lines(level))
    ]
