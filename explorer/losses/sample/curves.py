"""Both losses against the probability of the correct class, with the present output on them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.losses import cross_entropy_error
from explorer.look.theme import BODY, DASH, DOT, SEMIBOLD, Look
from explorer.losses.sample.evaluation import Losses, cross_entropies_along, squared_errors_along
from explorer.losses.sample.output import Output
from explorer.plots.handles import DragHandle
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.texts.numbers import fixed, power_of_ten

_HANDLE = 13
_SQUARES_NAME_SHARE = 1 / 20  # how far along x the name of the squared error stands
_NAME_BELOW = 0.85  # of the top: from there on a curve's name stands below it
_MARGIN = 0.02  # of the range: a point at its end is whole
_LINE_SPACING = 0.9  # of a label's height, from one line of the caption to the next


@dataclass(frozen=True)
class Frame:
    """Which part of the curves a plot shows.

    Attributes
    ----------
    x_range : (float, float)
        Of the probabilities; exponents of ten on a logarithmic scale.
    top : float
        The largest loss in sight.
    logarithmic : bool
        Along x. The left end then stands for 0.
    name_share : float
        How far along x the cross-entropy's name stands: where nothing else is.
    """

    x_range: tuple[float, float]
    top: float
    logarithmic: bool
    name_share: float

    def probabilities(self) -> FloatArray:
        """Return where to draw the curves, close together where they are steep."""
        low, high = self.x_range
        if self.logarithmic:
            return 10.0 ** np.linspace(low, high, 181)
        return np.concatenate([[0], np.geomspace(1e-4, 0.02, 40), np.linspace(0.02, high, 140)[1:]])

    def x_of(self, probability: float) -> float:
        """Return the place of a probability along x."""
        if not self.logarithmic:
            return probability
        low, _unused = self.x_range
        return max(low, math.log10(probability)) if probability > 0 else low

    def probability_at(self, x: float) -> float:
        """Return the probability at a place along x, as finely as a mouse can point."""
        low, high = self.x_range
        if not self.logarithmic:
            return round(min(max(x, low), high), 3)
        return 0.0 if x <= low else float(f"{10 ** min(x, high):.2e}")

    def stepped(self, probability: float, steps: int) -> float:
        """Return the probability `steps` key presses further: hundredths, or tenths of a decade."""
        if not self.logarithmic:
            return round(min(max(probability + steps / 100, 0), 1), 12)
        return self.probability_at(self.x_of(probability) + steps / 10)


WHOLE = Frame((0, 1), 5, logarithmic=False, name_share=1 / 6)
NEAR_ZERO = Frame((-9, 0), 26, logarithmic=True, name_share=1 / 2)


class LossCurves(Plot):
    """The two curves, a point on each, and the values there.

    Parameters
    ----------
    frame : Frame
        Which part of the curves to show.

    Signals
    -------
    grabbed()
        A drag of a point begins.
    dragged(probability: float)
        The user drags the correct class to there.
    released()
        The drag is over.
    stepped(probability: float)
        Where an arrow key leads to.
    """

    grabbed = Signal()
    dragged = Signal(float)
    released = Signal()
    stepped = Signal(float)

    def __init__(self, look: Look, frame: Frame) -> None:
        super().__init__(look, log_x=frame.logarithmic, left_width=54 if frame.logarithmic else 30)
        self._frame = frame
        self._probabilities = frame.probabilities()
        self._xs = np.array([frame.x_of(probability) for probability in self._probabilities])
        self._present = 0.0
        low, high = frame.x_range
        margin = _MARGIN * (high - low)
        self.set_range((low - margin, high + margin), (-2 * _MARGIN * frame.top, frame.top))
        entropies = cross_entropies_along(self._probabilities)
        self.entropy_curve = self.add(Line(look, "c"), 5)
        self.entropy_curve.set_data(self._xs, entropies, numbers=(self._probabilities, entropies))
        self.squares_curve = self.add(Line(look, "b", style=DASH), 5)
        self._drop = self.add(Line(look, "text3", 1, DASH), 4)
        self._above = self.add(Markers(look, "c", "t1", _HANDLE, edge_width=2), 20)
        self._entropy_point = self._add_point(look, "c", "o")
        self._squares_point = self._add_point(look, "b", "s")
        self._caption = [
            self.add(_label(look, token, (1, -_LINE_SPACING * line), "panel"), 10)
            for line, token in enumerate(("text", "c", "b"))
        ]
        for label in self._caption:
            label.setPos(high, frame.top)
        self._entropy_name = self.add(_label(look, "c", (0, 1)), 30)
        self._squares_name = self.add(_label(look, "b", (0, 1)), 30)
        self._place_name(self._entropy_name, entropies, frame.name_share)
        for curve, label, name in (
            (self.entropy_curve, self._entropy_name, _("cross-entropy")),
            (self.squares_curve, self._squares_name, _("MSE")),
        ):
            label.setText(name)
            self.name_series(curve, name)
        self.accept_keys()
        self.arrow_pressed.connect(self._on_arrow_pressed)

    def show_losses(self, y: Output, target: int, present: Losses, *, keep_sum: bool) -> None:
        """Show the curves through the output `y` and its losses on them."""
        self._present = y[target]
        squares = squared_errors_along(y, target, self._probabilities, keep_sum=keep_sum)
        self.squares_curve.set_data(self._xs, squares, numbers=(self._probabilities, squares))
        self._place_name(self._squares_name, squares, _SQUARES_NAME_SHARE)
        x, top = self._frame.x_of(y[target]), self._frame.top
        inside = present.cross_entropy <= top
        self._entropy_point.setVisible(inside)
        self._entropy_point.move_to(x, min(present.cross_entropy, top))
        self._above.set_data([x] if not inside else [], [0.97 * top] if not inside else [])
        self._squares_point.move_to(x, present.mean_squared_error)
        highest = max(present.cross_entropy, present.mean_squared_error)
        self._drop.set_data((x, x), (0, min(highest, top)))

    def write(self, axis: str, caption: Sequence[str]) -> None:
        """Set the words along x, and the three lines in the corner."""
        if axis != self.x_axis.labelText:
            self.set_labels(axis)
        for label, line in zip(self._caption, caption, strict=True):
            label.setText(line)

    def _place_name(self, name: PlotLabel, curve: FloatArray, share: float) -> None:
        """Put a curve's name above it, `share` of the way along x, or below where there is no room above."""
        low, high = self._frame.x_range
        x = low + share * (high - low)
        height = float(np.interp(x, self._xs, curve))
        name.setAnchor((0, 1) if height < _NAME_BELOW * self._frame.top else (0, 0))
        name.setPos(x, height)

    def _add_point(self, look: Look, token: str, symbol: str) -> DragHandle:
        point = self.add(DragHandle(look, token, symbol, _HANDLE), 20)
        point.drag_started.connect(self.grabbed)
        point.dragged.connect(self._on_point_dragged)
        point.drag_finished.connect(self.released)
        return point

    @Slot(float, float)
    def _on_point_dragged(self, x: float, _y: float) -> None:
        self.dragged.emit(self._frame.probability_at(x))

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, _dy: int, shift: bool) -> None:
        if dx:
            self.stepped.emit(self._frame.stepped(self._present, dx * (10 if shift else 1)))


