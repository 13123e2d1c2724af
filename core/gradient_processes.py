"""The numerical gradient of a two-layer network on several processors.

In processes and not in threads: between the calls of NumPy a thread needs Python's lock, a dozen times for each sample,
and two of them take as long as one.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.network_gradient import (
    MOST_GROUPS,
    Differences,
    Params,
    differences,
    gradient_from,
    groups_of_samples,
    numerical_gradient,
)
from core.parameters import parameters_from

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_SECONDS_ALONE = 0.5
"""What is over by then needs no other process: to start one takes 0.3 s."""

_SECONDS_WORTH_SHARING = 1e-3
"""A gradient that takes less gains nothing: to ask a process and to hear from it takes 0.3 ms."""

_LEAST_PATIENCE, _PATIENCE = 5.0, 10.0
"""Seconds, and in times of what this process took for its own share, after which another one is given up."""

_context = get_context("spawn")  # forked off one with threads, a process may wait for their locks for ever


_GAIN_OF_A_PROCESSOR = 0.7
"""What a processor more does, as a share of what the first one does: measured with two."""


def expected_speedup(processors: int, samples: int) -> float:
    """Return how many times as fast a gradient of so many samples is on so many processors, about."""
    return 1 + _GAIN_OF_A_PROCESSOR * (min(processors, len(groups_of_samples(samples))) - 1)


class GradientProcesses:
    """Works out numerical gradients in this process and, once they have taken a while, in others beside it.

    The gradient is the same to the last bit, however many processes take part: where none can be started, or one
    ends, the others do its share. They end with the `with` block, and with the process that started them.

    Parameters
    ----------
    processors : int
        On how many to work; there is work for four.
    samples : int
        The most samples that a gradient will be of: one of more is worked out in this process.
    sizes : (int, int, int)
        Numbers of inputs, hidden units and classes.
    activation : str
        Activation of the hidden units, a key of `core.activations.ACTIVATIONS`.

    Notes
    -----
    For 784-50-10 and 100 samples a gradient takes 0.6 of the time with a second processor. A process takes some
    40 MB.
    """

    def __init__(self, processors: int, samples: int, sizes: tuple[int, int, int], activation: str) -> None:
        self._processors, self._samples, self._sizes = processors, samples, sizes
        self._activation = activation
        self._seconds = 0.0
        self._workers: list[_Worker] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def at_work(self) -> int:
        """In how many processes a gradient is worked out now, this one included."""
        return 1 + len(self._ready_workers())

    def numerical_gradient(
        self, params: Params, x: FloatArray, labels: NDArray[np.integer], h: float = 1e-4
    ) -> dict[str, FloatArray]:
        """Return what `core.network_gradient.numerical_gradient` does.

        The last inputs may be left out, together with their rows of ``W1``.
        """
        start = time.perf_counter()
        workers = self._ready_workers() if len(x) <= self._samples else []
        if workers:
            gradient = self._shared_gradient(workers, params, x, labels, h)
        else:
            gradient = numerical_gradient(params, x, labels, h, activation=self._activation)
        seconds = time.perf_counter() - start
        self._seconds += seconds
        if self._workers is None and self._seconds > _SECONDS_ALONE and seconds > _SECONDS_WORTH_SHARING:
            self._start()
        return gradient

    def _start(self) -> None:
        self._workers = []
        with suppress(OSError):  # a system may allow no more processes, or no memory that they share
            for _ in range(min(self._processors, len(groups_of_samples(self._samples))) - 1):
                self._workers.append(_Worker(self._memory, self._activation))

    def _end(self) -> None:
        for worker in self._workers or ():
            worker.end()

    def _ready_workers(self) -> list[_Worker]:
        return [worker for worker in self._workers or () if worker.is_ready]

    @cached_property
    def _memory(self) -> _Memory:
        return _Memory(self._samples, self._sizes)

    def _shared_gradient(
        self, workers: list[_Worker], params: Params, x: FloatArray, labels: NDArray[np.integer], h: float
    ) -> dict[str, FloatArray]:
        problem = self._memory.problem(len(x), x.shape[1])
        for name, array in problem.params.items():
            array[...] = params[name]
        problem.x[...], problem.labels[...] = x, labels
        problem.owners[:] = _NOBODY
        start = time.perf_counter()
        for number, worker in enumerate(workers, start=1):
            worker.ask(_Task(len(x), x.shape[1], h, number))
        try:
            problem.work_out(0, h, self._activation)
        except BaseException:
            self._end()  # the next gradient would take the answers to this one for its own
            raise
        patience = _LEAST_PATIENCE + _PATIENCE * (time.perf_counter() - start)
        for number, worker in enumerate(workers, start=1):
            if not worker.has_answered(patience):
                problem.work_out(number, h, self._activation)
        return gradient_from(problem.differences, h, len(x))


_NOBODY = -1


class _Task(NamedTuple):
    """What a worker is told: the shape of the problem, half the width of a difference, and under which number."""

    samples: int
    inputs: int
    h: float
    number: int


class _Problem(NamedTuple):
    """What is in the memory.

    Attributes
    ----------
    params : mapping of ndarray
    x : ndarray, shape (samples, inputs)
    labels : ndarray of int64, shape (samples,)
    owners : ndarray of int8, shape (groups,)
        By the number of which process each group of samples is worked out.
    differences : list of mapping of ndarray
        Of each group.
    """

    params: Params
    x: FloatArray
    labels: NDArray[np.int64]
    owners: NDArray[np.int8]
    differences: list[Differences]

    def work_out(self, number: int, h: float, activation: str) -> None:
        """Work out one group after another that has no other owner.

        Two processes that look at the same moment work out the same group: with the same result in the same place.
        """
        taken = []

        def groups() -> Iterator[slice]:
            for index, group in enumerate(groups_of_samples(len(self.x))):
                if self.owners[index] in (number, _NOBODY):
                    self.owners[index] = number
                    taken.append(index)
                    yield group

        for of_group in differences(self.params, self.x, self.labels, groups(), h, activation):
            for name, array in of_group.items():
                self.differences[taken[-1]][name][...] = array


class _Memory:
    """Memory that the processes have in common."""

    def __init__(self, samples: int, sizes: tuple[int, int, int]) -> None:
        inputs, hidden, classes = self._sizes = sizes
        self._count = inputs * hidden + hidden + hidden * classes + classes
        self._parameters = _context.RawArray("d", self._count)
        self._x = _context.RawArray("d", samples * inputs)
        self._labels = _context.RawArray("q", samples)
        self._owners = _context.RawArray("b", MOST_GROUPS)
        self._differences = _context.RawArray("d", MOST_GROUPS * self._count)

    def problem(self, samples: int, inputs: int) -> _Problem:
        """Return views for so many samples, whose last inputs may be left out."""

        def params(flat: FloatArray) -> Params:
            _, W1, b1, W2, b2 = parameters_from(flat, self._sizes)
            return {"W1": W1[:inputs], "b1": b1, "W2": W2, "b2": b2}

        groups = len(groups_of_samples(samples))
        of_groups = np.frombuffer(self._differences).reshape(MOST_GROUPS, self._count)
        return _Problem(
            params(np.frombuffer(self._parameters)),
            np.frombuffer(self._x)[: samples * inputs].reshape(samples, inputs),
            np.frombuffer(self._labels, np.int64)[:samples],
            np.frombuffer(self._owners, np.int8)[:groups],
            [params(flat) for flat in of_groups[:groups]],
        )


class _Worker:
    """A process beside this one."""

    def __init__(self, memory: _Memory, activation: str) -> None:
        self._connection, theirs = _context.Pipe()
        self._process = _context.Process(
            target=_work, args=(memory, theirs, activation), name="gradient", daemon=True
        )
        self._process.start()
        theirs.close()
        self._is_starting = True
        self._has_ended = False

    @property
    def is_ready(self) -> bool:
        """Whether it has started and has not ended."""
        if self._is_starting:
            self._is_starting = not self._has_answered_within(0)
        return not self._is_starting and not self._has_ended

    def ask(self, task: _Task) -> None:
        """Have it do something."""
        with suppress(OSError):  # if it has ended, it does not answer either
            self._connection.send(task)

    def has_answered(self, patience: float) -> bool:
        """Wait for so many seconds until it has done what it was asked for; return whether it has, or else end it."""
        if self._has_answered_within(patience):
            return True
        self.end()
        return False

    def _has_answered_within(self, seconds: float) -> bool:
        try:
            if not self._connection.poll(seconds):
                return False
            self._connection.recv()
        except (EOFError, OSError):
            self.end()
            return False
        return True

    def end(self) -> None:
        """End it, whatever it is doing."""
        if not self._has_ended:
            self._has_ended = True
            self._connection.close()
            self._process.kill()
            self._process.join()


def _work(memory: _Memory, connection: Connection, activation: str) -> None:
    """Do one task after another, in a process of its own, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the application
    with suppress(EOFError, OSError), one_blas_thread(), np.errstate(all="ignore"):
        connection.send(None)
        while True:
            task: _Task = connection.recv()
            memory.problem(task.samples, task.inputs).work_out(task.number, task.h, activation)
            connection.send(None)
