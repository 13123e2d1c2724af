"""An axis in the house style: few ticks, true minus signs, powers of ten written as powers."""

import math
from collections.abc import Sequence
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look, pen
from explorer.texts.numbers import MINUS, THIN_SPACE, power_of_ten

_LABEL_ROOM = {"left": 30, "bottom": 64}  # pixels from one tick label to the next
_OPAQUE = 255
_MOST_INTERVALS = {False: 6, True: 7}  # by whether the axis is logarithmic


def number_label(value: float) -> str:
    """Return a tick's value: true minus sign, thin space between thousands, 2·10⁶ from a million on."""
    if value != 0 and not 1e-4 <= abs(value) < 1e6:
        digits, exponent = f"{value:.6e}".split("e")
        digits = digits.rstrip("0").rstrip(".")
        power = power_of_ten(int(exponent))
        label = power if digits == "1" else f"{digits}·{power}"
    else:
        label = f"{value + 0.0:.10g}"  # + 0.0 turns a negative zero into zero
        if abs(value) >= 10_000:
            label = f"{float(label):,}".removesuffix(".0").replace(",", THIN_SPACE)
    return label.replace("-", MINUS)


def nice_step(span: float, intervals: float, factors: Sequence[int] = (1, 2, 5, 10)) -> float:
    """Return the smallest of `factors` times a power of ten that cuts `span` into at most `intervals`."""
    rough = span / intervals
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in factors if factor * power >= rough * (1 - 1e-9))


def whole_step(span: float, intervals: float) -> float:
    """Return the smallest of 1, 2, 3, 5, 10, 20, 30, ... that cuts `span` into at most `intervals`."""
    return max(1.0, nice_step(span, intervals, (1, 2, 3, 5, 10)))


class Axis(Guarded, pg.AxisItem):
    """The left or bottom axis of a plot.

    Parameters
    ----------
    side : "left" or "bottom"
        Where it stands.
    logarithmic : bool
        The axis holds exponents of ten; labels are the powers.
    width : int
        Room for the tick labels of a left axis, in pixels at scale 1: fixed, so that no plot shifts while
        its numbers change.
    """

    def __init__(
        self,
        look: Look,
        side: Literal["left", "bottom"],
        *,
        logarithmic: bool = False,
        width: int = 48,
    ) -> None:
        super().__init__(side)
        self._look = look
        self._width = width
        self._step: float | None = None
        self.logarithmic = logarithmic
        self.enableAutoSIPrefix(False)
        self.setStyle(
            tickLength=4,
            tickTextOffset=5,
            hideOverlappingLabels=False,
            autoExpandTextSpace=False,
            tickAlpha=255,
        )
        self.setPen(pen(look.theme.line))
        self._style_ticks()
        self.setTextPen(look.theme.text2)  # after the pen, which colours the label too
        font = look.font(SMALL)
        self.setTickFont(font)
        self.label.setFont(font)
        self._fit()

    def set_label(self, text: str) -> None:
        """Write `text` beside the axis; an empty text takes no room."""
        if text != self.labelText:
            self.setLabel(text)
            self._fit()

    def set_width(self, width: int) -> None:
        """Make room for labels of that width, in pixels at scale 1, on an axis at the left."""
        if width != self._width:
            self._width = width
            self._fit()

    def set_step(self, step: float | None) -> None:
        """Put a tick at each multiple of `step`, or where they fit (None)."""
        if step != self._step or self._tickLevels is not None:  # as in `set_ticks`
            self._step = step
            self.setTicks(None)

    def set_ticks(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Put ticks at these values, with these labels."""
        if self._tickLevels != [list(ticks)]:  # the axis is drawn anew for all that is set
            self.setTicks([list(ticks)])

    def show_grid(self, is_shown: bool) -> None:
        """Draw the ticks as hairlines across the plot, or only beside it."""
        self.setGrid(_OPAQUE if is_shown else False)
        self._style_ticks()

    def _style_ticks(self) -> None:
        """Give the ticks of a grid its colour."""
        theme = self._look.theme
        self.setTickPen(pen(theme.line if self.grid is False else theme.grid))

    def _fit(self) -> None:
        label = 18 if self.labelText else 0
        if self.orientation == "left":
            self.setWidth(self._look.px(self._width + label))
        else:
            self.setHeight(self._look.px(24 + label))

    def boundingRect(self) -> QRectF:
        """Return the axis with room for the labels at its ends, which pyqtgraph forgets when a grid is on."""
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-24, -12, 24, 12)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return one level of ticks: the step and the values that lie between `low` and `high`."""
        room = size / (_LABEL_ROOM[self.orientation] * self._look.scale)
        intervals = min(max(room, 1.0), _MOST_INTERVALS[self.logarithmic])
        step = self._step or (whole_step if self.logarithmic else nice_step)(high - low, intervals)
        first = math.ceil(low / step - 1e-9)
        last = math.floor(high / step + 1e-9)
        return [(step, [k * step for k in range(first, last + 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return the labels of `values`."""
        if self.logarithmic:
            return [power_of_ten(round(value)) for value in values]
        return [number_label(value) for value in values]
