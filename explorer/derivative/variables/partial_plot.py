"""The surface along one variable while the other is fixed: a curve with its tangent, like any other."""

import math

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from explorer.derivative.scale import Scale
from explorer.derivative.variables import words
from explorer.derivative.variables.slopes import Slopes, curve_along
from explorer.look.theme import Look
from explorer.plots.handles import DragHandle
from explorer.plots.marks import Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.texts.language import _

_INTERVALS = 4
_BEYOND = 3.0  # heights above and below the picture where lines are cut off
_ABSENT = 0.4  # opacity of the point where the surface has none


class PartialPlot(Plot):
    """One partial curve over the surface's range; heights are shares of the picture.

    Parameters
    ----------
    variable : {0, 1}
        The one that varies.

    Signals
    -------
    dragged(value: float)
        The person moved the point along the curve: the variable's new value.
    """

    dragged = Signal(float)

    def __init__(self, look: Look, variable: int) -> None:
        super().__init__(look, left_width=40)
        self._variable, self._token = variable, "ab"[variable]
        self._span, self._heights = (0.0, 1.0), Scale(0.0, 1.0)
        self._at = (0.0, 0.0)
        self._numbers = Numbers()
        self.name_series(self._numbers, _("f along {variable}").format(variable=words.VARIABLES[variable]))
        self.marks_item = MarksItem(self, look)
        self.handle = self.add(DragHandle(look, self._token, "os"[variable], look.px(15)), 40)
        self.handle.dragged.connect(self._on_dragged)
        self.accept_keys()

    def show_slopes(self, found: Slopes) -> None:
        """Draw the curve, and the tangent where there is one."""
        around, shape = found.around, found.shapes[self._variable]
        span = (around.x_range, around.y_range)[self._variable]
        self._span, self._heights = span, around.heights
        self.y_axis.set_ticks(around.heights.ticks(_INTERVALS))
        self.set_range(span, (0.0, 1.0))
        places, values = curve_along(found, self._variable)
        self._numbers.x, self._numbers.y = places, values
        heights = np.clip(self._heights.shares(values), -_BEYOND, 1 + _BEYOND)
        marks: list[Mark] = [Stroke(places, heights, "text")]
        x = found.state.point[self._variable]
        height = float(self._heights.shares(found.value))
        exists = math.isfinite(height)
        if exists and math.isfinite(shape.slope):
            marks.append(self._tangent(x, height, shape.slope))
        self._at = (x, min(max(height, 0.0), 1.0) if exists else 0.0)
        self.handle.move_to(*self._at)
        self.handle.setOpacity(1.0 if exists else _ABSENT)
        marks.append(self._caption(found, heights))
        self.marks_item.show_marks(marks)

    def _tangent(self, x: float, height: float, slope: float) -> Stroke:
        steepness = slope / (self._heights.high - self._heights.low)
        reach = (abs(height) + 1 + _BEYOND) / abs(steepness) if steepness else math.inf
        ends = np.clip(np.array(self._span), x - reach, x + reach)
        with np.errstate(all="ignore"):
            heights = np.clip(height + steepness * (ends - x), -_BEYOND, 1 + _BEYOND)
        return Stroke(ends, heights, self._token, 2, term=words.PARTIALS[self._variable])

    def _caption(self, found: Slopes, heights: FloatArray) -> Words:
        """Return the slope in words, in the upper half of the picture at the side where the curve is lower."""
        quarter = len(heights) // 3
        with np.errstate(all="ignore"):
            left, right = (
                np.nan_to_num(part, nan=0.0).max() for part in (heights[:quarter], heights[-quarter:])
            )
        at_left = left <= right
        (low, high), text = self._span, words.slope_caption(found, self._variable)
        return Words(
            text,
            self._token,
            low if at_left else high,
            1.0,
            right=8 if at_left else -8,
            up=-4,
            anchor=(0.0 if at_left else 1.0, 0.0),
            patch=True,
        )

    @Slot(float, float)
    def _on_dragged(self, value: float, _height: float) -> None:
        low, high = self._span
        decimals = max(0, math.ceil(-math.log10(self.frame.unit[0])))
        self.dragged.emit(min(max(round(value, decimals), low), high))
        self.handle.move_to(*self._at)  # the handle follows the pointer off the curve otherwise
