"""A `TrainingConfig` as plain values that a file can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_type_hints

import msgspec

from core.optimizers import OPTIMIZERS, Optimizer
from core.training_config import TrainingConfig


def to_document(config: TrainingConfig) -> dict[str, Any]:
    """Return the configuration as a dictionary of what JSON knows; an optimizer carries its name."""
    document = asdict(config)
    name = next(name for name, kind in OPTIMIZERS.items() if type(config.optimizer) is kind)
    document["optimizer"] = {"name": name, **document["optimizer"]}
    return document


def from_document(document: Mapping[str, Any]) -> TrainingConfig:
    """Return the configuration that `to_document` wrote; a field that is missing has its default.

    Raises
    ------
    ValueError
        If a field is unknown, of another type, or out of its range.
    """
    kinds = get_type_hints(TrainingConfig)
    values: dict[str, Any] = {}
    for name, value in document.items():
        if name not in kinds:
            raise ValueError(f"a training configuration has no {name!r}")
        values[name] = _optimizer(value) if name == "optimizer" else msgspec.convert(value, kinds[name])
    return TrainingConfig(**values)


def _optimizer(value: Any) -> Optimizer:
    hyperparameters = dict(msgspec.convert(value, dict[str, Any]))
    name = hyperparameters.pop("name", None)
    if name not in OPTIMIZERS:
        raise ValueError(f"there is no optimizer {name!r}")
    kind = OPTIMIZERS[name]
    for unknown in hyperparameters.keys() - {field.name for field in fields(kind)}:
        raise ValueError(f"the optimizer {name} has no {unknown!r}")
    return msgspec.convert(hyperparameters, kind)
