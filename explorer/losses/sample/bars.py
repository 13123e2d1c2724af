"""An answer, or the scores behind it, as ten bars to drag."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import HoverEvent, MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QPainter, QTransform

from core.arrays import FloatArray, as_float
from explorer.losses.state import CLASSES
from explorer.plots.axis import number_label
from explorer.plots.plot import Plot
from explorer.plots.series import Line, PlotLabel
from explorer.theme import BODY, DASH, NORMAL, SEMIBOLD, SMALL, Look, pen
from explorer.widgets.numbers import fixed

_X_RANGE = (-0.6, 9.6)
_PROBABILITIES, _SCORES = (-0.08, 1.17), (-8.8, 10.2)  # what is seen
_PROBABILITY_TICKS, _SCORE_TICKS = (0, 0.25, 0.5, 0.75, 1), (-8, -4, 0, 4, 8)
_HIGHEST_GRIP = 8.0  # of scores: a larger one is drawn there, with its number
_BAR_WIDTH, _BESIDE_WIDTH, _TARGET_WIDTH = 0.6, 0.16, 0.98
_WORD_HEIGHT, _WORD_GAP = 0.95, 0.06  # of the word beside the target's outline; the gap in its own widths
_NEIGHBOUR_IN_THE_WAY = 0.75  # a bar from here on reaches that word
# Pixels: radii of a grip, of the ring of the chosen one, and in which it is grabbed; from its middle to its number.
_GRIP, _RING, _REACH, _CLEARANCE = 7, 11, 16, 13


class BarsPlot(Plot):
    """Ten bars with a grip each.

    Parameters
    ----------
    look : Look
        Theme and type scale.
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
        The person drags that bar to there; it may lie outside of what is seen.
    released()
        The drag is over.
    bar_chosen(index: int)
        A click on a bar, or on its place.
    target_chosen(index: int)
        A click on a class below the bars.
    """

    grabbed = Signal(int)
    bar_dragged = Signal(int, float)
    released = Signal()
    bar_chosen = Signal(int)
    target_chosen = Signal(int)

    def __init__(
        self, look: Look, y_range: tuple[float, float], ticks: Sequence[float], limit: float = np.inf
    ) -> None:
        super().__init__(look, left_width=44)
        self._look = look
        self.set_range(_X_RANGE, y_range)
        self.plotItem.showGrid(x=False, y=True, alpha=1.0)
        self.x_axis.set_ticks([(k, str(k)) for k in range(CLASSES)])
        self.y_axis.set_ticks([(tick, number_label(tick)) for tick in ticks])
        self.add(Line(look, "text3", 1), 3).set_data(_X_RANGE, (0, 0))
        self._bars = self.add(Bars(look, y_range, limit), 5)
        self._bars.grabbed.connect(self.grabbed)
        self._bars.dragged.connect(self.bar_dragged)
        self._bars.released.connect(self.released)
        self.style_with(self._style_axes)
        self.accept_keys()
        self.scene().sigMouseClicked.connect(self._on_scene_clicked)
        self.clicked.connect(self._on_clicked)

    def show_bars(self, heights: Sequence[float], target: int, selected: int) -> None:
        """Show ten heights, which of them is of the right class, and which one the keys move."""
        self._bars.set_data(heights, target, selected)

    def show_beside(self, heights: Sequence[float]) -> None:
        """Show ten other heights as hollow bars beside these, or none."""
        self._bars.set_beside(heights)

    def name_bars(self, name: str) -> None:
        """Set the name of the heights in what is exported."""
        self.name_series(self._bars, name)

    def _style_axes(self) -> None:
        theme = self._look.theme
        for set_pen in (self.x_axis.setPen, self.x_axis.setTickPen):
            set_pen(pen(theme.panel))  # the line at 0 stands for it
        self.x_axis.setTextPen(theme.text2)

    @Slot(float, float)
    def _on_clicked(self, x: float, _y: float) -> None:
        self.bar_chosen.emit(_class_at(x))

    @Slot(object)
    def _on_scene_clicked(self, event: MouseClickEvent) -> None:
        below = self.x_axis.mapRectToScene(self.x_axis.rect()).contains(event.scenePos())
        if below and event.button() == Qt.MouseButton.LeftButton:
            self.target_chosen.emit(_class_at(self.view_box.mapSceneToView(event.scenePos()).x()))


class AnswerPlot(BarsPlot):
    """Ten probabilities to drag; the target is an outline of height 1.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, _PROBABILITIES, _PROBABILITY_TICKS)
        self.export_name = "losses-answer"
        self._target: int | None = None
        self._outline = self.add(Line(look, "text", 1.5, DASH), 4)
        self._word = self.add(PlotLabel(look, "text", size=SMALL, patch="panel"), 45)
        self.name_bars("y")

    def show_bars(self, heights: Sequence[float], target: int, selected: int) -> None:
        """Show ten probabilities, which of them ought to be 1, and which one the keys move."""
        super().show_bars(heights, target, selected)
        half = _TARGET_WIDTH / 2
        if target != self._target:
            self._target = target
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

    def write_target(self, word: str) -> None:
        """Write `word` beside the target's outline."""
        self._word.setText(word)


