"""A plot whose horizontal axis is a run: wheel, drag and keys choose what part of it is shown."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from explorer.look.theme import Look
from explorer.plots.live import LivePlot
from explorer.plots.marks import Tag, ring
from explorer.runs.run import Run
from explorer.training.moment_line import MomentLine
from explorer.training.run_axis import SMALLEST_WINDOW, Scope, fit_run_axis, shown_iterations
from explorer.widgets.memo import Memo

_NOTCH, _ZOOM, _PAN = 120, 0.8, 0.1  # eighths of a degree; width after a notch; share moved by a key


@dataclass(frozen=True)
class Told:
    """What is told of the place under the pointer: a point of the picture, and lines of words."""

    x: float
    y: float
    lines: tuple[str, ...]


class RunPlot(LivePlot):
    """Base of the plots of one run.

    Signals
    -------
    drag_started(), drag_finished()
        The pointer takes hold of the picture, and lets go.
    dragged(start: float, stop: float)
        It moves the picture: iterations to be shown.
    stepped(start: float, stop: float)
        The wheel or a key leads to these iterations.
    whole_wanted()
        The whole run is to be shown again.
    """

    drag_started = Signal()
    drag_finished = Signal()
    dragged = Signal(float, float)
    stepped = Signal(float, float)
    whole_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._run: Run | None = None
        self._scope = Scope()
        self._fitted = Memo()
        self._per_unit = 1.0
        self._grip: tuple[float, tuple[float, float]] | None = None  # pixel and iterations where a drag began
        self._moment_line = MomentLine(self, look)
        self.accept_keys()
        self.arrow_pressed.connect(self._on_arrow)
        self.double_clicked.connect(self.whole_wanted)
        self.view_box.sigResized.connect(self._on_resized)
        self.hovered.connect(self._on_hovered)
        self.hover_left.connect(self._on_hover_left)

    def show_run(self, run: Run, moment: int | None, scope: Scope) -> None:
        """Draw what is new of a run, or all of another one or of another part, and a line at a moment looked at."""
        self._run, self._scope, self._per_unit = run, scope, scope.per_unit(run)
        self._moment_line.show_at(None if moment is None else moment / self._per_unit)
        self._fit_and_draw(run)

    def _fit_and_draw(self, run: Run) -> None:
        if self._fitted.has_changed(*self._axes_of(run)):
            self.point_at(())
            self._begin(run)
        self._draw(run)

    def _axes_of(self, run: Run) -> tuple[object, ...]:
        """Return what the axes depend on."""
        return run, self._scope, self._scope.iterations(run), self.view_box.size()

    def _told(self, iteration: float) -> Told | None:
        """Return what is told where the pointer is at an iteration of the run; None where there is nothing yet."""
        raise NotImplementedError

    def _begin(self, run: Run) -> None:
        """Fit the axes to another run, or another part of it."""
        raise NotImplementedError

    def _draw(self, run: Run) -> None:
        """Draw what is new."""
        raise NotImplementedError

    def _fit_axis(self, run: Run) -> tuple[float, float]:
        """Fit the horizontal axis, and return its range."""
        start, stop = (iteration / self._per_unit for iteration in self._scope.iterations(run))
        return fit_run_axis(self, self._look, stop - start, start)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show less or more around the pointer."""
        if self._run is not None:
            self._zoom(_ZOOM ** (event.angleDelta().y() / _NOTCH), self._iteration_at(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._run is not None and self._scope.window:
            self._grip = event.position().x(), self._scope.iterations(self._run)
            self.drag_started.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture."""
        super().mouseMoveEvent(event)
        if self._grip is not None:
            x, (start, stop) = self._grip
            by = (x - event.position().x()) * self.frame.unit[0] * self._per_unit
            self.dragged.emit(*self._within(start + by, stop - start))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        super().mouseReleaseEvent(event)
        if self._grip is not None:
            self._grip = None
            self.drag_finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + and −; 0 shows the whole run."""
        run, key = self._run, event.key()
        if run is not None and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            start, stop = self._scope.iterations(run)
            self._zoom(1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM, (start + stop) / 2)
        elif key == Qt.Key.Key_0:
            self.whole_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _iteration_at(self, position: QPointF) -> float:
        scene = self.mapToScene(position.toPoint())
        return float(self.view_box.mapSceneToView(scene).x()) * self._per_unit

    def _zoom(self, factor: float, around: float) -> None:
        assert self._run is not None
        start, stop = self._scope.iterations(self._run)
        whole = float(shown_iterations(self._run))
        around = min(max(around, start), stop)
        width = max(factor * (stop - start), min(SMALLEST_WINDOW, whole))
        if width >= whole:
            self.whole_wanted.emit()
        else:
            self.stepped.emit(*self._within(around - (around - start) / (stop - start) * width, width))

    def _within(self, start: float, width: float) -> tuple[float, float]:
        assert self._run is not None
        start = min(max(start, 0.0), shown_iterations(self._run) - width)
        return start, start + width

    @Slot(int, int, bool)
    def _on_arrow(self, dx: int, _dy: int, _shift: bool) -> None:
        if dx and self._run is not None and self._scope.window:
            start, stop = self._scope.iterations(self._run)
            self.stepped.emit(*self._within(start + _PAN * dx * (stop - start), stop - start))

    @Slot(float, float)
    def _on_hovered(self, x: float, _y: float) -> None:
        told = None if self._run is None else self._told(x * self._per_unit)
        if told is None:
            self.point_at(())
        else:
            self.point_at((ring(told.x, told.y), Tag(told.x, told.y, told.lines)))

    @Slot()
    def _on_hover_left(self) -> None:
        self.point_at(())

    @Slot()
    def _on_resized(self) -> None:
        if self._run is not None:
            self._fit_and_draw(self._run)
