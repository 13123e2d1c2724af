"""The numerical gradient of a two-layer network on several processors.

In processes and not in threads: between the calls of NumPy a thread needs Python's lock, a dozen times for each sample,
and two of them take as long as one.
"""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from multiprocessing import current_process, get_context
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.network_differences import (
    MOST_GROUPS,
    Differences,
    Params,
    checked,
    differences,
    groups_of_samples,
    loss_and_gradient_from,
)
from core.network_gradient import loss_and_numerical_gradient
from core.parameters import Parameters, count_of_parameters, parameters_from

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_SECONDS_ALONE = 0.5
"""What is over by then needs no other process: to start one takes 0.3 s."""

_SECONDS_WORTH_SHARING = 4e-3
"""Gradients that take less gain next to nothing: to ask a process and to hear from it takes up to half a millisecond.
"""

_GAIN = 0.7
"""What is left of what several processors gain if nothing is lost on the way: measured with two."""

_LEAST_PATIENCE, _PATIENCE = 2.0, 10.0
"""Seconds, and times of what this process took for its own share, after which those that did not answer are given up.
"""

_context = get_context("spawn")  # forked off one with threads, a process may wait for their locks for ever


def expected_seconds(seconds: float, processors: int, samples: int) -> float:
    """Return what a gradient of so many samples takes on several processors, about, if it takes so long on one."""
    if seconds <= _SECONDS_WORTH_SHARING:
        return seconds
    groups = len(groups_of_samples(samples))
    rounds = math.ceil(groups / min(processors, groups))
    return seconds / (1 + _GAIN * (groups / rounds - 1))