class ScoresPlot(BarsPlot):
    """Ten scores to drag, as they go into softmax.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, _SCORES, _SCORE_TICKS, _HIGHEST_GRIP)
        self.export_name = "losses-scores"
        self.name_bars("a")


class Bars(pg.GraphicsObject):
    """The bars with their grips and numbers, painted in one go: fifty items would take three times as long.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    y_range : (float, float)
        What the plot shows.
    limit : float
        As for `BarsPlot`.

    Signals
    -------
    grabbed(index: int)
        A drag of that bar's grip begins.
    dragged(index: int, height: float)
        The person drags it to there. Not sent by `set_data`.
    released()
        The drag is over.
    """

    grabbed = Signal(int)
    dragged = Signal(int, float)
    released = Signal()

    def __init__(self, look: Look, y_range: tuple[float, float], limit: float) -> None:
        super().__init__()
        self._look, self._limit = look, limit
        low, high = y_range
        self._area = QRectF(_X_RANGE[0], low, _X_RANGE[1] - _X_RANGE[0], high - low)
        self._heights: FloatArray = np.zeros(CLASSES)
        self._target = self._selected = 0
        self._beside: tuple[float, ...] = ()
        self._hovered: int | None = None
        self._held: tuple[int, float] | None = None  # a bar, and how far below its top the pointer took it
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_data(self, heights: Sequence[float], target: int, selected: int) -> None:
        """Show ten heights; the target stands out, and the selected bar's grip has a ring."""
        self._heights, self._target, self._selected = as_float(heights), target, selected
        self.update()

    def set_beside(self, heights: Sequence[float]) -> None:
        """Show ten other heights as hollow bars, or none."""
        if tuple(heights) != self._beside:
            self._beside = tuple(heights)
            self.update()

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return the classes and their heights."""
        return np.arange(CLASSES, dtype=np.float64), self._heights

    def boundingRect(self) -> QRectF:
        """Return the whole of the data area."""
        return self._area

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint in pixels, for grips and numbers do not stretch with the plot."""
        to_pixels = painter.transform()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, height in enumerate(self._beside):
            self._paint_beside(painter, to_pixels, index, height)
        for index, height in enumerate(self._heights):
            self._paint_bar(painter, to_pixels, index, float(height))

    def _paint_beside(self, painter: QPainter, to_pixels: QTransform, index: int, height: float) -> None:
        left = index + _BAR_WIDTH / 2
        corners = QPointF(left, self._drawn(height)), QPointF(left + _BESIDE_WIDTH, 0)
        painter.setPen(pen(self._look.theme.text2, 1.5))
        painter.setBrush(QBrush())
        painter.drawRect(QRectF(to_pixels.map(corners[0]), to_pixels.map(corners[1])).normalized())

    def _paint_bar(self, painter: QPainter, to_pixels: QTransform, index: int, height: float) -> None:
        theme, is_target = self._look.theme, index == self._target
        top_left = to_pixels.map(QPointF(index - _BAR_WIDTH / 2, self._drawn(height)))
        bottom_right = to_pixels.map(QPointF(index + _BAR_WIDTH / 2, 0))
        bar = QRectF(top_left, bottom_right)
        middle = QPointF(bar.center().x(), bar.top())
        painter.fillRect(bar.normalized(), QColor(theme.a if is_target else theme.heat[3]))
        painter.setPen(pen(theme.a if is_target else theme.text2, 2))
        painter.drawLine(bar.topLeft(), bar.topRight())
        if index == self._hovered:
            painter.setPen(pen(theme.text, 3))
        painter.setBrush(QColor(theme.panel))
        painter.drawEllipse(middle, _GRIP, _GRIP)
        if index == self._selected:
            painter.setPen(pen(theme.accent, 2))
            painter.setBrush(QBrush())
            painter.drawEllipse(middle, _RING, _RING)
        painter.setFont(self._fonts[is_target])
        painter.setPen(QColor(theme.text))
        below = height < 0
        top = middle.y() + _CLEARANCE if below else middle.y() - _CLEARANCE - bar.width()
        room = QRectF(bar.left(), top, bar.width(), bar.width())
        side = Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignBottom
        flags = Qt.AlignmentFlag.AlignHCenter | side | Qt.TextFlag.TextDontClip
        painter.drawText(room, flags, fixed(height, 2))

    def hoverEvent(self, event: HoverEvent) -> None:
        """Show which grip would be taken."""
        hovered = None if event.isExit() else self._grip_at(event.pos())
        if hovered is not None:
            event.acceptDrags(Qt.MouseButton.LeftButton)
        if hovered != self._hovered:
            self._hovered = hovered
            if hovered is None:
                self.unsetCursor()
            else:
                self.setCursor(Qt.CursorShape.SizeVerCursor)
            self.update()

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        """Follow the pointer and tell the owner."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.isStart():
            down = event.buttonDownPos()
            index = self._grip_at(down)
            if index is None:
                return
            self._held = index, self._drawn(self._heights[index]) - down.y()
            self.grabbed.emit(index)
        if self._held is None:
            return
        event.accept()
        index, offset = self._held
        self.dragged.emit(index, event.pos().y() + offset)
        if event.isFinish():
            self._held = None
            self.released.emit()

    def _drawn(self, height: float) -> float:
        return float(min(max(height, -self._limit), self._limit))

    def _grip_at(self, position: QPointF) -> int | None:
        """Return the bar whose grip is within reach of a place in data coordinates."""
        index = _class_at(position.x())
        across = abs(position.x() - index) / (self.pixelWidth() or 1)
        along = abs(position.y() - self._drawn(self._heights[index])) / (self.pixelHeight() or 1)
        return index if max(across, along) <= _REACH else None

    @Slot()
    def _on_look_changed(self) -> None:
        self._fonts = {
            True: self._look.font(BODY, SEMIBOLD),
            False: self._look.font(BODY, NORMAL),
        }
        self.update()


def _class_at(x: float) -> int:
    return min(max(round(x), 0), CLASSES - 1)
