"""A training run: its configuration, its history, its moments, and, while it lasts, its thread."""

from __future__ import annotations

import enum
import queue
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.mnist import Dataset
from core.model_file import SavedRun
from core.moments import Moments
from core.training import CHANGEABLE, TrainingConfig
from core.training_config import Change
from core.two_layer_net import TwoLayerNet
from explorer.run_history import History
from explorer.run_timeline import Timeline
from explorer.training_thread import Accuracies, Outcome, TrainingThread, first_explosion

DRAIN_MILLISECONDS = 33
SPEED_WINDOW_SECONDS = 0.5
MNIST_TRAINING_IMAGES = 60_000
FILE_BYTES = (
    55_000_000  # losses and checkpoints of a run in a file; what is left of its limit is for the rest
)

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
    name : str
        What its record called it, or the id that it began with.
    status : Status
    history : History
        Losses, accuracies and changes: the changes, `config` and the data give the same run again.
    timeline : Timeline
        Its networks, now and at its kept moments.
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
        self.key = self.name = key
        self.config = config
        self.status = Status.WAITING
        self.history = History()
        self.timeline = Timeline(Moments(config.iterations_per_epoch(MNIST_TRAINING_IMAGES)))
        self.outcome = Outcome()
        self.steps_per_second: float | None = None
        self.is_ending = False
        self._present_config = config
        self._held_after: int | None = None
        self._thread: TrainingThread | None = None
        self._speed_mark: tuple[float, int] = (0.0, 0)
        self._timer = QTimer(self, interval=DRAIN_MILLISECONDS)
        self._timer.timeout.connect(self._drain)

    @classmethod
    def from_saved(cls, key: str, saved: SavedRun) -> Run:
        """Return a run that has ended already, from its record."""
        run = cls(key, saved.config)
        run.name = saved.name or key
        run.history, timeline = History.from_saved(saved), run.timeline
        timeline.final, timeline.final_iteration = saved.network, run.iteration
        if saved.checkpoints:
            timeline.moments = replace(timeline.moments, kept=saved.checkpoints[:-1])
            timeline.newest = saved.checkpoints[-1]
            run._present_config = replace(saved.checkpoints[-1].config, iterations=saved.config.iterations)
        made = timeline.iteration_at(None)
        exploded = first_explosion(run.losses) if made < run.iteration else None
        completed = made >= saved.config.iterations
        run.outcome = Outcome(saved.network, made, timeline.newest, completed, diverged_at=exploded)
        run.status = run._status_at_end()
        return run

    def branch(self, key: str) -> Run:
        """Return a new run that is this one up to its newest checkpoint, and waits to go on from there."""
        run, checkpoint = Run(key, self.config), self.timeline.newest
        if checkpoint is not None:
            run.history = self.history.until(checkpoint.iteration)
            run.timeline = Timeline(self.timeline.moments.until(checkpoint.iteration), checkpoint)
            run._present_config = checkpoint.config
        return run

    def saved(self) -> SavedRun | None:
        """Return the record of the run as it is now, for a file; None while it has no network fit for one.

        A run that diverged keeps the losses that did; any other one ends with its newest checkpoint.
        """
        record = self.recorder()
        return None if record is None else record()

    def recorder(self, name: str = "") -> Callable[[], SavedRun] | None:
        """Return what makes `saved`, on any thread and whatever has become of the run by then.

        `name` is what the record calls the run; its own name unless given.
        """
        network, newest = self.network, self.timeline.newest
        if network is None or not all(np.isfinite(array).all() for array in network.params.values()):
            return None
        history = self.history
        if newest is not None and self.status is not Status.DIVERGED:
            history = history.until(newest.iteration)
        return partial(
            SavedRun.of,
            network,
            config=self.config,
            losses=history.losses,
            iterations=[at.iteration for at in history.accuracies],
            train_accuracies=[at.train for at in history.accuracies],
            test_accuracies=[at.test for at in history.accuracies],
            name=name or self.name,
            changes=history.changes,
            checkpoints=self.timeline.checkpoints(FILE_BYTES - history.losses.nbytes),
            validation_accuracies=history.validation_accuracies(),
        )

    @property
    def present_config(self) -> TrainingConfig:
        """The configuration with all changes so far."""
        return self._present_config

    @property
    def losses(self) -> NDArray[np.float32]:
        """Loss of each mini-batch so far, shape (iteration,); a view, not to be written to."""
        return self.history.losses

    @property
    def accuracies(self) -> tuple[Accuracies, ...]:
        """All accuracies so far, by ascending iteration."""
        return self.history.accuracies

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed on the way."""
        return self.history.changes

    @property
    def iteration(self) -> int:
        """Number of updates done."""
        return self.history.iteration

    @property
    def iterations_per_epoch(self) -> int:
        """Number of updates that would use every training image once."""
        return self.timeline.moments.iterations_per_epoch

    @property
    def network(self) -> TwoLayerNet | None:
        """The newest network that was asked for, or the one that came out."""
        return self.timeline.network_at(None)

    @property
    def is_active(self) -> bool:
        """Whether it is under way: at work, paused, or waiting for the data."""
        return self.status in (Status.WAITING, Status.RUNNING, Status.PAUSED)

    def can_go_on_to(self, iterations: int) -> bool:
        """Whether it has ended in good order, and can be taken up again there for so many iterations in all."""
        newest, config = self.timeline.newest, self.config
        return (
            self.status in (Status.STOPPED, Status.FINISHED)
            and newest is not None
            and newest.iteration == self.iteration < iterations
            and (config.schedule == "constant" or iterations == config.iterations)
        )

    @property
    def seconds_left(self) -> float | None:
        """Expected time to the end at the present speed; None where that is unknown."""
        if self.status is not Status.RUNNING or not self.steps_per_second:
            return None
        return (self.config.iterations - self.iteration) / self.steps_per_second

    def wait(self, iterations: int) -> None:
        """Wait for `start`, which goes on up to so many iterations in all."""
        self.config = replace(self.config, iterations=iterations)
        self._present_config = replace(self._present_config, iterations=iterations)
        self._set_status(Status.WAITING)

    def hold_after(self, iterations: int | None) -> None:
        """Pause after so many iterations from the start; None goes on."""
        self._held_after = iterations

    def start(self, dataset: Dataset) -> None:
        """Train on `dataset` in a thread of its own, from the newest checkpoint if there is one."""
        moments, newest = self.timeline.moments, self.timeline.newest
        moments = replace(
            moments, iterations_per_epoch=self.config.iterations_per_epoch(len(dataset.train_images))
        )
        self.timeline.moments = moments
        config = self.config
        if newest is not None:
            config = replace(newest.config, iterations=config.iterations)
        self._thread = TrainingThread(config, dataset, moments, newest)
        for name in CHANGEABLE:
            wanted = getattr(self._present_config, name)
            if wanted != getattr(config, name):
                self._thread.post_change(**{name: wanted})
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.want_checkpoint()
        self._speed_mark = (time.monotonic(), self.iteration)
        if self._held_after is not None:
            self._thread.pause()
            self._thread.step(self._held_after - 1)  # it holds for the first time after one
        self._thread.start()
        self._timer.start()
        self._set_status(Status.RUNNING if self._held_after is None else Status.PAUSED)

    def pause(self) -> None:
        """Hold after the present iteration."""
        if self._thread is not None and self.status is Status.RUNNING and not self.is_ending:
            self._thread.pause()
            self._set_status(Status.PAUSED)

    def resume(self) -> None:
        """Go on after a pause."""
        if self._thread is not None and self.status is Status.PAUSED:
            self._speed_mark = (time.monotonic(), self.iteration)
            self._thread.resume()
            self._set_status(Status.RUNNING)

    def step(self, iterations: int = 1) -> None:
        """Do so many more iterations while it is paused."""
        if self._thread is not None and self.status is Status.PAUSED:
            self._thread.step(iterations)

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
        elif self.status is Status.WAITING and self.timeline.newest is None:
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
        mailbox, timeline, history = thread.mailbox, self.timeline, self.history
        checkpoints, moments = _newest(mailbox.checkpoints), _newest(mailbox.moments)
        losses, accuracies = _taken(mailbox.losses), _taken(mailbox.accuracies)
        changes = _taken(mailbox.changes)
        history.append(losses)
        history.add_changes(changes)
        if accuracies:
            history.add_accuracies(accuracies)
        for kept in moments:
            timeline.moments = kept
        for checkpoint in checkpoints:
            timeline.newest = checkpoint
        self._measure_speed()
        if losses or accuracies or changes or checkpoints:
            self.progressed.emit()

    def _measure_speed(self) -> None:
        now = time.monotonic()
        since, count = self._speed_mark
        if self.status is Status.RUNNING and now - since >= SPEED_WINDOW_SECONDS:
            self.steps_per_second = (self.iteration - count) / (now - since)
            self._speed_mark = (now, self.iteration)

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
        self.timeline.end_at(self.outcome.checkpoint)
        thread.deleteLater()
        self._set_status(self._status_at_end())

    def _status_at_end(self) -> Status:
        if self.outcome.problem:
            return Status.FAILED
        if self.outcome.diverged_at is not None:
            return Status.DIVERGED
        return Status.FINISHED if self.outcome.completed else Status.STOPPED

    def _set_status(self, status: Status) -> None:
        if status is not self.status:
            self.status = status
            self.status_changed.emit()


def _taken(mail: queue.SimpleQueue[Item]) -> list[Item]:
    """Return all that is there now; only one thread takes."""
    return [mail.get() for _ in range(mail.qsize())]


def _newest(mail: deque[Item]) -> list[Item]:
    """Return the newest one in a list, or an empty one; only one thread takes."""
    return [mail.pop()] if mail else []
