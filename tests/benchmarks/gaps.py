"""How long the main thread leaves a person waiting."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer, SignalInstance


class Gaps:
    """A 60 Hz timer in the main thread, and the seconds from each of its ticks to the next."""

    def __init__(self) -> None:
        self._gaps: list[float] = []
        self._watch, self._timer = QElapsedTimer(), QTimer(interval=16)
        self._timer.timeout.connect(self._tick)
        self._watch.start()
        self._timer.start()

    def stopped(self) -> list[float]:
        """Stop, and return all gaps, the shortest first."""
        self._timer.stop()
        return sorted(self._gaps)

    def _tick(self) -> None:
        self._gaps.append(self._watch.nsecsElapsed() / 1e9)
        self._watch.start()


def gap_figure(gaps: list[float]) -> str:
    """Return the 99th percentile and the longest of gaps that are in order."""
    return f"p99 {gaps[int(len(gaps) * 0.99)] * 1e3:.0f} ms, longest {gaps[-1] * 1e3:.0f} ms"


def wait_until(signal: SignalInstance, is_over: Callable[[], bool]) -> None:
    """Run the application as it runs for a person: asking again and again would take time from the training."""
    loop = QEventLoop()

    def look() -> None:
        if is_over():
            loop.quit()

    signal.connect(look)
    loop.exec()
    signal.disconnect(look)


def wait(wanted: float) -> None:
    """Run the application for so many seconds as it runs for a person."""
    loop = QEventLoop()
    QTimer.singleShot(round(wanted * 1e3), loop.quit)
    loop.exec()
