"""The thread that trains: it pumps the generator of `core.training` and fills a mailbox, and does nothing else."""

import math
import queue
import threading
import traceback
from collections import deque
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QThread

from core.accuracy import accuracies_in_run
from core.mnist import Dataset
from core.moments import Moments
from core.scheduling import StopError, stop_if_set
from core.training import (
    Checkpoint,
    TrainingConfig,
    TrainingStep,
    initial_checkpoint,
    train,
)
from core.training_config import Change
from core.two_layer_net import TwoLayerNet
from explorer.runs.divergence import DivergenceWatch


@dataclass(frozen=True, slots=True)
class Accuracies:
    """Shares of images that the network after `iteration` updates gets right.

    Of the training images that are learned from, of all test images, and of the validation images, if there are any.
    """

    iteration: int
    train: float
    test: float
    validation: float | None = None


@dataclass(frozen=True)
class Outcome:
    """How a thread ended: with a network, or with what went wrong.

    Attributes
    ----------
    network : TwoLayerNet or None
        The network as it is now; the last good one if training has diverged; None if there was none.
    iteration : int
        Number of updates that made the network.
    checkpoint : Checkpoint or None
        From which training can go on with that network.
    completed : bool
        Whether all iterations were done.
    problem : str
        Empty, or the traceback of an exception.
    diverged_at : int or None
        The first iteration of those whose losses exploded, or whose loss was no longer a number.
    reached : float or None
        The accuracy at which it was to end, and did.
    """

    network: TwoLayerNet | None = None
    iteration: int = 0
    checkpoint: Checkpoint | None = None
    completed: bool = False
    problem: str = ""
    diverged_at: int | None = None
    reached: float | None = None


@dataclass(frozen=True, eq=False)
class Mailbox:
    """What the thread has done since the main thread looked last, each in its order.

    A loss is there before any checkpoint or moment that came after it.
    """

    losses: queue.SimpleQueue[float] = field(default_factory=queue.SimpleQueue)
    accuracies: queue.SimpleQueue[Accuracies] = field(default_factory=queue.SimpleQueue)
    changes: queue.SimpleQueue[Change] = field(default_factory=queue.SimpleQueue)
    checkpoints: deque[Checkpoint] = field(default_factory=lambda: deque(maxlen=1))  # the newest one
    moments: deque[Moments] = field(default_factory=lambda: deque(maxlen=1))  # all that are kept


