"""Waiting until a picture is complete, where one is made for a file and not for the screen."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.background.frame_clock import FrameClock
from explorer.state.session import Session

_NO_INPUT = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


def settle(session: Session, seconds: float) -> None:
    """Let work in the background, and the layouts that its results change, come to rest, for so long at most."""
    deadline = time.monotonic() + seconds
    timer = QTimer(interval=50)  # with a time limit of its own, processEvents would not wait
    timer.start()
    _lay_out(session.frames)
    while not (session.is_settled or time.monotonic() > deadline):
        QApplication.processEvents(_NO_INPUT | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        _lay_out(session.frames)
    _lay_out(session.frames)


def meanwhile[Result](work: Callable[[], Result]) -> Result:
    """Return the result of `work`, done on another thread; meanwhile the window is painted, and input waits."""
    timer = QTimer(interval=10)
    timer.start()
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(work)
        while not result.done():
            QApplication.processEvents(_NO_INPUT | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return result.result()


def _lay_out(frames: FrameClock) -> None:
    frames.draw_now()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for _index in range(4):
        QApplication.processEvents(_NO_INPUT)
