"""Settings of runs worth trying, by name."""

from collections.abc import Mapping
from dataclasses import astuple, fields, replace
from functools import cache
from typing import Any

from core.optimizers import OPTIMIZERS
from core.training import TrainingConfig
from explorer.state.declarations import Number, declared_fields
from explorer.state.store import replace_fields
from explorer.training.run.state import (
    ALL_IMAGES,
    AMOUNTS,
    HYPERPARAMETERS,
    STYLES,
    RunState,
)
from explorer.training.state import TrainingState

OWN = "own"
"""What settings are called that no preset has."""

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "chapter": {},
    "overfit": {"training_images": 300, "iterations": 1_500, "learning_rate": 0.5},
    "early_stopping": {"training_images": 55_000, "validation_images": 5_000, "stops_early": True},
    "step": {"activation": "step"},
    "equal_weights": {"weight_init_std": 0.0, "learning_rate": 0.5},
}
"""What each preset changes in the chapter's settings."""

_OF_THE_VIEW = ("hidden_size", "batch_size", "learning_rate", "iterations", "gradient", "sampling")
_BESIDE = ("more_settings", "loss_scale", "run_unit", "run_window")  # the training
_OF_THE_PAGE = tuple(field.name for field in fields(RunState) if field.name not in _BESIDE)


def preset_fields(name: str) -> dict[str, Any]:
    """Return all settings of a preset but the seed, by the names of the state's fields."""
    state = TrainingState()
    chapter = {field: getattr(state, field) for field in _OF_THE_VIEW}
    chapter |= {field: getattr(state.settings, field) for field in _OF_THE_PAGE}
    return chapter | dict(PRESETS[name])


def config_fields(config: TrainingConfig) -> dict[str, Any]:
    """Return the settings of a configuration by the names of the state's fields, as far as there are such fields."""
    moved, styles = config.augmentation, config.style_variants
    amounts = zip(AMOUNTS, () if moved is None else astuple(moved), strict=False)
    rule = next(name for name in HYPERPARAMETERS if type(config.optimizer) is OPTIMIZERS[name])
    return {
        **{field: getattr(config, field) for field in (*_OF_THE_VIEW, "seed")},
        "optimizer": rule,
        **{name: getattr(config.optimizer, name) for name in HYPERPARAMETERS[rule]},
        "activation": config.activation,
        "weight_init_std": config.weight_init_std,
        "schedule": config.schedule,
        "augmented": moved is not None,
        **{name: _nearest(name, amount) for name, amount in amounts},
        "styled": styles is not None,
        **({} if styles is None else {name: _nearest(name, getattr(styles, name)) for name in STYLES}),
        "subtract_mean": config.subtract_mean,
        "training_images": config.training_images or ALL_IMAGES,
        "validation_images": config.validation_images,
    }


def _nearest(name: str, amount: float) -> float:
    declaration = declared_fields(TrainingState)[name].declaration
    assert isinstance(declaration, Number)
    return declaration.nearest(amount)


def preset_of(state: TrainingState) -> str:
    """Return which preset the settings are, whatever their seed is; `OWN` where they are none."""
    training = replace(state.config(), seed=0), state.settings.goal
    return next((name for name in PRESETS if _training_of(name) == training), OWN)


@cache
def _training_of(name: str) -> tuple[TrainingConfig, float | None]:
    """Return how a preset trains, and at which validation accuracy it stops."""
    state = replace_fields(TrainingState(), **preset_fields(name))
    return state.config(), state.settings.goal
