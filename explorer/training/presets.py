"""Settings of runs worth trying, by name."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from core.training import TrainingConfig
from explorer.store import replace_fields
from explorer.training.run.state import RunState
from explorer.training.state import TrainingState

OWN = "own"
"""What settings are called that no preset has."""

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "chapter": {},
    "overfit": {"training_images": 300, "iterations": 1_500, "learning_rate": 0.5},
    "step": {"activation": "step"},
    "equal_weights": {"weight_init_std": 0.0, "learning_rate": 0.5},
}
"""What each preset changes in the chapter's settings."""

_OF_THE_VIEW = ("hidden_size", "batch_size", "learning_rate", "iterations", "seed", "gradient", "sampling")
_OF_THE_PAGE = tuple(field.name for field in fields(RunState) if field.name != "more_settings")


def preset_fields(name: str) -> dict[str, Any]:
    """Return all settings of a preset, by the names of the state's fields."""
    state = TrainingState()
    chapter = {field: getattr(state, field) for field in _OF_THE_VIEW}
    chapter |= {field: getattr(state.settings, field) for field in _OF_THE_PAGE}
    return chapter | dict(PRESETS[name])


def preset_of(state: TrainingState) -> str:
    """Return which preset the settings are, whatever their seed is; `OWN` where they are none."""
    config = replace(state.config(), seed=0)
    return next((name for name in PRESETS if _config_of(name) == config), OWN)


def _config_of(name: str) -> TrainingConfig:
    return replace_fields(TrainingState(), **preset_fields(name)).config()
