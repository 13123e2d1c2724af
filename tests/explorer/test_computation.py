"""Work beside the window, kept with the inputs that it belongs to."""

import threading
from dataclasses import dataclass

import numpy as np

from explorer.background import Background
from explorer.computation import Computation


def test_that_work_under_way_ends_before_newer_work_in_turn_begins(qtbot):
    background = Background()
    squares = Computation(background, "squares")
    gate = threading.Event()

    def slow():
        gate.wait(20)
        return 4

    assert squares.get_in_turn(2, slow) is None
    assert squares.get_in_turn(3, lambda: 9) is None  # not yet: asked for again below
    with qtbot.waitSignal(squares.finished):
        gate.set()
    assert squares.latest == squares.known(2) == 4 and squares.known(3) is None
    assert squares.get_in_turn(2, slow) == 4
    with qtbot.waitSignal(squares.finished):
        assert squares.get_in_turn(3, lambda: 9) is None
    assert squares.get_in_turn(3, lambda: 9) == squares.latest == 9
    background.close()


def test_that_what_a_job_yields_is_a_first_form_of_its_result_and_of_no_other(qtbot):
    background = Background()
    sums = Computation(background, "sums")
    gate = threading.Event()

    def parts():
        yield [1]
        gate.wait(20)
        return [1, 2]

    with qtbot.waitSignal(sums.progressed):
        assert sums.get("both", parts) is None
    assert sums.first_form("both") == [1] and sums.first_form("another") is None
    with qtbot.waitSignal(sums.finished):
        gate.set()
    assert sums.get("both", parts) == [1, 2] and sums.first_form("both") is None
    background.close()


def test_that_work_that_is_stopped_ends_at_its_next_yield_and_keeps_its_first_form(qtbot):
    background = Background()
    squares = Computation(background, "squares")
    ended = threading.Event()

    def slices():
        try:
            while True:
                yield 3.9
        finally:
            ended.set()

    with qtbot.waitSignal(squares.progressed):
        assert squares.get(2, slices) is None
    assert squares.first_form(2) == 3.9
    squares.stop()
    assert ended.wait(20)
    assert not background.is_busy
    assert squares.first_form(2) == 3.9 and squares.latest is None
    with qtbot.waitSignal(squares.finished):
        squares.get(2, lambda: 4)
    assert squares.latest == 4
    background.close()


@dataclass(frozen=True)
class Found:
    shared: np.ndarray
    own: tuple[np.ndarray, ...]


def test_that_fewer_large_results_are_kept_than_small_ones(qtbot):
    background, shared = Background(), np.zeros(9_000_000, np.uint8)
    for size, kept in ((1_000, [4, 5, 6, 7, 8, 9, 10, 11]), (6_000_000, [10, 11])):
        results = Computation(background, f"results of {size}")
        for key in range(12):
            with qtbot.waitSignal(results.finished):
                found = Found(shared, (np.zeros(size, np.uint8),))
                results.get(key, lambda found=found: found)
        assert [key for key in range(12) if results.known(key) is not None] == kept
    background.close()
