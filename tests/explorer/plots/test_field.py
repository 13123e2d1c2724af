from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from explorer.plots.field import FieldPlot
from explorer.plots.geometry import Area
from explorer.plots.label import PlotLabel
from explorer.plots.surface import SurfaceLayers
from tests.explorer.looks import in_both_themes
from tests.explorer.mouse import drag, hover, turn_wheel


@pytest.fixture
def plot(qtbot, look):
    plot = FieldPlot(look)
    qtbot.addWidget(plot)
    plot.resize(700, 400)
    plot.set_labels("x₀", "x₁")
    plot.show()
    plot.set_area((-5, 5), (-4, 4))
    return plot


def bowl_layers(area):
    x, y = np.linspace(area.left, area.right, 60), np.linspace(area.bottom, area.top, 40)
    angles = np.linspace(0, 2 * np.pi, 100)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    grid = [axis.ravel() for axis in np.meshgrid(np.arange(-4.0, 5), np.arange(-3.0, 4))]
    return SurfaceLayers(
        area=area,
        values=np.add.outer(y**2, x**2),
        contours=[(level, np.sqrt(level) * circle) for level in (1, 4, 9)],
        arrows=(*grid, *(-0.1 * axis for axis in grid)),
    )


def descend(starts, learning_rate, steps):
    """Gradient descent on the bowl, by its closed form; NaN where a coordinate overflows."""
    with np.errstate(over="ignore"):
        factors = (1 - 2 * learning_rate) ** np.arange(steps + 1.0)
        points = factors[:, None, None] * np.array(starts, dtype=float)
    return np.where(np.isfinite(points), points, np.nan)


def words(plot):
    return [
        item.toPlainText()
        for item in plot.added
        if isinstance(item, PlotLabel) and item.isVisible() and item.toPlainText()
    ]


def test_that_the_picture_holds_the_area_with_square_units_at_every_size(plot):
    changes = []
    plot.area_changed.connect(changes.append)
    for size in ((700, 400), (400, 500)):
        plot.resize(*size)
        plot.grab()
        assert plot.area.contains(np.array([[-5, -4], [5, 4]])).all()
        across, up = plot.frame.unit
        assert across == pytest.approx(up, rel=0.01)
    assert changes[-1] == plot.area
    (left, right), (bottom, top) = plot.view_box.viewRange()
    assert Area(left, right, bottom, top) == plot.area


def test_that_a_start_is_dragged_and_others_are_not(plot):
    log = []
    plot.start_drag_started.connect(lambda: log.append("started"))
    plot.start_dragged.connect(lambda index, x, y: log.append((index, x, y)))
    plot.start_drag_finished.connect(lambda: log.append("finished"))
    plot.set_starts([(-3, 3), (2, -1)])
    assert log == []
    drag(plot, (2, -1), (4, 2))
    assert log[0] == "started" and log[-1] == "finished"
    assert log[-2] == (1, pytest.approx(4, abs=0.05), pytest.approx(2, abs=0.05))


def test_that_a_start_cannot_be_dragged_out_of_the_picture(plot):
    places = []
    plot.start_dragged.connect(lambda index, x, y: places.append((x, y)))
    plot.set_starts([(2, 3)])
    drag(plot, (2, 3), (2, 40))
    assert places[-1] == (pytest.approx(2, abs=0.05), plot.area.top)


def test_that_fewer_starts_and_paths_hide_the_rest(plot):
    plot.set_starts([(1, 1), (2, 2), (3, 3)])
    plot.set_paths(descend([(1, 1), (2, 2), (3, 3)], 0.1, 10))
    plot.set_starts([(0, 3)])
    plot.set_paths(descend([(0, 3)], 0.1, 10))
    log = []
    plot.start_dragged.connect(lambda *values: log.append(values))
    drag(plot, (2, 2), (3, 1))
    assert log == []
    assert list(plot.columns()) == ["step", "x₀ (1)", "x₁ (1)"]


