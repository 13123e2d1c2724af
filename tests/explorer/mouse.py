"""Mouse input for tests, sent as events: QTest's mouse functions are unreliable on graphics views."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from explorer.plots.plot import Plot

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


def drag(plot: Plot, start: tuple[float, float], end: tuple[float, float], *, steps: int = 5) -> None:
    """Drag from one point of a shown plot to another, both in data coordinates."""
    with _every_move_counts(plot):
        drag_widget(plot.viewport(), _pixel(plot, start), _pixel(plot, end), steps=steps)


def click(plot: Plot, at: tuple[float, float], *, button: Qt.MouseButton = LEFT) -> None:
    """Click a point of a shown plot, in data coordinates."""
    with _every_move_counts(plot):
        click_widget(plot.viewport(), _pixel(plot, at), button=button)


def double_click(plot: Plot, at: tuple[float, float]) -> None:
    """Click a point of a shown plot twice in quick succession, in data coordinates."""
    with _every_move_counts(plot):
        pixel = _pixel(plot, at)
        click_widget(plot.viewport(), pixel)
        send_mouse(plot.viewport(), QEvent.Type.MouseButtonDblClick, pixel, LEFT, LEFT)
        send_mouse(plot.viewport(), QEvent.Type.MouseButtonRelease, pixel, LEFT, NONE)


def hover(plot: Plot, at: tuple[float, float]) -> None:
    """Move the pointer over a shown plot with no button down, to a point in data coordinates."""
    with _every_move_counts(plot):
        send_mouse(plot.viewport(), QEvent.Type.MouseMove, _pixel(plot, at), NONE, NONE)


def turn_wheel(plot: Plot, at: tuple[float, float], notches: int) -> None:
    """Turn the wheel over a point of a shown plot, in data coordinates; away from the person is positive."""
    send_wheel(plot.viewport(), _pixel(plot, at), notches)


def drag_widget(
    widget: QWidget, start: QPointF, end: QPointF, *, steps: int = 5, button: Qt.MouseButton = LEFT
) -> None:
    """Drag over an ordinary widget, from one of its pixels to another."""
    start, end = QPointF(start), QPointF(end)
    send_mouse(widget, QEvent.Type.MouseMove, start, NONE, NONE)
    send_mouse(widget, QEvent.Type.MouseButtonPress, start, button, button)
    for step in range(1, steps + 1):
        send_mouse(widget, QEvent.Type.MouseMove, start + (end - start) * (step / steps), NONE, button)
    send_mouse(widget, QEvent.Type.MouseButtonRelease, end, button, NONE)


def click_widget(widget: QWidget, at: QPointF, *, button: Qt.MouseButton = LEFT) -> None:
    """Click a pixel of an ordinary widget."""
    at = QPointF(at)
    send_mouse(widget, QEvent.Type.MouseMove, at, NONE, NONE)
    send_mouse(widget, QEvent.Type.MouseButtonPress, at, button, button)
    send_mouse(widget, QEvent.Type.MouseButtonRelease, at, button, NONE)


def hover_widget(widget: QWidget, at: QPointF) -> None:
    """Move the pointer over an ordinary widget with no button down."""
    send_mouse(widget, QEvent.Type.MouseMove, QPointF(at), NONE, NONE)


def begin_stroke(widget: QWidget, places: Sequence[QPointF]) -> None:
    """Press on the first pixel of an ordinary widget and drag through the others; the button stays down."""
    send_mouse(widget, QEvent.Type.MouseButtonPress, places[0], LEFT, LEFT)
    for place in places[1:]:
        move_stroke(widget, place)


def move_stroke(widget: QWidget, to: QPointF) -> None:
    """Drag on to another pixel."""
    send_mouse(widget, QEvent.Type.MouseMove, to, NONE, LEFT)


def end_stroke(widget: QWidget, at: QPointF) -> None:
    """Release the button."""
    send_mouse(widget, QEvent.Type.MouseButtonRelease, at, LEFT, NONE)


def send_mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    keys: Qt.KeyboardModifier = PLAIN,
) -> None:
    """Send a mouse event at a pixel of a widget."""
    QApplication.sendEvent(widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, buttons, keys))


def send_wheel(widget: QWidget, at: QPointF, notches: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
    """Turn the wheel over a pixel of a widget; away from the person is positive."""
    place, angle = QPointF(widget.mapToGlobal(at)), QPoint(0, 120 * notches)
    event = QWheelEvent(at, place, QPoint(), angle, NONE, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def _pixel(plot: Plot, at: tuple[float, float]) -> QPointF:
    assert plot.isVisible(), "a plot that was never shown has no pixels yet"
    QApplication.processEvents()
    scene = plot.view_box.mapViewToScene(QPointF(*at))
    return plot.viewportTransform().map(scene)


@contextmanager
def _every_move_counts(plot: Plot) -> Iterator[None]:
    """Switch off the limits that pyqtgraph sets for people: moves a second, and the least time of a drag."""
    scene, rate = plot.scene(), pg.getConfigOption("mouseRateLimit")
    least = scene.minDragTime
    pg.setConfigOption("mouseRateLimit", -1)
    scene.minDragTime = 0
    try:
        yield
    finally:
        pg.setConfigOption("mouseRateLimit", rate)
        scene.minDragTime = least
