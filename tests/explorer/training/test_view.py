"""The training view, driven by mouse and keys, against the numbers of core."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QSlider

from core.augmentation import Affine
from core.hidden_units import hidden_outputs, unit_states
from core.optimizers import OPTIMIZERS, SGD, Momentum
from core.style_variants import StyleVariants
from core.training import TrainingConfig, train
from core.training_config import Change
from explorer import training_thread
from explorer.runs import Status
from explorer.session import CHAPTER, NEWEST
from explorer.theme import Look
from explorer.training.run.state import STYLES, RunState
from explorer.training.state import TrainingState
from explorer.widgets.numbers import fixed, grouped
from explorer.widgets.text import Label
from tests.explorer.mouse import drag_widget
from tests.explorer.training.small_runs import ENDLESS, SMALL, ended, holds, numbers


def primary_buttons(view):
    buttons = view.findChildren(QAbstractButton)
    return [button for button in buttons if button.property("primary") and button.isVisible()]


def test_that_a_click_on_start_trains_the_network_of_core(view, press, qtbot, dataset):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    *steps, last = train(view.store.state.config(), dataset)
    losses = [step.loss for step in (*steps, last)]
    assert view.page("run").loss.columns()["loss"].tolist() == np.array(losses, dtype=np.float32).tolist()
    mean = np.mean(np.array(losses[-50:], dtype=np.float32), dtype=np.float64)
    assert numbers(view) == ["200", "13", fixed(mean, 3), f"{fixed(100 * run.accuracies[-1].test, 1)} %"]
    newest = view.session.network(NEWEST).network
    assert np.array_equal(newest.params["W1"], last.network.params["W1"])
    assert view.store.state.run == run.key
    assert "Finished" in view.page("run").numbers.title


@pytest.mark.parametrize("page", ["run", "inside"])
def test_that_keys_do_what_the_buttons_do(view, qtbot, page):
    view.store.change(page=page, **ENDLESS)
    view.setFocus()

    def key(letter):
        QTest.keyClick(view, letter)
        return view.subject.run

    run = key("r")
    qtbot.waitUntil(lambda: run.iteration > 5)
    key("r")
    assert run.status is Status.PAUSED
    qtbot.waitUntil(lambda: holds(run))
    before = run.iteration
    key("s")
    qtbot.waitUntil(lambda: run.iteration == before + 1)
    key("x")
    ended(view, qtbot)
    assert run.status is Status.STOPPED
    seed = view.store.state.seed
    assert key("n") is not run and view.store.state.seed == seed + 1
    key("x")
    ended(view, qtbot)


def test_that_keys_start_nothing_where_it_would_not_be_seen_nor_while_one_types(view, found):
    before = view.session.runs
    view.store.change(page="race")
    view.setFocus()
    QTest.keyClick(view, "r")
    view.store.change(page="run")
    field = found("batch_size")
    field.setFocus()
    QTest.keyClicks(field, "res")
    assert view.session.active_run is None and view.session.runs == before


def test_that_one_button_starts_pauses_and_resumes(view, running, press, found, qtbot):
    button = found("start")
    assert button.text() == "Pause"
    press("start")
    assert running.status is Status.PAUSED
    qtbot.waitUntil(lambda: button.text() == "Resume")
    qtbot.waitUntil(lambda: holds(running))
    before = running.iteration
    press("step")
    qtbot.waitUntil(lambda: running.iteration == before + 1)
    assert "Paused at step" in view.page("run").numbers.title
    press("start")
    assert running.status is Status.RUNNING
    press("stop")
    ended(view, qtbot)
    assert running.status is Status.STOPPED and button.text() == "Continue"
    assert "Stopped at step" in view.page("run").numbers.title
    stopped, losses = running.iteration, running.losses.tolist()
    press("start")
    qtbot.waitUntil(lambda: running.iteration > stopped + 20)
    assert view.subject.run is running and running.losses[:stopped].tolist() == losses
    press("stop")
    ended(view, qtbot)
    view.store.change(hidden_size=7)
    assert button.text() == "Start"


def test_that_a_run_goes_on_where_it_ended_once_it_is_to_be_longer(view, press, found, qtbot, dataset):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    assert found("start").text() == "Start"
    view.store.change(iterations=300)
    assert found("start").text() == "Continue"
    view.store.change(learning_rate=0.25)
    press("start")
    ended(view, qtbot)
    assert view.subject.run is run and run.iteration == 300 and run.status is Status.FINISHED
    assert [(at.iteration, at.value) for at in run.changes] == [(200, 0.25)]
    assert view.page("run").loss.columns()["loss"].tolist() == run.losses.tolist()
    steps = train(replace(run.config, iterations=300), dataset, evaluate=False)
    losses = [(steps.send({"learning_rate": 0.25}) if k == 200 else next(steps)).loss for k in range(300)]
    assert run.losses.tolist() == np.array(losses, dtype=np.float32).tolist()


def test_that_one_step_and_one_epoch_begin_a_run_and_hold_it(view, press, found, qtbot):
    view.store.change(**ENDLESS)
    press("step")
    run = view.subject.run
    qtbot.waitUntil(lambda: run.iteration == 1)
    assert run.status is Status.PAUSED and found("start").text() == "Resume"
    press("epoch")
    qtbot.waitUntil(lambda: run.iteration == 15)
    press("epoch")
    qtbot.waitUntil(lambda: run.iteration == 30)
    assert [at.iteration for at in run.accuracies] == [0, 15]
    press("stop")
    ended(view, qtbot)
    press("epoch")
    qtbot.waitUntil(lambda: run.iteration == 45)
    assert view.subject.run is run and run.status is Status.PAUSED
    view.store.change(seed=4)
    press("stop")
    ended(view, qtbot)
    press("epoch")
    qtbot.waitUntil(lambda: view.subject.run.iteration == 15)
    assert view.subject.run is not run


def test_that_the_chapters_run_goes_on_as_a_run_of_ones_own(view, found, monkeypatch):
    chapter = view.session.run(CHAPTER)
    monkeypatch.setattr(view.session, "dataset", None)  # so that it waits
    monkeypatch.setattr(view.session, "want_dataset", lambda: None)
    view.store.change(iterations=20_000)
    assert found("start").text() == "Continue"
    view.page("run").start()
    run = view.subject.run
    assert run is not chapter and run.losses.tolist() == chapter.losses.tolist()
    assert run.config == TrainingConfig(iterations=20_000) and chapter.config == TrainingConfig()
    run.stop()


def test_that_a_new_run_takes_the_next_seed_as_one_step(view, press, qtbot):
    view.store.change(**SMALL)
    press("new_run")
    ended(view, qtbot)
    assert view.store.state.seed == 4
    assert view.subject.run.config.seed == 4
    view.store.undo()
    assert (view.store.state.seed, view.store.state.run) == (3, CHAPTER)
    assert view.subject.run is view.session.run(CHAPTER)


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
        assert "stop it first" in found(name).toolTip()
    assert found("learning_rate").isEnabled() and found("learning_rate_slider").isEnabled()
    press("stop")
    ended(view, qtbot)
    for name in locked:
        assert found(name).isEnabled()
        assert "stop it first" not in found(name).toolTip()


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


def choose(found, name, index):
    """Choose an item as a person does, by a key."""
    box = found(name)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(index):
        QTest.keyClick(box, Qt.Key.Key_Down)


def type_into(found, name, text):
    field = found(name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_that_more_settings_are_out_of_sight_until_they_are_asked_for(view, press, found):
    assert not found("optimizer").isVisible()
    press("more_settings")
    assert found("optimizer").isVisible() and not found("momentum").isVisible()
    choose(found, "optimizer", 1)
    assert found("momentum").isVisible() and not found("beta1").isVisible()
    type_into(found, "momentum", "0.5")
    type_into(found, "weight_init_std", "0.1")
    type_into(found, "training_images", "300")
    type_into(found, "validation_images", "50")
    press("augmented")
    config = view.store.state.config()
    assert config.optimizer == Momentum(0.5)
    assert (config.weight_init_std, config.training_images, config.validation_images) == (0.1, 300, 50)
    assert config.augmentation == Affine()
    type_into(found, "momentum", "1")
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
        type_into(found, name, str(amount))
    for name, count in zip(STYLES, (1, 2, 3, 4), strict=True):
        type_into(found, name, str(count))
    config = view.store.state.config()
    assert config.augmentation == Affine(20, 0.2, 0.3, 0.4, 2)
    assert config.style_variants == StyleVariants(1, 2, 3, 4) and config.subtract_mean
    QTest.keyClick(found("shift"), Qt.Key.Key_Up)
    assert view.store.state.config().augmentation.shift == 3
    view.store.undo()
    assert view.store.state.config() == config
    press("styled")
    assert view.store.state.config().style_variants is None and not found("crossed_sevens").isVisible()


def test_that_a_run_stops_at_the_accuracy_that_is_set_and_says_so(view, press, found, qtbot):
    view.store.change(**SMALL | {"iterations": 3_000})
    press("more_settings")
    press("stops_early")
    type_into(found, "stop_at", "60")
    press("start")
    run = ended(view, qtbot)
    assert run.status is Status.STOPPED and run.accuracies[-1].test >= 0.6 > run.accuracies[-2].test
    assert run.iteration == run.accuracies[-1].iteration
    assert view.page("run").numbers.title.startswith(f"60 % reached at step {run.iteration}")
    press("stops_early")
    assert found("start").text() == "Continue"
    press("start")
    assert ended(view, qtbot).status is Status.FINISHED


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


def test_that_too_few_images_for_the_settings_are_said(view, press, qtbot):
    sentences = []
    view.session.problem.connect(sentences.append)
    view.store.change(**SMALL, training_images=300)
    press("start")
    assert not view.subject.run.is_active
    assert "only 150 training images" in sentences[0]


def test_that_divergence_is_said_and_its_advice_taken(view, press, found, qtbot):
    view.store.change(**SMALL | {"learning_rate": 1e30})
    press("start")
    run = ended(view, qtbot)
    assert run.status is Status.DIVERGED
    assert f"Diverged at step {run.outcome.diverged_at}" in view.page("run").numbers.title
    assert primary_buttons(view) == [found("advice")]
    press("advice")
    ended(view, qtbot)
    assert view.store.state.learning_rate == 0.1
    assert view.subject.run.status is Status.FINISHED
    view.store.undo()
    assert view.store.state.learning_rate == 1e30


def test_that_after_a_divergence_the_last_good_network_goes_on(view, running, press, found, qtbot):
    qtbot.waitUntil(lambda: running.iteration > 150)
    view.store.change(learning_rate=1e30)
    ended(view, qtbot)
    good = running.outcome.iteration
    assert running.status is Status.DIVERGED and good > 0
    button = found("advice")
    assert button.text() == "Go on with lr = 0.1"
    press("advice")
    run = view.subject.run
    assert run is not running and run.losses[:good].tolist() == running.losses[:good].tolist()
    qtbot.waitUntil(lambda: run.iteration > good + 10)
    assert run.changes[-1] == Change(good, "learning_rate", 0.1)
    press("stop")
    ended(view, qtbot)
    view.store.undo()
    assert view.subject.run is running and view.store.state.learning_rate == 1e30


def test_that_dead_units_are_said_and_the_rate_that_is_offered_begins_anew(view, press, found, qtbot):
    view.store.change(**SMALL | {"activation": "relu", "learning_rate": 5.0})
    press("start")
    run = ended(view, qtbot)
    numbers_card = view.page("run").numbers
    qtbot.waitUntil(lambda: "hidden units are dead" in numbers_card.title)
    states = unit_states(hidden_outputs(run.network, view.session.dataset.test_images), "relu")
    assert states.dead.all() and numbers_card.title.startswith("All 6 hidden units")
    assert primary_buttons(view) == [found("advice")] and found("advice").text() == "Try lr = 0.1"
    press("advice")
    again = ended(view, qtbot)
    assert again is not run and again.config == replace(run.config, learning_rate=0.1)


@pytest.mark.parametrize(("button", "more"), [("step", 1), ("epoch", 10)])
def test_that_step_and_epoch_go_on_from_a_finished_run(view, press, qtbot, dataset, button, more):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    assert "Step and Epoch go on" in view.page("run").finding().body
    press(button)
    assert ended(view, qtbot) is run
    assert run.iteration == 200 + more == view.store.state.iterations
    steps = list(train(replace(run.config, iterations=200 + more), dataset, evaluate=False))
    assert run.losses.tolist() == np.array([step.loss for step in steps], dtype=np.float32).tolist()


def test_that_the_cost_of_a_run_is_said_before_anything_is_changed(looking, settle, qapp):
    settle()
    said = [label.text() for label in looking.findChildren(Label) if label.isVisible()]
    assert any("one parameter at a time" in text for text in said)
    looking.resize(1100, 700)
    for _ in range(3):
        qapp.processEvents()
    (cost,) = (
        label for label in looking.findChildren(Label) if "steps: " in label.text() and label.isVisible()
    )
    assert "numerically" not in cost.text() and "numerically" in cost.toolTip()
    assert cost.height() < 2 * cost.fontMetrics().height()
    looking.resize(1280, 800)


def test_that_a_failure_is_said_and_another_run_can_start(view, press, found, qtbot, monkeypatch):
    def broken(*_, **__):
        yield from ()
        raise MemoryError("no room")

    monkeypatch.setattr(training_thread, "train", broken)
    view.store.change(**SMALL)
    press("start")
    ended(view, qtbot)
    assert "Failed" in view.page("run").numbers.title
    monkeypatch.undo()
    press("start")
    assert ended(view, qtbot).status is Status.FINISHED


def test_that_undoing_a_start_goes_back_to_the_run_before(view, press, qtbot):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    view.store.undo()
    assert view.subject.run is view.session.run(CHAPTER)
    assert numbers(view)[0] == grouped(10_000)
    view.store.redo()
    assert view.subject.run is run


def test_that_undo_during_a_run_leaves_the_run_in_sight(view, running):
    view.store.undo()
    assert view.subject.run is running and running.is_active
    assert running.present_config.learning_rate == view.store.state.learning_rate


@pytest.mark.parametrize(
    ("size", "theme", "scale"),
    [((1100, 700), "light", 1.25), ((1280, 800), "dark", 1.0), ((1920, 1080), "dark", 1.0)],
)
def test_that_every_size_theme_and_scale_can_be_drawn(view, running, size, theme, scale):
    view.resize(*size)
    view.look.set_theme(theme)
    view.look.set_scale(scale)
    assert not view.grab().isNull()
    assert view.is_compact == (size[0] < 1270)
    assert view.page("run").weights.width() < view.width() / 2


def test_that_a_large_window_can_be_made_small_at_once(view):
    view.resize(1920, 1080)
    view.resize(1100, 640)
    assert (view.width(), view.height()) == (1100, 640)


def test_that_there_is_one_primary_button(view, running, press, qtbot):
    assert [button.objectName() for button in primary_buttons(view)] == ["training.start"]
    press("stop")
    ended(view, qtbot)
    assert [button.objectName() for button in primary_buttons(view)] == ["training.start"]


def test_that_every_control_has_names_and_a_tooltip(view):
    kinds = (QAbstractButton, QLineEdit, QSlider, QComboBox)
    controls = [widget for kind in kinds for widget in view.findChildren(kind) if not widget.isHidden()]
    assert len(controls) > 14
    for widget in controls:
        assert widget.objectName().startswith("training."), widget
        assert widget.accessibleName(), widget.objectName()
        assert widget.toolTip(), widget.objectName()


STATES = st.builds(
    TrainingState,
    hidden_size=st.integers(1, 1000),
    batch_size=st.integers(1, 60_000),
    learning_rate=st.floats(1e-300, 1e300),
    iterations=st.integers(1, 10_000_000),
    seed=st.integers(0, 999_999),
    gradient=st.sampled_from(["backprop", "numerical"]),
    sampling=st.sampled_from(["replacement", "shuffle"]),
    run=st.sampled_from([CHAPTER, "gone", ""]),
    moment=st.none() | st.integers(0, 20_000),
    settings=st.builds(
        RunState,
        optimizer=st.sampled_from(list(OPTIMIZERS)),
        momentum=st.floats(0, 0.9999),
        weight_init_std=st.floats(0, 100),
        activation=st.sampled_from(["sigmoid", "relu", "step"]),
        training_images=st.integers(1, 60_000),
        validation_images=st.integers(0, 59_999),
        more_settings=st.booleans(),
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_that_every_state_can_be_drawn(view, state):
    view.store.load(state)
    for plot in (view.page("run").loss, view.page("run").accuracy):
        for values in plot.columns().values():
            assert np.isfinite(values).all()
    assert isinstance(view.look, Look)
    assert view.findChild(QPushButton, "training.start").text() == "Start"


def test_that_the_last_run_is_offered_and_goes_on(view, press, found, qtbot):
    view.store.change(**ENDLESS)
    press("step")
    qtbot.waitUntil(lambda: view.subject.run.iteration == 1)
    saved = replace(view.subject.run.saved(), config=TrainingConfig(**SMALL))
    press("stop")
    ended(view, qtbot)
    assert not found("continue_last").isVisible()
    view.session.offer_last_run(saved)
    assert found("continue_last").isVisible()
    press("continue_last")
    assert not found("continue_last").isVisible()
    run = ended(view, qtbot)
    assert run.key == saved.sha256 and run.iteration == 200 and run.status is Status.FINISHED
    assert view.store.state.config() == TrainingConfig(**SMALL)
    assert found("continue_last").text() == "Continue the last run"
    view.session.offer_last_run(run.saved())
    assert found("continue_last").text() == "Bring back the last run"
    press("continue_last")
    assert not view.subject.run.is_active and view.subject.run.iteration == 200
    view.session.offer_last_run(saved)
    press("decline_last")
    assert view.session.last_run is None
