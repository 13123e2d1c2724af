"""An exception in a method that Qt calls is reported, goes no further, and does not affect later events."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget

from explorer.background.guarded import Guarded, failures_reported
from explorer.plots.live import LivePlot
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from tests.explorer.mouse import drag_widget


@pytest.fixture
def failures(qtbot):
    """The exceptions that were reported."""
    with qtbot.captureExceptions() as caught:
        yield caught


def kinds(failures):
    """Return the names of the exceptions so far, and clear the list."""
    names = [kind.__name__ for kind, *_ in failures]
    failures.clear()
    return names


class Square(Guarded, QWidget):
    fails = False

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("red"))
        if self.fails:
            raise ZeroDivisionError
        painter.fillRect(5, 5, 5, 5, QColor("blue"))


def test_that_a_widget_is_painted_completely_after_a_failed_painting(qtbot, failures):
    square = Square()
    qtbot.addWidget(square)
    square.resize(20, 20)
    before = square.grab().toImage()
    square.fails = True
    square.grab()
    square.grab()
    assert kinds(failures) == ["ZeroDivisionError", "ZeroDivisionError"]
    square.fails = False
    assert square.grab().toImage() == before


class Mark(Guarded, pg.GraphicsObject):
    fails = False

    def boundingRect(self):
        return QRectF(0, 0, 1, 1)

    def paint(self, painter, *_):
        painter.setOpacity(0.1)
        painter.setClipRect(QRectF(0, 0, 0.1, 0.1))
        painter.translate(3, 3)
        if self.fails:
            [][0]


@pytest.mark.parametrize("kind", [Plot, LivePlot])
def test_that_an_item_whose_painting_fails_does_not_affect_other_items(kind, qtbot, look, failures):
    plot = kind(look)
    qtbot.addWidget(plot)
    plot.resize(200, 150)
    plot.set_range((0, 1), (0, 1))
    mark = plot.add(Mark(), 1)
    line = plot.add(Line(look, "a"), 2)
    line.set_data([0, 1], [0, 1])
    before = plot.grab().toImage()
    mark.fails = True
    mark.update()
    QApplication.processEvents()
    assert plot.grab().toImage() == before
    assert set(kinds(failures)) == {"IndexError"}


class Broken:
    """A mark of a live plot that cannot be painted."""

    def paint(self, painter, to_pixels, look):
        painter.setOpacity(0.5)
        raise ValueError("no such mark")


def test_that_a_live_plot_recovers_from_a_mark_that_failed(qtbot, look, failures):
    plot = LivePlot(look)
    qtbot.addWidget(plot)
    plot.resize(200, 150)
    before = plot.grab().toImage()
    plot.paint_over([Broken()])
    plot.grab()
    assert "ValueError" in kinds(failures)
    plot.paint_over([])
    assert plot.grab().toImage() == before


class Failing(Guarded, QLabel):
    """A label whose overrides all fail."""

    def fail(self):
        raise ValueError("failing")

    def sizeHint(self):
        self.fail()

    def minimumSizeHint(self):
        self.fail()

    def heightForWidth(self, width):
        self.fail()

    def event(self, event):
        self.fail()

    def keyPressEvent(self, event):
        self.fail()

    def showEvent(self, event):
        self.fail()


def test_that_failing_sizes_and_events_fall_back_to_the_base_class(qtbot, failures):
    failing, plain = Failing("words"), QLabel("words")
    qtbot.addWidget(failing)
    assert failing.sizeHint() == plain.sizeHint()
    assert failing.minimumSizeHint() == plain.minimumSizeHint()
    assert failing.heightForWidth(100) == plain.heightForWidth(100)
    kinds(failures)
    failing.resize(50, 20)
    assert failing.size() == QSize(50, 20)
    QApplication.sendEvent(failing, QEvent(QEvent.Type.LanguageChange))
    assert kinds(failures) == ["ValueError"]


def test_that_a_widget_whose_show_event_fails_is_shown(qtbot, failures):
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    failing = Failing("words")
    stack.addWidget(QLabel("first"))
    stack.addWidget(failing)
    stack.show()
    stack.setCurrentWidget(failing)  # unguarded, the exception of showEvent would be raised here
    assert failing.isVisible()
    QTest.keyClick(failing, Qt.Key.Key_A)
    assert set(kinds(failures)) == {"ValueError"}


class Filter(Guarded, QObject):
    def eventFilter(self, watched, event):
        raise ValueError("filter")


def test_that_a_failing_event_filter_lets_events_pass(qtbot, failures):
    label, watcher = QLabel(), Filter()
    qtbot.addWidget(label)
    label.installEventFilter(watcher)
    label.resize(70, 30)
    label.setText("words")
    label.show()
    assert label.isVisible()
    assert set(kinds(failures)) == {"ValueError"}


class Endless(Guarded, pg.GraphicsObject):
    def boundingRect(self):
        raise OverflowError("endless")


def test_that_an_item_whose_bounding_rectangle_fails_has_an_empty_one(failures):
    assert Endless().boundingRect() == QRectF()
    assert kinds(failures) == ["OverflowError"]


def test_that_methods_inherited_from_pyqtgraph_are_guarded(failures, monkeypatch):
    def paint(self, *_):
        raise ValueError("bars")

    monkeypatch.setattr(pg.BarGraphItem, "paint", paint)

    class Bars(Guarded, pg.BarGraphItem):
        pass

    Bars(x=[0], height=[1], width=1).paint(None)
    assert kinds(failures) == ["ValueError"]


def test_that_keyword_arguments_reach_methods_inherited_from_pyqtgraph(qtbot, look, failures):
    """An axis forwards a drag to its view box with the axis as a keyword argument."""
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    QApplication.processEvents()
    axis = plot.mapFromScene(plot.y_axis.sceneBoundingRect().center())
    drag_widget(plot.viewport(), QPointF(axis), QPointF(axis) + QPointF(0, 60))
    assert not failures


class Titled[Title](Guarded, QLabel):
    """A class with a type parameter."""

    def resizeEvent(self, event):
        raise ValueError("titled")


class TitledTwice(Titled[str]):
    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.setText("resized")


def test_that_an_override_continues_after_a_failure_in_its_base_class(qtbot, failures):
    label = TitledTwice()
    qtbot.addWidget(label)
    label.resize(70, 30)
    label.grab()
    assert label.text() == "resized"
    assert set(kinds(failures)) == {"ValueError"}


def test_that_execution_continues_after_a_reported_failure(failures):
    done = []
    with failures_reported():
        raise ZeroDivisionError
    done.append(True)
    with failures_reported():
        done.append(True)
    assert done == [True, True]
    assert kinds(failures) == ["ZeroDivisionError"]


def test_that_a_keyboard_interrupt_is_raised(failures):
    with pytest.raises(KeyboardInterrupt), failures_reported():
        raise KeyboardInterrupt
    assert kinds(failures) == []


def test_that_guarded_methods_take_keyword_arguments():
    class Box(Guarded, QWidget):
        def mouseDragEvent(self, event, axis=None):
            self.dragged = event, axis

    box = Box()
    box.mouseDragEvent("drag", axis=0)
    assert box.dragged == ("drag", 0)
