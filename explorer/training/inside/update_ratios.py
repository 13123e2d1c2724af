"""Update-to-weight ratios of the four parameter arrays: at the moment that is looked at, and along the run."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.inspection import UpdateSizes, update_sizes_of_step
from core.mini_batch import draw_batch
from core.mnist import Dataset
from core.optimizers import SGD, State
from core.parameters import Parameters, parameters_from, parameters_of
from core.training import Checkpoint, TrainingConfig
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet


@dataclass(frozen=True)
class BatchChoice:
    """A mini-batch of the training images: how many, and the seed that draws them."""

    size: int
    seed: int

    def indices(self, count: int) -> NDArray[np.integer]:
        """Return the batch's images among `count`, drawn with replacement as the chapter does."""
        return draw_batch(np.random.default_rng(self.seed), count, self.size, "replacement")


@dataclass(frozen=True, eq=False)
class StepStart:
    """Where a run stands before a step.

    Attributes
    ----------
    iteration : int
        Number of updates done.
    parameters : Parameters
        Of float32.
    config : TrainingConfig
        With the changes so far.
    state : State
        Of the optimizer.
    mean_image : ndarray or None
        What is subtracted from each image.
    has_state : bool
        Whether `state` is what the run had; else it is that of a first step.
    """

    iteration: int
    parameters: Parameters
    config: TrainingConfig
    state: State
    mean_image: FloatArray | None
    has_state: bool = True

    @classmethod
    def at(cls, checkpoint: Checkpoint) -> "StepStart":
        """Return where a run stood at a checkpoint."""
        return cls(
            checkpoint.iteration,
            parameters_from(checkpoint.parameters.astype(np.float32), checkpoint.sizes),
            checkpoint.config,
            checkpoint.optimizer_state,
            checkpoint.mean_image,
        )

    @classmethod
    def of(cls, network: TwoLayerNet, config: TrainingConfig, iteration: int) -> "StepStart":
        """Return where a run stands of which the network alone is known: its optimizer starts anew."""
        parameters = parameters_of(network, np.float32)
        has_state = not iteration or isinstance(config.optimizer, SGD)
        return cls(iteration, parameters, config, config.optimizer.init(parameters.flat), None, has_state)

    def under(self, config: TrainingConfig) -> "StepStart":
        """Return where the run stands after a change of its learning rate or optimizer, as training goes on then."""
        state = self.state
        if type(config.optimizer) is not type(self.config.optimizer):
            state = config.optimizer.init(self.parameters.flat)
        return replace(self, config=config, state=state)

    def update_sizes(self, batch: BatchChoice, dataset: Dataset) -> dict[str, UpdateSizes]:
        """Return the sizes of each array for a batch of the images that the run learns from."""
        total = len(dataset.train_images)
        rows = batch.indices(self.config.images_learnt_from(total) if self.config.fits(total) else total)
        return update_sizes_of_step(
            self.parameters,
            self.config,
            dataset.train_images[rows],
            dataset.train_labels[rows],
            iteration=self.iteration,
            state=self.state,
            mean_image=self.mean_image,
        )


@dataclass(frozen=True, eq=False)
class UpdateRatioHistory:
    """The update_sizes along a run.

    Attributes
    ----------
    iterations : ndarray, shape (m,)
        Numbers of updates.
    ratios : ndarray, shape (m, 4)
        Update to weight of W1, b1, W2 and b2; inf where the weights are all 0.
    """

    iterations: FloatArray
    ratios: FloatArray


def update_ratio_history(
    checkpoints: Sequence[Checkpoint], batch: BatchChoice, dataset: Dataset
) -> Generator[None, None, UpdateRatioHistory]:
    """Compute the update_sizes at each checkpoint, from the same batch."""
    ratios = np.empty((len(checkpoints), len(PARAMETER_NAMES)))
    for row, checkpoint in zip(ratios, checkpoints, strict=True):
        update_sizes = StepStart.at(checkpoint).update_sizes(batch, dataset)
        row[:] = [update_sizes[name].update_to_weight for name in PARAMETER_NAMES]
        yield
    return UpdateRatioHistory(np.array([at.iteration for at in checkpoints], dtype=np.float64), ratios)
