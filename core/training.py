"""Training of a two-layer network by mini-batches, as a generator of steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.accuracy import accuracies_of_split
from core.arrays import FloatArray, UInt8Array
from core.augmentation import augment
from core.blas import one_blas_thread
from core.checkpoint import Checkpoint
from core.images import Images
from core.mnist import Dataset
from core.optimizers import SGD, State
from core.parameters import parameters_from, parameters_of, with_inputs_in
from core.sampling import IndexArray, Sampler
from core.scheduling import never_interrupt
from core.split import split
from core.style_variants import with_style_variants
from core.training_config import CHANGEABLE, Change, TrainingConfig, after_changes
from core.training_step import Backpropagation, GradientOfBatch, NumericalDifferences
from core.two_layer_net import TwoLayerNet

__all__ = [
    "CHANGEABLE",
    "Checkpoint",
    "TrainingConfig",
    "TrainingStep",
    "initial_checkpoint",
    "train",
]

_FIXED = (
    "gradient",
    "sampling",
    "activation",
    "subtract_mean",
    "style_variants",
    "training_images",
    "validation_images",
)
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class TrainingStep:
    """One iteration.

    Attributes
    ----------
    iteration : int
        Its number, from 0.
    loss : float
        Loss of its mini-batch, before the update. It is no longer a number where training has diverged.
    train_accuracy, test_accuracy : float or None
        Shares of the training images that are learnt from and of all test images that are predicted correctly,
        before the update. Only at the first iteration of each epoch, and where evaluation is wanted.
    validation_accuracy : float or None
        The same of the validation images, where there are any.
    network : TwoLayerNet or None
        After all updates; only at the last iteration.
    """

    iteration: int
    loss: float
    train_accuracy: float | None
    test_accuracy: float | None
    validation_accuracy: float | None
    network: TwoLayerNet | None
    _run: _Run = field(repr=False, compare=False)

    def checkpoint(self) -> Checkpoint:
        """Return what is needed to go on after this iteration.

        Raises
        ------
        RuntimeError
            If the run has gone on already.
        """
        if self._run.iteration != self.iteration + 1:
            raise RuntimeError(f"iteration {self.iteration} is over: its parameters are no longer there")
        return self._run.checkpoint()


def train(
    config: TrainingConfig,
    data: Dataset,
    *,
    resume: Checkpoint | None = None,
    evaluate: bool = True,
    check_interrupt: Callable[[], object] = never_interrupt,
) -> Generator[TrainingStep, Mapping[str, Any] | None, None]:
    """Train a network, one iteration at a time.

    Parameters
    ----------
    config : TrainingConfig
        How to train. The same configuration and data give the same steps, bit for bit on one machine.
    data : Dataset
        Images to train on, and to test with.
    resume : Checkpoint, optional
        Go on from here. With ``config=resume.config`` the steps are those of a run that never stopped.
    evaluate : bool, optional
        Whether to compute the accuracies at the start of each epoch, that is every
        ``max(1, round(n / batch_size))`` iterations, for n images that are learnt from.
    check_interrupt : callable, optional
        Called repeatedly during a long step. An exception that it raises ends the generator without that step: training
        can resume from the checkpoint of the step before.

    Yields
    ------
    TrainingStep
        One for each iteration.

    Raises
    ------
    ValueError
        If the checkpoint is one of another kind of network, or run. Also if a field is sent that may not
        change, or a value out of range: then nothing has changed, and the run can go on.

    Notes
    -----
    ``steps.send({"learning_rate": 0.3})`` changes a field of `CHANGEABLE` and returns the next step, which
    uses it. An optimizer of another kind starts with an empty memory, also where a checkpoint is resumed.

    An iteration whose loss is not finite makes no update; whether to go on is up to the caller. From the
    first step to the end of the generator, matrix products in the whole process use one thread.

    Examples
    --------
    >>> from core.mnist import load_dataset
    >>> *_, last = train(TrainingConfig(iterations=100), load_dataset(), evaluate=False)
    >>> last.iteration, last.network.params["W1"].shape
    (99, (784, 50))
    """
    return _Steps(_Run(config, data, resume, evaluate, check_interrupt))


def initial_checkpoint(config: TrainingConfig, data: Dataset) -> Checkpoint:
    """Return what `train` starts from: the network before the first update."""
    return _Run(config, data, resume=None, evaluate=False, check_interrupt=never_interrupt).checkpoint()


class _Steps(Generator[TrainingStep, Mapping[str, Any] | None, None]):
    """The generator of steps; unlike a plain one it survives a wrong `send`."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._steps = run.steps()

    def send(self, changes: Mapping[str, Any] | None) -> TrainingStep:
        if changes:
            self._run.change(changes)
        return next(self._steps)

    def throw(self, kind: Any, value: Any = None, traceback: TracebackType | None = None) -> TrainingStep:
        return self._steps.throw(kind if value is None else value)


