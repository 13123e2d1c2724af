import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import relu, sigmoid, step_function
from core.expressions import FUNCTIONS, parse
from core.expressions.source import FUNCTION_SOURCES, python_source

CHAPTERS = {"np": np, "sigmoid": sigmoid, "relu": relu, "step_function": step_function}


def run(text, x0, x1=0.0):
    source = python_source(parse(text, ("x0", "x1")).tree, ("x0", "x1"))
    with np.errstate(all="ignore"):
        return eval(source, {**CHAPTERS, "x0": np.float64(x0), "x1": np.float64(x1)})


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("0.01*x0^2 + 0.1*x0", "0.01*x0**2 + 0.1*x0"),
        ("-(x0 - (x1 - 1))^2", "-(x0 - (x1 - 1))**2"),
        ("2^-x0", "2**-x0"),
        ("x0/(2*x1)", "x0/(2*x1)"),
        ("step(x0) + ln(x1)", "step_function(x0) + np.log(x1)"),
    ],
)
def test_that_a_formula_is_written_as_people_write_python(text, source):
    assert python_source(parse(text, ("x0", "x1")).tree, ("x0", "x1")) == source


def test_that_every_function_has_a_name_in_python():
    assert FUNCTION_SOURCES.keys() == FUNCTIONS.keys()


PIECES = st.recursive(
    st.sampled_from(["x0", "x1", "2", "0.5", "3"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/^"), inner).map(lambda parts: "({} {} {})".format(*parts)),
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), inner).map(lambda parts: "{}({})".format(*parts)),
        inner.map(lambda part: f"(-{part})"),
    ),
    max_leaves=6,
)


@given(PIECES, st.floats(-3, 3), st.floats(-3, 3))
def test_that_source_has_the_value_of_the_formula(text, x0, x1):
    expected = float(parse(text, ("x0", "x1")).value(x0, x1))
    np.testing.assert_allclose(float(run(text, x0, x1)), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("text", ["9^9^9", "1/0", "(0-1)^0.5", "1/0 - 1/0", "1e400"])
def test_that_constants_overflow_as_in_the_formula(text):
    np.testing.assert_equal(float(run(text, 1.0)), float(parse(text, ("x0", "x1")).value(1.0, 0.0)))
