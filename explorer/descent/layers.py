"""The layers of a surface for the field plot, sampled at the density that the picture needs."""

import numpy as np

from core.arrays import FloatArray
from core.gradient_field import (
    GradientField,
    arrow_lengths,
    arrows,
    gradient_field,
    value_grid,
)
from core.surfaces import Surface
from explorer.descent.picture_state import PictureState
from explorer.plots.geometry import Area, Unit
from explorer.plots.surface import SurfaceLayers, legible_contours

_PIXELS_A_SAMPLE, _PIXELS_AN_ARROW = 3.5, 41
_ARROW_SHARE = 0.8  # of a cell, for the longest
_EQUAL_LENGTH = 0.7  # of that


def surface_layers(surface: Surface, area: Area, unit: Unit, picture: PictureState) -> SurfaceLayers:
    """Return heat, contour lines and downhill arrows of `surface` over `area`, with `unit` as a pixel's size."""
    x_range, y_range = (area.left, area.right), (area.bottom, area.top)
    columns, rows = _counts(area, unit, _PIXELS_A_SAMPLE)
    values = value_grid(surface, x_range, y_range, columns, rows).values
    contours = legible_contours(area, values) if picture.contours else ()
    arrows = _arrows(
        gradient_field(surface, x_range, y_range, *_counts(area, unit, _PIXELS_AN_ARROW)), unit, picture
    )
    return SurfaceLayers(area, values, contours, arrows)


def _arrows(
    field: GradientField, unit: Unit, picture: PictureState
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return tails and displacements, in data units, of arrows whose lengths are right in pixels."""
    across, up = unit
    width, height = field.cell
    lengths = {"slope": arrow_lengths(field), "equal": _EQUAL_LENGTH, "none": 0.0}[picture.arrows]
    in_pixels = field._replace(u=field.u / across, v=field.v / up, cell=(width / across, height / up))
    u, v = arrows(in_pixels, _ARROW_SHARE * np.asarray(lengths))
    u, v = u * across, v * up
    x, y = np.meshgrid(field.x0, field.x1)
    drawn = (u != 0) | (v != 0)
    # An arrow stands on the middle of its cell.
    return (x - u / 2)[drawn], (y - v / 2)[drawn], u[drawn], v[drawn]


def _counts(area: Area, unit: Unit, pixels: float) -> tuple[int, int]:
    """Return how many cells of so many pixels there are along each side."""
    return max(2, round(area.width / (unit[0] * pixels))), max(2, round(area.height / (unit[1] * pixels)))
