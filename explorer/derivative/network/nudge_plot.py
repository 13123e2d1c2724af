"""The loss against one weight's nudge: what the gradient predicts is a line, what happens is a curve."""

import numpy as np
from PySide6.QtCore import Signal, Slot

from explorer.derivative.network import words
from explorer.derivative.network.outcome import NetworkNumbers
from explorer.derivative.scale import nice_top
from explorer.derivative.sketch import Dot, Mark, Numbers, Sketch, Stroke, Words
from explorer.plots.handles import DragHandle
from explorer.plots.plot import Plot
from explorer.theme import DASH, DOT, Look

_LEAST = 0.5  # a loss that the axis reaches to at least
_LINE_WORDS_UP, _GAP = 12, 9  # pixels


class NudgePlot(Plot):
    """The loss over the nudge, its tangent at 0, and the two of them at the present nudge.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    nudge_dragged(h: float)
        The person moved the point to this nudge.
    """

    nudge_dragged = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=34)
        self.export_name = "derivative-nudge"
        self._reach = 1.0
        self._at = (0.0, 0.0)
        self._real, self._line = Numbers.none(), Numbers.none()
        self.sketch = Sketch(self, look)
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
            Stroke(steps, np.clip(line, low, high), "a", 2, DASH),
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
        self.sketch.show_marks([*marks, *self._captions(numbers, predicted, top)])

    def _captions(self, numbers: NetworkNumbers, predicted: float, top: float) -> list[Words]:
        """Return both changes in words, at the side of the point where there is more room."""
        h = numbers.state.nudge
        if h == 0:
            return []
        at_left = h > 0
        side, right = (1.0, -_GAP) if at_left else (0.0, _GAP)
        apart = self._look.px(_LINE_WORDS_UP) * self.sketch.units_per_pixel()[1]
        heights = [min(max(value, 2 * apart), top - apart) for value in (predicted, numbers.loss)]
        middle = sum(heights) / 2
        if abs(heights[0] - heights[1]) < 2 * apart:
            sign = 1.0 if predicted >= numbers.loss else -1.0
            heights = [middle + sign * apart, middle - sign * apart]
        texts = (words.predicted_caption(numbers), "a"), (words.actual_caption(numbers), "text")
        return [
            Words(text, token, h, height, right=right, anchor=(side, 0.5), patch=True)
            for (text, token), height in zip(texts, heights, strict=True)
        ]

    def write(self, real: str, predicted: str) -> None:
        """Name both series."""
        self.name_series(self._real, real)
        self.name_series(self._line, predicted)

    @Slot(float, float)
    def _on_dragged(self, h: float, _loss: float) -> None:
        self.nudge_dragged.emit(min(max(round(h, 2), -self._reach), self._reach))
        self.handle.move_to(*self._at)  # the handle follows the pointer off the curve otherwise
