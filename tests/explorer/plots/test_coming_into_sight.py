"""A plot that comes into sight again is painted once, and one that keeps its picture not even that."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from explorer.plots.live import LivePlot
from explorer.plots.plot import Plot


class Witness(pg.GraphicsObject):
    """An item that counts how often the scene is painted."""

    paintings = 0

    def boundingRect(self):
        return QRectF(0, 0, 1, 1)

    def paint(self, *_):
        self.paintings += 1


@pytest.mark.parametrize(("plot_type", "paintings"), [(Plot, 1), (LivePlot, 0)])
def test_that_what_did_not_change_is_not_painted_twice(qtbot, look, plot_type, paintings):
    plot, pages = plot_type(look), QStackedWidget()
    qtbot.addWidget(pages)
    pages.addWidget(plot)
    pages.addWidget(QWidget())
    plot.set_range((0, 1), (0, 1))
    witness = plot.add(Witness())
    pages.resize(400, 260)
    pages.show()
    with qtbot.waitActive(pages):
        pages.activateWindow()
    for page in (1, 0, 1):
        pages.setCurrentIndex(page)
        settle()
    assert witness.paintings
    witness.paintings = 0
    pages.setCurrentIndex(0)
    settle()
    assert witness.paintings == paintings


def settle():
    """Let everything be painted, and painted again where the scene tells of changes after that."""
    for _ in range(4):
        QApplication.processEvents()
