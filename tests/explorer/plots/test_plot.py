import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from explorer.look.theme import Look
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.field import FieldPlot
from explorer.plots.live import LivePlot
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from tests.explorer.looks import in_both_themes
from tests.explorer.mouse import click, drag, hover


@pytest.fixture
def plot(qtbot, look):
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.set_labels("x", "f(x)")
    plot.set_range((0, 10), (-1, 5))
    plot.show()
    return plot


def line(plot, look, x, y, name):
    line = plot.add(Line(look, "a"))
    line.set_data(x, y)
    plot.name_series(line, name)
    return line


def test_that_a_plot_shows_exactly_its_range_whatever_is_in_it(plot, look):
    line(plot, look, [-100, 100], [-1000, 1000], "steep")
    plot.grab()
    assert plot.view_box.viewRange() == [[0, 10], [-1, 5]]


def test_that_series_on_one_x_share_its_column(plot, look):
    line(plot, look, [0, 1, 2], [3, 4, 5], "loss")
    line(plot, look, [0, 1, 2], [6, 7, 8], "mean")
    line(plot, look, [0, 2], [9, 10], "accuracy")
    columns = plot.columns()
    assert list(columns) == ["x", "loss", "mean", "x (accuracy)", "accuracy"]
    np.testing.assert_array_equal(columns["mean"], [6, 7, 8])
    np.testing.assert_array_equal(columns["x (accuracy)"], [0, 2])


def test_that_a_renamed_series_keeps_one_column(plot, look):
    loss = line(plot, look, [0, 1], [2, 3], "loss")
    plot.name_series(loss, "损失")
    assert list(plot.columns()) == ["x", "损失"]


def test_that_the_pointer_is_reported_in_data_coordinates(plot):
    places, left = [], []
    plot.hovered.connect(lambda x, y: places.append((x, y)))
    plot.hover_left.connect(lambda: left.append(True))
    hover(plot, (3, 2))
    assert places[-1] == pytest.approx((3, 2), abs=0.03)
    assert not left
    hover(plot, (3, -1.5))
    assert left == [True]


def test_that_a_drag_is_not_reported_as_hovering(plot):
    plot.hovered.connect(lambda x, y: places.append((x, y)))
    places = []
    drag(plot, (3, 2), (8, 4), steps=4)
    assert [place[0] for place in places] == [pytest.approx(3, abs=0.03)]


def test_that_a_click_is_reported_inside_only(plot):
    clicks = []
    plot.clicked.connect(lambda x, y: clicks.append((x, y)))
    click(plot, (4, 1))
    click(plot, (4, -1.5))
    assert clicks == [pytest.approx((4, 1), abs=0.03)]


def test_that_arrow_keys_are_reported_once_the_plot_takes_keys(qtbot, plot):
    keys = []
    plot.arrow_pressed.connect(lambda *key: keys.append(key))
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert keys == []
    plot.accept_keys()
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(plot, Qt.Key.Key_A)
    assert keys == [(-1, 0, False), (0, 1, True)]


def test_that_the_focus_ring_shows_with_the_focus(qtbot, plot, look):
    plot.accept_keys()
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    assert plot.grab().toImage().pixelColor(1, 150).name() == look.theme.accent.lower()
    plot.clearFocus()
    assert plot.grab().toImage().pixelColor(1, 150).name() == look.theme.panel.lower()


@in_both_themes
def test_that_ground_and_axes_have_the_colours_of_the_look(plot, look):
    assert plot.backgroundBrush().color().name() == look.theme.panel.lower()
    assert plot.x_axis.textPen().color().name() == look.theme.text2.lower()
    assert plot.x_axis.pen().color().name() == look.theme.line.lower()


def test_that_the_grid_lies_behind_the_data(plot, look):
    plot.x_axis.set_step(5)
    line(plot, look, [0, 10], [2, 2], "flat")
    at = plot.view_box.mapViewToScene(QPointF(5, 2)).toPoint()
    assert plot.grab().toImage().pixelColor(at).name() == look.theme.a.lower()


def test_that_names_at_line_ends_keep_apart_at_every_size(plot, look):
    labels = EndLabels(plot, look)
    labels.write([End("1", "a", 8, 2.0), End("2", "b", 8, 2.01), End("3", "c", 8, 1.99)])
    for size in ((500, 300), (300, 120)):
        plot.resize(*size)
        plot.grab()
        _, up = plot.frame.unit
        heights = sorted(label.y / up for label in labels.marks)
        assert np.diff(heights).min() >= 15.9
    labels.write([End("1", "a", 8, 2.0)])
    assert [label.text for label in labels.marks] == ["1"]


@pytest.mark.parametrize("plot_type", [Plot, LivePlot, FieldPlot])
def test_that_the_right_button_opens_no_menu_of_the_plotting_library(qtbot, look, plot_type):
    plot = plot_type(look)
    qtbot.addWidget(plot)
    plot.show()
    click(plot, (0.5, 0.5), button=Qt.MouseButton.RightButton)
    assert QApplication.activePopupWidget() is None


def test_that_the_grid_is_drawn_at_the_ticks_of_the_axes_that_are_named(plot, look):
    assert plot.x_axis.grid and plot.y_axis.grid
    plot.show_grid(x=False, y=True)
    assert plot.x_axis.grid is False and plot.y_axis.grid
    assert plot.x_axis.tickPen().color() == QColor(look.theme.line)
    assert plot.y_axis.tickPen().color() == QColor(look.theme.grid)


@pytest.mark.parametrize("plot_type", [Plot, LivePlot, FieldPlot])
def test_that_a_plot_that_nobody_holds_is_collected_without_a_crash(qapp, plot_type):
    plot = weakref.ref(plot_type(Look()))
    gc.collect()
    assert plot() is None
