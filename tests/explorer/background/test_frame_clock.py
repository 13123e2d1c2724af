"""What is stale is drawn at the next frame: once, however often it changed."""

import time

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from explorer.background.frame_clock import FRAME_SECONDS, LONGEST_LEISURE, FrameClock

pytestmark = pytest.mark.frame_clock


class Drawn(QObject):
    """Notes what is drawn, and in which turn of the event loop."""

    def __init__(self):
        super().__init__()
        self.names, self.turns, self.times, self._turn = "", [], [], 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._count)
        self._timer.start()

    def _count(self):
        self._turn += 1

    def _note(self, name):
        self.names += name
        self.turns.append(self._turn)
        self.times.append(time.monotonic())

    def a(self):
        self._note("a")

    def b(self):
        self._note("b")

    def fail(self):
        raise ValueError


@pytest.fixture
def clock(qapp):
    return FrameClock()


@pytest.fixture
def drawn(qapp):
    return Drawn()


def test_that_what_is_asked_for_often_is_drawn_once_and_not_before_the_frame(clock, drawn, qtbot):
    for _ in range(5):
        clock.request(drawn.a)
    assert not drawn.names
    qtbot.waitUntil(lambda: bool(drawn.names))
    clock.request(drawn.b)
    qtbot.waitUntil(lambda: "b" in drawn.names)
    assert drawn.names == "ab"


def test_that_each_thing_is_drawn_in_a_turn_of_its_own(clock, drawn, qtbot):
    clock.request(drawn.a)
    clock.request(drawn.b)
    qtbot.waitUntil(lambda: drawn.names == "ab")
    assert drawn.turns[0] < drawn.turns[1]


def test_that_frames_are_never_closer_together_than_the_screen_shows_them(clock, drawn, qtbot):
    restless = QTimer(drawn, interval=0)
    restless.timeout.connect(lambda: clock.request(drawn.a))
    restless.start()
    qtbot.waitUntil(lambda: len(drawn.times) >= 10)
    assert drawn.times[9] - drawn.times[0] >= 9 * FRAME_SECONDS - 0.005


def test_that_waiting_is_not_prolonged_by_later_requests_and_ended_by_an_urgent_one(clock, drawn, qtbot):
    began = time.monotonic()
    clock.request(drawn.a, wait=0.2)
    clock.request(drawn.a, wait=60)
    qtbot.waitUntil(lambda: drawn.names == "a")
    assert drawn.times[0] - began >= 0.2
    clock.request(drawn.b, wait=60)
    clock.request(drawn.b)
    qtbot.waitUntil(lambda: drawn.names == "ab")


def test_that_what_fails_holds_up_nothing_else(clock, drawn, qtbot):
    with qtbot.captureExceptions() as failures:
        clock.request(drawn.fail)
        clock.request(drawn.b)
        qtbot.waitUntil(lambda: drawn.names == "b")
    assert [kind for kind, *_ in failures] == [ValueError]


def test_that_what_was_deleted_meanwhile_is_not_drawn(clock, drawn, qtbot):
    gone = Drawn()
    clock.request(gone.a)
    clock.request(drawn.b)
    gone.deleteLater()
    QApplication.sendPostedEvents(gone)
    qtbot.waitUntil(lambda: drawn.names == "b")
    assert not gone.names


class Worker:
    """CPU time that only the test spends."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def leisure_after(seconds, qtbot):
    """Return how long progress waits after frames that took these seconds of CPU time."""
    worker = Worker()
    clock = FrameClock(worker)
    for some in seconds:
        done = []
        clock.request(lambda done=done: done.append(True))
        worker.seconds += some
        qtbot.waitUntil(lambda done=done: bool(done))
    return clock.leisure


def test_that_nine_tenths_of_the_time_are_left_to_what_makes_progress(qtbot):
    assert leisure_after([0.005] * 20, qtbot) == pytest.approx(0.045, rel=0.05)


def test_that_one_long_frame_is_forgiven_and_many_are_not(qtbot):
    once = leisure_after([0.016, *[0.001] * 15], qtbot)
    often = leisure_after([0.016] * 15, qtbot)
    assert once < 0.015 < often == LONGEST_LEISURE


def test_that_a_view_is_drawn_once_a_frame_however_often_its_state_changes(window, qtbot, monkeypatch):
    window.show_view("descent")
    view, drawn = window.shown_view, []
    render = view.render_state
    monkeypatch.setattr(
        view, "render_state", lambda: (drawn.append(view.store.state.learning_rate), render())
    )
    for learning_rate in (0.2, 0.3, 0.4):
        view.store.change(learning_rate=learning_rate)
    assert not drawn
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn == [0.4]


def test_that_code_without_an_event_loop_reads_the_present_state(window):
    view = window.view("losses")
    window.show_view("losses")
    before = window.grab().toImage()
    view.store.change(target=7)
    assert window.grab().toImage() != before
