"""Work beside the window: newest wins, and results arrive in the main thread."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread, Slot

from explorer.background import background as background_module
from explorer.background.background import Background


class Listener(QObject):
    def __init__(self, background):
        super().__init__()
        self.results = []
        self.failures = []
        self.threads = set()
        background.finished.connect(self.on_finished)
        background.failed.connect(self.on_failed)

    @Slot(str, object, object)
    def on_finished(self, channel, key, result):
        self.results.append((channel, key, result))
        self.threads.add(QThread.currentThread())

    @Slot(str, object, object)
    def on_failed(self, channel, key, exception):
        self.failures.append((channel, key, str(exception)))


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()


@pytest.fixture
def listener(background):
    return Listener(background)


def test_that_a_result_arrives_in_the_main_thread(background, listener, qtbot):
    background.submit("sum", (1, 2), lambda: 3)
    qtbot.waitUntil(lambda: listener.results == [("sum", (1, 2), 3)])
    assert listener.threads == {QThread.currentThread()}
    assert not background.is_busy


def test_that_promises_are_kept_one_after_the_other_and_none_replaces_another(background, listener, qtbot):
    gate, order = threading.Event(), []
    background.promise("save", "first", lambda: (gate.wait(), order.append("first")))
    background.promise("save", "second", lambda: order.append("second"))
    assert background.is_busy
    gate.set()
    qtbot.waitUntil(lambda: len(listener.results) == 2)
    assert order == [key for _, key, _ in listener.results] == ["first", "second"]
    assert not background.is_busy


def test_that_closing_keeps_what_was_promised(background, listener):
    gate, kept = threading.Event(), []
    background.promise("save", "first", gate.wait)
    second = background.promise("save", "second", lambda: kept.append("second") or "done")
    threading.Timer(0.05, gate.set).start()
    background.close()
    assert kept == ["second"]
    assert second.result(timeout=0) == "done"
    with pytest.raises(RuntimeError):
        background.promise("save", "third", lambda: kept.append("third"))


def test_that_a_promise_that_raises_is_reported(background, listener, qtbot):
    promise = background.promise("save", "file", lambda: 1 / 0)
    qtbot.waitUntil(lambda: listener.failures == [("save", "file", "division by zero")])
    assert isinstance(promise.exception(timeout=0), ZeroDivisionError)
    assert not background.is_busy


def test_that_no_slice_begins_while_something_is_drawn(background, listener, qtbot, monkeypatch):
    monkeypatch.setattr(background_module, "LONGEST_HOLD", 60)
    in_first, gate, in_second = (threading.Event() for _ in range(3))

    def job():
        in_first.set()
        gate.wait()
        yield None
        in_second.set()
        return "done"

    background.submit("map", "key", job)
    qtbot.waitUntil(in_first.is_set)
    background.hold()
    gate.set()
    assert not in_second.wait(0.1)  # the event loop has not turned
    qtbot.waitUntil(lambda: listener.results == [("map", "key", "done")])


def test_that_a_main_thread_that_is_never_done_does_not_stop_all_work(background, qtbot):
    started, gate, done = threading.Event(), threading.Event(), threading.Event()

    def job():
        started.set()
        gate.wait()
        yield None
        done.set()

    background.submit("map", "key", job)
    qtbot.waitUntil(started.is_set)
    background.hold()
    gate.set()
    assert done.wait(20)  # no event is handled meanwhile


def test_that_only_the_newest_job_of_a_room_reports(background, listener, qtbot):
    started, gate = threading.Event(), threading.Event()

    def old():
        started.set()
        gate.wait()

    background.submit("map", "old", old)
    qtbot.waitUntil(started.is_set)
    background.submit("map", "new", lambda: "new result")
    gate.set()
    qtbot.waitUntil(lambda: bool(listener.results))
    assert listener.results == [("map", "new", "new result")]


def test_that_a_sliced_job_ends_at_the_next_slice_when_a_newer_one_comes(background, listener, qtbot):
    started, ended = threading.Event(), threading.Event()

    def endless():
        try:
            while True:
                started.set()
                yield
        finally:
            ended.set()

    background.submit("map", "old", endless)
    qtbot.waitUntil(started.is_set)
    background.submit("map", "new", lambda: 1)
    qtbot.waitUntil(lambda: listener.results == [("map", "new", 1)])
    assert ended.wait(10)


def test_that_a_job_starts_once_what_asked_for_it_is_painted(background, listener, qtbot):
    begun = []
    background.submit("map", "old", lambda: begun.append("old"))
    background.submit("map", "new", lambda: begun.append("new"))
    assert background.is_busy and not begun
    qtbot.waitUntil(lambda: bool(listener.results))
    assert begun == ["new"]


def test_that_a_sliced_job_returns_its_result(background, listener, qtbot):
    def sliced():
        total = 0
        for k in range(5):
            total += k
            yield
        return total

    background.submit("sum", "all", sliced)
    qtbot.waitUntil(lambda: listener.results == [("sum", "all", 10)])


def test_that_an_exception_is_reported_and_the_next_job_runs(background, listener, qtbot):
    def broken():
        raise ValueError("no such file")

    background.submit("load", 1, broken)
    qtbot.waitUntil(lambda: listener.failures == [("load", 1, "no such file")])
    background.submit("load", 1, lambda: "fine")
    qtbot.waitUntil(lambda: listener.results == [("load", 1, "fine")])


def test_that_closing_ends_a_sliced_job(qtbot):
    background = Background()
    started = threading.Event()

    def endless():
        while True:
            started.set()
            yield

    background.submit("map", 1, endless)
    qtbot.waitUntil(started.is_set)
    background.close()
    assert not any(thread.name.startswith("background") for thread in threading.enumerate())


def test_that_first_forms_of_a_result_arrive_before_it(background, listener, qtbot):
    seen = []
    background.progressed.connect(lambda *form: seen.append(form))

    def job():
        yield None
        yield "coarse"
        yield "fine"
        return "exact"

    background.submit("map", 1, job)
    qtbot.waitUntil(lambda: bool(listener.results))
    assert seen == [("map", 1, "coarse"), ("map", 1, "fine")]
    assert listener.results == [("map", 1, "exact")]


def test_that_first_forms_of_an_old_job_are_not_reported(background, listener, qtbot):
    seen, started, gate, yielded = [], threading.Event(), threading.Event(), threading.Event()
    background.progressed.connect(lambda *form: seen.append(form))

    def old():
        started.set()
        gate.wait()
        yielded.set()
        yield "old"

    background.submit("map", "old", old)
    qtbot.waitUntil(started.is_set)
    background.submit("map", "new", lambda: "new result")
    gate.set()
    qtbot.waitUntil(lambda: bool(listener.results) and yielded.is_set())
    assert seen == []
