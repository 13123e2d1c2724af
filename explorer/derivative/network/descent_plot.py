"""The loss of the sample step by step of descent, taken and still ahead, and where the prediction becomes correct."""

import numpy as np
from PySide6.QtCore import Signal, Slot

from explorer.derivative.network.outcome import NetworkNumbers
from explorer.derivative.scale import nice_top
from explorer.look.theme import DASH, DOT, Look
from explorer.plots.handles import DragHandle
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.texts.language import _

_LEAST = 0.1
_CLOSEST = 9.0  # pixels between markers


class DescentPlot(Plot):
    """Losses over steps; the point is dragged along them.

    Signals
    -------
    step_dragged(step: int)
        The user moved the point to the network after so many steps.
    """

    step_dragged = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=34)
        self._numbers = Numbers()
        self.set_labels(_("step"))
        self.name_series(self._numbers, _("loss"))
        self._losses = np.zeros(1)
        self._at = (0.0, 0.0)
        self.marks_item = MarksItem(self, look)
        self.handle = self.add(DragHandle(look, "d", size=look.px(14)), 40)
        self.handle.dragged.connect(self._on_dragged)
        self.accept_keys()

    def show_numbers(self, numbers: NetworkNumbers) -> None:
        """Draw the losses of the steps taken and of those ahead."""
        losses = self._losses = np.array([step.loss for step in numbers.history])
        steps = np.arange(len(losses), dtype=np.float64)
        taken, last = numbers.state.descended, len(losses) - 1
        top = nice_top(max(float(losses.max()), _LEAST))
        self.set_range((0.0, float(last)), (0.0, top))
        self._numbers.x, self._numbers.y = steps, losses
        marks: list[Mark] = [
            Stroke(steps[taken:], losses[taken:], "text3", 2, DASH),
            Stroke(steps[: taken + 1], losses[: taken + 1], "text"),
        ]
        if self.frame.unit[0] * _CLOSEST <= 1:
            marks += [Dot(k, float(losses[k]), "o", "text", 7) for k in range(taken)]
        turned = numbers.turned_right
        if turned is not None:
            marks.append(Stroke(np.array([turned, turned]), np.array([0.0, top]), "good", 1, DOT))
            left = turned > last / 2
            marks.append(
                Words(
                    _("correct"),
                    "good",
                    turned,
                    top,
                    right=-6 if left else 6,
                    up=-2,
                    anchor=(1.0 if left else 0.0, 0.0),
                    patch=True,
                )
            )
        self._at = (float(taken), float(losses[taken]))
        self.handle.move_to(*self._at)
        self.marks_item.show_marks(marks)

    @Slot(float, float)
    def _on_dragged(self, step: float, _loss: float) -> None:
        self.step_dragged.emit(min(max(round(step), 0), len(self._losses) - 1))
        self.handle.move_to(*self._at)
