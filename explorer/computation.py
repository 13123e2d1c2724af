"""Results of work beside the window, each kept with the inputs that it belongs to."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from explorer.background import Background, Job

_KEPT_BYTES = 10_000_000  # of one kind: of a large network a single result has 46 MB
_LEAST_KEPT = 2  # a page may show two at once
_KEPT = 8  # so that undo, and a look at another weight and back, need no second wait


class Computation[Result](QObject):
    """One kind of work in the background, and its latest results.

    Parameters
    ----------
    background : Background
        Who does it.
    channel : str
        As for `Background.submit`: a newer wish ends an older one.

    Signals
    -------
    progressed()
        There is a first form of a result, which a job has yielded.
    finished()
        There is another result.
    """

    progressed = Signal()
    finished = Signal()

    def __init__(self, background: Background, channel: str) -> None:
        super().__init__()
        self._background, self._channel = background, channel
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._first_form: tuple[Hashable, Result] | None = None
        background.progressed.connect(self._on_progressed)
        background.finished.connect(self._on_finished)

    def get(self, key: Hashable, job: Job) -> Result | None:
        """Return the result for `key`; where there is none yet, have `job` make it and return None."""
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key]
        self._background.submit(self._channel, key, job)
        return None

    def get_in_turn(self, key: Hashable, job: Job) -> Result | None:
        """As `get`, but let work under way end first: for inputs that change before any work on them ends.

        `finished` then tells the owner to ask again.
        """
        if key not in self._results and self._background.is_working_on(self._channel):
            return None
        return self.get(key, job)

    def known(self, key: Hashable) -> Result | None:
        """Return the result for `key` if there is one already."""
        return self._results.get(key)

    def first_form(self, key: Hashable) -> Result | None:
        """Return what the job for `key` has yielded last, while it is under way or after it was stopped."""
        return self._first_form[1] if self._first_form is not None and self._first_form[0] == key else None

    def stop(self) -> None:
        """End the work under way, at its next yield; its first form stays."""
        self._background.drop(self._channel)

    @property
    def latest(self) -> Result | None:
        """The result that was made or asked for last; None before the first."""
        return next(reversed(self._results.values()), None)

    @Slot(str, object, object)
    def _on_progressed(self, channel: str, key: Hashable, first_form: Result) -> None:
        if channel == self._channel:
            self._first_form = key, first_form
            self.progressed.emit()

    @Slot(str, object, object)
    def _on_finished(self, channel: str, key: Hashable, result: Result) -> None:
        if channel == self._channel:
            self._results[key], self._first_form = result, None
            while len(self._results) > _LEAST_KEPT and (
                len(self._results) > _KEPT or _bytes_held(self._results.values()) > _KEPT_BYTES
            ):
                self._results.popitem(last=False)
            self.finished.emit()


def _bytes_held(results: Iterable[object]) -> int:
    """Return the size of all arrays in some results; one that several share counts once."""
    seen: set[int] = set()
    waiting, size = list(results), 0
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, np.ndarray):
            size += value.nbytes
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, (tuple, list)):
            waiting += value
        elif hasattr(value, "__dict__") and not isinstance(value, type):
            waiting += vars(value).values()
    return size
