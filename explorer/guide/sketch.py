"""A guess made on a plot: a point or a line drawn by hand, which stays beside the answer."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.guide.lesson import GuessKind
from explorer.guide.progress import Answer
from explorer.look.theme import BODY, MEDIUM, SEMIBOLD, SMALL, Look, pen
from explorer.plots.plot import Plot
from explorer.texts.language import _

_CROSS = 7  # from the middle of a point to the ends of its cross
_STEPS = 50  # of an arrow key, from one side of the plot to the other
_LEAST_MOVE = 3  # pixels from one point of a line to the next
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Sketch(Guarded, QWidget):
    """Lies over a plot. While a line is drawn it hides the true one, not the axes; then it lets the mouse through.

    Parameters
    ----------
    kind : str
        "point" or "line".

    Signals
    -------
    changed(answer: Answer)
        The point or the line, in the coordinates of the plot.
    submitted()
        Enter was pressed on a point.
    """

    changed = Signal(object)
    submitted = Signal()

    def __init__(self, look: Look, plot: Plot, kind: GuessKind) -> None:
        super().__init__(plot)
        self._look, self._plot, self._kind = look, plot, kind
        self._points: list[tuple[float, float]] = []
        self._is_final = False
        self.setObjectName("guide.sketch")
        self.setAccessibleName(_("Your guess on the plot"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if kind == "point" else Qt.FocusPolicy.NoFocus)
        plot.installEventFilter(self)
        plot.scene().changed.connect(self._on_plot_changed)
        self.setGeometry(plot.rect())
        self.show()
        self.raise_()

    def show_answer(self, answer: Answer) -> None:
        """Show a guess that was made; it cannot be changed any more."""
        self._is_final = True
        self._points = list(answer) if isinstance(answer, tuple) else []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the plot."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._plot.rect())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the point, or begin the line again."""
        if event.button() == Qt.MouseButton.LeftButton and self._area().contains(event.position()):
            self._points = []
            self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the point, or go on with the line."""
        if self._points and event.buttons() & Qt.MouseButton.LeftButton:
            self._add(self._inside(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point with the arrow keys; Enter submits it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._points:
            self.submitted.emit()
            return
        move = _ARROWS.get(Qt.Key(event.key()))
        if move is None or self._kind != "point":
            super().keyPressEvent(event)
            return
        area = self._area()
        at = self._place(self._points[-1]) if self._points else area.center()
        step = QPointF(move[0] * area.width() / _STEPS, move[1] * area.height() / _STEPS)
        self._add(self._inside(at + step))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what was drawn."""
        painter, theme, area = QPainter(self), self._look.theme, self._area()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind == "line" and not self._is_final:
            painter.fillRect(area, QColor(theme.panel))
            painter.setPen(pen(theme.line, 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
            if not self._points:
                painter.setFont(self._look.font(BODY, MEDIUM))
                painter.setPen(QColor(theme.text2))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("Draw your guess here"))
        if not self._points:
            return
        places = [self._place(point) for point in self._points]
        style = Qt.PenStyle.DashLine if self._is_final else Qt.PenStyle.SolidLine
        painter.setPen(pen(theme.c, 2 if self._is_final else 3, style))
        painter.setClipRect(area)
        if self._kind == "line":
            painter.drawPolyline(QPolygonF(places))
        else:
            at = places[-1]
            painter.setPen(pen(theme.c, 3))
            for dx, dy in ((_CROSS, _CROSS), (_CROSS, -_CROSS)):
                painter.drawLine(at - QPointF(dx, dy), at + QPointF(dx, dy))
        if self._is_final:
            self._write(painter, places[len(places) // 2])

    def _write(self, painter: QPainter, at: QPointF) -> None:
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        painter.setPen(QColor(self._look.theme.c))
        text, area = _("your guess"), self._area()
        width = painter.fontMetrics().horizontalAdvance(text)
        x = min(at.x() + 2 * _CROSS, area.right() - width - _CROSS)
        painter.drawText(QPointF(x, max(at.y() - _CROSS, area.top() + 2 * _CROSS)), text)

    def _add(self, at: QPointF) -> None:
        point = self._plot.view_box.mapSceneToView(self._plot.mapToScene(at.toPoint()))
        if self._kind == "point":
            self._points = [(point.x(), point.y())]
            self.changed.emit(tuple(self._points))
        elif not self._points or (at - self._place(self._points[-1])).manhattanLength() >= _LEAST_MOVE:
            self._points.append((point.x(), point.y()))
            if len(self._points) > 1:
                self.changed.emit(tuple(self._points))
        self.update()

    def _area(self) -> QRectF:
        """Return the data area, in the coordinates of this widget."""
        box = self._plot.view_box.sceneBoundingRect()
        return QRectF(self._plot.mapFromScene(box).boundingRect())

    def _inside(self, at: QPointF) -> QPointF:
        area = self._area()
        return QPointF(
            min(max(at.x(), area.left()), area.right()), min(max(at.y(), area.top()), area.bottom())
        )

    def _place(self, point: tuple[float, float]) -> QPointF:
        return QPointF(self._plot.mapFromScene(self._plot.view_box.mapViewToScene(QPointF(*point))))

    @Slot()
    def _on_plot_changed(self) -> None:
        if self._is_final:
            self.update()
