import gc
import threading

from PySide6.QtCore import QObject

from explorer.background.garbage import collect_on_this_thread, collect_what_is_due, keep_what_is_there


class Cycle:
    """Garbage that only the collector finds; tells on which thread it ends."""

    def __init__(self, ends):
        self._itself, self._ends = self, ends

    def __del__(self):
        self._ends.append(threading.current_thread())


def in_a_thread(action):
    thread = threading.Thread(target=action)
    thread.start()
    thread.join()


def make_much(ends):
    Cycle(ends)
    kept = [[] for _ in range(10 * gc.get_threshold()[0])]
    del kept[:]


def test_that_garbage_made_at_work_ends_on_the_thread_of_the_window(qtbot, qapp):
    parent, ends = QObject(), []
    collect_on_this_thread(parent)
    in_a_thread(lambda: make_much(ends))
    assert not ends
    held = [[] for _ in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.main_thread()]
    assert held


def test_that_nothing_is_collected_before_it_is_due():
    gc.collect()
    ends = []
    Cycle(ends)
    collect_what_is_due()
    assert not ends
    held = [[] for _ in range(2 * gc.get_threshold()[0])]
    collect_what_is_due()
    assert ends == [threading.main_thread()]
    assert held


def test_that_what_is_kept_is_looked_at_no_more_but_garbage_before_and_after_is(request):
    request.addfinalizer(gc.unfreeze)
    before, kept, after = [], [], []
    Cycle(before)
    held = Cycle(kept)
    keep_what_is_there()
    assert before
    del held
    Cycle(after)
    gc.collect()
    assert after
    assert not kept
