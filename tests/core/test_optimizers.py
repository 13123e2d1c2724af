from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.optimizers import OPTIMIZERS, SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp

GRADIENTS = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3), elements=st.floats(-1e3, 1e3))


def two_steps(optimizer, first, second, learning_rate=0.1):
    state = optimizer.init(np.zeros_like(first))
    step, state = optimizer.update(first, state, learning_rate)
    next_step, _ = optimizer.update(second, state, learning_rate)
    return step, next_step


# Worked by hand from the published formulas, for gradients 2 and then -1 at a learning rate of 0.1.
@pytest.mark.parametrize(
    ("optimizer", "steps"),
    [
        (SGD(), (0.2, -0.1)),
        (Momentum(0.9), (0.2, 0.08)),
        (Nesterov(0.9), (0.38, -0.028)),
        (AdaGrad(), (0.1, -0.1 / 5**0.5)),
        (RMSProp(), (0.1 * 2 / 0.2, -0.1 / (0.99 * 0.04 + 0.01) ** 0.5)),
        (Adam(), (0.1, 0.1 * (0.08 / 0.19) / ((0.999 * 0.004 + 0.001) / 0.001999) ** 0.5)),
    ],
)
def test_that_the_first_two_steps_are_those_of_the_formula(optimizer, steps):
    assert two_steps(optimizer, np.array(2.0), np.array(-1.0)) == pytest.approx(steps, rel=1e-6)


@pytest.mark.parametrize("key", OPTIMIZERS)
@given(gradient=GRADIENTS)
def test_that_nothing_is_changed_in_place_and_a_step_is_repeatable(key, gradient):
    optimizer = OPTIMIZERS[key]()
    _, state = optimizer.update(gradient, optimizer.init(gradient), 0.1)
    for array in (gradient, state.velocity, state.squares):
        array.flags.writeable = False
    once, after_once = optimizer.update(gradient, state, 0.1)
    again, after_again = optimizer.update(gradient, state, 0.1)
    assert once.shape == gradient.shape
    assert np.array_equal(once, again)
    assert all(np.array_equal(a, b) for a, b in zip(after_once, after_again, strict=True))
    assert after_once.steps == 2


@pytest.mark.parametrize("key", OPTIMIZERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_the_dtype_of_the_parameters_is_kept(key, dtype):
    optimizer = OPTIMIZERS[key]()
    state = optimizer.init(np.ones((2, 3), dtype=dtype))
    step, state = optimizer.update(np.ones((2, 3), dtype=dtype), state, 0.1)
    assert {step.dtype, state.velocity.dtype, state.squares.dtype} == {np.dtype(dtype)}


@pytest.mark.parametrize("key", OPTIMIZERS)
@given(gradient=GRADIENTS)
def test_that_every_coordinate_moves_as_if_it_were_alone(key, gradient):
    optimizer = OPTIMIZERS[key]()
    together = two_steps(optimizer, gradient, -gradient)
    for index in np.ndindex(gradient.shape):
        alone = two_steps(optimizer, gradient[index], -gradient[index])
        assert (together[0][index], together[1][index]) == pytest.approx(alone, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_a_zero_gradient_moves_nothing(key):
    first, second = two_steps(OPTIMIZERS[key](), np.zeros(4), np.zeros(4))
    assert not first.any()
    assert not second.any()


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_integers_are_taken_as_floats(key):
    optimizer = OPTIMIZERS[key]()
    step, _ = optimizer.update([1000, -3], optimizer.init([1, 2]), 0.1)
    expected, _ = optimizer.update([1000.0, -3.0], optimizer.init([1.0, 2.0]), 0.1)
    assert np.array_equal(step, expected)


@pytest.mark.parametrize(
    ("optimizer", "fields", "name"),
    [
        (Momentum, {"momentum": 1.0}, "momentum"),
        (Nesterov, {"momentum": -0.1}, "momentum"),
        (AdaGrad, {"epsilon": 0.0}, "epsilon"),
        (RMSProp, {"decay": float("nan")}, "decay"),
        (RMSProp, {"epsilon": float("inf")}, "epsilon"),
        (Adam, {"beta1": 1.5}, "beta1"),
        (Adam, {"beta2": 1.0}, "beta2"),
        (Adam, {"epsilon": -1e-8}, "epsilon"),
    ],
)
def test_that_a_hyperparameter_out_of_range_is_named(optimizer, fields, name):
    with pytest.raises(ValueError, match=name):
        optimizer(**fields)


def test_that_an_optimizer_is_a_frozen_value():
    assert Adam() == Adam(beta1=0.9)
    with pytest.raises(FrozenInstanceError):
        Adam().beta1 = 0.5
