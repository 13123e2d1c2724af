import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.simple_net import SimpleNet
from core.simple_net_steps import descend_until_right, descent_steps, loss_change

RIGHT, WRONG = json.loads(Path(__file__).with_name("oracles.json").read_text())["simple net"]
MATRICES = hnp.arrays(np.float64, (2, 3), elements=st.floats(-3, 3))
INDICES = st.tuples(st.integers(0, 1), st.integers(0, 2))


def net_of(weights):
    net = SimpleNet()
    net.W = np.array(weights)
    return net


def raised(net, index, h):
    other = net_of(net.W.copy())
    other.W[index] += h
    return other


@given(
    weights=MATRICES,
    x=hnp.arrays(np.float64, (4, 2), elements=st.floats(-2, 2)),
    t=hnp.arrays(np.int64, 4, elements=st.integers(0, 2)),
    index=INDICES,
    steps=st.lists(st.floats(-5, 5), min_size=1, max_size=6),
)
def test_that_the_actual_change_is_that_of_a_network_with_the_weight_raised(weights, x, t, index, steps):
    net = net_of(weights)
    for sample, targets in ((x, t), (x, np.eye(3)[t]), (x[0], t[0]), (x[0], np.eye(3)[t[0]])):
        change = loss_change(net, sample, targets, index, steps)
        expected = [raised(net, index, h).loss(sample, targets) - net.loss(sample, targets) for h in steps]
        assert change.actual == pytest.approx(np.array(expected), abs=1e-13)
        assert np.array_equal(change.predicted, net.gradient(sample, targets)[index] * np.array(steps))
    assert np.array_equal(net.W, weights)


@pytest.mark.parametrize("case", [RIGHT, WRONG])
def test_that_the_prediction_fails_as_h_squared(case):
    change = loss_change(net_of(case["W"]), case["x"], case["t"], (1, 2), [1e-3, 1e-2, 1e-1])
    misses = change.actual - change.predicted
    assert misses[1] / misses[0] == pytest.approx(100, rel=0.05)
    assert misses[2] / misses[1] == pytest.approx(100, rel=0.2)


def test_that_the_books_wrong_example_turns_right():
    net = net_of(WRONG["W"])
    history = descend_until_right(net, WRONG["x"], WRONG["t"], 0.1)
    assert [step.is_right for step in history] == [False] * (len(history) - 1) + [True]
    assert np.all(np.diff([step.loss for step in history]) < 0)
    assert np.array_equal(net.W, WRONG["W"])
    assert history[0].scores == pytest.approx(WRONG["scores"], abs=1e-9)
    assert history[0].loss == pytest.approx(WRONG["loss"])
    for step, following in pairwise(history):
        assert step.gradient == pytest.approx(
            net_of(step.W).numerical_gradient(WRONG["x"], WRONG["t"]), abs=1e-8
        )
        assert np.array_equal(following.W, step.W - 0.1 * step.gradient)
        assert step.probabilities.sum() == pytest.approx(1)


def test_that_a_right_network_takes_no_step_and_a_hopeless_one_as_many_as_it_may():
    assert len(descend_until_right(net_of(RIGHT["W"]), RIGHT["x"], RIGHT["t"], 0.1)) == 1
    hopeless = descend_until_right(net_of(WRONG["W"]), [0.0, 0.0], 2, 0.1, most_steps=7)
    assert len(hopeless) == 8
    assert not hopeless[-1].is_right


def test_that_a_label_and_a_distribution_lead_the_same_way():
    by_label, by_row = (descend_until_right(net_of(WRONG["W"]), WRONG["x"], t, 0.3) for t in (2, [0, 0, 1]))
    assert [step.loss for step in by_label] == [step.loss for step in by_row]


@pytest.mark.parametrize("learning_rate", [0, -1, np.inf, np.nan])
def test_that_a_learning_rate_that_leads_nowhere_is_refused(learning_rate):
    with pytest.raises(ValueError, match="positive and finite"):
        next(descent_steps(SimpleNet(), [0.6, 0.9], 2, learning_rate))


def test_that_a_target_beyond_the_classes_is_refused():
    with pytest.raises(ValueError, match="a label must be from 0 to 2"):
        next(descent_steps(SimpleNet(), [0.6, 0.9], 3, 0.1))
    with pytest.raises(ValueError, match="a label must be from 0 to 2"):
        loss_change(SimpleNet(), [0.6, 0.9], 3, (0, 0), [0.1])