def test_that_layers_are_made_once_for_a_key(plot):
    made = []

    def make():
        made.append(True)
        return bowl_layers(plot.area)

    for key in ("bowl", "bowl", "valley", "valley"):
        plot.set_surface_layers(key, make)
    assert len(made) == 2
    assert {"1", "4", "9"} <= set(words(plot))


def test_that_a_path_that_left_has_an_arrow_with_words(plot):
    plot.set_departure_words(lambda step, x, y: f"step {step} lands at ({x:.0f}, {y:.0f})")
    plot.set_paths(descend([(-3, 4)], 10, 300))
    assert words(plot) == ["step 1 lands at (57, -76)"]
    plot.grab()
    plot.set_paths(descend([(-3, 4)], 0.1, 300))
    assert words(plot) == []


@pytest.mark.parametrize("end", [1e308, -1e308])
def test_that_the_arrow_of_the_longest_step_points_along_it(plot, end):
    plot.set_paths(np.array([[[0.0, 0.0]], [[end, end]]]))
    assert plot._paths[0]._arrow.rotation() % 360 == pytest.approx(135 if end > 0 else 315)


def test_that_a_path_of_one_point_or_none_is_drawn_without_a_warning(plot):
    for points in (np.zeros((1, 2, 2)), np.full((3, 1, 2), np.nan), np.empty((4, 0, 2))):
        plot.set_paths(points)
        plot.grab()


def test_that_minima_in_the_picture_are_named(plot):
    plot.set_minima([(0, 0), (100, 100)], "minimum")
    assert words(plot) == ["minimum"]


def test_that_of_many_minima_only_the_first_is_named(plot):
    plot.set_minima([(x, 0) for x in range(-4, 5)], "minimum")
    assert words(plot) == ["minimum"]


def test_that_numbered_minima_have_their_number_and_no_word_covers_another(plot):
    plot.set_minima([(-1, 0), (1, 0), (100, 100)], "minimum", (0, 1, 2))
    assert words(plot) == ["minimum 1", "minimum 2"]
    plot.set_minima([(x, 0) for x in range(-4, 5)], "minimum", (4, 5))
    assert words(plot) == ["minimum 5", "minimum 6"]
    one, other = (label for label in plot.added if isinstance(label, PlotLabel) and label.isVisible())
    assert not one.box().adjusted(4, 4, -4, -4).intersects(other.box())


def test_that_levels_with_long_numbers_stay_without_them(plot):
    layers = bowl_layers(plot.area)
    contours = [(1, layers.contours[0][1]), (4.0000001, layers.contours[1][1])]
    plot.set_surface_layers("bowl", lambda: replace(layers, contours=contours))
    assert words(plot) == ["1"]


def test_that_the_step_under_the_pointer_is_found(plot):
    points = descend([(-3, 3), (4, 1)], 0.2, 20)
    plot.set_paths(points)
    hovered, left = [], []
    plot.step_hovered.connect(lambda index, step: hovered.append((index, step)))
    plot.ground_hovered.connect(lambda x, y: left.append((round(x), round(y))))
    hover(plot, tuple(points[2, 1]))
    hover(plot, (4, -3))
    assert (hovered, left) == ([(1, 2)], [(4, -3)])
    plot.show_step(1, 2, "f = 2")
    assert "f = 2" in words(plot)
    plot.hide_tag()
    assert "f = 2" not in words(plot)


def test_that_the_numbers_of_the_paths_are_given_out(plot):
    points = descend([(-3, 3), (4, 1)], 0.2, 5)
    plot.set_paths(points)
    columns = plot.columns()
    np.testing.assert_array_equal(columns["step"], np.arange(6))
    np.testing.assert_array_equal(columns["x₁ (2)"], points[:, 1, 1])


