"""The ground of a plot that a person drags and zooms; it moves nothing itself, but says what is wanted."""

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from explorer.background.guarded import Guarded

_NOTCH = 120  # eighths of a degree, as Qt counts the wheel


class GroundBox(Guarded, pg.ViewBox):
    """A view box that reports drags of its ground and turns of the wheel over it.

    Signals
    -------
    drag_started()
        The first move with the left button down where no item took the press; `dragged` follows.
    dragged(right: float, down: float)
        How far the pointer is from where it was pressed, in pixels.
    drag_finished()
        The button is up.
    wheel_turned(notches: float, x: float, y: float)
        Away from the person is positive; with the pointer's place in data coordinates.
    """

    drag_started = Signal()
    dragged = Signal(float, float)
    drag_finished = Signal()
    wheel_turned = Signal(float, float, float)

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """Report the drag."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        if event.isStart():
            self.drag_started.emit()
        way = event.scenePos() - event.buttonDownScenePos()
        self.dragged.emit(way.x(), way.y())
        if event.isFinish():
            self.drag_finished.emit()

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Report the turn."""
        event.accept()
        at = self.mapToView(event.pos())
        self.wheel_turned.emit(event.delta() / _NOTCH, at.x(), at.y())
