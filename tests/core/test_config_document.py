import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.augmentation import Affine
from core.config_document import from_document, to_document
from core.optimizers import OPTIMIZERS, Adam, Momentum
from core.style_variants import StyleVariants
from core.training import TrainingConfig
from tests.activations import ALL

CONFIGS = st.builds(
    TrainingConfig,
    hidden_size=st.integers(1, 1000),
    batch_size=st.integers(1, 60_000),
    learning_rate=st.floats(1e-300, 1e300),
    iterations=st.integers(1, 10**9),
    gradient=st.sampled_from(["backprop", "numerical"]),
    sampling=st.sampled_from(["replacement", "shuffle"]),
    optimizer=st.sampled_from([*(kind() for kind in OPTIMIZERS.values()), Momentum(0.5), Adam(epsilon=0.1)]),
    schedule=st.sampled_from(["constant", "cosine"]),
    activation=st.sampled_from(ALL),
    weight_init_std=st.floats(0, 10),
    augmentation=st.none() | st.builds(Affine, rotation=st.floats(0, 90)),
    style_variants=st.none() | st.builds(StyleVariants, crossed_sevens=st.integers(0, 10**6)),
    subtract_mean=st.booleans(),
    seed=st.integers(0, 2**64),
)


@given(CONFIGS)
def test_that_a_configuration_survives_as_json(config):
    assert from_document(json.loads(json.dumps(to_document(config)))) == config


def test_that_an_optimizer_carries_its_name():
    assert to_document(TrainingConfig(optimizer=Momentum(0.8)))["optimizer"] == {
        "name": "momentum",
        "momentum": 0.8,
    }


def test_that_a_field_left_out_has_its_default():
    assert from_document({"hidden_size": 20}) == TrainingConfig(hidden_size=20)


@pytest.mark.parametrize(
    "document",
    [
        {"depth": 3},
        {"hidden_size": "50"},
        {"hidden_size": 0},
        {"learning_rate": None},
        {"optimizer": "sgd"},
        {"optimizer": {}},
        {"optimizer": {"name": "lion"}},
        {"optimizer": {"name": ["sgd"]}},
        {"optimizer": {"name": "sgd", "momentum": 0.9}},
        {"optimizer": {"name": "momentum", "momentum": 2}},
        {"augmentation": {"rotation": -1}},
        {"augmentation": {"turn": 1}},
        {"augmentation": 3},
        {"style_variants": {"crossed_sevens": -1}},
        {"style_variants": {"crossed_eights": 1}},
        {"style_variants": [2]},
    ],
)
def test_that_a_wrong_value_or_field_is_refused(document):
    with pytest.raises(ValueError):
        from_document(document)
