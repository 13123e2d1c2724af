"""A `TrainingConfig` as plain values that a file can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_type_hints

import msgspec

from core.augmentation import Affine
from core.optimizers import OPTIMIZERS, Optimizer
from core.style_variants import StyleVariants
from core.training_config import TrainingConfig

_PARTS = {"augmentation": Affine, "style_variants": StyleVariants}
_KINDS = get_type_hints(TrainingConfig)


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
    values: dict[str, Any] = {}
    _check_names("the configuration", document, TrainingConfig)
    for name, value in document.items():
        if name == "optimizer":
            values[name] = _optimizer(value)
            continue
        if name in _PARTS and isinstance(value, dict):
            _check_names(f"the {name}", value, _PARTS[name])
        values[name] = msgspec.convert(value, _KINDS[name])
    return TrainingConfig(**values)


def _optimizer(value: Any) -> Optimizer:
    hyperparameters = msgspec.convert(value, dict[str, Any])
    name = hyperparameters.pop("name", None)
    kind = OPTIMIZERS.get(str(name))
    if kind is None:
        raise ValueError(f"there is no optimizer {name!r}")
    _check_names(f"the optimizer {name}", hyperparameters, kind)
    return msgspec.convert(hyperparameters, kind)


def _check_names(owner: str, values: Mapping[str, Any], kind: type[Any]) -> None:
    """Refuse what msgspec passes over: values that a dataclass has no field for."""
    for unknown in values.keys() - {field.name for field in fields(kind)}:
        raise ValueError(f"{owner} has no {unknown!r}")
