"""The session: facts that views share, and who hears of them when they change."""

from dataclasses import replace

import numpy as np
import pytest

from core.mnist import DatasetError
from core.picture import Picture
from core.training import TrainingConfig, train
from explorer.runs import training_thread
from explorer.runs.run import Run, Status
from explorer.state import session as session_module
from explorer.state.session import CHAPTER, MOST_PICTURES, NEWEST, READER, Session

CONFIG = TrainingConfig(hidden_size=4, batch_size=10, learning_rate=0.5, iterations=60, seed=1)
ENDLESS = replace(CONFIG, iterations=10_000_000)


@pytest.fixture
def empty_session(qapp):
    session = Session()
    yield session
    session.close()


@pytest.fixture
def session(empty_session, dataset):
    empty_session.dataset = dataset
    return empty_session


def run_to_the_end(session, qtbot, config=CONFIG):
    key = session.start_run(config)
    qtbot.waitUntil(lambda: not session.run(key).is_active)
    return session.run(key)


def test_that_the_chapters_run_is_there_from_the_start(session):
    run = session.run(CHAPTER)
    assert run.config == TrainingConfig()
    assert run.status is Status.FINISHED and run.iteration == 10_000
    assert run.accuracies[0].iteration == 0 and len(run.accuracies) == 18
    end = session.network(CHAPTER)
    assert (run.accuracies[-1].iteration, run.accuracies[-1].test) == (10_000, end.test_accuracy)
    assert session.runs == () and session.active_run is None


def test_that_the_chapters_run_ends_in_the_chapters_network(session):
    assert np.array_equal(
        session.run(CHAPTER).network.params["W1"], session.network(CHAPTER).network.params["W1"]
    )


def test_that_an_unknown_run_or_network_is_a_bundled_one(session):
    assert session.run("run-77") is session.run(CHAPTER)
    assert session.network("gone") is session.network(READER)
    assert not session.has_network("gone")
    assert session.network(NEWEST) is session.network(READER)


def test_that_of_many_pictures_those_kept_last_stay(empty_session):
    pictures = [Picture(np.full((1, 1), level, np.uint8)) for level in range(MOST_PICTURES + 1)]
    keys = [empty_session.add_picture(picture) for picture in pictures[:-1]]
    assert empty_session.add_picture(Picture(pictures[0].grey.copy())) == keys[0]
    empty_session.add_picture(pictures[-1])
    assert empty_session.picture(keys[0]) is pictures[0]
    assert empty_session.picture(keys[1]) is None


def test_that_a_finished_run_gives_its_network_to_the_session(session, qtbot, dataset):
    told = []
    session.networks_changed.connect(lambda: told.append(session.trained_networks))
    run = run_to_the_end(session, qtbot)
    (key,) = session.trained_networks
    assert told == [(key,)]
    saved = session.network(NEWEST)
    *_, last = train(CONFIG, dataset)
    assert np.array_equal(saved.network.params["W1"], last.network.params["W1"])
    assert (saved.train_accuracy, saved.test_accuracy) == (run.accuracies[-1].train, run.accuracies[-1].test)
    assert saved.config == CONFIG


def test_that_a_stopped_run_gives_its_network_without_accuracies_of_another(session, qtbot):
    key = session.start_run(ENDLESS)
    qtbot.waitUntil(lambda: session.run(key).iteration > 5)
    session.run(key).stop()
    saved = session.network(NEWEST)
    measured = {at.iteration for at in session.run(key).accuracies}
    assert (saved.test_accuracy is None) == (session.run(key).iteration not in measured)


def test_that_a_run_that_diverged_at_once_gives_no_network(session, qtbot):
    run = run_to_the_end(session, qtbot, replace(CONFIG, learning_rate=1e30))
    assert run.status is Status.DIVERGED
    assert session.trained_networks == ()


def test_that_a_new_run_ends_the_one_before(session, qtbot):
    told = []
    session.run_changed.connect(lambda: told.append(session.runs))
    first = session.start_run(ENDLESS)
    qtbot.waitUntil(lambda: session.run(first).iteration > 0)
    second = session.start_run(ENDLESS)
    assert session.run(first).status is Status.STOPPED
    assert session.active_run is session.run(second)
    assert told == [(first,), (first, second)]


def test_that_closing_ends_the_run_under_way(session, qtbot):
    key = session.start_run(ENDLESS)
    qtbot.waitUntil(lambda: session.run(key).iteration > 0)
    session.close()
    assert session.run(key).status is Status.STOPPED


def test_that_a_run_waits_for_the_data(empty_session, qtbot, dataset, monkeypatch):
    monkeypatch.setattr(session_module, "load_dataset", lambda: dataset)
    key = empty_session.start_run(CONFIG)
    assert empty_session.run(key).status is Status.WAITING
    qtbot.waitUntil(lambda: empty_session.run(key).status is Status.FINISHED)
    assert empty_session.dataset is dataset


def test_that_data_that_cannot_be_read_end_a_waiting_run_in_words(empty_session, qtbot, monkeypatch):
    def broken():
        raise DatasetError("The file is too short.")

    monkeypatch.setattr(session_module, "load_dataset", broken)
    sentences = []
    empty_session.problem.connect(sentences.append)
    key = empty_session.start_run(CONFIG)
    qtbot.waitUntil(lambda: not empty_session.run(key).is_active)
    assert empty_session.run(key).status is Status.STOPPED
    assert sentences == ["The file is too short."]


