"""Typed formulas: their values against Python's own arithmetic, their derivatives against differences."""

import dataclasses
import math
import random
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from core.expressions import FUNCTIONS, MAX_DEPTH, MAX_LENGTH, MAX_NODES, SENTENCES, ExpressionError, parse

PYTHON_NAMES = {
    "abs": math.fabs, "acos": math.acos, "asin": math.asin, "atan": math.atan, "cos": math.cos,
    "cosh": math.cosh, "exp": math.exp, "ln": math.log, "log": math.log, "log10": math.log10,
    "log2": math.log2, "relu": lambda u: max(u, 0.0), "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "sin": math.sin, "sinh": math.sinh, "sqrt": math.sqrt, "step": lambda u: float(u > 0),
    "tan": math.tan, "tanh": math.tanh, "pi": math.pi, "e": math.e,
}  # fmt: skip


def random_formula(generator, variables, depth=4):
    """Write a valid formula that uses every part of the grammar."""
    if depth == 0 or generator.random() < 0.2:
        return generator.choice(
            [*variables, *variables, f"{generator.uniform(0.2, 3):.2f}", "pi", "e", ".5", "2e-1"]
        )
    left = random_formula(generator, variables, depth - 1)
    right = random_formula(generator, variables, depth - 1)
    kind = generator.random()
    if kind < 0.3:
        return f"{generator.choice(sorted(FUNCTIONS))}({left})"
    if kind < 0.4:
        power = generator.choice(["^2", "**3", "^-1", "^0.5", "**1", "^0"])
        return f"({left}){power}"
    if kind < 0.45:
        return f"({left})^({right})"
    if kind < 0.55:
        return f"-({left})"
    return f"({left}) {generator.choice('+-*/')} {right}"


def python_value(formula, **variables):
    """Evaluate by Python itself: an oracle that shares nothing with `core`."""
    try:
        value = eval(formula.replace("^", "**"), {"__builtins__": {}}, PYTHON_NAMES | variables)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):  # TypeError: a complex power
        return None
    return value if isinstance(value, float) else None


def central_difference(expression, point, index, h):
    ahead, behind = list(point), list(point)
    ahead[index] += h
    behind[index] -= h
    return (float(expression.value(*ahead)) - float(expression.value(*behind))) / (2 * h)


def test_that_500_random_formulas_have_the_derivatives_that_central_differences_show():
    generator = random.Random(7)
    counted = 0
    for n in range(500):
        variables = ("x",) if n % 2 else ("x0", "x1")
        expression = parse(random_formula(generator, variables), variables)
        for _ in range(20):
            point = [generator.uniform(0.1, 2.0) for _ in variables]
            gradient = expression.value_and_gradient(*point)[1]
            wide = [central_difference(expression, point, i, 1e-4) for i in range(len(point))]
            narrow = [central_difference(expression, point, i, 5e-5) for i in range(len(point))]
            if np.allclose(wide, narrow, rtol=2e-7, atol=2e-7):
                np.testing.assert_allclose(gradient, narrow, rtol=1e-6, atol=1e-6, err_msg=expression.text)
                counted += 1
                break
    assert counted >= 400


def test_that_random_formulas_have_the_values_that_python_gives():
    generator = random.Random(11)
    counted = 0
    for _ in range(1500):
        formula = random_formula(generator, ("x",))
        x = generator.uniform(-2.0, 2.0)
        expected = python_value(formula, x=x)
        if expected is not None and math.isfinite(expected):
            value = parse(formula).value(x)
            assert float(value) == pytest.approx(expected, rel=1e-9, abs=1e-12), formula
            counted += 1
    assert counted > 750


FRAGMENTS = [
    *string.printable, *FUNCTIONS, "x", "x0", "pi", "**", "^", "(", ")", "((", "))", "1e9", "9**9**9",
    "0", "1/0", "2x", "x=3", "√", "２", "π", "−", "٣", "é", "\ud800", "\x00", "{}", "{0}", "%s",
    "__import__('os')", "lambda", "sin", "sin(x)", "x^x", "-", "+", "e", "1.5",
]  # fmt: skip


def test_that_10_000_random_texts_give_a_value_or_one_sentence():
    generator = random.Random(3)
    read = 0
    for n in range(10_000):
        if n % 4 == 0:
            text = "".join(chr(generator.randrange(0x3000)) for _ in range(generator.randrange(60)))
        elif n % 4 == 1:
            text = "".join(generator.choices("xx12+-*/^() ", k=generator.randrange(1, 9)))
        else:
            text = "".join(generator.choices(FRAGMENTS, k=generator.randrange(1, 40)))
        try:
            expression = parse(text)
        except ExpressionError as error:
            assert_that_the_sentence_is_plain(error, text)
        else:
            read += 1
            assert count_nodes(expression.tree) <= MAX_NODES
            value, (slope,) = expression.value_and_gradient(generator.uniform(-3, 3))
            assert value.shape == slope.shape == ()
    assert read > 200


