"""How long work will still take, from how far it is."""

import time
from collections.abc import Callable, Hashable

_SOONEST = 0.05  # share from which on there is something to go by


class TimeLeft:
    """Remembers when each piece of work was first seen, and how far it was then.

    Parameters
    ----------
    clock : callable, optional
        Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._work: Hashable = None
        self._began, self._share = 0.0, 0.0

    def of(self, work: Hashable, share: float) -> float | None:
        """Return the seconds that `work` needs at its speed so far; None while there is nothing to go by."""
        now = self._clock()
        if work != self._work or share < self._share:
            self._work, self._began, self._share = work, now, share
        done = share - self._share
        return (now - self._began) * (1 - share) / done if done >= _SOONEST else None
