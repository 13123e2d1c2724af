"""The contestants of the race: each works through the same training by another gradient, one small piece at a time."""

import math
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from core import network_gradient, training
from core.arrays import FloatArray, UInt8Array
from core.blas import one_blas_thread
from core.mini_batch import network_inputs
from core.mnist import Dataset
from core.network_differences import Params
from core.sampling import Sampler
from core.scheduling import never_interrupt
from core.training import TrainingConfig
from core.two_layer_net import TwoLayerNet

type CheckInterrupt = Callable[[], object]

MARKS_A_DECADE = 20  # of time, that are kept of a contestant's progress
SHOWN_SECONDS = 1 / 15  # from one progress to the next
FIRST_STEPS = 20  # shown before the clock runs
_FIRST_STEPS_EFFORT = 20 * 50 * 100  # hidden units times images times steps: as much as that may take


@dataclass(frozen=True, eq=False)
class Progress:
    """How far a contestant is.

    Attributes
    ----------
    losses : ndarray of float64, shape (steps,)
        Of each step done, before its update.
    parts : float
        The share of the next step that is done.
    seconds : float
        Its own work so far.
    times, counts : ndarray of float64, shape (n,)
        Steps done, with parts, at moments that are evenly spread over the powers of ten; the last is now.
    """

    losses: FloatArray
    parts: float
    seconds: float
    times: FloatArray
    counts: FloatArray
    is_finished: bool

    @property
    def steps(self) -> int:
        """Whole steps done."""
        return len(self.losses)

    @property
    def done(self) -> float:
        """Steps done, with the part of the next."""
        return self.steps + self.parts

    def seconds_for(self, steps: int) -> float | None:
        """Return how long so many steps take at the speed so far; None before there is one."""
        if self.done <= 0 or self.seconds <= 0:
            return None
        return self.seconds * steps / self.done


class Work(Protocol):
    """Yields after each small piece: the loss of a step that is done, or the share of one that is not."""

    def __call__(
        self, config: TrainingConfig, dataset: Dataset, check_interrupt: CheckInterrupt = ...
    ) -> Iterator[tuple[float | None, float]]:
        """Return the pieces, up to the last step of the configuration.

        `check_interrupt` is called during a long piece; an exception that it raises stops the work.
        """
        ...


def by_backprop(
    config: TrainingConfig, dataset: Dataset, check_interrupt: CheckInterrupt = never_interrupt
) -> Iterator[tuple[float | None, float]]:
    """Train by backpropagation: `core.training.train`, a piece being a step."""
    yield from _trained(replace(config, gradient="backprop"), dataset, check_interrupt)


def by_differences(
    config: TrainingConfig, dataset: Dataset, check_interrupt: CheckInterrupt = never_interrupt
) -> Iterator[tuple[float | None, float]]:
    """Train by central differences, each computed from what its parameter changes: `core.training.train`."""
    yield from _trained(replace(config, gradient="numerical"), dataset, check_interrupt)


def one_at_a_time(
    config: TrainingConfig, dataset: Dataset, check_interrupt: CheckInterrupt = never_interrupt
) -> Iterator[tuple[float | None, float]]:
    """Train as the book's code does: a piece is one parameter, moved ahead and back with two whole losses.

    Each is one call of `core.network_gradient.numerical_derivative`. Weights and batches are those of `train`.
    """
    start = training.initial_checkpoint(config, dataset)
    params = start.network().params
    sampler = Sampler(np.random.default_rng(), len(dataset.train_images), config.sampling)
    sampler.state = start.sampler_state
    count = sum(array.size for array in params.values())
    for _index in range(config.iterations):
        indices = sampler.next_batch(config.batch_size)
        x, t = network_inputs(dataset.train_images[indices]), dataset.train_labels[indices]
        loss = _LossOfBatch(x, t, config.activation)
        gradient = {name: np.empty_like(array) for name, array in params.items()}
        done = 0
        for name, array in gradient.items():
            for index in np.ndindex(array.shape):
                check_interrupt()
                array[index] = network_gradient.numerical_derivative(loss, params, name, index)
                done += 1
                if done < count:
                    yield None, done / count
        before = loss(params)
        params = {name: array - config.learning_rate * gradient[name] for name, array in params.items()}
        yield before, 0.0


@dataclass(frozen=True, eq=False)
class _LossOfBatch:
    """The loss of one mini-batch as a function of the parameters."""

    x: FloatArray
    t: UInt8Array
    activation: str

    def __call__(self, params: Params) -> float:
        return TwoLayerNet.from_params(params, activation=self.activation).loss(self.x, self.t)