class TrainingThread(QThread):
    """Trains one run.

    No signal is sent per iteration, which would starve the window: results wait in `mailbox` until the main
    thread takes them. `finished` is QThread's own; `outcome` is set by then.

    Parameters
    ----------
    moments : Moments
        Those that are kept already.
    resume : Checkpoint, optional
        Where to go on; without it from the start.

    Attributes
    ----------
    goal : float or None
        Accuracy at which training ends, at the end of an epoch: on the validation images, or without any on the test
        images; may be set at any time.
    """

    def __init__(
        self, config: TrainingConfig, dataset: Dataset, moments: Moments, resume: Checkpoint | None = None
    ) -> None:
        super().__init__()
        self._config = config
        self._dataset = dataset
        self._moments = moments
        self._resume = resume
        self._gate = _Gate()
        self._stop_requested = threading.Event()
        self._abort_requested = threading.Event()
        self._checkpoint_wanted = threading.Event()
        self._changes: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
        self.goal: float | None = None
        self.mailbox = Mailbox()
        self.outcome = Outcome() if resume is None else Outcome(resume.network(), resume.iteration, resume)

    def post_change(self, **fields: Any) -> None:
        """Change the configuration from the next iteration on."""
        self._changes.put(fields)

    def want_checkpoint(self) -> None:
        """Ask for a copy of the weights; it is in the mailbox soon after."""
        self._checkpoint_wanted.set()

    def pause(self) -> None:
        """Hold after the present iteration."""
        self._gate.shut()

    def resume(self) -> None:
        """Go on after a pause."""
        self._gate.open()

    def step(self, iterations: int) -> None:
        """Do so many more iterations of a run that is paused."""
        self._gate.let_through(iterations)

    def ask_to_end(self) -> None:
        """Stop training, interrupting a long iteration, and compute the accuracies of the network so far."""
        self._stop_requested.set()
        self._gate.open()

    def end_now(self) -> None:
        """Stop without computing accuracies, and wait for the thread to end."""
        self._abort_requested.set()
        self.ask_to_end()
        self.wait()

    def run(self) -> None:
        """Train until the iterations are done, an end is asked for, or training has diverged."""
        try:
            self._train()
        except Exception:
            self.outcome = Outcome(problem=traceback.format_exc())

    def _train(self) -> None:
        start = self._resume or initial_checkpoint(self._config, self._dataset)
        watch = DivergenceWatch(start, self._dataset)
        if self._moments.wants(start.iteration) and start.iteration not in self._moments.iterations:
            self._keep(start)
        changes = self._next_changes()
        epoch = self._config.iterations_per_epoch(len(self._dataset.train_images))
        steps = train(
            self._config,
            self._dataset,
            resume=self._resume,
            evaluate=False,
            check_interrupt=partial(stop_if_set, self._stop_requested),
        )
        with closing(steps):
            before = start
            step: TrainingStep | None = None
            while True:
                try:
                    step = steps.send(changes) if changes else next(steps)
                except StopError:
                    if step is not None:
                        self._post_changes(step.iteration + 1, changes)
                        self._end_after(step, watch)
                    return
                ends_epoch = step.iteration % epoch == 0 and step.iteration > start.iteration
                if ends_epoch and self._reaches_goal(before):
                    return
                self._post(step, changes)
                if step.iteration == start.iteration and step.iteration % epoch == 0:
                    self._measure(start)  # only now: a run's first loss can be drawn before that
                has_ended = step.network is not None
                if not has_ended and not self._gate.lets_through():
                    self.mailbox.checkpoints.append(step.checkpoint())
                    self._gate.wait()
                is_last = has_ended or self._stop_requested.is_set()
                if watch.sees_divergence(step) or is_last:
                    self._end_after(step, watch)
                    return
                if (step.iteration + 1) % epoch == 0:
                    before = step.checkpoint()
                changes = self._next_changes()

    def _end_after(self, step: TrainingStep, watch: DivergenceWatch) -> None:
        if watch.sees_divergence_at_end(step):
            good = watch.good
            self.outcome = Outcome(good.network(), good.iteration, good, diverged_at=watch.diverged_at)
        else:
            self._finish(step)

    def _finish(self, step: TrainingStep) -> None:
        checkpoint = step.checkpoint()
        network = step.network or checkpoint.network()
        self.mailbox.checkpoints.append(checkpoint)
        self._measure(checkpoint)
        self.outcome = Outcome(network, checkpoint.iteration, checkpoint, completed=step.network is not None)

    def _reaches_goal(self, checkpoint: Checkpoint) -> bool:
        """Measure at the end of an epoch; end there if the goal is reached, without the step that was done since."""
        measured, goal = self._measure(checkpoint), self.goal
        if goal is None or measured is None:
            return False
        accuracy = measured.test if measured.validation is None else measured.validation
        if accuracy < goal:
            return False
        self.mailbox.checkpoints.append(checkpoint)
        self.outcome = Outcome(checkpoint.network(), checkpoint.iteration, checkpoint, reached=goal)
        return True

    def _post(self, step: TrainingStep, changes: Mapping[str, Any]) -> None:
        mailbox = self.mailbox
        mailbox.losses.put(step.loss)
        self._post_changes(step.iteration, changes)
        if self._checkpoint_wanted.is_set():
            self._checkpoint_wanted.clear()
            mailbox.checkpoints.append(step.checkpoint())
        if self._moments.wants(step.iteration + 1):
            self._keep(step.checkpoint())

    def _post_changes(self, iteration: int, changes: Mapping[str, Any]) -> None:
        for name, value in changes.items():
            self.mailbox.changes.put(Change(iteration, name, value))

    def _measure(self, checkpoint: Checkpoint) -> Accuracies | None:
        """Compute and post the accuracies at a checkpoint; None if `end_now` interrupted it."""
        check_interrupt = partial(stop_if_set, self._abort_requested)
        try:
            found = accuracies_in_run(checkpoint.network(), self._config, self._dataset, check_interrupt)
        except StopError:
            return None
        measured = Accuracies(checkpoint.iteration, *found)
        self.mailbox.accuracies.put(measured)
        return measured

    def _keep(self, checkpoint: Checkpoint) -> None:
        self._moments = self._moments.including(checkpoint.set_apart())
        self.mailbox.moments.append(self._moments)

    def _next_changes(self) -> Mapping[str, Any]:
        merged: dict[str, Any] = {}
        while not self._changes.empty():
            merged |= self._changes.get()
        return merged


class _Gate:
    """What the thread passes between two iterations: open, shut, or open for a number of passages."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._passages = math.inf

    def open(self) -> None:
        self._allow(math.inf)

    def shut(self) -> None:
        self._allow(0)

    def let_through(self, passages: int) -> None:
        with self._condition:
            self._passages += passages
            self._condition.notify()

    def lets_through(self) -> bool:
        """Return whether a passage is allowed now, and use it up."""
        if self._passages == math.inf:
            return True
        with self._condition:
            allowed = self._passages > 0
            self._passages -= allowed
        return allowed

    def wait(self) -> None:
        """Return when a passage is allowed, and use it up."""
        with self._condition:
            self._condition.wait_for(lambda: self._passages > 0)
            self._passages -= 1

    def _allow(self, passages: float) -> None:
        with self._condition:
            self._passages = passages
            self._condition.notify()
