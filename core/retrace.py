"""The way of a training run, found again from its configuration: a run without checkpoints is as good as one with."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import Any

from core.checkpoint import Checkpoint
from core.mnist import Dataset
from core.moments import Moments
from core.training import initial_checkpoint, train
from core.training_config import Change, TrainingConfig

_STEPS_A_SLICE = 20


def retrace(
    config: TrainingConfig, data: Dataset, iterations: int, changes: Sequence[Change] = ()
) -> Generator[float, None, tuple[Checkpoint, ...]]:
    """Train again as a run did, for the sake of its checkpoints, with a pause after every 20 steps.

    Parameters
    ----------
    config : TrainingConfig
        How the run was trained.
    data : Dataset
        What it was trained on.
    iterations : int
        Number of updates to retrace, at least 1 and at most those of the configuration.
    changes : sequence of Change
        What was changed on the way.

    Yields
    ------
    float
        The share that is done.

    Returns
    -------
    tuple of Checkpoint
        Those that `core.moments.Moments` keeps, and the last one: bit for bit those of the run on the machine
        and by the version that trained it, and within rounding elsewhere. Fewer where the loss is no longer a number.

    Raises
    ------
    ValueError
        If there is nothing to retrace.

    Notes
    -----
    Takes as long as the run did without its accuracies: some 3 s for the chapter's.
    """
    if not 1 <= iterations <= config.iterations:
        raise ValueError(f"of {config.iterations} iterations, 1 or more can be retraced, not {iterations}")
    changed: dict[int, dict[str, Any]] = {}
    for change in changes:
        changed.setdefault(change.iteration, {})[change.field] = change.value
    epoch = max(1, round(len(data.train_images) / config.batch_size))
    moments = Moments(epoch).including(initial_checkpoint(config, data))
    with closing(train(config, data, evaluate=False)) as steps:
        for done in range(1, iterations + 1):
            fields = (
                changed.get(done - 1) if done > 1 else None
            )  # a generator takes nothing before its first step
            step = steps.send(fields) if fields else next(steps)
            if moments.wants(done) and done < iterations:
                moments = moments.including(step.checkpoint())
            if done % _STEPS_A_SLICE == 0:
                yield done / iterations
        return (*moments.kept, step.checkpoint())