class GradientProcesses:
    """Works out numerical gradients in this process and, once they have taken a while, in others beside it.

    The gradient is the same to the last bit, however many processes take part. Where none can be started, this one
    works alone, and what one that ends had begun is done here. They end with the `with` block, and with the process
    that started them.

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
    50 MB.
    """

    def __init__(self, processors: int, samples: int, sizes: tuple[int, int, int], activation: str) -> None:
        self._processors, self._samples, self._sizes = processors, samples, sizes
        self._activation = activation
        self._gradients, self._seconds = 0, 0.0
        self._workers: list[_Worker] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def at_work(self) -> int:
        """In how many processes a gradient is worked out now, this one included."""
        return 1 + len(self._ready_workers())

    def loss_and_numerical_gradient(
        self, params: Params, x: FloatArray, labels: NDArray[np.integer], h: float = 1e-4
    ) -> tuple[float, dict[str, FloatArray]]:
        """Return what `core.network_gradient.loss_and_numerical_gradient` does, and raise what it raises.

        The last inputs may be left out, together with their rows of ``W1``.
        """
        start = time.perf_counter()
        workers = self._ready_workers() if len(x) <= self._samples else []
        if workers:
            found = self._share(workers, params, x, labels, h)
        else:
            found = loss_and_numerical_gradient(params, x, labels, h, activation=self._activation)
        self._seconds += time.perf_counter() - start
        self._gradients += 1
        if self._workers is None and self._seconds > _SECONDS_ALONE:
            self._workers = []
            if self._seconds / self._gradients > _SECONDS_WORTH_SHARING and not current_process().daemon:
                self._start(self._workers)
        return found

    def _start(self, workers: list[_Worker]) -> None:
        with suppress(OSError):  # a system may allow no more processes, or no memory that they share
            for _ in range(min(self._processors, len(groups_of_samples(self._samples))) - 1):
                workers.append(_Worker(self._memory, self._activation))

    def _end(self) -> None:
        for worker in self._workers or ():
            worker.end()

    def _ready_workers(self) -> list[_Worker]:
        return [worker for worker in self._workers or () if worker.is_ready]

    @cached_property
    def _memory(self) -> _Memory:
        return _Memory(self._samples, self._sizes)

    @cached_property
    def _layout(self) -> _Layout:
        return _Layout(self._memory)

    def _share(
        self, workers: list[_Worker], params: Params, x: FloatArray, labels: NDArray[np.integer], h: float
    ) -> tuple[float, dict[str, FloatArray]]:
        params, x, labels = checked(params, x, labels, h)
        problem = self._layout.problem(len(x), x.shape[1])
        for name, array in problem.params.items():
            array[...] = params[name]
        problem.x[...], problem.labels[...] = x, labels
        problem.owners[:] = _NOBODY
        start = time.perf_counter()
        try:
            for number, worker in enumerate(workers, start=1):
                worker.ask(_Task(len(x), x.shape[1], h, number))
            problem.work_out(0, h, self._activation)
            now = time.perf_counter()
            deadline = now + _LEAST_PATIENCE + _PATIENCE * (now - start)
            for number, worker in enumerate(workers, start=1):
                if not worker.has_answered(deadline):
                    problem.work_out(number, h, self._activation)
        except BaseException:
            self._end()  # the next gradient would take the answers to this one for its own
            raise
        return loss_and_gradient_from(problem.differences, h, len(x))


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
        The number of the process that has taken each group of samples, or `_NOBODY`.
    differences : list of mapping of ndarray
        Of each group.
    """

    params: Params
    x: FloatArray
    labels: NDArray[np.int64]
    owners: NDArray[np.int8]
    differences: list[Differences]

    def work_out(self, number: int, h: float, activation: str) -> None:
        """Work out the groups that a process has taken, and one after another that nobody has.

        Two processes that look at the same moment work out the same group: with the same result in the same place.
        """
        found = differences(self.params, self.x, self.labels, self._take(number), h, activation)
        for index, of_group in found:
            for name, array in of_group.items():
                self.differences[index][name][...] = array

    def _take(self, number: int) -> Iterator[int]:
        for index in range(len(self.owners)):
            if self.owners[index] in (number, _NOBODY):
                self.owners[index] = number
                yield index


class _Memory:
    """Memory that the processes have in common."""

    def __init__(self, samples: int, sizes: tuple[int, int, int]) -> None:
        self.sizes, count = sizes, count_of_parameters(sizes)
        self.parameters = _context.RawArray("d", count)
        self.x = _context.RawArray("d", samples * sizes[0])
        self.labels = _context.RawArray("q", samples)
        self.owners = _context.RawArray("b", MOST_GROUPS)
        self.losses = _context.RawArray("d", MOST_GROUPS)
        self.differences = _context.RawArray("d", MOST_GROUPS * count)


class _Layout:
    """Where everything lies in the memory, for this process: to be made once, as it takes a part of a millisecond."""

    def __init__(self, memory: _Memory) -> None:
        self._parameters = parameters_from(np.frombuffer(memory.parameters), memory.sizes)
        self._x = np.frombuffer(memory.x)
        self._labels = np.frombuffer(memory.labels, np.int64)
        self._owners = np.frombuffer(memory.owners, np.int8)
        self._losses = np.frombuffer(memory.losses).reshape(-1, 1)
        of_groups = np.frombuffer(memory.differences).reshape(MOST_GROUPS, -1)
        self._differences = [parameters_from(flat, memory.sizes) for flat in of_groups]

    def problem(self, samples: int, inputs: int) -> _Problem:
        """Return views for so many samples, whose last inputs may be left out."""

        def params(parameters: Parameters) -> Params:
            _, W1, b1, W2, b2 = parameters
            return {"W1": W1[:inputs], "b1": b1, "W2": W2, "b2": b2}

        groups = len(groups_of_samples(samples))
        return _Problem(
            params(self._parameters),
            self._x[: samples * inputs].reshape(samples, inputs),
            self._labels[:samples],
            self._owners[:groups],
            [{"loss": self._losses[i], **params(self._differences[i])} for i in range(groups)],
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
        if self._is_starting and not self._has_ended:
            self._is_starting = not self._has_answered_within(0)
        return not self._is_starting and not self._has_ended

    def ask(self, task: _Task) -> None:
        """Have it do something."""
        with suppress(OSError):  # if it has ended, it does not answer either
            self._connection.send(task)

    def has_answered(self, deadline: float) -> bool:
        """Wait until it has done what it was asked for; return whether it has. If it is late, it is ended."""
        if self._has_answered_within(max(0.0, deadline - time.perf_counter())):
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
    layout = _Layout(memory)
    with suppress(EOFError, OSError), one_blas_thread(), np.errstate(all="ignore"):
        connection.send(None)
        while True:
            task: _Task = connection.recv()
            layout.problem(task.samples, task.inputs).work_out(task.number, task.h, activation)
            connection.send(None)
