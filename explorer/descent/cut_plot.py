"""The surface along its gradient, with the step that the learning rate makes; its end is dragged here."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.descent_cut import DescentCut
from explorer.look.theme import DASH, DOT, Look
from explorer.plots.handles import DragHandle
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers, series_token

_MARGIN = 0.08  # of the height, above and below
_LINE_HEIGHT = 18  # pixels from one line of words to the next


@dataclass(frozen=True, eq=False)
class CutPicture:
    """What the plot draws.

    Attributes
    ----------
    length : float
        How far ahead the picture reaches.
    series : int
        Whose colour the point has.
    has_slope : bool
        Whether there is a step at all.
    fits : bool
        Whether the end of the step is in the picture; if not, the handle stands at the border.
    words : str
        What is said about the step.
    best_words : str
        What is said about the turn of the parabola; empty for nothing.
    """

    cut: DescentCut
    length: float
    series: int
    has_slope: bool
    fits: bool
    words: str
    best_words: str


class CutPlot(Plot):
    """A line through the point where the chosen path is, the parabola that a step goes by, and the step.

    Signals
    -------
    step_drag_started(), step_drag_finished()
        The user takes hold of the end of the step, and lets it go.
    step_dragged(distance: float)
        The user moved it so far away from the point.
    """

    step_drag_started = Signal()
    step_dragged = Signal(float)
    step_drag_finished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=44)
        self._curve = self.add(Line(look, "text2", 2), 10)
        self._parabola = self.add(Line(look, "d", 1, DOT), 8)
        self._tangent = self.add(Line(look, "text3", 1, DASH), 7)
        self._step = self.add(Line(look, "accent", 2), 12)
        self._here = [self.add(Markers(look, token, size=13, edge_width=2), 20) for token in "abcd"]
        self._best = self.add(Markers(look, None, size=13, edge="d", edge_width=2), 15)
        self.handle = self.add(DragHandle(look, "text", "h", 14), 40)
        self._words = self.add(PlotLabel(look, "text", anchor=(0.5, 0), patch="panel"), 35)
        self._best_words = self.add(PlotLabel(look, "d", anchor=(0.5, 0), patch="panel"), 35)
        self.handle.drag_started.connect(self.step_drag_started)
        self.handle.dragged.connect(self._on_dragged)
        self.handle.drag_finished.connect(self.step_drag_finished)
        self.accept_keys()

    def show_picture(self, picture: CutPicture) -> None:
        """Draw a cut."""
        cut = picture.cut
        low, high = _range(cut.value)
        x_range = (-picture.length / 2, picture.length)
        self.set_range(x_range, (low, high))
        room = high - low
        self._curve.set_data(
            cut.distance, np.clip(cut.value, low - room, high + room), (cut.distance, cut.value)
        )
        near = np.linspace(*x_range, 121)
        for line, values in (
            (self._parabola, cut.parabola(near)),
            (self._tangent, cut.here + cut.slope * near),
        ):
            line.set_data(
                near, np.where(np.isfinite(values), np.clip(values, low - room, high + room), np.nan)
            )
        token = series_token(picture.series) if np.isfinite(cut.here) else ""
        for own, marker in zip("abcd", self._here, strict=True):
            marker.set_data(*(([0.0], [cut.here]) if own == token else ([], [])))
        self._show_step(picture)
        at = (cut.best_rate or np.inf) * abs(cut.slope)
        is_shown = bool(picture.best_words) and at <= picture.length
        self._best.set_data(
            *((np.array([at]), cut.parabola([at])) if is_shown else (np.empty(0), np.empty(0)))
        )
        middle, (_unused, up) = (x_range[0] + x_range[1]) / 2, self.frame.unit
        self._words.setText(picture.words)
        self._words.setPos(middle, high)
        self._best_words.setVisible(is_shown)
        self._best_words.setText(picture.best_words)
        self._best_words.setPos(middle, high - _LINE_HEIGHT * up)

    def columns(self) -> dict[str, FloatArray]:
        """Return the cut as numbers."""
        x, y = self._curve.numbers()
        return {"distance": x, "f": y}

    def _show_step(self, picture: CutPicture) -> None:
        cut = picture.cut
        self.handle.setVisible(picture.has_slope)
        if not picture.has_slope:
            self._step.set_data([], [])
            return
        end, there = (cut.step, cut.there) if picture.fits else (picture.length, cut.here)
        _unused, (low, high) = self.view_box.viewRange()
        height = min(max(there, low), high) if np.isfinite(there) else cut.here
        self.handle.move_to(end, height)
        self._step.set_data([0.0, end, end], [cut.here, cut.here, height])

    @Slot(float, float)
    def _on_dragged(self, x: float, y: float) -> None:
        (_unused, right), _unused = self.view_box.viewRange()
        self.step_dragged.emit(min(max(x, 0.0), right))


def _range(values: FloatArray) -> tuple[float, float]:
    """Return the range of the values that are finite, with a margin."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    margin = _MARGIN * (high - low) or max(abs(high), 1.0) * _MARGIN
    return low - margin, high + margin
