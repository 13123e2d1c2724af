import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.simple_net import SimpleNet

ORACLES = json.loads(Path(__file__).with_name("oracles.json").read_text())
NUMBERS = st.floats(-3, 3)


def net_of(weights):
    net = SimpleNet()
    net.W = np.array(weights)
    return net


@pytest.mark.parametrize("case", ORACLES["simple net"])
def test_that_the_chapters_examples_come_out(case):
    net, x, t = net_of(case["W"]), case["x"], case["t"]
    assert net.predict(x) == pytest.approx(case["scores"], abs=1e-9)
    assert int(np.argmax(net.predict(x))) == case["argmax"]
    assert net.loss(x, t) == pytest.approx(case["loss"], rel=1e-14)
    # A difference of 2e-4 blows the last bit of the loss, which depends on the BLAS, up to 1e-12.
    assert net.numerical_gradient(x, t) == pytest.approx(np.array(case["dW"]), abs=2e-12)
    assert net.gradient(x, t) == pytest.approx(np.array(case["dW"]), rel=1e-8)


@given(
    weights=hnp.arrays(np.float64, (2, 3), elements=NUMBERS),
    x=hnp.arrays(np.float64, (4, 2), elements=NUMBERS),
    t=hnp.arrays(np.int64, 4, elements=st.integers(0, 2)),
)
def test_that_the_exact_gradient_is_the_numerical_one_for_any_batch(weights, x, t):
    net = net_of(weights)
    assert net.gradient(x, t) == pytest.approx(net.numerical_gradient(x, t), abs=1e-6)
    assert np.array_equal(net.gradient(x, t), net.gradient(x, np.eye(3)[t]))
    assert np.array_equal(net.W, weights)


def test_that_the_target_may_be_a_label_or_a_distribution():
    net = SimpleNet(rng=np.random.default_rng(0))
    assert np.array_equal(net.gradient([0.6, 0.9], 2), net.gradient([0.6, 0.9], [0, 0, 1]))
    mixed = [0.2, 0.3, 0.5]
    assert net.gradient([0.6, 0.9], mixed) == pytest.approx(
        net.numerical_gradient([0.6, 0.9], mixed), abs=1e-8
    )


def test_that_one_sample_and_a_batch_of_it_agree():
    net = SimpleNet(rng=np.random.default_rng(0))
    assert net.gradient([[0.6, 0.9]], [2]) == pytest.approx(net.gradient([0.6, 0.9], 2))
    assert net.loss([[0.6, 0.9]], [2]) == pytest.approx(net.loss([0.6, 0.9], 2))


def test_that_the_weights_come_from_the_generator():
    net = SimpleNet(rng=np.random.default_rng(7))
    assert np.array_equal(net.W, np.random.default_rng(7).standard_normal((2, 3)))
    assert SimpleNet().W.shape == (2, 3)


def test_that_a_label_that_is_no_class_is_refused():
    net = SimpleNet()
    for method in (net.loss, net.gradient, net.numerical_gradient):
        with pytest.raises(ValueError, match="a label must be from 0 to 2"):
            method([0.6, 0.9], 3)
