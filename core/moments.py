"""Which networks of a training run are kept, so that it can be looked at as it was on the way."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from core.checkpoint import Checkpoint

EARLY = (0, 10, 30, 100, 300)
"""Numbers of updates after which a run is kept besides its epochs: it learns most before the first one ends."""

MOST = 64
"""How many moments are kept at most."""

MOST_BYTES = 48_000_000
"""What they take at most, so that a run with all of them fits into a file; of large networks fewer are kept."""

_ENOUGH_FOR_EARLY = 16


@dataclass(frozen=True, eq=False)
class Moments:
    """Checkpoints of one run: at a few early updates, and at every epoch, or every second, fourth, eighth...

    Attributes
    ----------
    iterations_per_epoch : int
        Number of updates from one epoch to the next.
    kept : tuple of Checkpoint
        By ascending iteration.
    stride : int
        Epochs from one that is kept to the next. It doubles, and every second epoch goes, whenever there are too many.
    """

    iterations_per_epoch: int
    kept: tuple[Checkpoint, ...] = ()
    stride: int = 1

    @property
    def iterations(self) -> tuple[int, ...]:
        """Numbers of updates that were done at the moments, ascending."""
        return tuple(checkpoint.iteration for checkpoint in self.kept)

    def wants(self, iteration: int) -> bool:
        """Whether a checkpoint after that many updates would be kept."""
        return iteration in EARLY or iteration % (self.iterations_per_epoch * self.stride) == 0

    def including(self, checkpoint: Checkpoint) -> Moments:
        """Return the moments with one more, later than all others, thinned out if they are too many."""
        thinned = replace(self, kept=(*self.kept, checkpoint))
        most = _most(checkpoint)
        early = EARLY if most >= _ENOUGH_FOR_EARLY else EARLY[:1]
        while len(thinned.kept) > most and len(thinned.kept) > len(early):
            stride = 2 * thinned.stride
            gap = stride * self.iterations_per_epoch
            kept = tuple(at for at in thinned.kept if at.iteration in early or at.iteration % gap == 0)
            thinned = replace(thinned, kept=kept, stride=stride)
        return thinned

    def until(self, iteration: int) -> Moments:
        """Return the moments of the run up to that many updates."""
        return replace(self, kept=self.kept[: bisect_right(self.iterations, iteration)])

    def at(self, iteration: int) -> Checkpoint | None:
        """Return the last moment up to that many updates, or the first of all; None if there is none."""
        if not self.kept:
            return None
        return self.kept[max(bisect_right(self.iterations, iteration) - 1, 0)]


def byte_size(checkpoint: Checkpoint) -> int:
    """Return how many bytes the arrays of a checkpoint take."""
    state = checkpoint.optimizer_state
    return checkpoint.parameters.nbytes + state.velocity.nbytes + state.squares.nbytes


def _most(checkpoint: Checkpoint) -> int:
    """Return how many such checkpoints may be kept."""
    return max(2, min(MOST, MOST_BYTES // byte_size(checkpoint)))
