"""A training run and, while it lasts, its thread."""

from __future__ import annotations

import queue
import time
from collections import deque
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Slot

from core.mnist import Dataset
from core.training import CHANGEABLE, TrainingConfig
from explorer.runs.record import MNIST_TRAINING_IMAGES, RecordedRun, Status
from explorer.runs.training_thread import TrainingThread

__all__ = ["MNIST_TRAINING_IMAGES", "Run", "Status"]

SPEED_WINDOW_SECONDS, _SPEED_WINDOWS = 0.5, 10
_DRAIN_MILLISECONDS = 33


class Run(RecordedRun):
    """One training run. The session owns it; views only look, and ask.

    Parameters
    ----------
    key, config
        As for `RecordedRun`, where attributes and signals are told too.
    """

    def __init__(self, key: str, config: TrainingConfig) -> None:
        super().__init__(key, config)
        self._held_after: int | None = None
        self._goal: float | None = None
        self._thread: TrainingThread | None = None
        self._speed_marks: deque[tuple[float, int]] = deque(maxlen=_SPEED_WINDOWS + 1)
        self._timer = QTimer(self, interval=_DRAIN_MILLISECONDS)
        self._timer.timeout.connect(self._drain)

    def wait(self, iterations: int) -> None:
        """Wait for `start`, which goes on up to so many iterations in all."""
        self.config = replace(self.config, iterations=iterations)
        self._present_config = replace(self._present_config, iterations=iterations)
        self.history.expect(iterations)
        self._set_status(Status.WAITING)

    def hold_after(self, iterations: int | None) -> None:
        """Pause after so many iterations from the start; None goes on."""
        self._held_after = iterations

    def aim(self, goal: float | None) -> None:
        """End at the end of an epoch with this accuracy on the validation images or, without any, the test images."""
        self._goal = goal
        if self._thread is not None:
            self._thread.goal = goal

    def start(self, dataset: Dataset) -> None:
        """Train on `dataset` in a thread of its own, from the newest checkpoint if there is one."""
        self._learn_from(dataset)
        moments, newest = self.timeline.moments, self.timeline.newest
        moments = replace(
            moments, iterations_per_epoch=self.config.iterations_per_epoch(len(dataset.train_images))
        )
        self.timeline.moments = moments
        config = self.config
        if newest is not None:
            config = replace(newest.config, iterations=config.iterations)
        self._thread = TrainingThread(config, dataset, moments, newest)
        self._thread.goal = self._goal
        for name in CHANGEABLE:
            wanted = getattr(self._present_config, name)
            if wanted != getattr(config, name):
                self._thread.post_change(**{name: wanted})
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.want_checkpoint()
        if self._held_after is not None:
            self._thread.pause()
            self._thread.step(self._held_after - 1)  # it holds for the first time after one
        self._begin_to_measure()
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
            self._begin_to_measure()
            self._thread.resume()
            self._set_status(Status.RUNNING)

    def step(self, iterations: int = 1) -> None:
        """Do so many more iterations while it is paused."""
        if self._thread is not None and self.status is Status.PAUSED:
            self._thread.step(iterations)

    def ask_to_stop(self) -> None:
        """End the run, without waiting for that; the network so far stays."""
        if self._thread is not None:
            self.is_ending = True
            self._thread.ask_to_end()
            self.progressed.emit()
        elif self.status is Status.WAITING:
            self._set_status(Status.STOPPED)

    def stop(self) -> None:
        """End the run, and return when its thread has ended."""
        if self._thread is not None:
            self._thread.end_now()
            self._end(self._thread)  # now, not when the queued signal arrives: the caller wants the network
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
        if accuracies and accuracies[0].iteration == self._speed_marks[0][1]:
            self._begin_to_measure()  # what is done once, at the start, says nothing about the rest
        self._measure_speed()
        if losses or accuracies or changes or checkpoints:
            self.progressed.emit()

    def _begin_to_measure(self) -> None:
        self._speed_marks.clear()
        self._speed_marks.append((time.monotonic(), self.iteration))

    def _measure_speed(self) -> None:
        """Measure the mean speed of the last seconds, in which epochs with their accuracies come and go."""
        now, marks = time.monotonic(), self._speed_marks
        if self.status is Status.RUNNING and now - marks[-1][0] >= SPEED_WINDOW_SECONDS:
            marks.append((now, self.iteration))
            since, count = marks[0]
            self.steps_per_second = (self.iteration - count) / (now - since)

    @Slot()
    def _on_thread_finished(self) -> None:
        if (
            self._thread is not None and self._thread.isFinished()
        ):  # not an earlier thread, which `stop` ended
            self._end(self._thread)

    def _end(self, thread: TrainingThread) -> None:
        thread.wait()
        self._drain()
        self._timer.stop()
        self._thread = None
        self.is_ending = False
        self.outcome = thread.outcome
        self.timeline.end_at(self.outcome.checkpoint)
        thread.deleteLater()
        self._set_status(self._status_at_end())


def _taken[Item](mail: queue.SimpleQueue[Item]) -> list[Item]:
    """Return all that is there now; only one thread takes."""
    return [mail.get() for _index in range(mail.qsize())]


def _newest[Item](mail: deque[Item]) -> list[Item]:
    """Return the newest one in a list, or an empty one; only one thread takes."""
    return [mail.pop()] if mail else []
