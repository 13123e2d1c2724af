"""The slope in every direction: a cosine over the angle, largest along the gradient and 0 along the contour."""

import numpy as np
from PySide6.QtCore import Signal, Slot

from explorer.derivative.variables import words
from explorer.derivative.variables.slopes import Slopes, slopes_around
from explorer.look.theme import Look
from explorer.plots.handles import DragLine
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.texts.language import _
from explorer.texts.numbers import plain

_ANGLES = np.linspace(0.0, 360.0, 181)
_RANGE = (-1.3, 2.0)
_EDGE = 45.0  # degrees from an end of the axis where words stand on one side


class DirectionPlot(Plot):
    """Slopes as shares of the largest, which is written beside its point.

    Signals
    -------
    angle_dragged(degrees: float)
        The user moved the line.
    angle_chosen(degrees: float)
        The user clicked.
    """

    angle_dragged = Signal(float)
    angle_chosen = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=48)
        self._numbers = Numbers()
        self.set_labels(_("direction"))
        self.name_series(self._numbers, _("slope"))
        self.set_range((0.0, 360.0), _RANGE)
        self.y_axis.set_ticks([(-1.0, "−|∇f|"), (0.0, "0"), (1.0, "|∇f|")])
        self.x_axis.set_ticks([(angle, f"{angle}°") for angle in range(0, 361, 90)])
        self.marks_item = MarksItem(self, look, 30)
        self.line = self.add(DragLine(look, token="c"), 20)
        self.line.dragged.connect(self._on_dragged)
        self.clicked.connect(self._on_clicked)
        self.accept_keys()

    def show_slopes(self, found: Slopes) -> None:
        """Draw the curve, the directions that stand out, and the present one."""
        shares = slopes_around(found, _ANGLES)
        steepest = found.special.slope if found.special is not None else 0.0
        self._numbers.x, self._numbers.y = _ANGLES, shares * steepest
        self.line.move_to(found.state.angle)
        if not found.is_differentiable:
            middle = Words(words.no_directions(found), "text2", 180.0, 0.0, anchor=(0.5, 0.5), patch=True)
            self.marks_item.show_marks([middle])
            return
        marks: list[Mark] = [Stroke(_ANGLES, shares, "text"), *self._special(found)]
        now = float(slopes_around(found, np.array([found.state.angle]))[0])
        left = found.state.angle > 180
        label = Words(
            words.direction_caption(found),
            "c",
            found.state.angle,
            _RANGE[1],
            right=-8 if left else 8,
            up=-2,
            anchor=(1.0 if left else 0.0, 0.0),
            patch=True,
        )
        self.marks_item.show_marks([*marks, label, Dot(found.state.angle, now, "s", "c", 12)])

    @staticmethod
    def _special(found: Slopes) -> list[Mark]:
        """Return the partial derivatives, the steepest direction, and those of the contour, as points."""
        if found.special is None:
            return []
        partial = slopes_around(found, np.array([0.0, 90.0])).tolist()
        marks: list[Mark] = [
            Dot(float(np.degrees(angle)) % 360, 0.0, "o", "panel", 9, "text2")
            for angle in found.special.along_contour
        ]
        top = float(np.degrees(found.special.steepest)) % 360
        anchor = (0.0 if top < _EDGE else 1.0 if top > 360 - _EDGE else 0.5, 1.0)
        largest = f"|∇f| = {plain(found.special.slope, 4)}"
        marks += [Words(largest, "d", top, 1.0, up=8, anchor=anchor), Dot(top, 1.0, "o", "d", 11)]
        marks += [Dot(0.0, partial[0], "o", "a", 11), Dot(90.0, partial[1], "s", "b", 11)]
        return marks

    @Slot(float)
    def _on_dragged(self, angle: float) -> None:
        self.angle_dragged.emit(_within(angle))

    @Slot(float, float)
    def _on_clicked(self, angle: float, _share: float) -> None:
        self.angle_chosen.emit(_within(angle))


def _within(angle: float) -> float:
    return min(max(float(round(angle)), 0.0), 360.0)
