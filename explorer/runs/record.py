"""What is known about a training run: configuration, history, networks, and the record of it in a file."""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.mnist import Dataset
from core.model_file import SavedRun
from core.moments import Moments
from core.training import TrainingConfig
from core.training_config import Change
from core.two_layer_net import TwoLayerNet
from explorer.runs.divergence import first_explosion
from explorer.runs.history import History
from explorer.runs.timeline import Timeline
from explorer.runs.training_thread import Accuracies, Outcome

MNIST_TRAINING_IMAGES = 60_000
_MNIST = ("MNIST", MNIST_TRAINING_IMAGES, 10_000)
FILE_BYTES = 55_000_000  # of losses and checkpoints in a file: the rest of its limit is for the network


class Status(enum.Enum):
    """Where a run is."""

    NEW = "new"  # nothing is done, and nothing asked for
    WAITING = "waiting"  # for the data
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    DIVERGED = "diverged"
    FAILED = "failed"


class RecordedRun(QObject):
    """What is known about a training run, and how it comes from a file and into one.

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
        self._data: tuple[str, int, int] | None = None  # not known of a run from a file

    @classmethod
    def from_saved(cls, key: str, saved: SavedRun) -> Self:
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

    def branch(self, key: str) -> Self:
        """Return a new run that is this one up to its newest checkpoint, and waits to go on from there."""
        run, checkpoint = type(self)(key, self.config), self.timeline.newest
        if checkpoint is not None:
            run.history = self.history.until(checkpoint.iteration)
            run.timeline = Timeline(self.timeline.moments.until(checkpoint.iteration), checkpoint)
            run._present_config = checkpoint.config
            run._data = self._data
        return run

    def learns_from(self, dataset: Dataset) -> bool:
        """Whether these are the data that it has learned from, as far as that is known."""
        return self._data in (None, _identity(dataset))

    def can_be_measured_with(self, dataset: Dataset) -> bool:
        """Whether accuracies on these data can stand beside its own: a run from a file has probably learned MNIST."""
        return _identity(dataset) == (self._data or _MNIST) and self.config.fits(len(dataset.train_images))

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
    def test_images(self) -> int:
        """How many test images its accuracies are of: those of MNIST, where it is not known."""
        return (self._data or _MNIST)[2]

    @property
    def revision(self) -> Hashable:
        """A value that changes whenever `recorder` would return another record of a run that has ended."""
        return self.status, self.iteration, len(self.accuracies), len(self.changes)

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

    def _status_at_end(self) -> Status:
        if self.outcome.problem:
            return Status.FAILED
        if self.outcome.diverged_at is not None:
            return Status.DIVERGED
        return Status.FINISHED if self.outcome.completed else Status.STOPPED

    def _learn_from(self, dataset: Dataset) -> None:
        self._data = _identity(dataset)

    def _set_status(self, status: Status) -> None:
        if status is not self.status:
            self.status = status
            self.status_changed.emit()


def _identity(dataset: Dataset) -> tuple[str, int, int]:
    """Return what tells a data set from another one, also where it has been read anew."""
    return dataset.name, len(dataset.train_images), len(dataset.test_images)
