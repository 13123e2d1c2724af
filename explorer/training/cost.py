"""What a run costs on this machine, from a few steps that are tried beside the window."""

import time
from collections.abc import Generator
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from core.mnist import Dataset
from core.training import TrainingConfig, train
from explorer.session import Session
from explorer.training.state import TrainingState

ROOM = "training_cost"
_SECONDS_A_TRIAL = 0.1
_MOST_STEPS = 10_000
# What is tried at most. Above, the cost grows with the batch, and by numerical gradient with the hidden units too.
_BACKPROP_BATCH, _NUMERICAL_BATCH, _NUMERICAL_HIDDEN = 2_000, 100, 50


@dataclass(frozen=True)
class Cost:
    """Seconds a step by each way to the gradient."""

    backprop: float
    numerical: float


class Costs(QObject):
    """Finds out what steps cost, for sizes of network and batch.

    Parameters
    ----------
    session : Session

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

    def of(self, state: TrainingState) -> Cost | None:
        """Return what a step costs; None where that is not known yet."""
        return self._known.get(_key(state))

    def find_out(self, state: TrainingState) -> None:
        """Try a few steps, unless their cost is known, there are no data, or a run would be disturbed."""
        dataset, key = self._session.dataset, _key(state)
        if dataset is not None and key not in self._known and self._session.active_run is None:
            config = TrainingConfig(
                hidden_size=state.hidden_size, batch_size=state.batch_size, iterations=_MOST_STEPS
            )
            self._session.background.submit(ROOM, key, lambda: trial(config, dataset))

    @Slot(str, object, object)
    def _on_finished(self, room: str, key: object, result: object) -> None:
        if room == ROOM and isinstance(result, Cost):
            self._known[key] = result
            self.changed.emit()


def trial(config: TrainingConfig, dataset: Dataset) -> Generator[None, None, Cost]:
    """Work out a cost in slices of one step."""
    batch = min(config.batch_size, _BACKPROP_BATCH)
    backprop = yield from _seconds_a_step(replace(config, gradient="backprop", batch_size=batch), dataset)
    small, few = min(config.batch_size, _NUMERICAL_BATCH), min(config.hidden_size, _NUMERICAL_HIDDEN)
    numerical = yield from _seconds_a_step(
        replace(config, gradient="numerical", batch_size=small, hidden_size=few), dataset
    )
    scale = config.batch_size / small * config.hidden_size / few
    return Cost(backprop * config.batch_size / batch, numerical * scale)


def _seconds_a_step(config: TrainingConfig, dataset: Dataset) -> Generator[None, None, float]:
    steps = train(config, dataset, evaluate=False)
    next(steps)  # sets up what later steps use again
    count, spent = 0, 0.0
    while spent < _SECONDS_A_TRIAL and count < _MOST_STEPS - 1:
        start = time.perf_counter()
        next(steps)
        spent += time.perf_counter() - start
        count += 1
        yield
    return spent / count


def _key(state: TrainingState) -> tuple[int, int]:
    return state.hidden_size, state.batch_size
