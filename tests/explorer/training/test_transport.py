"""Start, pause, step, epoch and stop, by mouse and keys, against the steps of core."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtTest import QTest

from core.images import Images
from core.mnist import Dataset
from core.training import TrainingConfig, train
from explorer.runs.run import Status
from explorer.state.session import CHAPTER, NEWEST
from explorer.texts.numbers import fixed, grouped
from tests.explorer.keys import enter
from tests.explorer.training.small_runs import CONFIG, ENDLESS, SMALL, ended, holds, numbers


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
    assert "Finished" in view.page("run").numbers.finding_title


@pytest.mark.parametrize("page", ["run", "weights"])
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
    assert "Paused at iteration" in view.page("run").numbers.finding_title
    press("start")
    assert running.status is Status.RUNNING
    press("stop")
    ended(view, qtbot)
    assert running.status is Status.STOPPED and button.text() == "Continue"
    assert "Stopped at iteration" in view.page("run").numbers.finding_title
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


def test_that_a_run_stops_at_the_accuracy_that_is_set_and_says_so(view, press, found, qtbot):
    view.store.change(**SMALL | {"iterations": 3_000})
    press("more_settings")
    press("stops_early")
    enter(found("stop_at"), "60")
    press("start")
    run = ended(view, qtbot)
    assert run.status is Status.STOPPED and run.accuracies[-1].test >= 0.6 > run.accuracies[-2].test
    assert run.iteration == run.accuracies[-1].iteration
    assert view.page("run").numbers.finding_title.startswith(
        f"Target of 60 % reached at iteration {run.iteration}"
    )
    press("stops_early")
    assert found("start").text() == "Continue"
    press("start")
    assert ended(view, qtbot).status is Status.FINISHED


@pytest.mark.parametrize(("button", "more"), [("step", 1), ("epoch", 10)])
def test_that_step_and_epoch_go_on_from_a_finished_run(view, press, qtbot, dataset, button, more):
    view.store.change(**SMALL)
    press("start")
    run = ended(view, qtbot)
    assert "Step, Epoch or more Iterations" in view.page("run").finding().body
    press(button)
    assert ended(view, qtbot) is run
    assert run.iteration == 200 + more == view.store.state.iterations
    steps = list(train(replace(run.config, iterations=200 + more), dataset, evaluate=False))
    assert run.losses.tolist() == np.array([step.loss for step in steps], dtype=np.float32).tolist()


def test_that_the_last_step_ends_a_run_that_is_done_step_by_step(view, press, qtbot):
    view.store.change(**SMALL | {"iterations": 2})
    press("step")
    run = view.subject.run
    qtbot.waitUntil(lambda: run.iteration == 1)
    assert run.status is Status.PAUSED
    press("step")
    assert ended(view, qtbot) is run
    assert run.status is Status.FINISHED and run.accuracies[-1].iteration == run.iteration == 2


def test_that_with_other_images_a_run_is_neither_continued_nor_measured(view, press, found, qtbot, dataset):
    view.store.change(**ENDLESS)
    press("step")
    run = view.subject.run
    qtbot.waitUntil(lambda: run.iteration == 1)
    press("stop")
    ended(view, qtbot)
    assert found("start").text() == "Continue"
    view.session.dataset = replace(dataset, name="other bars")
    view.session.dataset_changed.emit()
    qtbot.waitUntil(lambda: found("start").text() == "Start")
    assert not found("measure").isEnabled()
    assert "Start trains another network" in view.page("run").finding().body
    view.session.dataset = replace(dataset)  # read anew
    view.session.dataset_changed.emit()
    qtbot.waitUntil(lambda: found("start").text() == "Continue")


def test_that_a_run_from_a_file_is_measured_with_no_other_images_than_mnist(
    view, press, found, qtbot, dataset
):
    view.store.change(**SMALL)
    press("start")
    key = view.session.add_run(ended(view, qtbot).saved())
    view.store.change(run=key, moment=10)
    assert view.subject.network is not None and not found("measure").isEnabled()
    mnist = Images.of(np.zeros((60_000, 784), np.uint8)), np.zeros(60_000, np.uint8)
    view.session.dataset = Dataset(*mnist, mnist[0].part(slice(10_000)), mnist[1][:10_000])
    view.session.dataset_changed.emit()
    qtbot.waitUntil(found("measure").isEnabled)


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


def test_that_the_last_run_is_taken_up_in_place_of_the_one_under_way(view, press, found, qtbot):
    view.store.change(**SMALL | {"iterations": 100, "learning_rate": 0.7})
    press("start")
    saved = replace(ended(view, qtbot).saved(), config=TrainingConfig(**CONFIG | {"learning_rate": 0.7}))
    view.store.change(**ENDLESS)
    press("start")
    under_way = view.subject.run
    qtbot.waitUntil(lambda: under_way.iteration > 105)
    view.session.offer_last_run(saved)
    press("continue_last")
    assert under_way.status is Status.STOPPED
    assert [change.value for change in under_way.changes] == [0.5]  # and not the rate of the run taken up
    run = ended(view, qtbot)
    assert (run.key, run.iteration, run.status) == (saved.sha256, 200, Status.FINISHED)


def test_that_the_last_run_is_offered_and_goes_on(view, press, found, qtbot):
    view.store.change(**ENDLESS)
    press("step")
    qtbot.waitUntil(lambda: view.subject.run.iteration == 1)
    saved = replace(view.subject.run.saved(), config=TrainingConfig(**CONFIG))
    press("stop")
    ended(view, qtbot)
    assert not found("continue_last").isVisible()
    view.session.offer_last_run(saved)
    assert found("continue_last").isVisible()
    press("continue_last")
    assert not found("continue_last").isVisible()
    run = ended(view, qtbot)
    assert run.key == saved.sha256 and run.iteration == 200 and run.status is Status.FINISHED
    assert view.store.state.config() == TrainingConfig(**CONFIG)
    assert found("continue_last").text() == "Continue the last run"
    view.session.offer_last_run(run.saved())
    assert found("continue_last").text() == "Restore the last run"
    press("continue_last")
    assert not view.subject.run.is_active and view.subject.run.iteration == 200
    view.session.offer_last_run(saved)
    press("decline_last")
    assert view.session.last_run is None
