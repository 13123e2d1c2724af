"""Things that are done one at each turn of the event loop."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from explorer.turns import Turns


class Turn(QObject):
    """Counts the turns of the event loop, and notes in which of them something is done."""

    def __init__(self):
        super().__init__()
        self.number, self.done = 0, []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._count)
        self._timer.start()

    def _count(self):
        self.number += 1

    def note(self, name):
        return lambda: self.done.append((name, self.number))

    @property
    def names(self):
        return "".join(name for name, _ in self.done)


@pytest.fixture
def turn(qapp):
    return Turn()


def test_that_each_thing_has_a_turn_of_its_own_after_one_to_paint_in(turn, qtbot):
    turns = Turns(turn, *map(turn.note, "abc"))
    before = turn.number
    turns.begin()
    assert not turn.names
    qtbot.waitUntil(lambda: turn.names == "abc")
    numbers = [number for _, number in turn.done]
    assert min(np.diff([before, *numbers])) >= 2  # so that what was done last is painted before the next


def test_that_a_later_round_leaves_nothing_out_and_does_nothing_twice(turn, qtbot):
    turns = Turns(turn, *map(turn.note, "abc"))
    turns.begin()
    turns.begin()
    while not turn.names:
        QApplication.processEvents()
    assert turn.names == "a"
    turns.begin()
    qtbot.waitUntil(lambda: turn.names == "abca")
    before = turn.number
    qtbot.waitUntil(lambda: turn.number > before + 8)
    assert turn.names == "abca"


def begun(turn, later):
    """Return three things of which the first has begun some turns ago."""
    turns = Turns(turn, *map(turn.note, "abc"))
    turns.begin()
    for _ in range(later):
        QApplication.processEvents()
    return turns


@pytest.mark.parametrize("later", [0, 1, 2, 3, 4])
def test_that_doing_all_now_leaves_nothing_for_later(turn, qtbot, later):
    turns = begun(turn, later)
    done = turn.names
    turns.do_all()
    before = turn.number
    qtbot.waitUntil(lambda: turn.number > before + 8)
    assert turn.names == done + "abc"


@pytest.mark.parametrize("later", [0, 1, 2, 3, 4])
def test_that_beginning_anew_in_between_does_each_once_more_and_keeps_the_turns_apart(turn, qtbot, later):
    turns = begun(turn, later)
    done, before = turn.names, len(turn.done)
    turns.begin()
    assert turn.names == done
    qtbot.waitUntil(lambda: len(turn.names) >= before + 3)
    assert sorted(turn.names[before : before + 3]) == sorted("abc") and turn.names.startswith(done)
    assert min(np.diff([number for _, number in turn.done])) >= 2


def test_that_what_begins_anew_at_each_turn_is_done_all_the_same(turn, qtbot):
    turns = Turns(turn, *map(turn.note, "abc"))
    restless = QTimer(turn, interval=0)
    restless.timeout.connect(turns.begin)
    restless.start()
    qtbot.waitUntil(lambda: "abcabc" in turn.names)


@pytest.mark.parametrize("later", [0, 1, 2, 3, 4])
def test_that_after_a_stop_nothing_more_is_done_until_it_begins_anew(turn, qtbot, later):
    turns = begun(turn, later)
    done, before = turn.names, turn.number
    turns.stop()
    qtbot.waitUntil(lambda: turn.number > before + 8)
    assert turn.names == done
    turns.begin()
    qtbot.waitUntil(lambda: turn.names == done + "abc")


def test_that_what_fails_holds_up_nothing_else(turn, qtbot):
    def fail():
        raise ValueError

    turns = Turns(turn, fail, turn.note("b"))
    with qtbot.captureExceptions() as failures:
        turns.begin()
        qtbot.waitUntil(lambda: turn.names == "b")
    assert [kind for kind, *_ in failures] == [ValueError]