class _Run:
    """A run as it stands: what a checkpoint holds, and the data.

    Parameters are updated in place; everything else that changes is replaced. In here the inputs are in the order of
    the columns of the training images; a checkpoint has them in reading order.
    """

    def __init__(
        self,
        config: TrainingConfig,
        data: Dataset,
        resume: Checkpoint | None,
        evaluate: bool,
        check_interrupt: Callable[[], object],
    ) -> None:
        self.iteration = 0
        self._config = config
        self._epoch = config.iterations_per_epoch(len(data.train_images))
        self._split = split(data, config)
        self._data = data = self._split.learnt
        self._evaluate, self._check_interrupt = evaluate, check_interrupt
        self._sizes = (data.train_images.shape[1], config.hidden_size, len(data.classes))
        self._pixels, self._columns = data.train_images.pixels, data.train_images.columns
        by_ink = data.train_images.by_ink
        self._mean_image = by_ink.mean(axis=0, dtype=np.float64) if config.subtract_mean else None
        self._gradient_of = _gradient_of_batch(config, self._sizes, self._mean_image, check_interrupt)
        weights, batches, self._augmentation, self._styles = map(
            np.random.default_rng, np.random.SeedSequence(config.seed).spawn(4)
        )
        variants = 0 if config.style_variants is None else config.style_variants.total
        self._sampler = Sampler(batches, len(data.train_images) + variants, config.sampling)
        network = TwoLayerNet(*self._sizes, config.weight_init_std, activation=config.activation, rng=weights)
        flat = parameters_of(network, self._gradient_of.dtype).flat
        self._parameters = parameters_from(self._with_inputs_in(self._pixels, flat), self._sizes)
        self._optimizer_state = config.optimizer.init(self._parameters.flat)
        if resume is not None:
            self._go_back_to(resume)

    def _go_back_to(self, checkpoint: Checkpoint) -> None:
        if checkpoint.sizes != self._sizes:
            raise ValueError(f"the checkpoint is of a network of {checkpoint.sizes}, not of {self._sizes}")
        for name in _FIXED:
            before, now = getattr(checkpoint.config, name), getattr(self._config, name)
            if before != now:
                raise ValueError(f"the checkpoint is of a run with the {name} {before!r}, not {now!r}")
        self.iteration = checkpoint.iteration
        self._parameters.flat[:] = self._with_inputs_in(self._pixels, checkpoint.parameters)
        if type(checkpoint.config.optimizer) is type(self._config.optimizer):
            self._optimizer_state = self._state_with_inputs_in(self._pixels, checkpoint.optimizer_state)
        self._sampler.state = checkpoint.sampler_state
        self._augmentation.bit_generator.state = checkpoint.augmentation_state

    def checkpoint(self) -> Checkpoint:
        return Checkpoint(
            self._config,
            self.iteration,
            self._with_inputs_in(self._columns, self._parameters.flat),
            self._sizes,
            None if self._mean_image is None else self._mean_image.take(self._columns),
            self._state_with_inputs_in(self._columns, self._optimizer_state),
            self._sampler.state,
            self._augmentation.bit_generator.state,
        )

    def _with_inputs_in(self, order: NDArray[np.intp], flat: FloatArray) -> FloatArray:
        return with_inputs_in(order, flat, self._sizes)

    def _state_with_inputs_in(self, order: NDArray[np.intp], state: State) -> State:
        steps, *memory = state
        return State(steps, *(self._with_inputs_in(order, flat) if flat.size else flat for flat in memory))

    def change(self, changes: Mapping[str, Any]) -> None:
        made = [Change(self.iteration, name, value) for name, value in changes.items()]
        before, self._config = self._config.optimizer, after_changes(self._config, made)
        if type(self._config.optimizer) is not type(before):
            self._optimizer_state = self._config.optimizer.init(self._parameters.flat)

    def steps(self) -> Generator[TrainingStep, None, None]:
        with one_blas_thread():
            while self.iteration < self._config.iterations:
                yield self._step()

    def _step(self) -> TrainingStep:
        iteration = self.iteration
        measured: tuple[float | None, float | None, float | None] = (None, None, None)
        if self._evaluate and iteration % self._epoch == 0:
            measured = self._accuracies()
        samples = self._sampler.state
        augmentation = self._augmentation.bit_generator.state if self._config.augmentation else None
        with np.errstate(all="ignore"):
            try:
                loss, step, state = self._loss_and_step()
            except BaseException:  # restore the random state: this step does not count
                self._sampler.state = samples
                if augmentation is not None:
                    self._augmentation.bit_generator.state = augmentation
                raise
            if math.isfinite(loss):
                self._optimizer_state = state
                np.subtract(self._parameters.flat, step, out=self._parameters.flat)
        self.iteration += 1
        network = self.checkpoint().network() if self.iteration == self._config.iterations else None
        return TrainingStep(iteration, loss, *measured, network, self)

    @cached_property
    def _examples(self) -> tuple[Images, UInt8Array]:
        """Images to learn from, and their labels: made at the first step, as variants take a second."""
        if self._config.style_variants is None:
            return self._data.train_images, self._data.train_labels
        return with_style_variants(
            self._data, self._config.style_variants, self._styles, self._check_interrupt
        )

    def _loss_and_step(self) -> tuple[float, FloatArray, State]:
        """Return the loss of the next mini-batch, what to subtract from the parameters, and the next state."""
        indices = self._sampler.next_batch(self._config.batch_size)
        rate = self._config.learning_rate_at(self.iteration)
        optimizer, state = self._config.optimizer, self._optimizer_state
        if isinstance(optimizer, SGD):
            # Its step is the gradient times the rate: multiplied where the arrays are small, it is free.
            loss, step = self._loss_and_gradient(indices, rate)
            return loss, step, State(state.steps + 1, state.velocity, state.squares)
        loss, gradient = self._loss_and_gradient(indices)
        return loss, *optimizer.update(gradient, state, rate)

    def _loss_and_gradient(self, indices: IndexArray, factor: float = 1) -> tuple[float, FloatArray]:
        if indices.size <= _ROWS_AT_ONCE:
            return self._loss_and_gradient_at_once(indices, factor)
        loss, gradient = 0.0, np.zeros_like(self._parameters.flat)
        for part in np.array_split(indices, math.ceil(indices.size / _ROWS_AT_ONCE)):
            share = part.size / indices.size
            self._check_interrupt()
            part_loss, part_gradient = self._loss_and_gradient_at_once(part, factor * share)
            loss += share * part_loss
            gradient += part_gradient
        return loss, gradient

    def _loss_and_gradient_at_once(self, indices: IndexArray, factor: float) -> tuple[float, FloatArray]:
        all_images, all_labels = self._examples
        labels = all_labels.take(indices)
        if self._config.augmentation is not None:
            moved = augment(all_images[indices], self._config.augmentation, self._augmentation)
            return self._gradient_of(self._parameters, moved.take(self._pixels, axis=1), labels, factor)
        images = all_images.by_ink.take(indices, axis=0)
        if self._mean_image is None:  # less a mean image, a pixel without ink is no longer 0
            images = images[:, : all_images.lit_columns(indices)]
        return self._gradient_of(self._parameters, images, labels, factor)

    def _accuracies(self) -> tuple[float, float, float | None]:
        return accuracies_of_split(self.checkpoint().network(), self._split)


def _gradient_of_batch(
    config: TrainingConfig,
    sizes: tuple[int, int, int],
    mean_image: FloatArray | None,
    check_interrupt: Callable[[], object],
) -> GradientOfBatch:
    if config.gradient == "numerical":
        return NumericalDifferences(config.activation, mean_image, check_interrupt)
    return Backpropagation(sizes, config.activation, mean_image)
