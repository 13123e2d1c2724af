"""Results of work in the background, by the inputs that they belong to."""

import threading
from dataclasses import dataclass

import numpy as np
import pytest

from explorer.background.background import Background
from explorer.background.latest_result import LatestResult
from explorer.state.session import Session


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()


@pytest.fixture
def squares(background):
    return LatestResult(background, "squares")


class Gate:
    """Jobs that wait until it is opened, and the numbers that they were begun with."""

    def __init__(self):
        self._open = threading.Event()
        self.begun = []

    def open(self):
        self._open.set()

    def square(self, number):
        """Return a job of one slice."""

        def job():
            self.begun.append(number)
            self._open.wait(20)
            return number * number

        return job

    def square_in_slices(self, number, first_form=None):
        """Return a job that yields a first form and can be ended after it."""

        def job():
            self.begun.append(number)
            yield first_form
            while not self._open.wait(0.01):
                yield None
            return number * number

        return job


@pytest.fixture
def gate():
    gate = Gate()
    yield gate
    gate.open()


def computed(results, qtbot, key, value):
    """Have a result made."""
    with qtbot.waitSignal(results.changed):
        assert results.request(key, lambda: value) is None
    assert results.request(key, lambda: None) == value


def test_that_the_newest_request_ends_older_work_and_wins(squares, gate, qtbot):
    squares.request(2, gate.square_in_slices(2))
    qtbot.waitUntil(lambda: gate.begun == [2])
    with qtbot.waitSignal(squares.changed):
        squares.request(3, lambda: 9)
    assert squares.latest == 9 and squares.is_current
    gate.open()
    computed(squares, qtbot, 4, 16)
    assert squares.latest_if(lambda key: key == 2) is None


def test_that_an_older_result_that_comes_late_does_not_replace_a_newer_one(background, squares, gate, qtbot):
    squares.request(2, gate.square(2))  # nothing can end it: it has one slice
    qtbot.waitUntil(lambda: gate.begun == [2])
    with qtbot.waitSignal(squares.changed):
        squares.request(3, lambda: 9)
    gate.open()
    computed(LatestResult(background, "another"), qtbot, 0, 0)
    computed(LatestResult(background, "another"), qtbot, 1, 1)
    assert squares.latest == 9 and squares.latest_if(lambda key: key == 3) == 9


def test_that_a_result_of_other_inputs_is_no_current_one(squares, gate, qtbot):
    assert not squares.is_current and squares.latest is None
    computed(squares, qtbot, 2, 4)
    assert squares.is_current
    assert squares.request(3, gate.square(3)) is None
    assert not squares.is_current and squares.latest == 4
    assert squares.latest_if(lambda key: key % 2 == 0) == 4
    assert squares.latest_if(lambda key: key % 2 == 1) is None
    with qtbot.waitSignal(squares.changed):
        gate.open()
    assert squares.is_current and squares.latest == 9


def test_that_a_result_that_is_asked_for_again_is_there_at_once(squares, qtbot):
    computed(squares, qtbot, 2, 4)
    computed(squares, qtbot, 3, 9)
    assert squares.request(2, lambda: None) == 4
    assert squares.is_current and squares.latest == 4


@pytest.mark.parametrize("request_name", ["request", "request_in_turn"])
def test_that_work_that_is_asked_for_again_while_it_is_under_way_is_done_once(
    background, squares, gate, qtbot, request_name
):
    request = getattr(squares, request_name)
    request(2, gate.square(2))
    qtbot.waitUntil(lambda: gate.begun == [2])
    request(2, gate.square(2))
    with qtbot.waitSignal(squares.changed):
        gate.open()
    assert squares.latest == 4 and gate.begun == [2] and not background.is_busy


def test_that_in_turn_work_under_way_ends_before_the_newest_request_begins(squares, gate, qtbot):
    seen = []
    squares.changed.connect(lambda: seen.append(squares.latest))
    for number in (2, 3, 4, 5):
        assert squares.request_in_turn(number, gate.square(number)) is None
        qtbot.waitUntil(lambda: bool(gate.begun))
    assert gate.begun == [2]
    gate.open()
    qtbot.waitUntil(lambda: squares.is_current)
    assert seen == [4, 25] and gate.begun == [2, 5]


