"""The race under way: its contestants, and the work that is done on them beside the window."""

import threading

from PySide6.QtCore import QObject, Signal, Slot

from core.mnist import Dataset
from core.training import TrainingConfig
from explorer.background.background import Background
from explorer.training.race.contestants import (
    Contestant,
    Progress,
    contestants_of,
    fair_slices,
    is_over,
    progress_of,
)

CHANNEL = "training.race"


class Contest(QObject):
    """At most one race, which goes on whether it is seen or not, until it is held or over.

    Parameters
    ----------
    background : Background
        Who does the work: one job for all contestants, so that they take turns.

    Attributes
    ----------
    progress : tuple of Progress
        How far each contestant is; empty before the first start.
    is_ending : bool
        Whether it was asked to hold, and has not done so yet.

    Signals
    -------
    changed()
        The contestants are further, or the race was started, held or ended.
    """

    changed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._contestants: tuple[Contestant, ...] = ()
        self._entry: tuple[TrainingConfig, Dataset] | None = None
        self._hold = threading.Event()
        self._starts = 0
        self.progress: tuple[Progress, ...] = ()
        self.is_running = False
        background.progressed.connect(self._on_progressed)
        background.finished.connect(self._on_ended)
        background.failed.connect(self._on_failed)

    @property
    def is_ending(self) -> bool:
        """Whether it was asked to hold, and has not done so yet."""
        return self.is_running and self._hold.is_set()

    @property
    def is_over(self) -> bool:
        """Whether the contestants are where a race ends."""
        return bool(self._contestants) and not self.is_running and is_over(self._contestants)

    def is_of(self, config: TrainingConfig, dataset: Dataset | None) -> bool:
        """Whether this is the race with these settings on these images."""
        return self._entry is not None and self._entry[0] == config and self._entry[1] is dataset

    def start(self, config: TrainingConfig, dataset: Dataset) -> None:
        """Begin a race from its start line; another one is given up."""
        self._hold.set()
        self._contestants, self._entry = (
            contestants_of(config, dataset, self._background.stop_if_closed),
            (config, dataset),
        )
        self.progress = progress_of(self._contestants)
        self._work()

    def pause(self) -> None:
        """Hold after the present piece of work."""
        self._hold.set()
        self.changed.emit()

    def resume(self) -> None:
        """Go on from where it was held."""
        if self._contestants and not self.is_running:
            self._work()

    def clear(self) -> None:
        """Give the race up: all contestants go back to the start line."""
        self._hold.set()
        self._contestants, self._entry, self.progress, self.is_running = (), None, (), False
        self.changed.emit()

    def _work(self) -> None:
        contestants, hold = self._contestants, threading.Event()
        self._hold = hold
        self._starts += 1
        self.is_running = True
        self._background.submit(CHANNEL, self._starts, lambda: fair_slices(contestants, hold.is_set))
        self.changed.emit()

    def _is_present(self, channel: str, key: object) -> bool:
        return channel == CHANNEL and key == self._starts and bool(self._contestants)

    @Slot(str, object, object)
    def _on_progressed(self, channel: str, key: object, result: tuple[Progress, ...]) -> None:
        if self._is_present(channel, key):
            self.progress = result
            self.changed.emit()

    @Slot(str, object, object)
    def _on_ended(self, channel: str, key: object, result: tuple[Progress, ...]) -> None:
        if self._is_present(channel, key):
            self.progress, self.is_running = result, False
            self.changed.emit()

    @Slot(str, object, object)
    def _on_failed(self, channel: str, key: object, _exception: object) -> None:
        if self._is_present(channel, key):
            self.clear()
