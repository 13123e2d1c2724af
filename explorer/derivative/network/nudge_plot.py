"""The loss against one weight's nudge: what the gradient predicts is a line, the actual loss is a curve."""

import numpy as np
from PySide6.QtCore import Signal, Slot

from explorer.derivative.network import words
from explorer.derivative.network.outcome import NetworkNumbers
from explorer.derivative.scale import nice_top
from explorer.look.theme import DASH, DOT, Look
from explorer.plots.handles import DragHandle
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.texts.language import _

_LEAST = 0.5  # a loss that the axis reaches to at least
_LINE_HEIGHT, _GAP = 17, 6  # pixels from caption to caption, and from the corner to the first


class NudgePlot(Plot):
    """The loss over the nudge, its tangent at 0, and the two of them at the present nudge.

    Signals
    -------
    nudge_dragged(h: float)
        The user moved the point to this nudge.
    """

    nudge_dragged = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=34)
        self._reach = 1.0
        self._at = (0.0, 0.0)
        self._real, self._line = Numbers(), Numbers()
        self.name_series(self._real, _("loss"))
        self.name_series(self._line, _("predicted loss"))
        self.marks_item = MarksItem(self, look)
        self.handle = self.add(DragHandle(look, "text", size=look.px(16)), 40)
        self.handle.dragged.connect(self._on_dragged)
        self.accept_keys()

    def show_numbers(self, numbers: NetworkNumbers) -> None:
        """Draw the curve and the line, and how far apart they are now."""
        steps, losses = numbers.curve()
        start, h = numbers.now.loss, numbers.state.nudge
        line = start + numbers.slope * steps
        self._reach = numbers.reach
        top = nice_top(max(float(losses.max()), _LEAST))
        self.set_range((-self._reach, self._reach), (0.0, top))
        self._real.x, self._real.y = steps, losses
        self._line.x, self._line.y = steps, line
        low, high = -top, 2 * top
        marks: list[Mark] = [
            Stroke(np.array([-self._reach, self._reach]), np.array([start, start]), "text3", 1, DOT),
            Stroke(steps, np.clip(line, low, high), "a", 2, DASH, term=words.slope_term(numbers)),
            Stroke(steps, losses, "text"),
        ]
        predicted = start + numbers.predicted
        if h:
            marks += [
                Stroke(np.array([h, h]), np.clip([predicted, numbers.loss], low, high), "c", 3),
                Dot(h, min(max(predicted, low), high), "s", "a", 10),
            ]
        self._at = (h, numbers.loss)
        self.handle.move_to(*self._at)
        self.marks_item.show_marks([*marks, *self._captions(numbers, top)])

    def _captions(self, numbers: NetworkNumbers, top: float) -> list[Words]:
        """Return both changes in words, in the upper corner that a line through the middle leaves free."""
        falls = numbers.slope < 0
        corner = self._reach if falls else -self._reach
        texts = (words.actual_caption(numbers), "text"), (words.predicted_caption(numbers), "a")
        return [
            Words(
                text,
                token,
                corner,
                top,
                right=-_GAP if falls else _GAP,
                up=-_GAP - line * self._look.px(_LINE_HEIGHT),
                anchor=(1.0 if falls else 0.0, 0.0),
                patch=True,
            )
            for line, (text, token) in enumerate(texts)
        ]

    @Slot(float, float)
    def _on_dragged(self, h: float, _loss: float) -> None:
        self.nudge_dragged.emit(min(max(round(h, 2), -self._reach), self._reach))
        self.handle.move_to(*self._at)  # the handle follows the pointer off the curve otherwise
