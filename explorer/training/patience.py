"""How often the pages look closely at a run that is at work: what they compute is time taken from the run."""

import time
from collections.abc import Callable

from explorer.runs import Status
from explorer.training.subject import Subject


class Patience:
    """Lets each kind of work on the newest network of a run begin only now and then.

    Parameters
    ----------
    subject : Subject
    clock : callable, optional
        Seconds that never go back.
    """

    def __init__(self, subject: Subject, clock: Callable[[], float] = time.monotonic) -> None:
        self._subject, self._clock = subject, clock
        self._begun: dict[str, float] = {}

    def lets_begin(self, work: str, seconds: float) -> bool:
        """Whether work of this name may begin now: at once, or so many seconds after it did last during a run.

        Where it may not, the subject soon has a newer network, and the page asks again.
        """
        if not (self._subject.is_newest and self._subject.run.status is Status.RUNNING):
            return True
        now = self._clock()
        if now - self._begun.get(work, -seconds) < seconds:
            return False
        self._begun[work] = now
        return True
