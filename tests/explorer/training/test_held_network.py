"""The network that long work is about, while its run goes on."""

import pytest

from explorer.runs import Status
from explorer.session import CHAPTER, Session
from explorer.store import Store
from explorer.training.held_network import HeldNetwork
from explorer.training.state import TrainingState
from explorer.training.subject import Subject


@pytest.fixture
def subject(qapp, dataset):
    session = Session()
    session.dataset = dataset
    yield Subject(session, Store(TrainingState(hidden_size=3, batch_size=5, iterations=10_000_000)))
    session.close()


def test_that_a_network_is_kept_while_its_run_is_at_work_and_renewed_when_it_pauses(subject, qtbot):
    held = HeldNetwork(subject)
    first = held.take()
    assert first.network is subject.network and first.key == subject.network_key
    session, store = subject._session, subject._store
    run = session.run(session.start_run(store.state.config()))
    qtbot.waitUntil(lambda: run.iteration > 50 and run.network is not None)
    assert held.take() is first and held.is_behind and "renewed" in held.words()
    run.pause()
    assert run.status is Status.PAUSED
    qtbot.waitUntil(lambda: subject.moment == run.iteration)
    renewed = held.take()
    assert renewed.network is subject.network is not first.network and renewed.run is run
    assert not held.is_behind and "renewed" not in held.words()


def test_that_without_a_network_there_is_none(subject):
    class Nobody:
        is_newest, network, run = True, None, subject._session.run(CHAPTER)

    held = HeldNetwork(Nobody())
    assert held.take() is None and not held.is_behind
    assert held.words() == "no network yet"
