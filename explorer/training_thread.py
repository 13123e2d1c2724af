"""The thread that trains: it pumps the generator of `core.training` and fills a mailbox, and does nothing else."""

import queue
import threading
import traceback
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QThread

from core.metrics import accuracy
from core.mnist import Dataset
from core.training import Checkpoint, TrainingConfig, TrainingStep, train
from core.two_layer_net import TwoLayerNet


@dataclass(frozen=True)
class Accuracies:
    """Shares of all training and all test images answered rightly by the network after `iteration` updates."""

    iteration: int
    train: float
    test: float


@dataclass(frozen=True)
class Outcome:
    """How a thread ended: with a network, or with what went wrong.

    Attributes
    ----------
    network : TwoLayerNet or None
        The network as it is now; None if there was no step.
    completed : bool
        Whether all iterations were done.
    problem : str
        Empty, or the traceback of an exception.
    diverged_at : int or None
        The iteration at which the loss was no longer a number.
    """

    network: TwoLayerNet | None = None
    completed: bool = False
    problem: str = ""
    diverged_at: int | None = None


class TrainingThread(QThread):
    """Trains one run.

    Results wait in `losses`, `accuracies` and `checkpoint` until the main thread takes them; no signal is sent per
    iteration, which would starve the window. `finished` is QThread's own; `outcome` is set by then.
    """

    def __init__(self, config: TrainingConfig, dataset: Dataset, resume: Checkpoint | None = None) -> None:
        super().__init__()
        self._config = config
        self._dataset = dataset
        self._resume = resume
        self._changes: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._running = threading.Event()
        self._running.set()
        self._checkpoint_wanted = threading.Event()
        self.losses: queue.SimpleQueue[float] = queue.SimpleQueue()
        self.accuracies: queue.SimpleQueue[Accuracies] = queue.SimpleQueue()
        self.checkpoint: Checkpoint | None = None
        self.outcome = Outcome()

    def post_change(self, **fields: Any) -> None:
        """Change the configuration from the next iteration on."""
        self._changes.put(fields)

    def want_checkpoint(self) -> None:
        """Ask for a copy of the weights; it stands in `checkpoint` soon after."""
        self._checkpoint_wanted.set()

    def pause(self) -> None:
        """Hold after the present iteration."""
        self._running.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self._running.set()

    def stop(self) -> None:
        """Ask the thread to end, wake it, and wait until it has."""
        self.requestInterruption()
        self._running.set()
        self.wait()

    def run(self) -> None:
        """Train until the iterations are done, a stop is asked for, or the loss is no longer a number."""
        try:
            self._train()
        except Exception:
            self.outcome = Outcome(problem=traceback.format_exc())

    def _train(self) -> None:
        steps = train(self._config, self._dataset, resume=self._resume)
        step = next(steps, None)
        while step is not None:
            self._post(step)
            if not step.loss < float("inf"):
                self.outcome = Outcome(self._network_of(step), diverged_at=step.iteration)
                return
            if not self._running.is_set():
                self.checkpoint = step.checkpoint()
                self._running.wait()
            if self.isInterruptionRequested():
                self.checkpoint = step.checkpoint()
                self.outcome = Outcome(self._network_of(step))
                return
            if step.network is not None:
                self._finish(step.network, step)
                return
            try:
                step = steps.send(self._next_change())
            except StopIteration:
                step = None

    def _finish(self, network: TwoLayerNet, step: TrainingStep) -> None:
        data = self._dataset
        self.checkpoint = step.checkpoint()
        self.accuracies.put(
            Accuracies(
                step.iteration + 1,
                accuracy(network, data.train_images, data.train_labels),
                accuracy(network, data.test_images, data.test_labels),
            )
        )
        self.outcome = Outcome(network, completed=True)

    def _post(self, step: TrainingStep) -> None:
        self.losses.put(step.loss)
        if step.train_accuracy is not None and step.test_accuracy is not None:
            self.accuracies.put(Accuracies(step.iteration, step.train_accuracy, step.test_accuracy))
        if self._checkpoint_wanted.is_set():
            self._checkpoint_wanted.clear()
            self.checkpoint = step.checkpoint()

    def _next_change(self) -> dict[str, Any] | None:
        merged: dict[str, Any] = {}
        while True:
            try:
                merged |= self._changes.get_nowait()
            except queue.Empty:
                return merged or None

    @staticmethod
    def _network_of(step: TrainingStep) -> TwoLayerNet:
        return step.checkpoint().network()
