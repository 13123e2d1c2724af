import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.activations import ACTIVATIONS, relu, sigmoid, softmax, step_function, tanh

ANY_SHAPE = hnp.array_shapes(min_dims=0, max_dims=3)
NUMBERS = hnp.arrays(np.float64, ANY_SHAPE, elements=st.floats(-1e308, 1e308))
ELEMENTWISE = pytest.mark.parametrize("function", [sigmoid, tanh, step_function, relu])


@given(x=st.floats(-700, 700))
def test_that_the_sigmoid_is_that_of_the_formula(x):
    expected = 1 / (1 + math.exp(-x))
    assert sigmoid(x) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(("x", "value"), [(-1e308, 0), (0, 0.5), (1e308, 1), (-np.inf, 0), (np.inf, 1)])
def test_that_the_sigmoid_reaches_its_bounds_without_a_warning(x, value):
    assert sigmoid(x) == value


@given(x=NUMBERS)
def test_that_tanh_is_that_of_numpy(x):
    assert np.array_equal(tanh(x), np.tanh(x))


@given(y=st.floats(-1, 1))
def test_that_the_slope_of_tanh_is_1_less_the_square_of_its_output(y):
    slope = float(ACTIVATIONS["tanh"].derivative_from_output(y))
    assert slope == pytest.approx(float(1 - Fraction(y) ** 2), rel=4e-16, abs=0)


def test_that_step_and_relu_are_0_up_to_and_at_0():
    assert step_function([-2, 0, 3]).tolist() == [0, 0, 1]
    assert relu([-2, 0, 3]).tolist() == [0, 0, 3]


@ELEMENTWISE
@given(x=NUMBERS)
def test_that_each_works_elementwise_on_any_shape_and_changes_nothing(function, x):
    before = x.copy()
    x.flags.writeable = False
    result = function(x)
    assert np.shape(result) == x.shape
    assert np.array_equal(result, np.vectorize(function, otypes=[float])(x) if x.size else x)
    assert np.array_equal(x, before)


@ELEMENTWISE
def test_that_lists_integers_and_transposed_arrays_are_taken(function):
    x = np.arange(-3, 3).reshape(2, 3)
    expected = function(x.astype(float))
    assert np.array_equal(function(x.tolist()), expected)
    assert np.array_equal(function(x.T), expected.T)


@pytest.mark.parametrize("function", [sigmoid, tanh, step_function, relu, softmax])
def test_that_float32_stays_float32(function):
    assert function(np.ones((2, 3), dtype=np.float32)).dtype == np.float32


@given(x=NUMBERS)
def test_that_softmax_is_finite_and_sums_to_1_for_all_finite_scores(x):
    probabilities = softmax(x)
    assert np.shape(probabilities) == x.shape
    assert (probabilities >= 0).all()
    assert np.sum(probabilities, axis=-1) == pytest.approx(np.ones(x.shape[:-1]))


@given(
    x=hnp.arrays(np.float64, (3, 4), elements=st.floats(-300, 300)),
    shift=st.floats(-100, 100),
)
def test_that_softmax_is_that_of_the_formula_whatever_is_added_to_all_scores(x, shift):
    for row, shifted in zip(x, softmax(x + shift), strict=True):
        exponentials = [math.exp(score) for score in row]
        assert shifted == pytest.approx([e / math.fsum(exponentials) for e in exponentials], rel=1e-11)


def test_that_softmax_without_an_axis_normalises_a_batch_as_a_whole():
    batch = softmax(np.zeros((4, 5)), axis=None)
    assert batch == pytest.approx(np.full((4, 5), 1 / 20))


def test_that_softmax_over_the_first_axis_is_that_of_the_transpose():
    x = np.random.default_rng(0).normal(size=(3, 4))
    assert softmax(x, axis=0) == pytest.approx(softmax(x.T).T)


def test_that_softmax_of_a_score_that_is_not_a_number_is_nan_without_a_warning():
    assert np.isnan(softmax([1.0, np.nan])).all()
    assert np.isnan(softmax([1.0, np.inf])).any()


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(x=st.floats(-20, 20).filter(lambda x: abs(x) > 1e-3))
def test_that_a_derivative_from_the_output_is_the_slope(name, x):
    activation = ACTIVATIONS[name]
    h = 1e-5
    slope = (activation.function(x + h) - activation.function(x - h)) / (2 * h)
    assert activation.derivative_from_output(activation.function(x)) == pytest.approx(slope, abs=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(x=hnp.arrays(np.float32, 7, elements=st.floats(-30, 30, width=32)))
def test_that_the_fast_step_has_function_and_slope_in_single_precision(name, x):
    activation, exact = ACTIVATIONS[name], x.astype(np.float64)
    value = activation.function(exact)
    activation.apply_in_place(x)
    assert x.dtype == np.float32
    assert x == pytest.approx(value, rel=1e-6, abs=2e-7)
    activation.turn_into_slope(x)
    assert x == pytest.approx(activation.derivative_from_output(value), abs=1e-6)


SMOOTH = [name for name, activation in ACTIVATIONS.items() if activation.addition is not None]


@pytest.mark.parametrize("name", SMOOTH)
@given(x=st.floats(-9, 9), shift=st.floats(1e-12, 1) | st.floats(-1, -1e-12))
def test_that_the_theorem_of_addition_has_changes_without_cancellation(name, x, shift):
    activation = ACTIVATIONS[name]
    exact = {"sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)), "tanh": mpmath.tanh}[name]
    value = activation.function(x)
    change = activation.derivative_from_output(value) / (1 / activation.addition(shift) + value)
    with mpmath.workdps(40):
        expected = float(exact(mpmath.mpf(x) + shift) - exact(mpmath.mpf(x)))
    assert change == pytest.approx(expected, rel=1e-6)
