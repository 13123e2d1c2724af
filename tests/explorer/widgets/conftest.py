"""Real windows and wheels for the tests of widgets."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from explorer.widgets.layout import column


@pytest.fixture
def show(qtbot):
    """Show a widget between two other stops for Tab, in an active window, and return these two."""
    windows = []

    def show(widget):
        window, before, after = QWidget(), QLineEdit(), QLineEdit()
        window.setLayout(column(before, widget, after))
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return before, after

    return show


@pytest.fixture
def turn_wheel():
    """Turn the wheel over a widget by an angle in eighths of a degree; 120 is a notch."""

    def turn(widget, angle):
        at = QPointF(widget.rect().center())
        event = QWheelEvent(
            at,
            widget.mapToGlobal(at),
            QPoint(),
            QPoint(0, angle),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    return turn