def count_nodes(node):
    """Count the work of one evaluation."""
    children = [getattr(node, f.name) for f in dataclasses.fields(node)]
    return 1 + sum(count_nodes(child) for child in children if dataclasses.is_dataclass(child))


def assert_that_the_sentence_is_plain(error, text):
    assert 0 <= error.position <= len(text)
    assert str(error) == error.message == SENTENCES[error.code].format(**error.fields)
    assert error.message.endswith(".")
    assert error.message.isprintable()
    assert len(error.message) < 2 * MAX_LENGTH + 200
    assert "None" not in error.message.replace(text, "")


@given(st.text(max_size=2 * MAX_LENGTH))
def test_that_any_text_is_read_or_refused_with_one_sentence(text):
    try:
        expression = parse(text, ("x0", "x1"))
    except ExpressionError as error:
        assert_that_the_sentence_is_plain(error, text)
    else:
        assert expression.value([1.0, 2.0], 3.0).shape == (2,)


@pytest.mark.parametrize(
    ("text", "position", "advice"),
    [
        ("2x", 1, "write 2*x"),
        ("2 x", 2, "write 2*x"),
        ("2(x+1)", 1, "write 2*(x+1)"),
        ("x(x+1)", 1, "write x*(x+1)"),
        ("(x+1)(x-1)", 5, "write (x+1)*(x-1)"),
        ("3sin(x)", 1, "write 3*sin(x)"),
        ("1 + 3e", 5, "write 3*e"),
        ("sin x", 0, "write sin(x)"),
        ("2*cos 3", 2, "write cos(3)"),
        ("exp", 0, "write exp(x)"),
        ("sin^2(x)", 3, "write sin(x)^2"),
        ("xx", 0, "write x*x"),
        ("x2", 0, "write x^2 or x*2"),
        ("X^2", 0, "write x;"),
        ("Sin(x)", 0, "write sin;"),
        ("arctan(x)", 0, "write atan;"),
        ("sni(x)", 0, "write sin;"),
        ("y + 1", 0, "write x;"),
        ("x0^2", 0, "write x;"),
        ("foo(x)", 0, "names here are x, pi, e and the functions abs,"),
        ("(x + 1", 0, "write )"),
        ("sin(x", 3, "write )"),
        ("x + 1)", 5, "remove it"),
        (")", 0, "remove it"),
        ("()", 1, "write a number, x or a function"),
        ("sin()", 4, "write a number, x or a function"),
        ("x +", 3, "missing after +"),
        ("* x", 0, "missing before *"),
        ("x */ 2", 3, "missing between * and /"),
        ("x // 2", 3, "write one / to divide"),
        ("1.2.3", 3, "write one number"),
        ("x=3", 1, "such as 3"),
        ("y = x^2", 2, "such as x^2"),
        (",", 0, "a point in numbers"),
        ("1,5*x", 1, "a point in numbers"),
        ("sin(x, 2)", 5, "one value in each function"),
        (".", 0, "write a number such as 0.5"),
        ("√x", 0, "write sqrt(x)"),
        ("√(x+1)", 0, "write sqrt(x+1)"),
        ("√", 0, "write sqrt(x)"),
        ("|x|", 0, "write abs(x)"),
        ("x > 0", 2, "write step(x)"),
        ("２*x", 0, "write 2 instead of ２"),
        ("ｘ", 0, "write x instead of ｘ"),
        ("3 × x", 2, "write * instead of ×"),
        ("x²³", 2, "an operator is missing"),
        ("²", 0, "missing before ²"),
        ("sin²(x)", 3, "write sin(x)^2"),
        ("2*π", 2, "write pi instead of π"),
        ("[x]", 0, "write ( instead of ["),
        ("x % 2", 2, "use numbers, x, + - * / ^"),
        ("x\x00", 1, "U+0000"),
        ("", 0, "type one, such as x^2 + 1"),
        ("  \t", 0, "type one, such as x^2 + 1"),
    ],
)
def test_that_an_error_names_the_place_and_what_would_be_right(text, position, advice):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.position == position
    assert advice in caught.value.message
    assert_that_the_sentence_is_plain(caught.value, text)


def test_that_the_names_of_two_variables_are_said_where_one_letter_is_typed():
    with pytest.raises(ExpressionError, match=r"write x0 or x1; the names here are x0, x1, pi"):
        parse("x^2", ("x0", "x1"))


