"""The layers of a surface for the field plot, sampled at the density that the picture needs."""

import numpy as np

from core.gradient_field import (
    arrow_lengths,
    arrows,
    contour_levels,
    contour_lines,
    gradient_field,
    value_grid,
)
from core.surfaces import Surface
from explorer.descent.state import PictureState
from explorer.plots.geometry import Area
from explorer.plots.surface import SurfaceLayers

_PIXELS_A_SAMPLE, _PIXELS_AN_ARROW = 3.5, 41
_ARROW_SHARE = 0.8  # of a cell, for the longest
_EQUAL_LENGTH = 0.7  # of that
_LEVELS = 9


def surface_layers(surface: Surface, area: Area, unit: float, picture: PictureState) -> SurfaceLayers:
    """Return heat, contour lines and downhill arrows of `surface` over `area`, with `unit` as a pixel's size."""
    x_range, y_range = (area.left, area.right), (area.bottom, area.top)
    columns, rows = (_count(length, unit * _PIXELS_A_SAMPLE) for length in (area.width, area.height))
    x0, x1, values = value_grid(surface, x_range, y_range, columns, rows)
    levels = contour_levels(values, _LEVELS) if picture.contours else ()
    contours = contour_lines(x0, x1, values, levels)
    cells = [_count(length, unit * _PIXELS_AN_ARROW) for length in (area.width, area.height)]
    field = gradient_field(surface, x_range, y_range, *cells)
    lengths = {"slope": arrow_lengths(field), "equal": _EQUAL_LENGTH, "none": 0.0}[picture.arrows]
    u, v = arrows(field, _ARROW_SHARE * np.asarray(lengths))
    x, y = np.meshgrid(field.x0, field.x1)
    drawn = (u != 0) | (v != 0)
    # An arrow stands on the middle of its cell.
    tails = (x - u / 2)[drawn], (y - v / 2)[drawn]
    return SurfaceLayers(area, values, contours, (*tails, u[drawn], v[drawn]))


def _count(length: float, unit: float) -> int:
    return max(2, round(length / unit))
