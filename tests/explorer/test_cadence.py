import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.cadence import LONGEST_MILLISECONDS, SHARE, SHORTEST_MILLISECONDS, Cadence


class Worker:
    """A clock that only the test moves."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds

    def intervals(self, cadence, *seconds):
        for some in seconds:
            self.seconds += some
            yield cadence.next_interval()


@given(st.lists(st.floats(0, 10), min_size=1))
def test_that_pictures_are_never_too_close_together_nor_too_far_apart(seconds):
    worker = Worker()
    assert all(
        SHORTEST_MILLISECONDS <= wait <= LONGEST_MILLISECONDS
        for wait in worker.intervals(Cadence(worker), *seconds)
    )


@pytest.mark.parametrize("seconds", [0.004, 0.006, 0.0088])
def test_that_pictures_that_take_long_settle_at_their_share_of_the_time(seconds):
    worker = Worker()
    *_, wait = worker.intervals(Cadence(worker), *[seconds] * 50)
    assert 1e3 * seconds == pytest.approx(SHARE * wait, rel=0.02)


def test_that_one_long_picture_is_forgiven_and_many_are_not():
    worker = Worker()
    cadence = Cadence(worker)
    first, *_, last = worker.intervals(cadence, 0.016, *[0.002] * 20)
    assert (first, last) == (SHORTEST_MILLISECONDS, SHORTEST_MILLISECONDS)
    *_, last = worker.intervals(cadence, *[0.02] * 20)
    assert last == LONGEST_MILLISECONDS


def test_that_it_begins_at_full_pace_whatever_was_before():
    worker = Worker()
    cadence = Cadence(worker)
    list(worker.intervals(cadence, *[1.0] * 10))
    worker.seconds += 60
    cadence.begin()
    assert list(worker.intervals(cadence, 0.001)) == [SHORTEST_MILLISECONDS]