def test_that_an_exception_in_training_is_reported_once(session, qtbot, monkeypatch):
    def broken(*_, **__):
        yield from ()
        raise FloatingPointError("odd")

    monkeypatch.setattr(training_thread, "train", broken)
    reports = []
    session.failed.connect(lambda summary, details: reports.append((summary, "Traceback" in details)))
    run = run_to_the_end(session, qtbot)
    assert run.status is Status.FAILED
    assert reports == [("FloatingPointError: odd", True)]


def test_that_a_run_from_a_file_can_be_asked_for(session, qtbot):
    saved = run_to_the_end(session, qtbot).saved()
    key = session.add_run(saved)
    assert isinstance(session.run(key), Run)
    assert session.run(key).losses.tolist() == saved.losses.tolist()
    assert session.runs[-1] == key == saved.sha256


def test_that_a_run_is_a_network_at_every_moment(session, qtbot, dataset):
    told = session.network(f"{CHAPTER}@0")
    run = run_to_the_end(session, qtbot)
    moments = run.timeline.iterations
    assert moments == (0, 10, 15, 30, 45, 60)
    *_, last = train(replace(CONFIG, iterations=30), dataset, evaluate=False)
    saved = session.network("run-1@30")
    assert np.array_equal(saved.network.params["W1"], last.network.params["W1"])
    assert saved.test_accuracy == run.accuracies[2].test
    assert session.network("run-1@44") is session.network("run-1@30") is saved
    assert session.network("run-1@1000").network is run.network
    assert session.has_network("run-1@30") and session.has_network("chapter@600")
    for unknown in ("run-9@30", "run-1@", "run-1@-3", "run-1@x", "@", "run-1"):
        assert not session.has_network(unknown)
        assert session.network(unknown) is session.network(READER)
    assert told.network.sizes == (784, 50, 10)


def test_that_a_stopped_run_goes_on_as_if_it_had_never_stopped(session, qtbot, dataset):
    config = replace(CONFIG, iterations=400)
    key = session.start_run(config, hold_after=25)
    run = session.run(key)
    qtbot.waitUntil(lambda: run.iteration == 25)
    run.ask_to_stop()
    qtbot.waitUntil(lambda: not run.is_active)
    assert run.can_go_on_to(400) and not run.can_go_on_to(25)
    session.continue_run(key, 400)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED)
    steps = list(train(config, dataset, evaluate=False))
    assert run.losses.tolist() == np.array([step.loss for step in steps], dtype=np.float32).tolist()
    assert np.array_equal(run.network.params["W2"], steps[-1].network.params["W2"])
    assert session.runs == (key,)
    session.continue_run(key, 500, learning_rate=0.1)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED)
    assert run.iteration == 500 and run.outcome.completed
    assert [(at.iteration, at.field, at.value) for at in run.changes] == [(400, "learning_rate", 0.1)]


def test_that_a_run_that_diverged_branches_off_before_that(session, qtbot, dataset):
    key = session.start_run(ENDLESS)
    run = session.run(key)
    qtbot.waitUntil(lambda: run.iteration > 300)
    run.change(learning_rate=1e30)
    qtbot.waitUntil(lambda: run.status is Status.DIVERGED)
    good = run.outcome.iteration
    assert run.timeline.iterations[-1] == good
    branch = session.run(session.branch_run(key, 10_000_000, learning_rate=0.25))
    assert branch.losses.tolist() == run.losses[:good].tolist()
    qtbot.waitUntil(lambda: branch.iteration > good + 20)
    branch.stop()
    assert branch.changes[-1].iteration == good and branch.present_config.learning_rate == 0.25
    steps = train(ENDLESS, dataset, evaluate=False)
    losses = [next(steps).loss for _ in range(good)]
    losses += [steps.send({"learning_rate": 0.25}).loss, *(next(steps).loss for _ in range(19))]
    assert branch.losses[: good + 20].tolist() == np.array(losses, dtype=np.float32).tolist()


def test_that_a_run_from_a_file_goes_on_exactly(session, qtbot, dataset):
    run = session.run(session.start_run(replace(ENDLESS, iterations=400), hold_after=25))
    qtbot.waitUntil(lambda: run.iteration == 25)
    run.stop()
    saved = run.saved()
    key = session.add_run(saved)
    again = session.run(key)
    assert again.timeline.iterations == run.timeline.iterations
    assert again.can_go_on_to(400)
    session.continue_run(key, 400)
    qtbot.waitUntil(lambda: again.status is Status.FINISHED)
    steps = train(replace(ENDLESS, iterations=400), dataset, evaluate=False)
    assert again.losses.tolist() == np.array([step.loss for step in steps], dtype=np.float32).tolist()
    once_more = session.run(session.add_run(saved))  # what the file holds, beside the one that went on
    assert once_more is not again and (once_more.iteration, again.iteration) == (25, 400)


def test_that_a_run_that_diverged_says_so_after_it_was_saved(session, qtbot):
    run = run_to_the_end(session, qtbot, replace(CONFIG, learning_rate=1e30))
    again = session.run(session.add_run(run.saved()))
    assert again.status is Status.DIVERGED
    assert again.outcome.diverged_at == run.outcome.diverged_at
    assert again.outcome.iteration == run.outcome.iteration == 0
