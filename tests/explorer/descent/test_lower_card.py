"""The sweep over learning rates and the cut along the gradient."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.descent_cut import descent_cut
from core.optimizers import OPTIMIZERS, SGD, Adam
from core.surfaces import SURFACES
from core.sweep import learning_rate_sweep
from tests.explorer.descent.reading import VALLEY, control
from tests.explorer.labels import boxes
from tests.explorer.mouse import click_widget, drag

SURFACE = SURFACES["valley"]
RATES = np.logspace(-3, 1, 200)


def show(view, qtbot, lower):
    view.store.tick(lower=lower)
    qtbot.waitUntil(lambda: not view.session.background.is_busy)


def test_that_the_card_changes_by_a_click_and_leaves_nothing_to_undo(view, qtbot):
    choice = control(view, "lower")
    for index, name in ((1, "sweep"), (2, "cut"), (0, "values")):
        choice.menu.actions()[index - 1].trigger() if index else click_widget(
            choice.button(0), QPointF(10, 10)
        )
        assert view.store.state.picture.lower == name and control(view, name).isVisible()
        assert view._lower_card.export_widget() is control(view, name)
    assert not view.store.can_undo


@pytest.mark.frame_clock
def test_that_until_another_plot_is_drawn_the_one_that_is_seen_is_exported(view):
    view.catch_up()
    view.store.tick(lower="cut")
    assert view._lower_card.export_widget() is view.values
    names = [name for name, _values in view._lower_card.export_table()]
    assert names == [name for name, _values in view.values.export_table()] != []
    view.catch_up()
    assert view._lower_card.export_widget() is control(view, "cut")


@pytest.mark.frame_clock
def test_that_a_step_of_a_picture_from_before_is_not_told(view):
    view.catch_up()
    view.store.change(steps=1)
    view.values.step_hovered.emit(0, 85)
    view.store.change(starts=((1.0, 1.0),), steps=100)
    view.values.step_hovered.emit(2, 85)
    assert not view.field._tag._label.isVisible()


def test_that_the_sweep_is_that_of_core_for_each_rule(view, qtbot):
    view.store.change(optimizer="adam", compared=("sgd",))
    show(view, qtbot, "sweep")
    columns = view._lower_card.sweep.columns()
    for name, rule in (("SGD", SGD()), ("Adam", Adam())):
        expected = learning_rate_sweep(SURFACE, (-7, 2), RATES, steps=60, optimizer=rule)
        assert columns[f"f ({name})"].tolist() == expected.final.tolist()
        reached = expected.steps >= 0
        assert (columns[f"steps ({name})"][reached] == expected.steps[reached]).all()
        assert np.isnan(columns[f"steps ({name})"][~reached]).all()


def test_that_the_rate_is_dragged_in_the_sweep(view, qtbot):
    show(view, qtbot, "sweep")
    plot = view._lower_card.sweep
    height = sum(plot.view_box.viewRange()[1]) / 2
    drag(plot, (math.log10(0.8), height), (-2, height))
    assert view.store.state.learning_rate == pytest.approx(0.01, rel=0.05)
    assert plot.line.value() == pytest.approx(math.log10(view.store.state.learning_rate), abs=0.003)
    view.store.undo()
    assert view.store.state.learning_rate == 0.8
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert view.store.state.learning_rate == 0.813


def test_that_the_words_at_the_line_are_those_of_the_path(view, qtbot):
    show(view, qtbot, "sweep")
    plot = view._lower_card.sweep
    assert plot._words.toPlainText() == "lr = 0.8: f = 0.000111"
    click_widget(control(view, "sweep_shows").button(1), QPointF(10, 10))
    goal = learning_rate_sweep(SURFACE, (-7, 2), RATES, steps=60).goal
    values = [(-7 * 0.92**k) ** 2 / 20 + (2 * 0.6**k) ** 2 for k in range(61)]
    steps = next(k for k, value in enumerate(values) if value <= goal)
    assert plot._words.toPlainText() == f"lr = 0.8: {steps} steps"
    view.store.change(learning_rate=5.0)
    assert plot._words.toPlainText() == "lr = 5: not in 60 steps"


def test_that_the_best_rate_is_named_where_there_is_one(view, qtbot):
    show(view, qtbot, "sweep")
    best = view._lower_card.sweep._best_words
    finals = learning_rate_sweep(SURFACE, (-7, 2), RATES, steps=60).final
    assert best.toPlainText() == f"lowest f of 200 rates: lr = {RATES[finals.argmin()]:.3g}"
    view.store.change(surface="saddle", starts=((-4.0, 0.5),))
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    assert not best.isVisible()


def test_that_it_is_said_why_the_plot_of_steps_is_all_but_empty(view, qtbot):
    view.store.change(sweep_shows="steps")
    show(view, qtbot, "sweep")
    words = view._lower_card.sweep._best_words
    there = (learning_rate_sweep(SURFACE, (-7, 2), RATES, steps=60).steps >= 0).sum()
    assert words.toPlainText() == f"{there} of 200 rates get there in 60 steps"
    view.store.change(steps=600)
    qtbot.waitUntil(lambda: words.toPlainText().startswith("lowest f of 200"))


def test_that_one_rate_is_counted_as_one(view, qtbot):
    view.store.change(sweep_shows="steps", steps=1)
    show(view, qtbot, "sweep")
    words = view._lower_card.sweep._best_words
    assert words.toPlainText() == "1 of 200 rates gets there in 1 steps"


@pytest.mark.parametrize(("rate", "key"), [(1e-300, Qt.Key.Key_Left), (1e300, Qt.Key.Key_Right)])
def test_that_keys_in_the_sweep_stop_at_the_last_rate_that_is_allowed(view, qtbot, rate, key):
    view.store.change(learning_rate=rate)
    show(view, qtbot, "sweep")
    QTest.keyClick(view._lower_card.sweep, key)
    assert view.store.state.learning_rate == rate


@pytest.mark.parametrize("shows", ["value", "steps"])
def test_that_the_names_of_compared_rules_stand_right_of_all_lines(view, qtbot, shows):
    view.store.change(compared=tuple(OPTIMIZERS), sweep_shows=shows)
    show(view, qtbot, "sweep")
    plot = view._lower_card.sweep
    labels = boxes(plot)
    assert set(labels) >= {"SGD", "Momentum", "Adam", "AdaGrad"}
    area = plot.view_box.sceneBoundingRect()
    ends = plot.view_box.mapViewToScene(QPointF(1, 0)).x()
    names = [labels[name] for name in ("SGD", "Momentum", "Adam", "AdaGrad")]
    assert all(ends <= place.left() and place.right() <= area.right() + 8 for place in names)
    heights = sorted(place.center().y() for place in names)
    assert min(np.diff(heights)) >= 15


def test_that_the_cut_is_that_of_core_at_the_step_that_is_played(view, qtbot):
    show(view, qtbot, "cut")
    for step in (0, 3):
        view.store.tick(shown_step=step)
        point = [view.field.columns()[f"x{axis} (1)"][step] for axis in "₀₁"]
        columns = view._lower_card.cut.columns()
        expected = descent_cut(SURFACE, point, 0.8, length=columns["distance"][-1])
        assert columns["distance"].tolist() == expected.distance.tolist()
        assert columns["f"].tolist() == expected.value.tolist()
        handle = view._lower_card.cut.handle.pos()
        assert (handle.x(), handle.y()) == pytest.approx((expected.step, expected.there))


def test_that_the_end_of_the_step_is_dragged_to_a_learning_rate(view, qtbot):
    show(view, qtbot, "cut")
    plot, steepness = view._lower_card.cut, math.hypot(0.7, 4)
    end = plot.handle.pos()
    drag(plot, (end.x(), end.y()), (0.5 * steepness, end.y()))
    assert view.store.state.learning_rate == pytest.approx(0.5, rel=0.03)
    view.store.undo()
    assert view.store.state.learning_rate == VALLEY.learning_rate


def test_that_the_cut_keeps_its_range_at_every_rate(view, qtbot):
    show(view, qtbot, "cut")
    ranges = set()
    for rate in np.geomspace(0.001, 9, 9):
        view.store.change(learning_rate=float(rate))
        ranges.add(str(view._lower_card.cut.view_box.viewRange()))
    assert len(ranges) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts": ((0.0, 0.0),)}, "slope 0: no step"),
        ({"learning_rate": 1e9}, "lr = 10⁹: 4.06·10⁹ long, beyond the picture"),
        (
            {"surface": "log(x0) + x1^2", "starts": ((-1.0, 1.0),)},
            "f or its slope is not finite here: no step",
        ),
        ({"learning_rate": 1e200, "shown_step": 1}, "f or its slope is not finite here: no step"),
    ],
)
def test_that_a_cut_without_a_step_says_so(view, qtbot, fields, words):
    view.store.change(**fields)
    show(view, qtbot, "cut")
    assert view._lower_card.cut._words.toPlainText() == words
    assert view._lower_card.cut.handle.isVisible() == ("beyond" in words)


@pytest.mark.parametrize("formula", ["1e308", "-1e308", "1e308 + x0", "1.7e308*x0"])
@pytest.mark.parametrize("lower", ["cut", "sweep", "values"])
def test_that_heights_near_the_largest_float_are_drawn_without_a_failure(view, qtbot, lower, formula):
    view.store.change(surface=formula)
    show(view, qtbot, lower)
    view.render_state()
    view.grab()
