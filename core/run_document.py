"""What happened in a training run as plain values and arrays that a file can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Any, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from core import config_document
from core.checkpoint import Checkpoint
from core.optimizers import State
from core.sampling import SamplerState
from core.training_config import CHANGEABLE, Change, TrainingConfig

CHECKPOINT_ARRAYS = ("checkpoints", "velocities", "squares", "mean_image")
"""Parameters, one row a checkpoint; what their optimizers remember, one after the other; the mean image, if any."""

_Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class ChangeDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `Change`; the value as in a configuration."""

    iteration: _Count
    field: str
    value: Any


class _GeneratorDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The state of a PCG64 bit generator; numbers of 128 bits are written in hexadecimal."""

    state: Annotated[str, msgspec.Meta(pattern="^0x[0-9a-f]{1,32}$")]
    inc: Annotated[str, msgspec.Meta(pattern="^0x[0-9a-f]{1,32}$")]
    has_uint32: Annotated[int, msgspec.Meta(ge=0, le=1)]
    uinteger: Annotated[int, msgspec.Meta(ge=0, lt=2**32)]


class CheckpointDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `Checkpoint` without its arrays."""

    config: dict[str, Any]
    iteration: _Count
    steps: _Count
    position: _Count
    sampler: _GeneratorDocument
    augmentation: _GeneratorDocument


def changes_to_documents(changes: Sequence[Change], config: TrainingConfig) -> list[ChangeDocument]:
    """Return changes of a configuration as what JSON knows."""
    return [
        ChangeDocument(
            change.iteration,
            change.field,
            config_document.to_document(replace(config, **{change.field: change.value}))[change.field],
        )
        for change in changes
    ]


def changes_from_documents(documents: Sequence[ChangeDocument]) -> tuple[Change, ...]:
    """Return the changes that `changes_to_documents` wrote.

    Raises
    ------
    ValueError
        If a field may not change, or not to that value, or they are not in order.
    """
    changes = []
    for document in documents:
        if document.field not in CHANGEABLE:
            raise ValueError(f"{document.field!r} cannot change during a run")
        config = config_document.from_document({document.field: document.value})
        changes.append(Change(document.iteration, document.field, getattr(config, document.field)))
    if any(one.iteration > next_one.iteration for one, next_one in pairwise(changes)):
        raise ValueError("the changes are not in order")
    return tuple(changes)


def checkpoints_to_documents(
    checkpoints: Sequence[Checkpoint],
) -> tuple[list[CheckpointDocument], dict[str, list[NDArray[np.generic]]]]:
    """Return checkpoints of one run as what JSON knows, and as parts of arrays: together they would take as much again.

    Raises
    ------
    ValueError
        If a number in them is not finite.
    """
    if not checkpoints:
        return [], {}
    documents = [
        CheckpointDocument(
            config_document.to_document(checkpoint.config),
            checkpoint.iteration,
            checkpoint.optimizer_state.steps,
            checkpoint.sampler_state.position,
            _generator_to_document(checkpoint.sampler_state.generator),
            _generator_to_document(checkpoint.augmentation_state),
        )
        for checkpoint in checkpoints
    ]
    mean_image = checkpoints[0].mean_image
    columns: tuple[list[NDArray[np.generic]], ...] = (
        [checkpoint.parameters[np.newaxis] for checkpoint in checkpoints],
        [checkpoint.optimizer_state.velocity for checkpoint in checkpoints],
        [checkpoint.optimizer_state.squares for checkpoint in checkpoints],
        [np.empty(0) if mean_image is None else mean_image],
    )
    if not all(np.isfinite(part).all() for column in columns for part in column):
        raise ValueError("a checkpoint whose numbers are not finite cannot be saved")
    return documents, dict(zip(CHECKPOINT_ARRAYS, columns, strict=True))


def checkpoints_from_documents(
    documents: Sequence[CheckpointDocument],
    arrays: Mapping[str, NDArray[np.generic]],
    sizes: tuple[int, int, int],
) -> tuple[Checkpoint, ...]:
    """Return the checkpoints that `checkpoints_to_documents` wrote, of networks of the given sizes.

    Raises
    ------
    ValueError
        If the documents and the arrays do not fit together, or a number is out of its range.
    """
    if not documents and not arrays.keys() & set(CHECKPOINT_ARRAYS):
        return ()
    if not arrays.keys() >= set(CHECKPOINT_ARRAYS):
        raise ValueError("the checkpoints do not fit the network")
    inputs, hidden, classes = sizes
    rows, velocities, squares, mean = (arrays[name] for name in CHECKPOINT_ARRAYS)
    if not all(np.isfinite(array).all() for array in (rows, velocities, squares, mean)):
        raise ValueError("a checkpoint has numbers that are not finite")
    fits = rows.shape == (len(documents), (inputs + 1) * hidden + (hidden + 1) * classes)
    if not fits or velocities.ndim != 1 or squares.ndim != 1:
        raise ValueError("the checkpoints do not fit the network")
    checkpoints = []
    for document, row in zip(documents, rows, strict=True):
        config = config_document.from_document(document.config)
        parameters = row.astype(np.float32 if config.gradient == "backprop" else np.float64)
        if config.hidden_size != hidden or mean.shape != ((inputs,) if config.subtract_mean else (0,)):
            raise ValueError("the checkpoints do not fit the network")
        empty = config.optimizer.init(parameters)
        velocity, velocities = np.split(velocities, [empty.velocity.size])
        square, squares = np.split(squares, [empty.squares.size])
        if (velocity.size, square.size) != (empty.velocity.size, empty.squares.size):
            raise ValueError("the checkpoints do not fit the optimizer")
        checkpoints.append(
            Checkpoint(
                config,
                document.iteration,
                parameters,
                sizes,
                mean.astype(np.float64) if config.subtract_mean else None,
                State(document.steps, velocity.astype(parameters.dtype), square.astype(parameters.dtype)),
                SamplerState(_generator_from_document(document.sampler), document.position),
                _generator_from_document(document.augmentation),
            )
        )
    if velocities.size or squares.size:
        raise ValueError("the checkpoints do not fit the optimizer")
    return tuple(checkpoints)


def _generator_to_document(state: Mapping[str, Any]) -> _GeneratorDocument:
    numbers = state["state"]
    return _GeneratorDocument(
        hex(numbers["state"]), hex(numbers["inc"]), state["has_uint32"], state["uinteger"]
    )


def _generator_from_document(document: _GeneratorDocument) -> dict[str, Any]:
    return {
        "bit_generator": "PCG64",
        "state": {"state": int(document.state, 16), "inc": int(document.inc, 16)},
        "has_uint32": document.has_uint32,
        "uinteger": document.uinteger,
    }
