"""Marks over a picture that is kept give the same pixels as painting everything, and never an old one."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from explorer.look.palette import DARK
from explorer.plots.live import LivePlot
from explorer.plots.marks import Dot, Spots, Stroke, Words
from explorer.plots.picture import Sheet
from explorer.plots.series import Line
from tests.explorer.plots.settling import settle


@pytest.fixture
def plot(qtbot, look):
    plot = LivePlot(look)
    qtbot.addWidget(plot)
    plot.resize(400, 260)
    plot.set_labels("x", "f(x)")
    plot.set_range((0, 10), (0, 5))
    plot.show()
    settle()
    return plot


def line(height):
    return Stroke(np.array([0.0, 10.0]), np.array([height, height]), "a", is_smooth=False)


def pixel(plot, x, y):
    at = plot.view_box.mapViewToScene(pg.Point(x, y)).toPoint()
    return plot.grab().toImage().pixelColor(at)


def shown(plot):
    return plot.grab().toImage()


def test_that_marks_over_the_kept_picture_look_as_when_everything_is_painted(plot):
    marks = (line(2), Dot(5, 2, "o", "b"), Words("mean", "text2", 5, 2, right=8))
    plot.paint_over(marks)
    settle()
    kept = shown(plot)
    plot.scene().update()
    settle()
    assert shown(plot) == kept
    assert pixel(plot, 1, 2) == QColor(DARK.a)
    assert pixel(plot, 5, 2) == QColor(DARK.b)


def test_that_markers_stand_at_every_finite_point_on_the_screen_and_in_exports(plot, look):
    x, y = np.array([2.0, 5.0, 8.0]), np.array([1.0, np.nan, 4.0])
    plot.paint_over((Spots(x, y, "s", 12, "b", "b"),))
    settle()
    assert pixel(plot, 2, 1) == pixel(plot, 8, 4) == QColor(DARK.b)
    large = Sheet(plot, look).image(3)
    at = plot.view_box.mapViewToScene(pg.Point(8, 4)) * 3
    assert large.pixelColor(at.toPoint()) == QColor(DARK.b)
    inside, outside = (QPointF(3 * reach, 0) for reach in (5, 8))
    assert large.pixelColor((at + inside).toPoint()) == QColor(DARK.b)
    assert large.pixelColor((at + outside).toPoint()) != QColor(DARK.b)
    assert DARK.b.lower() in Sheet(plot, look).svg().decode().lower()


def test_that_new_marks_replace_the_old_ones(plot):
    plot.paint_over([line(2)])
    settle()
    empty = pixel(plot, 1.2, 4.2)
    plot.paint_over([line(4.2)])
    settle()
    assert pixel(plot, 1.2, 4.2) == QColor(DARK.a)
    plot.paint_over([])
    settle()
    assert pixel(plot, 1.2, 4.2) == empty != QColor(DARK.a)


@pytest.mark.parametrize("change", ["range", "size", "item"])
def test_that_the_kept_picture_is_never_an_old_one(plot, change):
    plot.paint_over([line(1)], [line(2)])
    settle()
    before = shown(plot)
    match change:
        case "range":
            plot.set_range((0, 20), (0, 4))
        case "size":
            plot.resize(500, 300)
        case "item":
            plot.add(pg.InfiniteLine(3, 0, pen=QColor(DARK.b)))
    settle()
    after = shown(plot)
    assert after != before
    plot.paint_over(plot.marks, plot.lasting)
    settle()
    assert shown(plot) == after
    assert pixel(plot, 1, 1) == pixel(plot, 1, 2) == QColor(DARK.a)


class Counted:
    """A line that counts how often it is painted."""

    def __init__(self, height):
        self.times, self._line = 0, line(height)

    def paint(self, painter, to_pixels, look):
        self.times += 1
        self._line.paint(painter, to_pixels, look)


def test_that_lasting_marks_are_painted_once_and_look_as_when_everything_is_painted(plot):
    lasting, first, second = [], Counted(2), Counted(3)
    for mark in (first, second):
        lasting.append(mark)
        for height in (1, 4, 4.5):
            plot.paint_over([Dot(5, 2, "o", "b"), line(height)], lasting)
            settle()
    assert first.times == second.times == 1
    kept = shown(plot)
    assert pixel(plot, 1, 2) == pixel(plot, 1, 3) == pixel(plot, 1, 4.5) == QColor(DARK.a)
    assert pixel(plot, 1, 4) != QColor(DARK.a)
    assert pixel(plot, 5, 2) == QColor(DARK.b)
    plot.scene().update()
    settle()
    assert shown(plot) == kept


def test_that_lasting_marks_which_are_others_replace_the_old_ones(plot):
    for lasting in ([line(2), line(3)], [line(4)], []):
        plot.paint_over([], lasting)
        settle()
        assert (pixel(plot, 1, 2) == QColor(DARK.a)) == (len(lasting) == 2)
        assert (pixel(plot, 1, 4) == QColor(DARK.a)) == (len(lasting) == 1)


def test_that_lasting_marks_move_with_the_picture_before_its_scene_tells_of_a_change(plot):
    plot.paint_over([], [line(2)])
    settle()
    plot.set_range((0, 10), (0, 4))
    assert pixel(plot, 1, 2) == QColor(DARK.a)


def test_that_exports_have_the_marks(plot, look):
    plot.paint_over([Words("mean of 50", "text2", 3, 3, anchor=(0, 0))], [line(2)])
    settle()
    at = plot.view_box.mapViewToScene(pg.Point(1, 2)).toPoint()
    assert Sheet(plot, look).image(2).pixelColor(2 * at.x(), 2 * at.y()) == QColor(DARK.a)
    assert b"mean of 50" in Sheet(plot, look).svg()


def test_that_words_stand_at_their_anchor(plot, look):
    def columns(anchor):
        plot.paint_over([Words("anchored", "a", 5, 2.3, anchor=anchor)])
        settle()
        image = shown(plot)
        return [
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y) == QColor(DARK.a) for y in range(20, image.height() - 60))
        ]

    middle = plot.view_box.mapViewToScene(pg.Point(5, 2.3)).x()
    assert min(columns((0, 0.5))) > middle > max(columns((1, 0.5)))


def test_that_the_focus_is_shown_around_the_kept_picture(plot, qtbot):
    plot.accept_keys()
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(plot.hasFocus)
    plot.paint_over([line(2)])
    settle()
    assert shown(plot).pixelColor(1, 100) == QColor(DARK.accent)


def test_that_nothing_is_left_on_the_screen_of_an_item_that_shrank(plot, look):
    item = plot.add(Line(look, "a"))
    for points in ([0, 5, 10], [0, 1]):
        plot.paint_over([line(4)])
        settle()
        item.set_data(points, [2] * len(points))
        settle()
    on_screen = plot.screen().grabWindow(plot.winId()).toImage()
    assert on_screen == plot.grab().toImage().convertToFormat(on_screen.format())
