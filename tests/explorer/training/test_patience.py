"""How often the pages look closely at a run that is at work."""

from types import SimpleNamespace

import pytest

from explorer.runs import Status
from explorer.training.patience import Patience


@pytest.fixture
def clock():
    return SimpleNamespace(now=100.0)


def patience_with(clock, status, is_newest=True):
    subject = SimpleNamespace(is_newest=is_newest, run=SimpleNamespace(status=status))
    return Patience(subject, lambda: clock.now)


def test_that_work_on_a_run_at_work_begins_only_now_and_then(clock):
    patience = patience_with(clock, Status.RUNNING)
    begun = []
    for _ in range(40):
        clock.now += 0.25
        if patience.lets_begin("test", 2.0):
            begun.append(clock.now)
    assert begun == [100.25, 102.25, 104.25, 106.25, 108.25]
    assert patience.lets_begin("another", 2.0)


@pytest.mark.parametrize(("status", "is_newest"), [(Status.PAUSED, True), (Status.RUNNING, False)])
def test_that_nothing_waits_where_the_network_stays(clock, status, is_newest):
    patience = patience_with(clock, status, is_newest)
    assert all(patience.lets_begin("test", 1000.0) for _ in range(5))
