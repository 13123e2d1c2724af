"""Things that are done one at each turn of the event loop."""

from PySide6.QtCore import QCoreApplication

from explorer.turns import Turns


def test_that_each_thing_has_a_turn_of_its_own(qapp):
    done = []
    turns = Turns(lambda: done.append("a"), lambda: done.append("b"), lambda: done.append("c"))
    turns.begin()
    assert done == ["a"]
    QCoreApplication.processEvents()
    assert done[:2] == ["a", "b"]


def test_that_a_later_round_leaves_nothing_out_and_does_nothing_twice(qtbot):
    done = []
    turns = Turns(lambda: done.append("a"), lambda: done.append("b"), lambda: done.append("c"))
    turns.begin()
    turns.begin()
    assert done == ["a", "b"]
    qtbot.waitUntil(lambda: len(done) == 4)
    assert done == ["a", "b", "c", "a"]


def test_that_doing_all_now_leaves_nothing_for_later(qapp):
    done = []
    turns = Turns(lambda: done.append("a"), lambda: done.append("b"))
    turns.begin()
    turns.do_all()
    for _ in range(5):
        QCoreApplication.processEvents()
    assert done == ["a", "a", "b"]
