"""What lies below the paths: basins, minima, and ground without a value."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from core.basins import basin_map
from core.surfaces import SURFACES
from explorer.descent.openings import opening_fields
from tests.explorer.descent.reading import control, last_points, words_in
from tests.explorer.mouse import click, click_widget, double_click


def test_that_the_basin_map_is_the_one_of_core_and_follows_the_learning_rate(view, qtbot):
    view.store.change(surface="himmelblau", learning_rate=0.01, page="method")
    click_widget(control(view, "ground").button(1), QPointF(10, 10))
    for rate in (0.01, 0.02):
        view.store.change(learning_rate=rate)
        qtbot.waitUntil(lambda: not view.session.background.is_busy)
        shown, area = view._field_card.basins.latest, view.field.area
        rows, columns = shown.labels.shape
        expected = basin_map(
            SURFACES["himmelblau"],
            (area.left, area.right),
            (area.bottom, area.top),
            columns,
            rows,
            learning_rate=rate,
            steps=60,
        )
        assert shown.coarseness == 1
        assert (shown.labels == expected.labels).all() and (shown.steps == expected.steps).all()
        assert view.field._basins.isVisible() and not view.field._surface._heat.isVisible()
    click_widget(control(view, "ground").button(0), QPointF(10, 10))
    assert not view.field._basins.isVisible() and view.field._surface._heat.isVisible()


def test_that_the_map_follows_a_drag_that_asks_faster_than_it_can_answer(view, qtbot):
    basins = view._field_card.basins
    with qtbot.waitSignal(basins.changed):
        view.store.change(surface="ackley", optimizer="adam", ground="basins")
    with qtbot.waitSignal(basins.changed):
        for rate in (0.1, 0.2, 0.3):
            view.store.change(learning_rate=rate)
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    assert basins.is_current and basins.latest.coarseness == 1
    assert basins.latest_if(lambda inputs: inputs.learning_rate == 0.3) is basins.latest


def test_that_no_map_of_another_surface_is_shown_until_there_is_its_own(view, qtbot):
    fields = {"learning_rate": 0.1, "ground": "basins"}
    for surface in ("3*x0^2 + x1^2", "(x0^2 - 1)^2 + 3*x1^2"):  # over the same area, in no other test
        view.store.change(surface=surface, **fields)
        view.catch_up()
        assert not view.field._basins.isVisible()
        qtbot.waitUntil(lambda: view.field._basins.isVisible())
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    view.store.change(learning_rate=0.2)
    view.catch_up()
    assert view.field._basins.isVisible() and not view._field_card.basins.is_current


def test_that_a_map_that_is_ready_while_the_view_is_hidden_is_there_when_it_is_shown(view, qtbot):
    view.hide()
    view.store.change(surface="himmelblau", learning_rate=0.015, ground="basins")  # in no other test
    with qtbot.waitSignal(view._field_card.basins.changed):
        view.catch_up()
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    view.show()
    assert view.field._basins.isVisible()


def test_that_a_click_on_the_basin_map_adds_a_start_there(view):
    click(view.field, (-2, -3))
    assert len(view.store.state.starts) == 3
    view.store.change(ground="basins")
    click(view.field, (-2, -3))
    assert view.store.state.starts[3] == pytest.approx((-2, -3), abs=0.03)
    double_click(view.field, (4, 3))
    assert len(view.store.state.starts) == 5


def test_that_the_minima_of_a_typed_surface_are_found_by_its_map(view, qtbot):
    view.store.change(surface="(x0^2 - 1)^2 + x1^2", learning_rate=0.1, ground="basins")
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    assert sorted(view.field._minima.points[:, 0]) == pytest.approx([-1, 1], abs=1e-6)
    view.store.change(starts=((0.5, 1.0), (-0.5, 1.0)))
    places = view.field._minima.points
    numbers = [int(np.abs(places[:, 0] - x).argmin()) + 1 for x in (1, -1)]
    qtbot.waitUntil(lambda: sum(" of minimum " in text for text in words_in(view)) == 2)
    said = [text for text in words_in(view) if " of minimum " in text]
    assert [text.split(" of ")[1].split(" since")[0] for text in said] == [
        f"minimum {number}" for number in numbers
    ]


def test_that_minima_have_the_same_number_in_picture_list_and_legend(view, qtbot):
    view.store.change(**opening_fields("himmelblau", view.store.state), ground="basins")
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    drawn = [label.toPlainText() for label in view.field._minima._labels._labels if label.isVisible()]
    assert sorted(drawn) == [f"minimum {number}" for number in (1, 2, 3, 4)]
    listed = [text for text in words_in(view) if " of minimum " in text]
    assert " of minimum 2 since" in listed[1]
    legend = view._field_card._legend
    qtbot.waitUntil(lambda: legend._count == 4)
    assert legend.isVisible() and len(set(legend._colours)) == 4
    assert not legend.grab().isNull()
    view.store.change(ground="height")
    assert not legend.isVisible()


def test_that_of_many_minima_those_that_are_reached_have_their_number(view):
    view.store.change(**opening_fields("rastrigin", view.store.state))
    labels = view.field._minima._labels_in_crowds._labels
    numbers = {int(label.toPlainText().split()[1]) for label in labels if label.isVisible()}
    minima = np.array(SURFACES["rastrigin"].minima)
    ends = last_points(view)
    assert numbers == {int(np.hypot(*(minima - end).T).argmin()) + 1 for end in ends}


def test_that_ground_without_a_value_is_hatched_and_named(view):
    surface = view.field._surface
    assert not surface._hatching.isVisible() and not surface._undefined_label.isVisible()
    view.store.change(surface="log(x0) + x1^2", starts=((3.0, 1.0),), learning_rate=0.1)
    pixels, layers = surface._hatching.image, view.field.layers
    assert ((pixels[..., 3] > 0) == ~np.isfinite(layers.values)).all()
    assert len(np.unique(pixels[pixels[..., 3] > 0], axis=0)) == 2
    assert surface._undefined_label.toPlainText() == "no value here"
    assert surface._undefined_label.pos().x() < 0
    view.store.undo()
    assert not surface._hatching.isVisible() and not surface._undefined_label.isVisible()


def test_that_layers_are_shown_and_hidden(view):
    contours, arrows = view.field._surface._contours, view.field._surface._arrows
    view.store.change(page="picture")
    box = control(view, "contours")
    click_widget(box, QPointF(8, box.height() / 2))
    assert len(contours.getData()[0]) == 0
    view.store.change(arrows="none")
    assert len(arrows.getData()[0]) == 0
    view.store.change(arrows="equal")
    x, y = arrows.getData()
    shafts = np.hypot(np.diff(x)[::6], np.diff(y)[::6])
    assert shafts == pytest.approx(shafts[0])


def test_that_lines_closer_together_than_the_samples_are_not_drawn(view):
    field, surface = view.field, view.field._surface
    view.store.change(surface="rastrigin")
    field.grab()
    assert len(surface._contours.getData()[0]) > 0
    view.store.change(surface="sin(1000000000 * x0) * cos(1000000000 * x1)")
    field.grab()
    assert surface._contours.getData()[0] is None or not len(surface._contours.getData()[0])
    assert surface._heat.isVisible()