def test_that_in_turn_the_next_work_begins_as_soon_as_there_is_a_first_form(squares, gate, qtbot):
    with qtbot.waitSignal(squares.changed):
        squares.request_in_turn(2, gate.square_in_slices(2, first_form=3.9))
        squares.request_in_turn(3, gate.square_in_slices(3, first_form=8.9))
    assert squares.latest == 3.9 and not squares.is_current
    with qtbot.waitSignal(squares.changed):
        pass
    assert squares.latest == 8.9 and not squares.is_current
    squares.request_in_turn(4, lambda: 16)  # the one under way has its first form already
    qtbot.waitUntil(lambda: squares.is_current)
    assert squares.latest == 16 and gate.begun == [2, 3]


def test_that_in_turn_a_first_form_of_older_work_is_none_of_the_work_under_way(squares, gate, qtbot):
    with qtbot.waitSignal(squares.changed):
        squares.request_in_turn(2, gate.square_in_slices(2, first_form=3.9))
    squares.request_in_turn(3, gate.square(3))
    qtbot.waitUntil(lambda: gate.begun == [2, 3])
    squares.request_in_turn(4, gate.square(4))
    with qtbot.waitSignal(squares.changed):
        gate.open()
    assert squares.latest == 9


def test_that_a_known_result_is_given_at_once_also_in_turn(background, squares, gate, qtbot):
    computed(squares, qtbot, 2, 4)
    squares.request(3, gate.square(3))
    squares.request_in_turn(5, gate.square(5))
    assert squares.request_in_turn(2, gate.square(2)) == 4
    assert squares.is_current
    gate.open()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert gate.begun == [3]  # what waited is not wanted any more


def test_that_what_a_job_yields_is_a_first_form_of_its_result_and_of_no_other(squares, gate, qtbot):
    with qtbot.waitSignal(squares.changed):
        assert squares.request(2, gate.square_in_slices(2, first_form=3.9)) is None
    assert squares.first_form(2) == squares.latest == 3.9 and squares.first_form(3) is None
    assert not squares.is_current
    with qtbot.waitSignal(squares.changed):
        gate.open()
    assert squares.request(2, lambda: None) == 4 and squares.first_form(2) is None


def test_that_work_that_is_stopped_ends_at_its_next_yield_and_keeps_its_first_form(
    background, squares, qtbot
):
    ended = threading.Event()

    def slices():
        try:
            while True:
                yield 3.9
        finally:
            ended.set()

    with qtbot.waitSignal(squares.changed):
        assert squares.request(2, slices) is None
    squares.stop()
    assert ended.wait(20)
    assert not background.is_busy
    assert squares.first_form(2) == 3.9 and not squares.is_current
    computed(squares, qtbot, 2, 4)


def test_that_after_work_that_failed_the_last_result_stays_and_what_waited_begins(
    background, squares, gate, qtbot
):
    def fails():
        gate.square(3)()
        raise ValueError("no square")

    computed(squares, qtbot, 2, 4)
    with qtbot.waitSignal(background.failed):
        squares.request_in_turn(3, fails)
        gate.open()
    assert squares.latest == 4 and not squares.is_current
    with qtbot.waitSignal(background.failed):
        assert squares.request_in_turn(3, fails) is None  # another try
        assert squares.request_in_turn(4, lambda: 16) is None
    qtbot.waitUntil(lambda: squares.is_current)
    assert squares.latest == 16


@dataclass(frozen=True)
class Found:
    shared: np.ndarray
    own: tuple[np.ndarray, ...]


@pytest.mark.parametrize(("size", "kept"), [(1_000, [4, 5, 6, 7, 8, 9, 10, 11]), (6_000_000, [10, 11])])
def test_that_fewer_large_results_are_kept_than_small_ones(background, qtbot, size, kept):
    results, shared = LatestResult(background, "results"), np.zeros(4_000_000, np.uint8)
    for key in range(12):
        computed(results, qtbot, key, Found(shared, (np.zeros(size, np.uint8),)))
    again = [key for key in reversed(range(12)) if results.request(key, list) is not None]
    assert again[::-1] == kept


def test_that_results_outlive_what_asked_for_them(qapp, qtbot):
    session = Session()
    computed(session.latest_result("squares"), qtbot, 2, 4)
    assert session.latest_result("squares").request(2, lambda: None) == 4
    assert session.latest_result("others").latest is None
    session.close()
