"""The settings of a run, by mouse and keys: what they reach, when they are locked, and what a wrong one gets."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.augmentation import Affine
from core.optimizers import SGD, Momentum
from core.style_variants import StyleVariants
from core.training import TrainingConfig
from explorer.training.run.state import STYLES
from explorer.widgets.text import Label
from tests.explorer.keys import enter
from tests.explorer.mouse import drag_widget
from tests.explorer.training.small_runs import SMALL, ended


def choose(found, name, index):
    """Choose an item as a person does, by a key."""
    box = found(name)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(index):
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_that_a_drag_of_the_learning_rate_reaches_the_run_and_is_one_step_back(view, running, found, qtbot):
    slider = found("learning_rate_slider")
    start, end = (QPointF(slider.x_of(rate), 12) for rate in (0.5, 0.05))
    drag_widget(slider, start, end, steps=6)
    rate = view.store.state.learning_rate
    assert rate == pytest.approx(0.05, rel=0.05)
    qtbot.waitUntil(lambda: bool(running.changes) and running.changes[-1].value == rate)
    assert running.present_config.learning_rate == rate and running.config.learning_rate == 0.5
    view.store.undo()
    assert view.store.state.learning_rate == 0.5
    qtbot.waitUntil(lambda: running.changes[-1].value == 0.5)
    iterations = [change.iteration for change in running.changes]
    assert iterations == sorted(iterations)
    assert running.is_active


def test_that_settings_that_cannot_change_are_locked_and_say_why(view, running, found, press, qtbot):
    view.store.change(more_settings=True)
    locked = ("hidden_size", "seed", "batch_size", "iterations", "gradient", "sampling")
    for name in locked:
        assert not found(name).isEnabled()
        assert "stop the run" in found(name).toolTip()
    assert found("learning_rate").isEnabled() and found("learning_rate_slider").isEnabled()
    press("stop")
    ended(view, qtbot)
    for name in locked:
        assert found(name).isEnabled()
        assert "stop the run" not in found(name).toolTip()


def test_that_numbers_are_typed_and_wrong_ones_get_a_sentence(view, found):
    field = found("hidden_size")
    field.selectAll()
    QTest.keyClicks(field, "120")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.hidden_size == 120
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert view.store.state.hidden_size == 130
    field.selectAll()
    QTest.keyClicks(field, "1001")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.hidden_size == 130
    assert "Only from 1 to" in field.problem
    view.store.undo()
    assert view.store.state.hidden_size == 120


def test_that_arrow_keys_move_the_learning_rate(view, found):
    found("learning_rate_slider").setFocus()
    QTest.keyClick(found("learning_rate_slider"), Qt.Key.Key_Right)
    assert view.store.state.learning_rate == 0.102
    QTest.keyClick(found("learning_rate"), Qt.Key.Key_Down)
    assert view.store.state.learning_rate == 0.1


def test_that_the_gradient_and_the_sampling_are_chosen_by_click(view, press):
    press("gradient_numerical")
    press("more_settings")
    press("sampling_shuffle")
    press("activation_relu")
    press("schedule_cosine")
    config = view.store.state.config()
    assert (config.gradient, config.sampling) == ("numerical", "shuffle")
    assert (config.activation, config.schedule) == ("relu", "cosine")
    assert view.store.can_undo


def test_that_more_settings_are_out_of_sight_until_they_are_asked_for(view, press, found):
    assert not found("optimizer").isVisible()
    press("more_settings")
    assert found("optimizer").isVisible() and not found("momentum").isVisible()
    choose(found, "optimizer", 1)
    assert found("momentum").isVisible() and not found("beta1").isVisible()
    enter(found("momentum"), "0.5")
    enter(found("weight_init_std"), "0.1")
    enter(found("training_images"), "300")
    enter(found("validation_images"), "50")
    press("augmented")
    config = view.store.state.config()
    assert config.optimizer == Momentum(0.5)
    assert (config.weight_init_std, config.training_images, config.validation_images) == (0.1, 300, 50)
    assert config.augmentation == Affine()
    enter(found("momentum"), "1")
    assert "Only from 0 to" in found("momentum").problem
    assert view.store.state.config() == config
    press("more_settings")
    assert not found("optimizer").isVisible()


def test_that_amounts_show_where_they_matter_and_reach_the_configuration(view, press, found):
    press("more_settings")
    assert not found("rotation").isVisible() and not found("slashed_zeros").isVisible()
    for name in ("augmented", "styled", "subtract_mean"):
        press(name)
    amounts = {"rotation": 20, "scaling": 0.2, "aspect": 0.3, "shear": 0.4, "shift": 2}
    for name, amount in amounts.items():
        enter(found(name), str(amount))
    for name, count in zip(STYLES, (1, 2, 3, 4), strict=True):
        enter(found(name), str(count))
    config = view.store.state.config()
    assert config.augmentation == Affine(20, 0.2, 0.3, 0.4, 2)
    assert config.style_variants == StyleVariants(1, 2, 3, 4) and config.subtract_mean
    QTest.keyClick(found("shift"), Qt.Key.Key_Up)
    assert view.store.state.config().augmentation.shift == 3
    view.store.undo()
    assert view.store.state.config() == config
    press("styled")
    assert view.store.state.config().style_variants is None and not found("crossed_sevens").isVisible()


def test_that_styles_of_writing_are_refused_for_images_that_are_no_digits(view, press):
    sentences = []
    view.session.problem.connect(sentences.append)
    view.session.dataset = replace(view.session.dataset, classes=tuple("abcdefghij"))
    view.store.change(**SMALL, styled=True)
    press("start")
    assert view.session.active_run is None
    assert sentences == [
        "Other styles of writing are of digits, and these images are none: untick them to train."
    ]


def test_that_a_preset_sets_all_settings_and_undo_brings_them_back(view, found):
    view.store.change(hidden_size=7, optimizer="adam")
    before = view.store.state
    assert found("preset").value == "own"
    choose(found, "preset", 1)
    assert view.store.state.config() == TrainingConfig(
        training_images=300, iterations=1_500, learning_rate=0.5
    )
    assert found("preset").value == "overfit"
    view.store.undo()  # the preset
    view.store.undo()  # the one passed on the way
    assert view.store.state == before


def test_that_the_optimizer_changes_in_mid_run_and_undo_posts_the_old_one(view, running, found, qtbot):
    view.store.tick(more_settings=True)
    assert found("optimizer").isEnabled() and not found("preset").isEnabled()
    choose(found, "optimizer", 1)
    qtbot.waitUntil(lambda: bool(running.changes))
    assert (running.changes[0].field, running.changes[0].value) == ("optimizer", Momentum(0.9))
    view.store.undo()
    qtbot.waitUntil(lambda: len(running.changes) == 2)
    assert running.changes[1].value == SGD() and running.is_active


def test_that_the_cost_of_a_run_is_said_before_anything_is_changed(looking, settle, qtbot):
    settle()
    (cost,) = (
        label for label in looking.findChildren(Label) if "iterations: " in label.text() and label.isVisible()
    )
    assert "numerical" not in cost.text() and "one parameter at a time" in cost.toolTip()
    qtbot.waitUntil(lambda: cost.height() < 2 * cost.fontMetrics().height())