@in_both_themes
def test_that_the_surface_is_drawn_from_low_to_high_in_the_colours_of_the_theme(plot, look):
    plot.set_surface_layers("bowl", lambda: bowl_layers(plot.area))
    picture = plot.grab().toImage()
    low = picture.pixelColor(plot.view_box.mapViewToScene(QPointF(0.3, 0.1)).toPoint())
    high = picture.pixelColor(plot.view_box.mapViewToScene(QPointF(5.5, 3.4)).toPoint())
    for colour, wanted in ((low, look.theme.heat[0]), (high, look.theme.heat[-1])):
        channels = colour.red(), colour.green(), colour.blue()
        expected = tuple(int(wanted[k : k + 2], 16) for k in (1, 3, 5))
        assert channels == pytest.approx(expected, abs=12)


def test_that_the_ground_is_dragged_and_zoomed_by_the_owner_alone(plot):
    log = []
    plot.window_drag_started.connect(lambda: log.append("started"))
    plot.window_wanted.connect(log.append)
    plot.window_drag_finished.connect(lambda: log.append("finished"))
    plot.window_zoomed.connect(log.append)
    before = plot.area
    drag(plot, (0, 0), (2, 1))
    turn_wheel(plot, (0, 0), -1)
    assert plot.area == before
    assert log[0] == "started" and log[-2] == "finished"
    moved, zoomed = log[-3], log[-1]
    assert (moved.left - before.left, moved.top - before.top) == pytest.approx((-2, -1), abs=0.05)
    assert zoomed.width == pytest.approx(before.width / 0.8)


def test_that_a_window_is_shown_and_home_stays(plot):
    home = plot.home
    plot.set_area((-5, 5), (-4, 4), Area(0, 1, 0, 1))
    assert plot.home == home and plot.area.width < 3
    plot.set_area((-5, 5), (-4, 4), Area(0, 1, 0, 30), equal_aspect=False)
    assert plot.area == Area(0, 1, 0, 30) and plot.home == Area(-5, 5, -4, 4)


def test_that_words_at_the_pointer_stay_in_the_picture(plot):
    for x, y in ((-6, -3.9), (6, 3.9), (6, -3.9), (-6, 3.9)):
        plot.show_place(x, y, "a line of words\nand another one")
        plot.grab()
        box = plot._tag._label.box()
        assert plot.view_box.sceneBoundingRect().adjusted(-1, -1, 1, 1).contains(box)


def test_that_the_words_of_a_departure_keep_off_the_arrows_of_other_paths(plot):
    plot.set_departure_words(lambda step, x, y: "a departure with many words")
    across, _ = plot.frame.unit
    plot.set_starts([(0.0, 0.0), (80 * across, 0.0)])
    plot.set_paths(np.array([[[0.0, 0.0], [80 * across, 0.0]], [[0.0, 50.0], [80 * across, 50.0]]]))
    words = [path._departure for path in plot._paths]
    arrows = [path._arrow.scenePos() for path in plot._paths]
    assert all(label.isVisible() for label in words)
    assert not any(label.box().contains(arrow) for label in words for arrow in arrows)


def test_that_the_words_of_a_departure_keep_off_the_starts(plot):
    plot.set_departure_words(lambda step, x, y: "a departure")
    leaving = np.array([[[0.0, 0.0]], [[50.0, 0.5]]])
    plot.set_starts([(0.0, 0.0)])
    plot.set_paths(leaving)
    label = plot._paths[0]._departure
    first = label.pos()
    for dx, dy in ((0, 0), (-20, 4), (-40, 0)):
        middle = label.box().center() + QPointF(dx, dy)
        at = plot.view_box.mapSceneToView(middle)
        plot.set_starts([(0.0, 0.0), (at.x(), at.y())])
        plot.set_paths(leaving)
        disc = plot._starts[1].scenePos()
        assert label.isVisible() and not label.box().contains(disc)
    plot.set_starts([(0.0, 0.0)])
    plot.set_paths(leaving)
    assert label.pos() == first
