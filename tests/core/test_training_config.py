import math
from dataclasses import FrozenInstanceError

import pytest

from core.augmentation import Affine
from core.optimizers import SGD, Adam
from core.training import TrainingConfig
from tests.activations import ALL


def test_that_the_defaults_are_the_chapters():
    config = TrainingConfig()
    assert (config.hidden_size, config.batch_size, config.learning_rate, config.iterations) == (
        50,
        100,
        0.1,
        10_000,
    )
    assert (config.gradient, config.sampling, config.optimizer) == ("backprop", "replacement", SGD())
    assert (config.schedule, config.activation, config.weight_init_std) == ("constant", "sigmoid", 0.01)
    assert (config.augmentation, config.style_variants) == (None, None)
    assert (config.subtract_mean, config.seed) == (False, 0)
    assert (config.training_images, config.validation_images) == (None, 0)


def test_that_equal_configurations_are_equal_and_hashable_and_frozen():
    assert TrainingConfig(optimizer=Adam()) == TrainingConfig(optimizer=Adam())
    assert hash(TrainingConfig(augmentation=Affine())) == hash(TrainingConfig(augmentation=Affine()))
    with pytest.raises(FrozenInstanceError):
        TrainingConfig().seed = 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"hidden_size": 0}, "hidden size must be a whole number of at least 1, got 0"),
        ({"hidden_size": 2.5}, "hidden size must be a whole number"),
        ({"batch_size": True}, "batch size must be a whole number"),
        ({"iterations": -3}, "number of iterations must be a whole number"),
        ({"seed": -1}, "seed must be a whole number of at least 0"),
        ({"learning_rate": 0}, "learning rate must be positive and finite, got 0"),
        ({"learning_rate": math.inf}, "learning rate must be positive and finite"),
        ({"learning_rate": math.nan}, "learning rate must be positive and finite"),
        ({"learning_rate": "fast"}, "learning rate must be positive and finite, got 'fast'"),
        ({"weight_init_std": -0.1}, "standard deviation of the weights"),
        ({"gradient": "exact"}, "gradient must be one of backprop, numerical, got 'exact'"),
        ({"sampling": ["shuffle"]}, "sampling must be one of replacement, shuffle"),
        ({"sampling": "none"}, "sampling must be one of replacement, shuffle"),
        ({"schedule": "step"}, "schedule must be one of constant, cosine"),
        ({"activation": "swish"}, f"activation must be one of {', '.join(ALL)}"),
        ({"optimizer": "sgd"}, "optimizer must be one of core.optimizers"),
        ({"augmentation": "affine"}, "augmentation must be an Affine or None"),
        ({"training_images": 0}, "number of training images must be a whole number of at least 1"),
        ({"validation_images": -1}, "number of validation images must be a whole number of at least 0"),
        ({"style_variants": 11_000}, "style variants must be a StyleVariants or None"),
    ],
)
def test_that_a_value_out_of_range_is_refused_by_name(fields, said):
    with pytest.raises(ValueError, match=said):
        TrainingConfig(**fields)


def test_that_the_cosine_falls_from_the_learning_rate_to_nearly_zero():
    config = TrainingConfig(learning_rate=0.4, iterations=100, schedule="cosine")
    rates = [config.learning_rate_at(iteration) for iteration in range(100)]
    assert rates[0] == 0.4
    assert rates[50] == pytest.approx(0.2)
    assert 0 < rates[99] < 1e-3
    assert rates == sorted(rates, reverse=True)


def test_that_a_constant_rate_is_one():
    config = TrainingConfig(learning_rate=0.4)
    assert {config.learning_rate_at(iteration) for iteration in (0, 1, 9_999)} == {0.4}
