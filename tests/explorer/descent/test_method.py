"""Update rules with their hyperparameters, several compared, noise, very many steps, playback in words."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.descent import path
from core.gradient_noise import noisy
from core.optimizers import OPTIMIZERS, SGD, Adam, Momentum
from core.surfaces import SURFACES
from explorer.descent import paths
from tests.explorer.descent.reading import VALLEY, click_button, control, last_points, words_in
from tests.explorer.keys import type_into
from tests.explorer.mouse import click_widget, drag_widget

SURFACE, PLAIN = SURFACES["valley"], SGD()


def followed(optimizer=PLAIN, gradient=SURFACE.gradient, starts=((-7.0, 2.0),), rate=0.8, steps=60):
    return path(gradient, starts, learning_rate=rate, steps=steps, optimizer=optimizer).points


def test_that_hyperparameters_are_typed_and_stepped(view):
    view.store.change(optimizer="momentum", learning_rate=0.1, page="method")
    field = control(view, "momentum")
    assert field.isVisible() and not control(view, "beta1").isVisible()
    type_into(field, "0.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert view.store.state.method.momentum == 0.51
    expected = followed(Momentum(0.51), rate=0.1, starts=VALLEY.starts)[-1]
    assert last_points(view).tolist() == expected.tolist()
    type_into(field, "1.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.problem and view.store.state.method.momentum == 0.51
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_that_rules_are_compared_from_the_chosen_start(view):
    view.store.change(learning_rate=0.3, page="method")
    for name in ("momentum", "adam"):
        box = control(view, f"compare_{name}")
        click_widget(box, QPointF(8, box.height() / 2))
    assert view.store.state.method.compared == ("momentum", "adam")
    for index, rule in enumerate((SGD(), Momentum(), Adam())):
        assert last_points(view)[index].tolist() == followed(rule, rate=0.3)[-1, 0].tolist()
    assert list(view.values.columns()) == ["step", "f (SGD)", "f (Momentum)", "f (Adam)"]
    said = words_in(view)
    assert any(text.startswith("Adam · ") for text in said)
    assert any("All from start 1, with lr = 0.3." in text for text in said)
    assert [start.isVisible() for start in view.field._starts.values()] == [True, False, False]
    assert not control(view, "compare_sgd").isEnabled()
    view.store.undo()
    view.store.undo()
    assert len(last_points(view)) == 3 and not view.store.state.compares


def test_that_each_compared_rule_has_a_colour_and_marker_of_its_own():
    state = replace(VALLEY, optimizer="sgd")
    everything = paths.series(
        replace(VALLEY, method=type(state.method)(compared=tuple(OPTIMIZERS)), optimizer="sgd")
    )
    assert sorted(everything) == list(range(6))


def test_that_what_leaves_the_noise_out_says_so(view, qtbot):
    view.store.change(noise=0.5, lower="sweep", ground="basins")
    qtbot.waitUntil(lambda: "no noise" in words_in(view))
    qtbot.waitUntil(lambda: any(text.startswith("Without noise.") for text in words_in(view)))
    view.store.change(noise=0.0)
    qtbot.waitUntil(lambda: not view.session.background.is_busy)
    assert not any("Without noise" in text or text == "no noise" for text in words_in(view))


def test_that_noise_is_seeded_and_drawn_again_by_the_dice(view):
    view.store.change(page="method")
    slider = control(view, "noise_slider")
    drag_widget(slider, QPointF(slider.x_of(0), 12), QPointF(slider.x_of(1), 12))
    noise = view.store.state.method.noise
    assert noise == pytest.approx(1, abs=0.1)
    expected = followed(gradient=noisy(SURFACE.gradient, noise, 0), starts=VALLEY.starts)[-1]
    assert last_points(view).tolist() == expected.tolist()
    assert not any("halved" in text for text in words_in(view))
    click_button(view, "noise_seed")
    assert last_points(view).tolist() != expected.tolist()
    view.store.undo()
    assert last_points(view).tolist() == expected.tolist()
    view.store.undo()
    assert view.store.state.method.noise == 0


def test_that_very_many_steps_begin_at_once_and_the_rest_follows(view, qtbot):
    view.store.change(surface="rosenbrock", starts=((-1.5, 2.0),), learning_rate=0.001, steps=2500)
    assert len(view.field.columns()["step"]) == 1001
    (_, right), _ = view.values.view_box.viewRange()
    qtbot.waitUntil(lambda: len(view.field.columns()["step"]) == 2501)
    expected = followed(
        gradient=SURFACES["rosenbrock"].gradient, starts=((-1.5, 2.0),), rate=0.001, steps=2500
    )
    assert last_points(view)[0].tolist() == expected[-1, 0].tolist()
    assert view.values.view_box.viewRange()[0][1] == right > 2500


def told(view):
    return " ".join(words_in(view)).replace("\N{NO-BREAK SPACE}", " ")


def test_that_a_played_step_is_told_with_its_numbers(view):
    view.store.tick(shown_step=1)
    x, y = -7 - 0.8 * -0.7, 2 - 0.8 * 4
    said = told(view)
    assert "Start 1, step 1: at (−7, 2) the gradient is (−0.7, 4), so it moves by" in said
    assert "−0.8 · (−0.7, 4) = (0.56, −3.2)." in said
    assert f"f: 6.45 → {x**2 / 20 + y**2:.3g}." in said
    view.store.tick(shown_step=-1)
    assert "moves by" not in " ".join(words_in(view))
    view.store.change(ascent=True, steps=3)
    view.store.tick(shown_step=1)
    assert "so it moves by 0.8 · (−0.7, 4) = (−0.56, 3.2)." in told(view)


def test_that_the_last_step_is_shown_with_the_digits_that_tell_it_from_the_start(view):
    click_button(view, "chapter_run_3")
    view.values.step_hovered.emit(0, 100)
    shown = view.field._tag._label.toPlainText()
    assert "(−2.99999994, 3.99999992)   f = 24.999999" in shown


def test_that_how_paths_ended_is_announced_when_nothing_changes_any_more(view, qtbot):
    with qtbot.waitSignal(view.status_announced) as announced:
        view.store.change(surface="bowl", starts=((-3.0, 4.0),), learning_rate=0.1, steps=99)
        view.store.change(steps=100)
    assert announced.args[0] == "1: Within 0.015 of the minimum since step 27"


def test_that_values_of_many_paths_are_finite_or_gaps(view):
    view.store.change(surface="himmelblau", learning_rate=0.05, compared=tuple(OPTIMIZERS))
    for column in view.values.columns().values():
        assert np.isfinite(column[0])
