"""A training run: its configuration, its changes, its history, and, while it lasts, its thread."""

import enum
import queue
import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.mnist import Dataset
from core.training import Checkpoint, TrainingConfig
from core.two_layer_net import TwoLayerNet
from explorer.training_thread import Accuracies, Outcome, TrainingThread

DRAIN_MILLISECONDS = 33
SPEED_WINDOW_SECONDS = 1.0
CHANGEABLE = ("learning_rate", "optimizer")  # fields of the configuration that may change while a run goes on


class Status(enum.Enum):
    """Where a run is."""

    WAITING = "waiting"  # for the data
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    DIVERGED = "diverged"
    FAILED = "failed"


@dataclass(frozen=True)
class Change:
    """A field of the configuration that was changed while the run went on."""

    iteration: int
    field: str
    value: Any


class Run(QObject):
    """One training run. The session owns it; views only look, and ask.

    Parameters
    ----------
    key : str
        The id by which states name this run.
    config : TrainingConfig
        What it was started with.

    Signals
    -------
    progressed()
        More losses, accuracies or newer weights are there; at most 30 times a second.
    status_changed()
        `status` is another one now.
    """

    progressed = Signal()
    status_changed = Signal()

    def __init__(self, key: str, config: TrainingConfig) -> None:
        super().__init__()
        self.key = key
        self.config = config
        self.status = Status.WAITING
        self.changes: tuple[Change, ...] = ()
        self.accuracies: tuple[Accuracies, ...] = ()
        self.network: TwoLayerNet | None = None
        self.outcome = Outcome()
        self.steps_per_second: float | None = None
        self._losses = np.empty(1024, dtype=np.float32)
        self._count = 0
        self._checkpoint: Checkpoint | None = None
        self._thread: TrainingThread | None = None
        self._speed_mark: tuple[float, int] = (0.0, 0)
        self._timer = QTimer(self, interval=DRAIN_MILLISECONDS)
        self._timer.timeout.connect(self._drain)

    @classmethod
    def from_history(
        cls,
        key: str,
        config: TrainingConfig,
        losses: NDArray[np.float32],
        accuracies: tuple[Accuracies, ...],
        network: TwoLayerNet,
    ) -> "Run":
        """Return a run that has ended already, from its record."""
        run = cls(key, config)
        run._losses, run._count = np.asarray(losses, dtype=np.float32), len(losses)
        run.accuracies, run.network, run.status = accuracies, network, Status.FINISHED
        return run

    @property
    def losses(self) -> NDArray[np.float32]:
        """Loss of each mini-batch so far, shape (iteration,); a view, not to be written to."""
        return self._losses[: self._count]

    @property
    def iteration(self) -> int:
        """Number of updates done."""
        return self._count

    @property
    def is_active(self) -> bool:
        """Whether it is under way: at work, paused, or waiting for the data."""
        return self.status in (Status.WAITING, Status.RUNNING, Status.PAUSED)

    @property
    def seconds_left(self) -> float | None:
        """Expected time to the end at the present speed; None where that is unknown."""
        if self.status is not Status.RUNNING or not self.steps_per_second:
            return None
        return (self.config.iterations - self._count) / self.steps_per_second

    def start(self, dataset: Dataset, resume: Checkpoint | None = None) -> None:
        """Train on `dataset` in a thread of its own."""
        self._thread = TrainingThread(self.config, dataset, resume)
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.want_checkpoint()
        self._speed_mark = (time.monotonic(), self._count)
        self._thread.start()
        self._timer.start()
        self._set_status(Status.RUNNING)

    def pause(self) -> None:
        """Hold after the present iteration."""
        if self._thread is not None and self.status is Status.RUNNING:
            self._thread.pause()
            self._set_status(Status.PAUSED)

    def resume(self) -> None:
        """Go on after a pause."""
        if self._thread is not None and self.status is Status.PAUSED:
            self._speed_mark = (time.monotonic(), self._count)
            self._thread.resume()
            self._set_status(Status.RUNNING)

    def stop(self) -> None:
        """End the run where it is and wait for its thread; the network so far stays."""
        if self._thread is not None:
            self._thread.stop()
            self._on_thread_finished()  # now, not when the queued signal arrives: the caller wants the network
        elif self.status is Status.WAITING:
            self._set_status(Status.STOPPED)

    def change(self, **fields: Any) -> None:
        """Change the learning rate or the optimizer from the next iteration on."""
        self.config = replace(self.config, **fields)
        self.changes += tuple(Change(self._count, name, value) for name, value in fields.items())
        if self._thread is not None:
            self._thread.post_change(**fields)

    def want_weights(self) -> None:
        """Ask for the newest weights; `progressed` tells when `network` has them."""
        if self._thread is not None:
            self._thread.want_checkpoint()

    @Slot()
    def _drain(self) -> None:
        thread = self._thread
        if thread is None:
            return
        new_losses = _take_all(thread.losses)
        new_accuracies = _take_all(thread.accuracies)
        checkpoint, thread.checkpoint = thread.checkpoint, None
        self._append(new_losses)
        self.accuracies += tuple(new_accuracies)
        if checkpoint is not None:
            self._checkpoint, self.network = checkpoint, checkpoint.network()
        self._measure_speed()
        if new_losses or new_accuracies or checkpoint is not None:
            self.progressed.emit()

    def _append(self, new_losses: list[float]) -> None:
        needed = self._count + len(new_losses)
        if needed > len(self._losses):
            grown = np.empty(max(needed, 2 * len(self._losses)), dtype=np.float32)
            grown[: self._count] = self.losses
            self._losses = grown
        self._losses[self._count : needed] = new_losses
        self._count = needed

    def _measure_speed(self) -> None:
        now = time.monotonic()
        since, count = self._speed_mark
        if self.status is Status.RUNNING and now - since >= SPEED_WINDOW_SECONDS:
            self.steps_per_second = (self._count - count) / (now - since)
            self._speed_mark = (now, self._count)

    @Slot()
    def _on_thread_finished(self) -> None:
        thread = self._thread
        if thread is None:
            return
        self._drain()
        self._timer.stop()
        self._thread = None
        self.outcome = thread.outcome
        self.network = thread.outcome.network or self.network
        thread.deleteLater()
        if self.outcome.problem:
            self._set_status(Status.FAILED)
        elif self.outcome.diverged_at is not None:
            self._set_status(Status.DIVERGED)
        else:
            self._set_status(Status.FINISHED if self.outcome.completed else Status.STOPPED)

    def _set_status(self, status: Status) -> None:
        if status is not self.status:
            self.status = status
            self.status_changed.emit()


def _take_all(mailbox: queue.SimpleQueue[Any]) -> list[Any]:
    taken = []
    while True:
        try:
            taken.append(mailbox.get_nowait())
        except queue.Empty:
            return taken
