"""Threads beside the window give way to it."""

import os
import sys
import threading

import pytest

from explorer.background import Background

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a thread has a niceness")


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_that_work_in_the_background_gives_way_to_the_window(qtbot):
    background, seen, before = Background(), [], niceness()
    background.finished.connect(lambda _room, _key, result: seen.append(result))
    with qtbot.waitSignal(background.finished):
        background.submit("niceness", 1, niceness)
    background.close()
    assert seen[0] > before
    assert niceness() == before
