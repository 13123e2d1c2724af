"""An exception in what Qt calls is reported, goes no further, and the next event finds everything in order."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget

from explorer.guarded import Guarded, failures_reported
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
    """The names of the exceptions so far, which are then forgotten."""
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


def test_that_a_widget_whose_painting_failed_is_painted_whole_the_next_time(qtbot, failures):
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
def test_that_an_item_whose_painting_fails_spoils_no_other(kind, qtbot, look, failures):
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


def test_that_a_live_plot_goes_on_after_a_mark_that_failed(qtbot, look, failures):
    plot = LivePlot(look)
    qtbot.addWidget(plot)
    plot.resize(200, 150)
    before = plot.grab().toImage()
    plot.paint_over([Broken()])
    plot.grab()
    assert "ValueError" in kinds(failures)
    plot.paint_over([])
    assert plot.grab().toImage() == before


class Shy(Guarded, QLabel):
    """A label that fails in everything that Qt asks it."""

    def fail(self):
        raise ValueError("shy")

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


def test_that_sizes_and_events_fall_back_to_those_of_qt(qtbot, failures):
    shy, plain = Shy("words"), QLabel("words")
    qtbot.addWidget(shy)
    assert shy.sizeHint() == plain.sizeHint()
    assert shy.minimumSizeHint() == plain.minimumSizeHint()
    assert shy.heightForWidth(100) == plain.heightForWidth(100)
    kinds(failures)
    shy.resize(50, 20)
    assert shy.size() == QSize(50, 20)
    QApplication.sendEvent(shy, QEvent(QEvent.Type.LanguageChange))
    assert kinds(failures) == ["ValueError"]


def test_that_what_fails_when_it_is_shown_is_shown(qtbot, failures):
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    shy = Shy("words")
    stack.addWidget(QLabel("first"))
    stack.addWidget(shy)
    stack.show()
    stack.setCurrentWidget(shy)  # on the way back from Qt an exception of showEvent would be raised here
    assert shy.isVisible()
    QTest.keyClick(shy, Qt.Key.Key_A)
    assert set(kinds(failures)) == {"ValueError"}


class Filter(Guarded, QObject):
    def eventFilter(self, watched, event):
        raise ValueError("filter")


def test_that_events_pass_a_filter_that_fails(qtbot, failures):
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


def test_that_an_item_without_bounds_is_not_painted(failures):
    assert Endless().boundingRect() == QRectF()
    assert kinds(failures) == ["OverflowError"]


def test_that_methods_from_pyqtgraph_are_guarded(failures, monkeypatch):
    def paint(self, *_):
        raise ValueError("bars")

    monkeypatch.setattr(pg.BarGraphItem, "paint", paint)

    class Bars(Guarded, pg.BarGraphItem):
        pass

    Bars(x=[0], height=[1], width=1).paint(None)
    assert kinds(failures) == ["ValueError"]


def test_that_options_reach_a_method_from_pyqtgraph(qtbot, look, failures):
    """A drag of an axis is handed on to its plot, with the name of the axis as an option."""
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


def test_that_a_failure_of_a_base_class_does_not_keep_its_subclass_from_its_work(qtbot, failures):
    label = TitledTwice()
    qtbot.addWidget(label)
    label.resize(70, 30)
    label.grab()
    assert label.text() == "resized"
    assert set(kinds(failures)) == {"ValueError"}


def test_that_what_follows_a_reported_failure_is_done(failures):
    done = []
    with failures_reported():
        raise ZeroDivisionError
    done.append(True)
    with failures_reported():
        done.append(True)
    assert done == [True, True]
    assert kinds(failures) == ["ZeroDivisionError"]


def test_that_a_keyboard_interrupt_is_no_failure(failures):
    with pytest.raises(KeyboardInterrupt), failures_reported():
        raise KeyboardInterrupt
    assert kinds(failures) == []


def test_that_arguments_may_be_named():
    class Box(Guarded, QWidget):
        def mouseDragEvent(self, event, axis=None):
            self.dragged = event, axis

    box = Box()
    box.mouseDragEvent("drag", axis=0)
    assert box.dragged == ("drag", 0)
