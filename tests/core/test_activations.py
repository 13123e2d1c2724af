import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.activations import ACTIVATIONS, relu, sigmoid, softmax, step_function

ANY_SHAPE = hnp.array_shapes(min_dims=0, max_dims=3)
NUMBERS = hnp.arrays(np.float64, ANY_SHAPE, elements=st.floats(-1e308, 1e308))
ELEMENTWISE = pytest.mark.parametrize("function", [sigmoid, step_function, relu])


@given(x=st.floats(-700, 700))
def test_that_the_sigmoid_is_that_of_the_formula(x):
    expected = 1 / (1 + math.exp(-x))
    assert sigmoid(x) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(("x", "value"), [(-1e308, 0), (0, 0.5), (1e308, 1), (-np.inf, 0), (np.inf, 1)])
def test_that_the_sigmoid_reaches_its_bounds_without_a_warning(x, value):
    assert sigmoid(x) == value


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


@pytest.mark.parametrize("function", [sigmoid, step_function, relu, softmax])
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
