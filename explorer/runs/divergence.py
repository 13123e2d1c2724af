"""When training has diverged: its losses explode, or are no numbers any more."""

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from core.mnist import Dataset
from core.training import Checkpoint, TrainingStep

WATCHED_LOSSES = 50
"""How many losses are averaged to tell whether they explode."""

EXPLOSION = 2.0
"""Losses explode when their mean is more than this many times what a guess, or the first loss, is."""


def first_explosion(losses: NDArray[np.floating], classes: int = 10) -> int | None:
    """Return the first iteration whose loss is no number, else the first that is too large, else None."""
    no_number = ~np.isfinite(losses)
    too_large = losses > explosion_limit(float(losses[0]), classes)
    exploded = np.flatnonzero(no_number if no_number.any() else too_large)
    return int(exploded[0]) if exploded.size else None


def explosion_limit(first_loss: float, classes: int) -> float:
    """Return what the mean of the last losses may not exceed."""
    return EXPLOSION * max(math.log(classes), first_loss)


class DivergenceWatch:
    """Looks at the last losses from time to time, and keeps the weights from before they exploded.

    The mean counts, not one loss: a large step may do harm that the next ones repair. A loss cannot tell by being
    infinite alone, because cross-entropy ends at 16.1 where a probability is rounded to 0.

    Attributes
    ----------
    good : Checkpoint
        From before the losses exploded.
    diverged_at : int or None
        The first iteration whose loss is one of those that exploded, or no number.
    """

    def __init__(self, start: Checkpoint, dataset: Dataset) -> None:
        self.good = start
        self.diverged_at: int | None = None
        self._candidate = start
        self._losses: deque[float] = deque(maxlen=WATCHED_LOSSES)
        self._classes = len(dataset.classes)
        self._limit = 0.0

    def sees_divergence(self, step: TrainingStep) -> bool:
        """Look at the next step; return whether training has diverged by then."""
        self._losses.append(step.loss)
        if not self._limit:
            self._limit = explosion_limit(step.loss, self._classes)
        if not math.isfinite(step.loss):
            self.diverged_at = step.iteration
        elif (step.iteration + 1) % WATCHED_LOSSES == 0:
            self._look_back(step)
        return self.diverged_at is not None

    def sees_divergence_at_end(self, step: TrainingStep) -> bool:
        """Check the last losses at the end of training; return whether it has diverged."""
        if self.diverged_at is None:
            self._look_back(step)
        return self.diverged_at is not None

    def _look_back(self, step: TrainingStep) -> None:
        losses, checkpoint = self._losses, step.checkpoint()
        if sum(losses) / len(losses) > self._limit:
            first = next(k for k, loss in enumerate(losses) if loss > self._limit)
            self.diverged_at = step.iteration + 1 - len(losses) + first
        elif not np.isfinite(checkpoint.parameters).all():
            self.diverged_at = step.iteration
        else:
            self.good, self._candidate = self._candidate, checkpoint
