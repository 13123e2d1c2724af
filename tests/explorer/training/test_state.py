from dataclasses import replace

import pytest

from core.augmentation import Affine
from core.optimizers import OPTIMIZERS, Adam
from core.training import TrainingConfig
from explorer.store import replace_fields
from explorer.training.presets import OWN, PRESETS, config_fields, preset_fields, preset_of
from explorer.training.run.state import RunState
from explorer.training.state import TrainingState


def test_that_the_first_state_is_the_chapters_run():
    assert TrainingState().config() == TrainingConfig()
    assert TrainingState().run == "chapter"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hidden_size", 0, "1 to 1 000 hidden"),
        ("hidden_size", 1001, "1 to 1 000 hidden"),
        ("batch_size", 60_001, "1 to 60 000 images"),
        ("learning_rate", 0.0, "above 0"),
        ("learning_rate", float("nan"), "above 0"),
        ("learning_rate", float("inf"), "finite"),
        ("iterations", 0, "1 to 10 000 000 iterations"),
        ("seed", -1, "0 to 999 999"),
        ("gradient", "forward", "backprop or numerical"),
        ("moment", -1, "before its start"),
        ("page", "cover", "no page"),
        ("sampling", "sorted", "replacement or by shuffling"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(field, value, words):
    with pytest.raises(ValueError, match=words):
        TrainingState(**{field: value})


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("optimizer", "lion", "no optimizer"),
        ("momentum", 1.0, "0 to 0.9999"),
        ("beta2", -0.1, "0 to 0.9999"),
        ("weight_init_std", float("nan"), "0 to 100"),
        ("activation", "tanh", "sigmoid, ReLU or step"),
        ("schedule", "linear", "cosine"),
        ("training_images", 0, "1 to 60 000"),
        ("validation_images", 60_000, "0 to 59 999"),
    ],
)
def test_that_a_further_setting_that_is_not_allowed_gets_a_sentence(field, value, words):
    with pytest.raises(ValueError, match=words):
        RunState(**{field: value})


def test_that_every_setting_reaches_the_configuration():
    settings = RunState(
        "adam", beta1=0.8, beta2=0.99, activation="relu", weight_init_std=0.1, schedule="cosine"
    )
    config = TrainingState(
        settings=replace(settings, augmented=True, training_images=300, validation_images=50)
    ).config()
    assert config == TrainingConfig(
        optimizer=Adam(0.8, 0.99),
        activation="relu",
        weight_init_std=0.1,
        schedule="cosine",
        augmentation=Affine(),
        training_images=300,
        validation_images=50,
    )
    assert TrainingState(settings=RunState(validation_images=10_000)).config().training_images is None


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_a_configuration_gives_the_settings_that_make_it(name):
    settings = RunState(name, 0.8, 0.9, 0.7, 0.99, "step", 0.3, "cosine", True, 200, 100)
    config = TrainingState(9, 8, 0.7, 6, 5, "numerical", "shuffle", settings).config()
    assert replace_fields(TrainingState(), **config_fields(config)).config() == config


def test_that_presets_are_told_apart_from_settings_of_ones_own():
    assert preset_of(TrainingState()) == preset_of(TrainingState(seed=7)) == "chapter"
    for name in PRESETS:
        start = TrainingState(hidden_size=7, settings=RunState("adam"))
        assert preset_of(start) == OWN
        assert preset_of(replace_fields(start, **preset_fields(name))) == name
