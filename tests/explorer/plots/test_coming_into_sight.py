"""A plot that comes into sight again is painted once, and one that keeps its picture not even that."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QStackedWidget, QWidget

from explorer.plots.live import LivePlot
from explorer.plots.plot import Plot
from tests.explorer.plots.settling import settle


class Witness(pg.GraphicsObject):
    """An item that counts how often the scene is painted."""

    paintings = 0

    def boundingRect(self):
        return QRectF(0, 0, 1, 1)

    def paint(self, *_):
        self.paintings += 1


@pytest.fixture
def pages(qtbot):
    """A window in front, with an empty page."""
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    pages.addWidget(QWidget())
    pages.resize(400, 260)
    pages.show()
    bring_to_front(qtbot, pages)
    return pages


def bring_to_front(qtbot, window):
    with qtbot.waitActive(window):
        window.activateWindow()
    settle()


def plot_on(pages, plot):
    """Put a plot on a page of its own, and return what counts its paintings."""
    plot.set_range((0, 1), (0, 1))
    witness = plot.add(Witness())
    pages.addWidget(plot)
    for page in (1, 0, 1):
        pages.setCurrentIndex(page)
        settle()
    assert witness.paintings
    witness.paintings = 0
    return witness


@pytest.mark.parametrize(("plot_type", "paintings"), [(Plot, 1), (LivePlot, 0)])
def test_that_what_did_not_change_is_not_painted_twice(pages, look, plot_type, paintings):
    witness = plot_on(pages, plot_type(look))
    pages.setCurrentIndex(0)
    settle()
    pages.setCurrentIndex(1)
    settle()
    assert witness.paintings == paintings


@pytest.mark.parametrize("plot_type", [Plot, LivePlot])
def test_that_another_window_in_front_paints_nothing_anew(pages, qtbot, look, plot_type):
    witness, other = plot_on(pages, plot_type(look)), QWidget()
    qtbot.addWidget(other)
    other.show()
    bring_to_front(qtbot, other)
    bring_to_front(qtbot, pages)
    assert not witness.paintings


def test_that_marks_alone_do_not_paint_a_scene_that_was_painted(pages, look):
    plot = LivePlot(look)
    witness = plot_on(pages, plot)
    witness.update()
    settle()
    witness.paintings = 0
    plot.paint_over(())
    settle()
    assert not witness.paintings
