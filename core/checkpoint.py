"""All that a training run needs to go on as if it had never stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.arrays import FloatArray, set_apart
from core.optimizers import State
from core.parameters import parameters_from
from core.sampling import SamplerState
from core.training_config import TrainingConfig
from core.two_layer_net import TwoLayerNet


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """All that a run needs to go on as if it had never stopped.

    Attributes
    ----------
    config : TrainingConfig
        The configuration, with the changes made so far.
    iteration : int
        Number of updates done: the next iteration.
    parameters : ndarray, shape (n,)
        All parameters in one vector, in the order W1, b1, W2, b2.
    sizes : (int, int, int)
        Numbers of inputs, hidden units and classes.
    mean_image : ndarray of float64, shape (inputs,), or None
        What is subtracted from each image, grey levels from 0 to 255.
    optimizer_state : State
        What the optimizer remembers.
    sampler_state : SamplerState
        Where the stream of mini-batches stands.
    augmentation_state : mapping
        State of the bit generator that augments.
    """

    config: TrainingConfig
    iteration: int
    parameters: FloatArray
    sizes: tuple[int, int, int]
    mean_image: FloatArray | None
    optimizer_state: State
    sampler_state: SamplerState
    augmentation_state: Mapping[str, Any]

    def set_apart(self) -> Checkpoint:
        """Return the same in memory of its own, to be kept among many that come and go."""
        steps, velocity, squares = self.optimizer_state
        return replace(
            self,
            parameters=set_apart(self.parameters),
            optimizer_state=State(steps, set_apart(velocity), set_apart(squares)),
        )

    def network(self) -> TwoLayerNet:
        """Return the network as it is after these updates; it takes images with pixels from 0 to 1."""
        parameters = parameters_from(self.parameters.astype(np.float64), self.sizes)
        b1 = parameters.b1
        if self.mean_image is not None:
            b1 = b1 - self.mean_image / 255 @ parameters.W1
        return TwoLayerNet.from_params(
            {"W1": parameters.W1, "b1": b1, "W2": parameters.W2, "b2": parameters.b2},
            activation=self.config.activation,
        )
