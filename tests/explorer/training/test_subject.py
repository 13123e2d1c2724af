"""The network that work in the background is about, while its run goes on."""

import math
from types import SimpleNamespace

import pytest

from explorer.runs.run import Status
from explorer.state.session import CHAPTER, Session
from explorer.state.store import Store
from explorer.training import subject as subject_module
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.training.words import held_network


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(subject_module, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


@pytest.fixture
def session(qapp, dataset):
    session = Session()
    session.dataset = dataset
    yield session
    session.close()


@pytest.fixture
def store():
    return Store(TrainingState(hidden_size=3, batch_size=5, iterations=10_000_000, run=CHAPTER))


@pytest.fixture
def subject(session, store, clock):
    return Subject(session, store)


@pytest.fixture
def start(session, store, qtbot):
    def start():
        run = session.run(session.start_run(store.state.config()))
        qtbot.waitUntil(lambda: run.iteration > 50 and run.network is not None)
        return run

    return start


@pytest.fixture
def wait_for_newer(subject, clock, qtbot):
    """Let some time pass, and return the network that the run under way has then."""

    def wait_for_newer(seconds):
        before = subject.network
        clock.now += seconds
        subject.run.want_weights()
        qtbot.waitUntil(lambda: subject.network is not before)
        return subject.network

    return wait_for_newer


def test_that_a_network_is_held_while_its_run_trains_and_renewed_when_it_pauses(subject, start, qtbot):
    first = subject.held(math.inf)
    assert first.network is subject.network and first.key == subject.network_key
    run = start()
    assert subject.held(math.inf) is first and "updated" in held_network(first, subject)
    run.pause()
    assert run.status is Status.PAUSED
    qtbot.waitUntil(lambda: subject.moment == run.iteration)
    renewed = subject.held(math.inf)
    assert renewed.network is subject.network is not first.network
    assert renewed.run is run and renewed.moment == run.iteration
    assert "renewed" not in held_network(renewed, subject)


def test_that_during_training_a_newer_network_comes_only_every_so_many_seconds(
    subject, start, wait_for_newer
):
    before = subject.held(2.0)
    start()
    first = subject.held(2.0)
    assert first.network is subject.network is not before.network  # nothing of this run is held yet
    wait_for_newer(1.5)
    assert subject.held(2.0) is first
    assert subject.held(1.0).network is subject.network  # another kind of work
    newest = wait_for_newer(1.5)
    assert subject.held(2.0).network is newest
    wait_for_newer(1.0)
    assert subject.held(2.0).network is newest


def test_that_the_network_of_a_chosen_moment_is_given_at_once(subject, store, start, wait_for_newer):
    start()
    held = subject.held(1000.0)
    wait_for_newer(0.1)
    assert subject.held(1000.0) is held
    store.change(moment=subject.moments[0])
    assert subject.held(1000.0).network is subject.network is not held.network


def test_that_before_the_first_network_there_is_none(subject, session, store, monkeypatch):
    monkeypatch.setattr(Subject, "network", None)
    assert subject.held(1.0) is None and subject.held(math.inf) is None
    assert held_network(None, subject) == "no network yet"