def test_that_a_formula_within_the_limits_is_read_and_one_beyond_is_refused():
    assert float(parse("+".join(["x"] * (MAX_NODES // 2))).value(1)) == MAX_NODES // 2
    with pytest.raises(ExpressionError, match="make it shorter"):
        parse("+".join(["x"] * (MAX_NODES // 2 + 1)))
    assert float(parse("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH).value(3)) == 3
    for nested in (
        "(" * 31 + "x" + ")" * 31,
        "-" * 31 + "x",
        "^".join(["x"] * 32),
        "abs(" * 31 + "x" + ")" * 31,
    ):
        with pytest.raises(ExpressionError, match="nested more than 30 deep"):
            parse(nested)
    assert float(parse("x" + " " * (MAX_LENGTH - 1)).value(3)) == 3
    with pytest.raises(ExpressionError, match="201 characters"):
        parse("x" + " " * MAX_LENGTH)


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("-x²", 3, -9), ("2*x³ - (x-1)²", 3, 50), ("2²", 0, 4),
        ("-x^2", 3, -9), ("2^-1", 0, 0.5), ("2^3^2", 0, 512), ("x**2", 3, 9), ("8/4/2", 0, 1),
        ("1-2-3", 0, -4), ("-2*-x", 3, 6), ("+x", 3, 3), ("--x", 3, 3), ("x^0", 0, 1), ("1.5e2", 0, 150),
        (".5", 0, 0.5), ("5.", 0, 5),
        ("\tx\n+ 1\u00a0", 3, 4), ("log(e)", 0, 1), ("step(0)", 0, 0), ("relu(-1)", 0, 0),
    ],
)  # fmt: skip
def test_that_signs_powers_and_numbers_are_read_as_in_python(text, x, value):
    assert float(parse(text).value(x)) == value


def test_that_huge_powers_are_infinite_at_once():
    assert float(parse("9**9**9**9").value(0)) == math.inf
    assert float(parse("1e999").value(0)) == math.inf


@pytest.mark.parametrize(
    ("text", "x", "slope"),
    [
        ("abs(x)", [-2, 0, 3], [-1, math.nan, 1]),
        ("relu(x)", [-2, 0, 3], [0, math.nan, 1]),
        ("step(x)", [-2, 0, 3], [0, math.nan, 0]),
        ("log(x)", [-1, 0, 4], [math.nan, math.nan, 0.25]),
        ("1/x", [-1, 0, 2], [-1, math.nan, -0.25]),
        ("sqrt(x)", [-1, 0, 4], [math.nan, math.inf, 0.25]),
        ("x^1", [-1, 0, 4], [1, 1, 1]),
        ("x^0", [-1, 0, 4], [0, 0, 0]),
        ("x^2", [-1, 0, 4], [-2, 0, 8]),
        ("exp(x)", [-800, 0, 800], [0, 1, math.nan]),
        ("sigmoid(x)", [-1000, 0, 1000], [0, 0.25, 0]),
        ("step(log(x))", [-1, 0.5, 2], [math.nan, 0, 0]),
        ("relu(relu(x))", [-1, 0, 4], [0, math.nan, 1]),
        ("x + sqrt(relu(-x))", [1, 4], [1, 1]),
        ("acos(step(x))", [-1, 2], [0, 0]),
        ("(-2)^step(x)", [-1, 2], [0, 0]),
        ("atan(2/step(x))", [-1, 2], [0, 0]),
        ("abs(x)^2", [-1, 0, 3], [-2, 0, 6]),
        ("7", [-1, 0, 4], [0, 0, 0]),
    ],
)
def test_that_a_slope_is_exact_and_nan_only_where_there_is_none(text, x, slope):
    np.testing.assert_array_equal(parse(text).value_and_gradient(x)[1][0], slope)


def test_that_a_power_at_zero_does_not_depend_on_its_exponent():
    _, (by_base, by_exponent) = parse("x0^x1", ("x0", "x1")).value_and_gradient(0, 2)
    assert (float(by_base), float(by_exponent)) == (0, 0)


@given(
    npst.arrays(st.sampled_from([np.int64, np.float32, np.float64, np.bool_]), npst.array_shapes(min_side=0))
)
def test_that_any_array_is_taken_and_never_changed(x):
    x.flags.writeable = False
    expression = parse("x0*x0 - 3*x1", ("x0", "x1"))
    value, gradient = expression.value_and_gradient(x.T, 2)
    assert value.shape == gradient[0].shape == gradient[1].shape == x.T.shape
    assert value.dtype == gradient[0].dtype == np.float64
    np.testing.assert_array_equal(value, expression.value(x.T, np.full(x.T.shape, 2)))
    with np.errstate(over="ignore", invalid="ignore"):
        np.testing.assert_array_equal(value, x.T.astype(float) ** 2 - 6)


def test_that_results_are_fresh_arrays():
    x = np.arange(4.0)
    value, (slope,) = parse("x").value_and_gradient(x)
    value[:] = slope[:] = -1
    np.testing.assert_array_equal(x, [0, 1, 2, 3])


def test_that_the_number_of_arrays_is_checked():
    with pytest.raises(TypeError, match="the variables are x0, x1: got 1 arrays"):
        parse("x0", ("x0", "x1")).value(3)


def test_that_no_name_reaches_beyond_the_table():
    for text in ("open(x)", "eval(x)", "x.real", "__name__", "type(x)", "print"):
        with pytest.raises(ExpressionError):
            parse(text)
