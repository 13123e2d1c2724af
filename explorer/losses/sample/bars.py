"""An output, or the scores behind it, as ten bars to drag."""

from collections.abc import Collection, Sequence

import numpy as np
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import Qt, Signal, Slot

from explorer.look.theme import DASH, SMALL, Look, pen
from explorer.losses.sample.bar_item import X_RANGE, Bars, class_at
from explorer.losses.state import CLASSES
from explorer.plots.axis import number_label
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from explorer.texts.language import _

_PROBABILITIES, _SCORES = (-0.08, 1.17), (-8.8, 10.2)  # what is seen
_PROBABILITY_TICKS, _SCORE_TICKS = (0, 0.25, 0.5, 0.75, 1), (-8, -4, 0, 4, 8)
_HIGHEST_GRIP = 8.0  # of scores: a larger one is drawn there, with its number
_TARGET_WIDTH = 0.98
_WORD_HEIGHT, _WORD_GAP = 0.95, 0.06  # of the word beside the target's outline; the gap in its own widths
_NEIGHBOUR_IN_THE_WAY = 0.75  # a bar from here on reaches that word


class BarsPlot(Plot):
    """Ten bars with a grip each.

    Parameters
    ----------
    y_range : (float, float)
        What is seen.
    ticks : sequence of float
        Of the left axis.
    limit : float
        Bars beyond it, either way, are drawn as long as that, with their own numbers.

    Signals
    -------
    grabbed(index: int)
        A drag of that bar begins.
    bar_dragged(index: int, height: float)
        The user drags that bar to there; it may lie outside of what is seen.
    released()
        The drag is over.
    bar_chosen(index: int)
        A click on a bar, or on its place.
    target_chosen(index: int)
        A click on a class below the bars.
    pointed(index: int)
        The pointer is over that class, or -1: over none.
    """

    grabbed = Signal(int)
    bar_dragged = Signal(int, float)
    released = Signal()
    bar_chosen = Signal(int)
    target_chosen = Signal(int)
    pointed = Signal(int)

    def __init__(
        self, look: Look, y_range: tuple[float, float], ticks: Sequence[float], limit: float = np.inf
    ) -> None:
        super().__init__(look, left_width=44)
        self.set_range(X_RANGE, y_range)
        self.set_labels(_("class"))
        self.show_grid(x=False, y=True)
        self.x_axis.set_ticks([(k, str(k)) for k in range(CLASSES)])
        self.y_axis.set_ticks([(tick, number_label(tick)) for tick in ticks])
        self.add(Line(look, "text3", 1), 3).set_data(X_RANGE, (0, 0))
        self.bars = self.add(Bars(look, y_range, limit), 5)
        self.bars.grabbed.connect(self.grabbed)
        self.bars.dragged.connect(self.bar_dragged)
        self.bars.released.connect(self.released)
        self.bars.pointed.connect(self.pointed)
        for set_pen in (self.x_axis.setPen, self.x_axis.setTickPen):
            set_pen(pen(look.theme.panel))  # the line at 0 stands for it
        self.x_axis.setTextPen(look.theme.text2)
        self.accept_keys()
        self.scene().sigMouseClicked.connect(self._on_scene_clicked)
        self.clicked.connect(self._on_clicked)

    def show_bars(self, heights: Sequence[float], target: int, selected: int) -> None:
        """Show ten heights, which of them is of the correct class, and which one the keys move."""
        self.bars.set_data(heights, target, selected)

    def show_beside(self, heights: Sequence[float]) -> None:
        """Show ten other heights as hollow bars beside these, or none."""
        self.bars.set_beside(heights)

    def point_at(self, classes: Collection[int], *, errors: bool = False) -> None:
        """Highlight the bars of some classes; with `errors`, how far each is from its target."""
        self.bars.point_at(classes, errors=errors)

    def name_bars(self, name: str) -> None:
        """Set the name of the heights in what is exported."""
        self.name_series(self.bars, name)

    @Slot(float, float)
    def _on_clicked(self, x: float, _y: float) -> None:
        self.bar_chosen.emit(class_at(x))

    @Slot(object)
    def _on_scene_clicked(self, event: MouseClickEvent) -> None:
        below = self.x_axis.mapRectToScene(self.x_axis.rect()).contains(event.scenePos())
        if below and event.button() == Qt.MouseButton.LeftButton:
            self.target_chosen.emit(class_at(self.view_box.mapSceneToView(event.scenePos()).x()))


class OutputPlot(BarsPlot):
    """Ten probabilities to drag; the target is an outline of height 1."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _PROBABILITIES, _PROBABILITY_TICKS)
        self._outline = self.add(Line(look, "text", 1.5, DASH), 4)
        self._word = self.add(PlotLabel(look, "text", size=SMALL, patch="panel"), 45)
        self._word.setText(_("target 1"))
        self.name_bars("y")

    def show_bars(self, heights: Sequence[float], target: int, selected: int) -> None:
        """Show ten probabilities, which of them ought to be 1, and which one the keys move."""
        super().show_bars(heights, target, selected)
        half = _TARGET_WIDTH / 2
        left, right = target - half, target + half
        self._outline.set_data((left, left, right, right), (0, 1, 1, 0))
        free = [
            side
            for side in (1, -1)
            if 0 <= target + side < CLASSES and heights[target + side] < _NEIGHBOUR_IN_THE_WAY
        ]
        self._word.setVisible(bool(free))
        if free:
            self._word.setAnchor((-_WORD_GAP if free[0] == 1 else 1 + _WORD_GAP, 0.5))
            self._word.setPos(target + free[0] * half, _WORD_HEIGHT)


class ScoresPlot(BarsPlot):
    """Ten scores to drag, as they go into softmax."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _SCORES, _SCORE_TICKS, _HIGHEST_GRIP)
        self.name_bars("a")
