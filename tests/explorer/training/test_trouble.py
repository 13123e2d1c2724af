"""What is said of runs that fail, diverge, or cannot begin, and what is offered then."""

from dataclasses import replace

import numpy as np

from core.hidden_units import hidden_outputs, unit_states
from core.training_config import Change
from explorer.runs import training_thread
from explorer.runs.run import Status
from tests.explorer.training.small_runs import SMALL, ended, primary_buttons


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
    title, at = view.page("run").numbers.finding_title, run.outcome.diverged_at
    assert title == f"Diverged: the loss at iteration {at} is not a number"
    assert not np.isfinite(run.losses[at]) and np.isfinite(run.losses[:at]).all()
    assert primary_buttons(view) == [found("advice")]
    press("advice")
    ended(view, qtbot)
    assert view.store.state.learning_rate == 0.1
    assert view.subject.run.status is Status.FINISHED
    view.store.undo()
    assert view.store.state.learning_rate == 1e30


def test_that_advice_is_about_the_run_and_not_about_what_was_set_since(view, press, qtbot):
    view.store.change(**SMALL | {"learning_rate": 1e30})
    press("start")
    run = ended(view, qtbot)
    view.store.change(batch_size=20, optimizer="adam", learning_rate=0.001)
    press("advice")
    assert ended(view, qtbot).config == replace(run.config, learning_rate=0.1)
    view.store.undo()
    assert view.store.state.batch_size == 20 and view.store.state.settings.optimizer == "adam"


def test_that_after_a_divergence_the_last_good_network_goes_on(view, running, press, found, qtbot):
    qtbot.waitUntil(lambda: running.iteration > 150)
    view.store.change(learning_rate=1e30)
    ended(view, qtbot)
    good = running.outcome.iteration
    assert running.status is Status.DIVERGED and good > 0
    button = found("advice")
    assert button.text() == "Continue with lr = 0.1"
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
    qtbot.waitUntil(lambda: "hidden units are dead" in numbers_card.finding_title)
    states = unit_states(hidden_outputs(run.network, view.session.dataset.test_images), "relu")
    assert states.dead.all() and numbers_card.finding_title.startswith("All 6 hidden units")
    assert primary_buttons(view) == [found("advice")] and found("advice").text() == "Try lr = 0.1"
    press("advice")
    again = ended(view, qtbot)
    assert again is not run and again.config == replace(run.config, learning_rate=0.1)


def test_that_a_failure_is_said_and_another_run_can_start(view, press, found, qtbot, monkeypatch):
    def broken(*_, **__):
        yield from ()
        raise MemoryError("no room")

    monkeypatch.setattr(training_thread, "train", broken)
    view.store.change(**SMALL)
    press("start")
    ended(view, qtbot)
    assert "Failed" in view.page("run").numbers.finding_title
    monkeypatch.undo()
    press("start")
    assert ended(view, qtbot).status is Status.FINISHED