def _trained(
    config: TrainingConfig, dataset: Dataset, check_interrupt: CheckInterrupt
) -> Iterator[tuple[float | None, float]]:
    for step in training.train(config, dataset, evaluate=False, check_interrupt=check_interrupt):
        yield step.loss, 0.0


METHODS: tuple[Work, ...] = (by_backprop, by_differences, one_at_a_time)


class Contestant:
    """One contestant of a race.

    Parameters
    ----------
    pieces : iterator
        As `Work` returns them.
    clock : callable
        Seconds that never go back. Those of the thread leave out what other threads and programs take.
    """

    def __init__(self, pieces: Iterator[tuple[float | None, float]], clock: Callable[[], float]) -> None:
        self._pieces, self._clock = pieces, clock
        self._losses: list[float] = []
        self._parts = 0.0
        self._marks: list[tuple[float, float]] = []
        self.seconds = 0.0
        self.is_finished = False

    @property
    def steps(self) -> int:
        """Whole steps done."""
        return len(self._losses)

    def advance(self) -> None:
        """Do the next piece of work."""
        start = self._clock()
        piece = next(self._pieces, None)
        self.seconds += self._clock() - start
        if piece is None:
            self.is_finished = True
            return
        loss, self._parts = piece
        if loss is not None:
            self._losses.append(loss)
        if not self._marks or self.seconds > self._marks[-1][0] * 10 ** (1 / MARKS_A_DECADE):
            self._marks.append((self.seconds, len(self._losses) + self._parts))

    def progress(self) -> Progress:
        """Return how far it is, as values that stay."""
        now = (self.seconds, len(self._losses) + self._parts)
        marks = np.array([*self._marks, now])
        return Progress(
            np.array(self._losses), self._parts, self.seconds, marks[:, 0], marks[:, 1], self.is_finished
        )


def contestants_of(
    config: TrainingConfig,
    dataset: Dataset,
    check_interrupt: CheckInterrupt = never_interrupt,
    clock: Callable[[], float] = time.thread_time,
) -> tuple[Contestant, ...]:
    """Return the three contestants of a race, none of which has started."""
    return tuple(Contestant(work(config, dataset, check_interrupt), clock) for work in METHODS)


def fair_slices(
    contestants: Sequence[Contestant], is_held: Callable[[], bool]
) -> Generator[tuple[Progress, ...] | None, None, tuple[Progress, ...]]:
    """Let the contestant that has had the least time do a piece, again and again, until it is held or the race is over.

    The race is over once the first two contestants have arrived and the third has made its first step.

    Yields
    ------
    tuple of Progress, or None
        After each piece; a progress about 15 times a second.
    """
    shown = time.monotonic()
    with one_blas_thread():  # also when the fast contestants, which see to it themselves, have arrived
        while not is_held() and not is_over(contestants):
            min(
                (contestant for contestant in contestants if not contestant.is_finished),
                key=lambda contestant: contestant.seconds,
            ).advance()
            if time.monotonic() - shown >= SHOWN_SECONDS:
                shown = time.monotonic()
                yield progress_of(contestants)
            else:
                yield None
    return progress_of(contestants)


def progress_of(contestants: Sequence[Contestant]) -> tuple[Progress, ...]:
    """Return how far each contestant is."""
    return tuple(contestant.progress() for contestant in contestants)


def is_over(contestants: Sequence[Contestant]) -> bool:
    """Whether the fast contestants have arrived and the slow one has made a step."""
    *fast, slow = contestants
    return all(contestant.is_finished for contestant in fast) and (slow.is_finished or slow.steps > 0)


def first_steps(
    config: TrainingConfig, dataset: Dataset, check_interrupt: CheckInterrupt = never_interrupt
) -> Generator[None, None, tuple[FloatArray, FloatArray]]:
    """Compute the losses of the first steps in the two fast contestants, with no clock.

    Returns
    -------
    by_backprop, by_differences : ndarray of float64, shape (steps,)
        Of up to 20 steps; of fewer where each takes long.
    """
    effort = config.hidden_size * config.batch_size
    count = min(config.iterations, max(1, min(FIRST_STEPS, math.floor(_FIRST_STEPS_EFFORT / effort))))
    losses = []
    for work in METHODS[:2]:
        own: list[float] = []
        for loss, _unused in work(replace(config, iterations=count), dataset, check_interrupt):
            if loss is not None:
                own.append(loss)
            yield
        losses.append(np.array(own))
    return losses[0], losses[1]
