"""The session: facts that views share, and who hears of them when they change."""

from dataclasses import replace

import numpy as np
import pytest

from core.mnist import DatasetError
from core.training import TrainingConfig, train
from explorer import session as session_module
from explorer import training_thread
from explorer.runs import Run, Status
from explorer.session import CHAPTER, NEWEST, READER, Session

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
    assert run.accuracies[0].iteration == 0 and len(run.accuracies) == 17
    assert run.accuracies[-1].test > 0.94
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
