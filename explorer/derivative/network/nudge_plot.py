"""The loss against one weight's nudge: what the gradient predicts is a line, what happens is a curve."""

from dataclasses import replace

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
_ROOM, _GAP = 26, 8  # pixels that a caption takes, and from a point to it
_NEAR_EDGE = 0.55  # of the reach: from here outwards there is room on one side only


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
        """Return both changes in words: the higher one above the lines, the lower one below them."""
        h = numbers.state.nudge
        if h == 0:
            return []
        real = Words(words.actual_caption(numbers), "text", h, numbers.loss)
        line = Words(words.predicted_caption(numbers), "a", h, predicted)
        lower, upper = (real, line) if numbers.loss < predicted else (line, real)
        room = self._look.px(_ROOM) * self.sketch.units_per_pixel()[1]
        falls = numbers.slope < 0
        return [
            self._beside(upper, min(max(upper.y, room), top - room), above=True, at_left=not falls),
            self._beside(lower, min(max(lower.y, 2 * room), top), above=False, at_left=falls),
        ]

    def _beside(self, caption: Words, height: float, *, above: bool, at_left: bool) -> Words:
        """Return a caption on one side of its point, or on the other where it would leave the picture."""
        if abs(caption.x) > _NEAR_EDGE * self._reach:
            at_left = caption.x > 0
        return replace(
            caption,
            y=height,
            right=-_GAP if at_left else _GAP,
            up=_GAP if above else -_GAP,
            anchor=(1.0 if at_left else 0.0, 1.0 if above else 0.0),
            patch=True,
        )

    def write(self, real: str, predicted: str) -> None:
        """Name both series."""
        self.name_series(self._real, real)
        self.name_series(self._line, predicted)

    @Slot(float, float)
    def _on_dragged(self, h: float, _loss: float) -> None:
        self.nudge_dragged.emit(min(max(round(h, 2), -self._reach), self._reach))
        self.handle.move_to(*self._at)  # the handle follows the pointer off the curve otherwise
