"""A training run: its configuration, its changes, its history, and, while it lasts, its thread."""

import enum
import queue
import time
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.mnist import Dataset
from core.model_file import SavedRun
from core.training import Checkpoint, TrainingConfig
from core.two_layer_net import TwoLayerNet
from explorer.training_thread import Accuracies, Change, Outcome, TrainingThread

DRAIN_MILLISECONDS = 33
SPEED_WINDOW_SECONDS = 0.5
MNIST_TRAINING_IMAGES = 60_000

Item = TypeVar("Item")


class Status(enum.Enum):
    """Where a run is."""

    WAITING = "waiting"  # for the data
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    DIVERGED = "diverged"
    FAILED = "failed"


class Run(QObject):
    """One training run. The session owns it; views only look, and ask.

    Parameters
    ----------
    key : str
        The id by which states name this run.
    config : TrainingConfig
        What it starts with.

    Attributes
    ----------
    status : Status
    changes : tuple of Change
        What was changed on the way, with the iteration from which it counts: together with `config` and the data
        they give the same run again.
    accuracies : tuple of Accuracies
    outcome : Outcome
        How it ended, once it has.
    steps_per_second : float or None
        The present speed; None where that is unknown.
    is_ending : bool
        Whether an end was asked for that has not come yet.

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
        self.outcome = Outcome()
        self.steps_per_second: float | None = None
        self.is_ending = False
        self._present_config = config
        self._training_images = MNIST_TRAINING_IMAGES
        self._losses = np.empty(1024, dtype=np.float32)
        self._count = 0
        self._network: TwoLayerNet | None = None
        self._network_iteration = 0
        self._checkpoint: Checkpoint | None = None  # of weights that are newer than `_network`
        self._thread: TrainingThread | None = None
        self._speed_mark: tuple[float, int] = (0.0, 0)
        self._timer = QTimer(self, interval=DRAIN_MILLISECONDS)
        self._timer.timeout.connect(self._drain)

    @classmethod
    def from_saved(cls, key: str, saved: SavedRun) -> "Run":
        """Return a run that has ended already, from its record."""
        run = cls(key, saved.config)
        run._losses, run._count, run._network = saved.losses, len(saved.losses), saved.network
        run.accuracies = tuple(
            Accuracies(int(iteration), float(train), float(test))
            for iteration, train, test in zip(
                saved.iterations, saved.train_accuracies, saved.test_accuracies, strict=True
            )
        )
        run._network_iteration = run._count
        run.outcome = Outcome(saved.network, run._count, completed=run._count >= saved.config.iterations)
        run.status = Status.FINISHED if run.outcome.completed else Status.STOPPED
        return run

    def saved(self) -> SavedRun | None:
        """Return the record of the run as it is now, for a file; None while it has no network fit for one."""
        network = self.network
        if network is None or not all(np.isfinite(array).all() for array in network.params.values()):
            return None
        return SavedRun.of(
            network,
            config=self.config,
            losses=self.losses,
            iterations=[accuracies.iteration for accuracies in self.accuracies],
            train_accuracies=[accuracies.train for accuracies in self.accuracies],
            test_accuracies=[accuracies.test for accuracies in self.accuracies],
            name=self.key,
        )

    @property
    def present_config(self) -> TrainingConfig:
        """The configuration with all changes so far."""
        return self._present_config

    @property
    def losses(self) -> NDArray[np.float32]:
        """Loss of each mini-batch so far, shape (iteration,); a view, not to be written to."""
        return self._losses[: self._count]

    @property
    def iteration(self) -> int:
        """Number of updates done."""
        return self._count

    @property
    def iterations_per_epoch(self) -> int:
        """Number of updates that would use every training image once."""
        return max(1, round(self._training_images / self.config.batch_size))

    @property
    def network(self) -> TwoLayerNet | None:
        """The newest network that was asked for, or the one that came out."""
        if self._checkpoint is not None:
            self._network, self._network_iteration = self._checkpoint.network(), self._checkpoint.iteration
            self._checkpoint = None
        return self._network

    @property
    def moments(self) -> tuple[int, ...]:
        """Numbers of updates of which `network_at` has the network, ascending; that of `network` is the last."""
        return (self.moment_at(None),)

    def moment_at(self, moment: int | None) -> int:
        """Return the last of the moments up to this one, or the first of all; None means the newest."""
        checkpoint = self._checkpoint
        return self._network_iteration if checkpoint is None else checkpoint.iteration

    def network_at(self, moment: int | None) -> TwoLayerNet | None:
        """Return the network as it was then, the same object each time; None where there is none yet."""
        return self.network

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

    def start(self, dataset: Dataset) -> None:
        """Train on `dataset` in a thread of its own."""
        self._training_images = len(dataset.train_images)
        self._thread = TrainingThread(self.config, dataset)
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.want_checkpoint()
        self._speed_mark = (time.monotonic(), self._count)
        self._thread.start()
        self._timer.start()
        self._set_status(Status.RUNNING)

    def pause(self) -> None:
        """Hold after the present iteration."""
        if self._thread is not None and self.status is Status.RUNNING and not self.is_ending:
            self._thread.pause()
            self._set_status(Status.PAUSED)

    def resume(self) -> None:
        """Go on after a pause."""
        if self._thread is not None and self.status is Status.PAUSED:
            self._speed_mark = (time.monotonic(), self._count)
            self._thread.resume()
            self._set_status(Status.RUNNING)

    def step(self) -> None:
        """Do one more iteration while it is paused."""
        if self._thread is not None and self.status is Status.PAUSED:
            self._thread.step()

    def ask_to_stop(self) -> None:
        """End the run after the present iteration, without waiting for that; the network so far stays."""
        if self._thread is not None:
            self.is_ending = True
            self._thread.ask_to_end()
            self.progressed.emit()
        elif self.status is Status.WAITING:
            self._set_status(Status.STOPPED)

    def stop(self) -> None:
        """End the run after the present iteration, and return when its thread has ended."""
        if self._thread is not None:
            self._thread.end_now()
            self._on_thread_finished()  # now, not when the queued signal arrives: the caller wants the network
        elif self.status is Status.WAITING:
            self._set_status(Status.STOPPED)

    def change(self, **fields: Any) -> None:
        """Change the learning rate or the optimizer from the next iteration on.

        Raises
        ------
        ValueError
            If a value is not allowed; then nothing changes.
        """
        self._present_config = replace(self._present_config, **fields)
        if self._thread is not None:
            self._thread.post_change(**fields)
        elif self.status is Status.WAITING:
            self.config = self._present_config

    def want_weights(self) -> None:
        """Ask for the newest weights; `progressed` tells when `network` has them."""
        if self._thread is not None:
            self._thread.want_checkpoint()

    @Slot()
    def _drain(self) -> None:
        thread = self._thread
        if thread is None:
            return
        mailbox = thread.mailbox
        losses, accuracies = _taken(mailbox.losses), _taken(mailbox.accuracies)
        changes, checkpoints = _taken(mailbox.changes), _taken(mailbox.checkpoints)
        self._append(losses)
        self.accuracies += tuple(accuracies)
        self.changes += tuple(changes)
        if checkpoints:
            self._checkpoint = checkpoints[-1]
        self._measure_speed()
        if losses or accuracies or changes or checkpoints:
            self.progressed.emit()

    def _append(self, losses: list[float]) -> None:
        needed = self._count + len(losses)
        if needed > len(self._losses):
            grown = np.empty(max(needed, 2 * len(self._losses)), dtype=np.float32)
            grown[: self._count] = self.losses
            self._losses = grown
        self._losses[self._count : needed] = losses
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
        thread.wait()
        self._drain()
        self._timer.stop()
        self._thread = None
        self.is_ending = False
        self.outcome = thread.outcome
        if self.outcome.network is not None:
            self._network, self._checkpoint = self.outcome.network, None
            self._network_iteration = self.outcome.iteration
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


def _taken(mail: "queue.SimpleQueue[Item]") -> list[Item]:
    """Return all that is there now; only one thread takes."""
    return [mail.get() for _ in range(mail.qsize())]
