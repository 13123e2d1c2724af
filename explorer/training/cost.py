"""What a run costs on this machine: from the speed of the last one like it, or from a few iterations that are tried."""

import statistics
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from core.accuracy import accuracies_in_run
from core.blas import one_blas_thread
from core.mnist import Dataset
from core.parameters import count_of_parameters
from core.scheduling import never_interrupt
from core.training import TrainingConfig, initial_checkpoint, train
from core.two_layer_net import TwoLayerNet
from explorer.state.session import Session
from explorer.training.state import TrainingState

CHANNEL = "training_cost"
_SECONDS_A_TRIAL = 0.1
_MOST_STEPS = 10_000
MNIST_PIXELS = 784
# What is tried at most. Above, the cost grows with the batch, and by numerical gradient with the hidden units too.
_BACKPROP_BATCH, _NUMERICAL_BATCH, _NUMERICAL_HIDDEN = 2_000, 100, 50


@dataclass(frozen=True)
class Cost:
    """Seconds per iteration by each way to the gradient, with a share of the accuracies of each epoch; None if unknown.

    Attributes
    ----------
    numerical : float or None
        By differences that skip what the changed parameter does not affect.
    one_by_one : float or None
        By two losses for every parameter, as the chapter writes it.
    """

    backprop: float | None = None
    numerical: float | None = None
    one_by_one: float | None = None

    def of(self, gradient: str) -> float | None:
        """Return that of a way in which runs are trained."""
        return self.numerical if gradient == "numerical" else self.backprop


NO_COST = Cost()


class Costs(QObject):
    """Finds out what steps cost, for sizes of network and batch.

    Signals
    -------
    changed()
        Another cost is known.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known: dict[object, Cost] = {}
        session.background.finished.connect(self._on_finished)
        session.dataset_changed.connect(self._forget)

    def of(self, state: TrainingState) -> Cost:
        """Return what an iteration costs, as far as that is known: the newest run with the same settings tells best."""
        config = state.config()
        found = self._known.get(_key(config), NO_COST)
        seconds = self._seconds_per_step(config)
        return found if seconds is None else replace(found, **{config.gradient: seconds})

    def _seconds_per_step(self, config: TrainingConfig) -> float | None:
        """Return the seconds per iteration of the newest run with the same settings that was timed."""
        for key in reversed(self._session.runs):
            run = self._session.run(key)
            same = run.config.gradient == config.gradient and _key(run.config) == _key(config)
            if same and run.steps_per_second:
                return 1 / run.steps_per_second
        return None

    def find_out(self, state: TrainingState) -> None:
        """Try a few steps, unless their cost is known, there are no data, or a run would be disturbed."""
        session, dataset = self._session, self._session.dataset
        if dataset is None or session.active_run is not None or not session.tells_time:
            return
        config = _key(state.config())
        if config not in self._known and config.fits(len(dataset.train_images)):
            check_interrupt = session.background.stop_if_closed
            session.background.submit(CHANNEL, config, lambda: trial(config, dataset, check_interrupt))

    @Slot()
    def _forget(self) -> None:
        """Other images may have more ink, and be more or fewer."""
        self._session.background.drop(CHANNEL)
        self._known.clear()

    @Slot(str, object, object)
    def _on_finished(self, channel: str, key: object, result: object) -> None:
        if channel == CHANNEL and isinstance(result, Cost):
            self._known[key] = result
            self.changed.emit()


def trial(
    config: TrainingConfig, dataset: Dataset, check_interrupt: Callable[[], object] = never_interrupt
) -> Generator[None, None, Cost]:
    """Compute a cost in slices of a step or two."""
    batch = min(config.batch_size, _BACKPROP_BATCH)
    backprop = yield from _seconds_a_step(replace(config, gradient="backprop", batch_size=batch), dataset)
    small, few = min(config.batch_size, _NUMERICAL_BATCH), min(config.hidden_size, _NUMERICAL_HIDDEN)
    numerical = yield from _seconds_a_step(
        replace(config, gradient="numerical", batch_size=small, hidden_size=few), dataset
    )
    numerical *= config.batch_size / small * config.hidden_size / few
    network = initial_checkpoint(config, dataset).network()
    seconds_a_loss = yield from _seconds_a_loss(network, batch, dataset)
    losses = 2 * parameter_count(config.hidden_size)
    times = config.batch_size / batch
    measured = yield from _seconds_an_accuracy(network, config, dataset, check_interrupt)
    measured /= config.iterations_per_epoch(len(dataset.train_images))
    return Cost(backprop * times + measured, numerical + measured, losses * seconds_a_loss * times + measured)


def parameter_count(hidden_size: int) -> int:
    """Return how many parameters the network has."""
    return count_of_parameters((MNIST_PIXELS, hidden_size, 10))


def _seconds_an_accuracy(
    network: TwoLayerNet, config: TrainingConfig, dataset: Dataset, check_interrupt: Callable[[], object]
) -> Generator[None, None, float]:
    return (yield from _median_seconds(lambda: accuracies_in_run(network, config, dataset, check_interrupt)))


def _seconds_a_loss(network: TwoLayerNet, batch_size: int, dataset: Dataset) -> Generator[None, None, float]:
    images, labels = dataset.train_images[:batch_size] / 255, dataset.train_labels[:batch_size]
    with one_blas_thread():
        return (yield from _median_seconds(lambda: network.loss(images, labels)))


def _seconds_a_step(config: TrainingConfig, dataset: Dataset) -> Generator[None, None, float]:
    with closing(train(config, dataset, evaluate=False)) as steps:
        return (yield from _median_seconds(lambda: next(steps)))


def _median_seconds(action: Callable[[], object]) -> Generator[None, None, float]:
    """Time an action in slices; the median, as the window may be at work meanwhile."""
    action()  # sets up what later ones use again
    times: list[float] = []
    spent = 0.0
    while spent < _SECONDS_A_TRIAL and len(times) < _MOST_STEPS - 1:
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
        spent += times[-1]
        yield
    return statistics.median(times)


def _key(config: TrainingConfig) -> TrainingConfig:
    """Return what the cost of an iteration depends on."""
    return replace(
        config,
        iterations=_MOST_STEPS,
        gradient="backprop",
        learning_rate=0.1,
        seed=0,
        schedule="constant",
        style_variants=None,
    )
