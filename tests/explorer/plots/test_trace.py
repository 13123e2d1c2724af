import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap

from explorer.plots.trace import Trace
from tests.explorer.looks import in_both_themes

LINE = np.array([[1.0, 1.0], [9.0, 4.0], [np.nan, np.nan], [1.0, 4.0], [5.0, 4.0]])
MARKERS = np.array([[1.0, 1.0], [9.0, 4.0]])


@pytest.fixture
def plot(bare_plot):
    return bare_plot


@pytest.fixture
def trace(plot, look):
    return plot.add(Trace(plot, look, "a", "o", width=2, halo=6, marker_size=20))


def colours_at(plot, *points):
    image = plot.grab().toImage()
    pixels = [plot.mapFromScene(plot.view_box.mapViewToScene(QPointF(*point))) for point in points]
    return [image.pixelColor(pixel).name() for pixel in pixels]


def test_that_line_and_markers_are_where_they_were_put(plot, look, trace):
    trace.set_data(LINE, MARKERS)
    own, ground = look.theme.a.lower(), look.theme.panel.lower()
    right = 1 + 7 * plot.frame.unit[0]
    assert colours_at(plot, (right, 1), (9, 4), (3, 4), (7, 4), (5, 1)) == [own, own, own, ground, ground]


def test_that_a_line_of_many_points_is_where_it_was_put(plot, look, trace):
    x = np.linspace(0, 10, 401)
    trace.set_data(np.stack([x, np.where(x < 5, 2.0, x / 2)], axis=1), MARKERS[:0])
    own, ground = look.theme.a.lower(), look.theme.panel.lower()
    assert colours_at(plot, (1, 2), (4.5, 2), (5, 3), (1, 3)) == [own, own, ground, ground]
    assert trace.boundingRect().contains(QPointF(10, 5))


def test_that_markers_keep_their_size_when_the_range_changes(plot, look, trace):
    plot.set_range((0, 100), (0, 5))
    trace.set_data(LINE[:0], MARKERS[1:])
    beside = [(9 + k * plot.frame.unit[0], 4) for k in (-7, 7, 14)]
    assert colours_at(plot, *beside) == [look.theme.a.lower()] * 2 + [look.theme.panel.lower()]


def test_that_nothing_is_drawn_of_nothing(plot, trace):
    empty = plot.grab().toImage()
    trace.set_data(LINE, MARKERS)
    assert plot.grab().toImage() != empty
    trace.set_data(LINE[:0], MARKERS[:0])
    assert plot.grab().toImage() == empty
    assert trace.boundingRect().isEmpty()


@in_both_themes
def test_that_it_has_the_colours_of_the_theme_and_hands_out_its_numbers(plot, look, trace):
    trace.set_data(LINE, MARKERS)
    assert colours_at(plot, (9, 4)) == [look.theme.a.lower()]
    assert [values.tolist()[:2] for values in trace.numbers()] == [[1, 9], [1, 4]]


def test_that_hollow_markers_have_the_ground_inside(plot, look):
    hollow = plot.add(Trace(plot, look, "b", "s", width=2, marker_size=20, hollow=True))
    hollow.set_data(LINE[:0], MARKERS[1:])
    edge = 9 + 10 * plot.frame.unit[0]
    assert colours_at(plot, (9, 4)) == [look.theme.panel.lower()]
    assert colours_at(plot, (edge, 4)) != [look.theme.panel.lower()]


def test_that_the_end_has_a_larger_marker_with_a_rim_of_its_own(plot, look, trace):
    trace.set_data(LINE[:0], MARKERS[:0], MARKERS[1:])
    across = plot.frame.unit[0]
    row = colours_at(plot, *[(9 + k * across, 4) for k in (0, 13, 16, 24)])
    assert row[:2] == [look.theme.a.lower()] * 2 and row[3] == look.theme.panel.lower()
    assert row[2] not in (row[0], row[3])


def test_that_it_can_be_painted_before_it_has_data(plot, look):
    trace = Trace(plot, look, "a", "o", width=2)
    picture = QPixmap(20, 20)
    painter = QPainter(picture)
    trace.paint(painter)
    painter.end()
