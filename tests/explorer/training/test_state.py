from dataclasses import fields, replace

import pytest

from core.augmentation import Affine
from core.optimizers import OPTIMIZERS, Adam
from core.style_variants import StyleVariants
from core.training import TrainingConfig
from explorer.state.store import replace_fields
from explorer.training.presets import OWN, PRESETS, config_fields, preset_fields, preset_of
from explorer.training.run.state import RunState
from explorer.training.state import NO_RUN, TrainingState
from tests.activations import ALL


def test_that_the_first_state_is_the_chapters_run():
    assert TrainingState().config() == TrainingConfig()
    assert TrainingState().run == NO_RUN


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hidden_size", 0, "from 1 to 1.000, not"),
        ("hidden_size", 1001, "from 1 to 1.000, not"),
        ("batch_size", 60_001, "from 1 to 60.000, not"),
        ("learning_rate", 0.0, "from 10⁻³⁰⁰ to 10³⁰⁰"),
        ("learning_rate", float("nan"), "from 10⁻³⁰⁰ to 10³⁰⁰"),
        ("learning_rate", float("inf"), "from 10⁻³⁰⁰ to 10³⁰⁰"),
        ("iterations", 0, "from 1 to 10.000.000, not"),
        ("seed", -1, "from 0 to 999.999, not"),
        ("gradient", "forward", "backprop, numerical"),
        ("moment", -1, "counted from 0"),
        ("page", "cover", "no page"),
        ("sampling", "sorted", "replacement, shuffle"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(field, value, words):
    with pytest.raises(ValueError, match=words):
        TrainingState(**{field: value})


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("optimizer", "lion", "sgd, momentum"),
        ("momentum", 1.0, "0 to 0.9999"),
        ("beta2", -0.1, "0 to 0.9999"),
        ("weight_init_std", float("nan"), "0 to 100"),
        ("activation", "swish", ", ".join(ALL)),
        ("schedule", "linear", "constant, cosine"),
        ("training_images", 0, "from 1 to 60.000"),
        ("validation_images", 60_000, "from 0 to 59.999"),
        ("rotation", -1.0, "from 0 to 180"),
        ("scaling", 1.0, "from 0 to 0.9"),
        ("shift", float("nan"), "from 0 to 14"),
        ("crossed_sevens", -1, "from 0 to 20.000"),
        ("curved_nines", 20_001, "from 0 to 20.000"),
        ("stop_at", 0.0, "from 1 to 100"),
        ("stop_at", 101.0, "from 1 to 100"),
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
    settings = RunState(
        name,
        0.8,
        0.9,
        0.7,
        0.99,
        "step",
        0.3,
        "cosine",
        augmented=True,
        rotation=7.0,
        scaling=0.3,
        aspect=0.4,
        shear=0.5,
        shift=2.0,
        subtract_mean=True,
        styled=True,
        slashed_zeros=1,
        ones_with_flag_or_foot=2,
        crossed_sevens=3,
        curved_nines=4,
        training_images=200,
        validation_images=100,
    )
    config = TrainingState(9, 8, 0.7, 6, 5, "numerical", "shuffle", settings).config()
    assert config.augmentation == Affine(7.0, 0.3, 0.4, 0.5, 2.0)
    assert config.style_variants == StyleVariants(1, 2, 3, 4) and config.subtract_mean
    assert replace_fields(TrainingState(), **config_fields(config)).config() == config


def test_that_no_field_of_the_configuration_is_without_a_setting():
    """Each field of the configuration differs between the chapter's and one that differs in all settings."""
    state = TrainingState(
        *(9, 8, 0.7, 6, 5, "numerical", "shuffle"),
        RunState(
            *("adam", 0.8, 0.9, 0.7, 0.99, "step", 0.3, "cosine"),
            augmented=True,
            subtract_mean=True,
            styled=True,
            training_images=200,
            validation_images=100,
        ),
    )
    config, chapter = state.config(), TrainingConfig()
    assert all(
        getattr(config, field.name) != getattr(chapter, field.name) for field in fields(TrainingConfig)
    )


def test_that_amounts_beyond_the_controls_are_taken_over_as_far_as_they_go():
    config = TrainingConfig(augmentation=Affine(shift=20.0), style_variants=StyleVariants(50_000))
    taken = replace_fields(TrainingState(), **config_fields(config)).config()
    assert taken.augmentation.shift == 14 and taken.style_variants.slashed_zeros == 20_000


def test_that_early_stopping_is_a_preset_of_validation_images_and_a_target():
    stopping = replace_fields(TrainingState(), **preset_fields("early_stopping"))
    assert stopping.config().validation_images == 5_000 and stopping.settings.goal == 0.9
    assert preset_of(replace_fields(stopping, stops_early=False)) == OWN
    assert preset_of(replace_fields(stopping, **preset_fields("chapter"))) == "chapter"


def test_that_presets_are_told_apart_from_settings_of_ones_own():
    assert preset_of(TrainingState()) == preset_of(TrainingState(seed=7)) == "chapter"
    for name in PRESETS:
        start = TrainingState(hidden_size=7, settings=RunState("adam"))
        assert preset_of(start) == OWN
        assert preset_of(replace_fields(start, **preset_fields(name))) == name
