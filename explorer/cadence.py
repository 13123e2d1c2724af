"""How often what goes on beside the window is drawn."""

import time
from collections.abc import Callable

SHORTEST_MILLISECONDS, LONGEST_MILLISECONDS = 33, 90
"""From one picture to the next."""

SHARE = 1 / 10
"""Of its time that the main thread may take."""

_WEIGHT_OF_NEWEST = 0.2


class Cadence:
    """Draws as often as leaves most of the time to the work that is drawn.

    Python runs in one thread at a time: while the window draws, training waits. So the main thread may take a tenth
    of the time, and on a slow machine, or while a person drags, there are fewer pictures instead of fewer steps.

    Parameters
    ----------
    clock : callable, optional
        Tells how many seconds the thread that draws has been at work.
    """

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._mark = clock()
        self._seconds = 0.0  # at work from one picture to the next, a running mean

    def begin(self) -> None:
        """Start anew, at full pace."""
        self._mark, self._seconds = self._clock(), 0.0

    def next_interval(self) -> int:
        """Return how many milliseconds to wait from this picture to the next."""
        before, self._mark = self._mark, self._clock()
        self._seconds += _WEIGHT_OF_NEWEST * (self._mark - before - self._seconds)
        wanted = 1e3 * self._seconds / SHARE
        return round(min(max(wanted, SHORTEST_MILLISECONDS), LONGEST_MILLISECONDS))