class WholeCurves(LossCurves):
    """Probabilities from 0 to 1."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, WHOLE)
        self.x_axis.set_step(0.2)
        self.y_axis.set_step(1)


class CurvesNearZero(LossCurves):
    """Probabilities down to 0 on a logarithmic scale, where the 1e-7 inside the logarithm shows."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, NEAR_ZERO)
        low, high = NEAR_ZERO.x_range
        limit = cross_entropy_error([0.0], 0)
        self.x_axis.set_ticks([(low, "0"), *((x, power_of_ten(x)) for x in (-7, -5, -3, -1))])
        self.y_axis.set_ticks([*((y, f"{y}") for y in (0, 5, 10)), (limit, fixed(limit, 3))])
        self.add(Line(look, "text3", 1, DASH), 1).set_data((low, high), (limit, limit))
        self._bare = self.add(Line(look, "text2", 1, DOT), 2)
        bare = -np.log(self._probabilities)
        self._bare.set_data(self._xs, bare, numbers=(self._probabilities, bare))
        self.name_series(self._bare, "−log y")


def _label(look: Look, token: str, anchor: tuple[float, float], patch: str | None = None) -> PlotLabel:
    return PlotLabel(look, token, anchor=anchor, size=BODY, weight=SEMIBOLD, patch=patch)
