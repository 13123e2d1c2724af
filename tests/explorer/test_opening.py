"""What a window draws before it appears, and what it prepares after that."""

import gc
from itertools import pairwise

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from explorer.application import VIEWS, DeferredView, build
from explorer.state import session
from explorer.window.shell import Shell


def test_that_the_page_of_the_last_time_is_drawn_before_the_window_appears(start, settings_file):
    window = start()
    window.show_view("losses")
    window.view("losses").store.tick(page="step")
    window.close()
    _, again = build(["learnscope", "--settings", str(settings_file)])
    assert again.view("losses").page("step").isVisibleTo(again)
    again.close()


@pytest.mark.frame_clock
def test_that_after_the_first_paint_the_other_views_are_made_with_turns_for_a_person_in_between(
    start, qtbot, monkeypatch
):
    done = []

    def note(owner, method, name_of):
        original = getattr(owner, method)

        def noting(self, *arguments):
            done.append(name_of(self, *arguments))
            return original(self, *arguments)

        monkeypatch.setattr(owner, method, noting)

    window = start()
    gc.unfreeze()
    note(DeferredView, "load", lambda source: source.name)
    note(DeferredView, "__call__", lambda source, *_: source.name)
    turn = QTimer(interval=0)
    turn.timeout.connect(lambda: done.append(None))
    turn.start()
    window.findChild(Shell).start()
    qtbot.waitUntil(lambda: bool(gc.get_freeze_count()), timeout=60_000)
    shown = window.shown_view.name  # which is made already
    names = [source.name for source in VIEWS]
    made = [name for name in names for _ in range(1 if name == shown else 2)]
    assert [name for name in done if name] == made
    assert all(None in pair for pair in pairwise(done))


def test_that_a_window_that_is_closed_at_once_makes_no_other_view(window, qtbot, monkeypatch):
    window.findChild(Shell).start()
    window.close()
    made = []
    monkeypatch.setattr(DeferredView, "load", lambda view: made.append(view.name))
    for _ in range(20):
        QApplication.processEvents()
    assert not made


def test_that_no_run_is_read_before_a_view_shows_one(start, monkeypatch):
    read = []
    monkeypatch.setattr(session, "load_run", read.append)
    start().shown_view.catch_up()
    assert read == []
