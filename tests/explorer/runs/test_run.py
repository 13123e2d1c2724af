"""Training beside the window: every loss arrives, in order, and the run ends in good order however it ends."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from core.training import TrainingConfig, train
from explorer.runs import record as run_record
from explorer.runs import training_thread
from explorer.runs.divergence import WATCHED_LOSSES
from explorer.runs.run import Run, Status

CONFIG = TrainingConfig(hidden_size=6, batch_size=10, learning_rate=0.5, iterations=300, seed=3)
ENDLESS = replace(CONFIG, iterations=10_000_000)


@pytest.fixture
def start(qapp, dataset):
    started = []

    def start(config, data=dataset):
        run = Run("run-1", config)
        started.append(run)
        run.start(data)
        return run

    yield start
    for run in started:
        run.stop()


def wait_for(qtbot, run, *statuses):
    qtbot.waitUntil(lambda: run.status in statuses, timeout=20_000)


def wait_for_losses(qtbot, run, count):
    qtbot.waitUntil(lambda: run.iteration >= count, timeout=20_000)


@pytest.mark.parametrize("gradient", ["backprop", "numerical"])
def test_that_a_run_has_the_losses_accuracies_and_weights_of_core(start, qtbot, dataset, gradient):
    config = replace(CONFIG, gradient=gradient, iterations=120)
    run = start(config)
    wait_for(qtbot, run, Status.FINISHED)
    steps = list(train(config, dataset))
    assert run.losses.tolist() == np.array([step.loss for step in steps], dtype=np.float32).tolist()
    *of_epochs, of_the_end = [(at.iteration, at.train, at.test) for at in run.accuracies]
    evaluated = [step for step in steps if step.train_accuracy is not None]
    assert of_epochs == [(step.iteration, step.train_accuracy, step.test_accuracy) for step in evaluated]
    assert of_the_end[0] == 120
    for name, array in steps[-1].network.params.items():
        assert np.array_equal(run.network.params[name], array)


def test_that_the_first_loss_does_not_wait_for_the_first_accuracies(start, qtbot, monkeypatch):
    measure, may_measure = training_thread.accuracies_in_run, threading.Event()
    monkeypatch.setattr(
        training_thread, "accuracies_in_run", lambda *arguments: may_measure.wait(20) and measure(*arguments)
    )
    run = start(CONFIG)
    try:
        wait_for_losses(qtbot, run, 1)
        assert run.iteration == 1 and not run.accuracies
    finally:
        may_measure.set()
    wait_for(qtbot, run, Status.FINISHED)
    assert [at.iteration for at in run.accuracies] == [*range(0, 300, 15), 300]


def test_that_a_run_learns_and_says_what_an_epoch_is(start, qtbot):
    run = start(replace(CONFIG, iterations=1_500))
    wait_for(qtbot, run, Status.FINISHED)
    assert run.iterations_per_epoch == 15
    assert run.accuracies[0].train < 0.5 < 0.9 < run.accuracies[-1].test
    assert run.outcome.completed and run.outcome.iteration == 1_500


def test_that_a_run_ends_at_the_first_epoch_that_reaches_its_goal_and_can_go_on(start, qtbot, dataset):
    whole = start(replace(CONFIG, iterations=1_500))
    wait_for(qtbot, whole, Status.FINISHED)
    goal = 0.6
    first = next(at for at in whole.accuracies if at.iteration and at.test >= goal)
    assert 15 < first.iteration < 1_500  # a goal that is reached neither at once nor at the end
    run = Run("run-2", replace(CONFIG, iterations=1_500))
    run.aim(goal)
    run.start(dataset)
    wait_for(qtbot, run, Status.STOPPED)
    assert run.outcome.reached == goal and not run.outcome.completed
    assert run.iteration == run.outcome.iteration == first.iteration == run.timeline.newest.iteration
    assert run.accuracies[-1] == first and run.losses.tolist() == whole.losses[: first.iteration].tolist()
    assert run.can_go_on_to(1_500)
    run.aim(None)
    run.wait(1_500)
    run.start(dataset)
    wait_for(qtbot, run, Status.FINISHED)
    assert run.losses.tolist() == whole.losses.tolist()
    assert [at.iteration for at in run.accuracies] == [at.iteration for at in whole.accuracies]


def test_that_progress_is_told_less_often_than_steps_are_done(start, qtbot):
    run = start(replace(CONFIG, iterations=3_000))
    told = []
    run.progressed.connect(lambda: told.append(run.iteration))
    wait_for(qtbot, run, Status.FINISHED)
    assert told[-1] == 3_000
    assert told == sorted(told)
    assert len(told) < 300


def test_that_a_paused_run_holds_and_then_goes_on_as_if_nothing_had_been(start, qtbot, dataset):
    config = replace(CONFIG, iterations=2_000)
    run = start(config)
    wait_for_losses(qtbot, run, 1)
    run.pause()
    assert run.status is Status.PAUSED
    qtbot.waitUntil(lambda: run._thread.mailbox.losses.empty())
    qtbot.wait(100)
    held = run.iteration
    qtbot.wait(100)
    assert run.iteration == held < 2_000
    run.resume()
    assert run.status is Status.RUNNING
    wait_for(qtbot, run, Status.FINISHED)
    expected = [step.loss for step in train(config, dataset, evaluate=False)]
    assert run.losses.tolist() == np.array(expected, dtype=np.float32).tolist()


def test_that_a_paused_run_does_single_steps_and_shows_the_weights_after_each(start, qtbot, dataset):
    run = start(ENDLESS)
    run.pause()
    wait_for_losses(qtbot, run, 1)
    qtbot.wait(100)
    before = run.iteration
    for done in (1, 2):
        run.step()
        wait_for_losses(qtbot, run, before + done)
    qtbot.wait(100)
    assert run.iteration == before + 2
    steps = train(replace(CONFIG, iterations=before + 2), dataset, evaluate=False)
    *_, last = steps
    assert np.array_equal(run.network.params["W1"], last.network.params["W1"])


def test_that_stop_returns_when_the_thread_has_ended(start, qtbot):
    run = start(ENDLESS)
    wait_for_losses(qtbot, run, 10)
    thread = run._thread
    run.stop()
    assert thread.isFinished()
    assert run.status is Status.STOPPED
    assert run.outcome.iteration == run.iteration
    assert np.isfinite(run.network.params["W1"]).all()


def test_that_a_run_taken_up_and_stopped_at_once_keeps_its_networks(start, dataset, qtbot):
    run = start(CONFIG)
    wait_for(qtbot, run, Status.FINISHED)
    network = run.network
    run.wait(40_000)
    run.start(dataset)
    run.stop()
    assert run.status is Status.STOPPED
    assert 300 <= run.outcome.iteration == run.iteration < 40_000
    assert np.array_equal(run.timeline.network_at(300).params["W1"], network.params["W1"])
    assert run.can_go_on_to(40_000)


def test_that_a_paused_run_can_be_stopped(start, qtbot):
    run = start(ENDLESS)
    wait_for_losses(qtbot, run, 10)
    run.pause()
    run.stop()
    assert run.status is Status.STOPPED


def test_that_asking_to_stop_does_not_wait_and_ends_with_the_accuracies_of_the_network(start, qtbot):
    run = start(ENDLESS)
    wait_for_losses(qtbot, run, 10)
    run.ask_to_stop()
    assert run.is_ending and run.is_active
    wait_for(qtbot, run, Status.STOPPED)
    assert not run.is_ending
    assert run.accuracies[-1].iteration == run.iteration == run.outcome.iteration


def test_that_stopping_a_run_interrupts_a_step_that_would_take_minutes(start, qtbot):
    run = start(replace(ENDLESS, gradient="numerical", hidden_size=1_000, batch_size=60_000))
    qtbot.waitUntil(run._thread.isRunning)
    run.stop()
    assert run.status is Status.STOPPED and not run.iteration and run.saved() is None


@pytest.mark.parametrize("end", [Run.stop, Run.ask_to_stop])
def test_that_a_run_stopped_during_a_step_resumes_exactly(start, qtbot, dataset, end):
    config = replace(CONFIG, gradient="numerical", hidden_size=20, batch_size=400, iterations=8)
    run = start(config)
    wait_for_losses(qtbot, run, 2)
    run.change(learning_rate=0.25)
    end(run)
    wait_for(qtbot, run, Status.STOPPED)
    assert run.outcome.iteration == run.iteration < 8
    run.start(dataset)
    wait_for(qtbot, run, Status.FINISHED)
    (change,) = run.changes
    steps = train(config, dataset)
    expected = [next(steps).loss for _ in range(change.iteration)]
    expected += [steps.send({"learning_rate": 0.25}).loss, *(step.loss for step in steps)]
    assert run.losses.tolist() == np.array(expected, dtype=np.float32).tolist()


def test_that_a_change_is_logged_with_the_iteration_from_which_it_counts(start, qtbot, dataset):
    run = start(replace(CONFIG, iterations=3_000))
    wait_for_losses(qtbot, run, 1)
    run.change(learning_rate=0.2)
    assert run.present_config.learning_rate == 0.2
    wait_for(qtbot, run, Status.FINISHED)
    (change,) = run.changes
    assert (change.field, change.value) == ("learning_rate", 0.2)
    assert 0 < change.iteration < 3_000
    assert run.config.learning_rate == 0.5

    steps = train(replace(CONFIG, iterations=3_000), dataset, evaluate=False)
    losses = [
        (steps.send({"learning_rate": 0.2}) if k == change.iteration else next(steps)).loss
        for k in range(3_000)
    ]
    assert run.losses.tolist() == np.array(losses, dtype=np.float32).tolist()


def test_that_a_change_that_is_not_allowed_leaves_the_run_alone(start, qtbot):
    run = start(CONFIG)
    with pytest.raises(ValueError, match="learning rate"):
        run.change(learning_rate=-1.0)
    wait_for(qtbot, run, Status.FINISHED)
    assert run.changes == ()


@pytest.mark.parametrize("gradient", ["backprop", "numerical"])
@pytest.mark.parametrize("learning_rate", [1e4, 1e30, 1e39])
def test_that_divergence_ends_the_run_and_keeps_a_finite_network(start, qtbot, learning_rate, gradient):
    run = start(replace(CONFIG, learning_rate=learning_rate, gradient=gradient))
    wait_for(qtbot, run, Status.DIVERGED)
    assert 0 < run.outcome.diverged_at < WATCHED_LOSSES
    assert run.iteration <= WATCHED_LOSSES
    assert run.outcome.iteration == 0
    assert all(np.isfinite(array).all() for array in run.network.params.values())


def test_that_divergence_after_a_change_keeps_the_network_that_was_good(start, qtbot, dataset):
    run = start(ENDLESS)
    wait_for_losses(qtbot, run, 500)
    run.change(learning_rate=1e30)
    wait_for(qtbot, run, Status.DIVERGED)
    changed = run.changes[0].iteration
    assert changed < run.outcome.diverged_at
    assert changed - 2 * WATCHED_LOSSES <= run.outcome.iteration <= changed
    *_, last = train(replace(CONFIG, iterations=run.outcome.iteration), dataset, evaluate=False)
    assert np.array_equal(run.network.params["W2"], last.network.params["W2"])


def test_that_a_rough_start_is_no_divergence(start, qtbot):
    run = start(replace(CONFIG, learning_rate=3.0, iterations=1_000))
    wait_for(qtbot, run, Status.FINISHED)


def test_that_a_single_bad_loss_at_the_end_is_no_divergence(start, qtbot):
    run = start(replace(CONFIG, batch_size=1, learning_rate=1.0, iterations=501))
    wait_for(qtbot, run, Status.FINISHED)


def test_that_an_exception_in_the_thread_makes_the_run_a_failed_one(start, qtbot, monkeypatch):
    def broken(*_, **__):
        yield from ()
        raise MemoryError("no room")

    monkeypatch.setattr(training_thread, "train", broken)
    run = start(CONFIG)
    wait_for(qtbot, run, Status.FAILED)
    assert "MemoryError: no room" in run.outcome.problem
    assert run.network is None and run.saved() is None


def test_that_weights_come_when_they_are_asked_for(start, qtbot):
    run = start(ENDLESS)
    qtbot.waitUntil(lambda: run.network is not None)
    first = run.network
    qtbot.wait(80)
    assert run.network is first
    run.want_weights()
    qtbot.waitUntil(lambda: run.network is not first)


def test_that_a_run_waiting_for_its_data_can_be_changed_and_stopped():
    run = Run("run-1", CONFIG)
    run.change(learning_rate=0.25)
    assert run.config.learning_rate == 0.25 and run.is_active
    run.pause()
    assert run.status is Status.WAITING
    run.ask_to_stop()
    assert run.status is Status.STOPPED


@pytest.mark.parametrize(("iterations", "status"), [(300, Status.FINISHED), (5_000, Status.STOPPED)])
def test_that_a_run_comes_back_from_its_record(start, qtbot, iterations, status):
    run = start(replace(CONFIG, iterations=300))
    wait_for(qtbot, run, Status.FINISHED)
    saved = replace(run.saved(), config=replace(CONFIG, iterations=iterations))
    again = Run.from_saved("again", saved)
    assert again.status is status
    assert again.losses.tolist() == run.losses.tolist()
    assert again.accuracies == run.accuracies
    assert np.array_equal(again.network.params["b2"], run.network.params["b2"])
    assert not again.is_active and again.seconds_left is None


def test_that_a_record_leaves_moments_out_where_a_file_could_not_hold_them(start, qtbot, monkeypatch):
    run = start(replace(CONFIG, iterations=600))
    wait_for(qtbot, run, Status.FINISHED)
    whole = run.saved()
    assert [checkpoint.iteration for checkpoint in whole.checkpoints] == list(run.timeline.iterations)
    size = whole.checkpoints[0].parameters.nbytes
    monkeypatch.setattr(run_record, "FILE_BYTES", run.losses.nbytes + 12 * size)
    few = run.saved()
    assert 4 < len(few.checkpoints) <= 12
    assert few.checkpoints[0].iteration == 0 and few.checkpoints[-1].iteration == 600
    monkeypatch.setattr(run_record, "FILE_BYTES", 0)
    assert [checkpoint.iteration for checkpoint in run.saved().checkpoints] == [600]


def test_that_a_run_that_starts_held_does_so_many_steps(start, dataset, qtbot):
    run = Run("run-2", CONFIG)
    run.hold_after(40)
    run.start(dataset)
    wait_for_losses(qtbot, run, 40)
    assert run.status is Status.PAUSED
    run.step(3)
    wait_for_losses(qtbot, run, 43)
    run.stop()
    assert run.iteration == 43 and run.timeline.iterations[-1] == 43
