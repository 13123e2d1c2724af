"""What happened in a training run so far: losses, accuracies and changes, each in its order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.model_file import SavedRun
from core.training_config import Change
from explorer.runs.training_thread import Accuracies


class History:
    """The record of one run, which only grows.

    Attributes
    ----------
    accuracies : tuple of Accuracies
        By ascending iteration.
    changes : tuple of Change
        What was changed on the way, with the iteration from which it counts.
    """

    def __init__(self) -> None:
        self.accuracies: tuple[Accuracies, ...] = ()
        self.changes: tuple[Change, ...] = ()
        self._losses = np.empty(0, dtype=np.float32)
        self._count = 0
        self._expected = 0

    @classmethod
    def from_saved(cls, saved: SavedRun) -> History:
        """Return the history in a file."""
        history = cls()
        history.expect(len(saved.losses))
        history.append(saved.losses)
        held_out = saved.validation_accuracies
        measured = zip(
            saved.iterations.tolist(),
            saved.train_accuracies.tolist(),
            saved.test_accuracies.tolist(),
            [None] * len(saved.iterations) if held_out is None else held_out.tolist(),
            strict=True,
        )
        history.add_accuracies(Accuracies(*numbers) for numbers in measured)
        history.add_changes(Change(change.iteration, change.field, change.value) for change in saved.changes)
        return history

    @property
    def losses(self) -> NDArray[np.float32]:
        """Loss of each mini-batch so far, shape (iteration,); a view, not to be written to."""
        return self._losses[: self._count]

    @property
    def iteration(self) -> int:
        """Number of updates done."""
        return self._count

    def expect(self, iterations: int) -> None:
        """Prepare for so many iterations in all.

        There will be room for all their losses from the next ones on, which costs nothing until they are there; to find
        more and more of it on the way would leave holes in memory.
        """
        self._expected = iterations

    def append(self, losses: ArrayLike) -> None:
        """Add the losses of the next iterations."""
        new = np.asarray(losses, dtype=np.float32)
        needed = self._count + len(new)
        if needed > len(self._losses):
            room = self._expected if needed <= self._expected else 2 * needed
            grown = np.empty(room, dtype=np.float32)
            grown[: self._count] = self.losses
            self._losses = grown
        self._losses[self._count : needed] = new
        self._count = needed

    def add_accuracies(self, measured: Iterable[Accuracies]) -> None:
        """Add accuracies; of two at one iteration, the one measured last counts."""
        measured = tuple(measured)
        iterations = [at.iteration for at in (*self.accuracies[-1:], *measured)]
        if all(one < next_one for one, next_one in pairwise(iterations)):  # of a long run there are thousands
            self.accuracies += measured
            return
        by_iteration = {at.iteration: at for at in (*self.accuracies, *measured)}
        self.accuracies = tuple(by_iteration[iteration] for iteration in sorted(by_iteration))

    def add_changes(self, changes: Iterable[Change]) -> None:
        """Add changes, later than those that are there."""
        self.changes += tuple(changes)

    def validation_accuracies(self) -> list[float] | None:
        """Return the accuracies on validation images, one for each of `accuracies`; None where there are none."""
        held_out = [at.validation for at in self.accuracies if at.validation is not None]
        return held_out if held_out and len(held_out) == len(self.accuracies) else None

    def until(self, iteration: int) -> History:
        """Return what had happened after that many updates."""
        earlier = History()
        earlier._losses = self.losses[:iteration]  # not to be written to, and not written to: it is full
        earlier._count = len(earlier._losses)
        earlier.add_accuracies(at for at in self.accuracies if at.iteration <= iteration)
        earlier.add_changes(change for change in self.changes if change.iteration < iteration)
        return earlier
