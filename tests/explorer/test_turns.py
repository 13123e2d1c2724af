"""Things that are done one at each turn of the event loop."""

import pytest
from PySide6.QtCore import QObject, QTimer

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


def test_that_each_thing_has_a_turn_of_its_own(turn, qtbot):
    turns = Turns(turn, *map(turn.note, "abc"))
    turns.begin()
    assert turn.names == "a"
    qtbot.waitUntil(lambda: turn.names == "abc")
    assert len({number for _, number in turn.done}) == 3


def test_that_a_later_round_leaves_nothing_out_and_does_nothing_twice(turn, qtbot):
    turns = Turns(turn, *map(turn.note, "abc"))
    turns.begin()
    turns.begin()
    assert turn.names == "ab"
    qtbot.waitUntil(lambda: turn.names == "abca")


def test_that_doing_all_now_leaves_nothing_for_later(turn, qtbot):
    turns = Turns(turn, *map(turn.note, "ab"))
    turns.begin()
    turns.do_all()
    before = turn.number
    qtbot.waitUntil(lambda: turn.number > before + 5)
    assert turn.names == "aab"


def test_that_what_fails_holds_up_nothing_else(turn, qtbot):
    def fail():
        raise ValueError

    turns = Turns(turn, fail, turn.note("b"))
    with pytest.raises(ValueError):
        turns.begin()
    qtbot.waitUntil(lambda: turn.names == "b")
