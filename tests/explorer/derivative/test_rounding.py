"""The page Rounding: theory beside what was measured, pins, and the digits that cancel."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.curves import CURVES, find
from core.differentiation import forward_difference, function_1, numerical_diff
from core.rounding import error_theory
from explorer.derivative.measurement import measure
from explorer.derivative.rounding.best_steps import best_steps, theory_sentence
from explorer.derivative.rounding.cancellation import cancellation
from explorer.derivative.rounding.state import RoundingState
from explorer.derivative.state import DerivativeState
from explorer.plots.marks import Stroke
from explorer.texts.numbers import plain
from tests.explorer.derivative.hands import copied_script, numbers, push, run
from tests.explorer.mouse import click, drag
from tests.explorer.painted import picture_of


@pytest.fixture
def page(view, qapp):
    view.store.tick(page="rounding")
    qapp.processEvents()
    return view.open_page


def test_that_the_line_drags_h_in_one_undo_step(view, page):
    drag(page.plot, (-4.0, -3.0), (-9.0, -3.0))
    assert view.store.state.h == pytest.approx(1e-9, rel=0.2)
    view.store.undo()
    assert view.store.state.h == 1e-4


def test_that_a_click_takes_h_there_and_the_pins_take_it_to_the_chapters_steps(view, page):
    click(page.plot, (-11.0, -2.0))
    assert view.store.state.h == pytest.approx(1e-11, rel=0.2)
    click(page.plot, (-4.0, -15.0))
    assert view.store.state.h == 1e-4
    click(page.plot, (-15.2, -16.4))
    assert view.store.state.h == 1e-50
    assert "lost beside" in page.finding.accessibleName()


@pytest.mark.parametrize("method", ["central", "forward"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_that_the_dotted_lines_are_the_two_errors_of_theory(view, page, method, precision):
    view.store.change(formula="exp", x=1.0, method=method, precision=precision, show_theory=True)
    theory = error_theory(find("exp"), 1.0, method=method, dtype=precision)
    lines = [
        mark for mark in page.plot.marks_item.marks if isinstance(mark, Stroke) and mark.token != "text3"
    ]
    slopes = sorted(round(float(np.diff(line.y)[0] / np.diff(line.x)[0])) for line in lines)
    assert slopes == [-1, theory.order]
    for line in lines:
        error = theory.rounding_error if line.y[1] < line.y[0] else theory.truncation_error
        np.testing.assert_allclose(10.0**line.y, error(10.0**line.x), rtol=1e-9)


def test_that_the_best_step_is_one_click_as_measured_or_in_theory(view, page, control):
    push(control("rounding_best_step"))
    assert plain(view.store.state.h, 2) == page.best.texts[1][2]
    view.store.change(formula="chapter", x=5.0, show_theory=True)
    assert not control("rounding_best_step").isEnabled()
    view.store.change(formula="sin", x=1.0)
    push(control("rounding_best_step"))
    best = error_theory(find("sin"), 1.0, method="central").best_step
    assert view.store.state.h == pytest.approx(best, rel=0.05)
    assert page.best.texts[1][1] == plain(best, 1)


def test_that_theory_and_measurement_agree_on_the_best_steps_within_a_factor_of_five():
    rows = best_steps(measure(DerivativeState("sin", 1.0, rounding=RoundingState(show_theory=True))))[1]
    for row in rows:
        theory, found = (
            float(text.replace("·10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
            if "·" in text
            else None
            for text in row.texts[1:3]
        )
        if theory and found:
            assert theory / 5 < found < theory * 5


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "No truncation error up to degree 2"),
        ({"method": "forward"}, "truncation error 0.050·h"),
        ({"formula": "sin(1000*x)", "x": 1.0}, "truncation error 166 667·h²"),
        ({"formula": "x^4", "x": 0.0}, "not known"),
    ],
)
def test_that_theory_is_said_in_words(fields, words):
    assert words in theory_sentence(measure(DerivativeState(**fields))).replace("\u202f", " ")


@pytest.mark.parametrize("formula", ["abs", "step", "x*step(x)", "sqrt(x^2)"])
def test_that_there_is_no_theory_of_the_best_step_beside_no_derivative(view, page, formula):
    view.store.change(formula=formula, x=0.0, show_theory=True)
    assert "No derivative" in page.finding.accessibleName()
    assert theory_sentence(page.measurement) == ""
    assert [row.texts[1] for row in best_steps(page.measurement)[1]] == ["–"] * 4
    assert page.facts()["best_h"].value is None


@pytest.mark.parametrize("h", [0.1, 1e-4, 1e-9, 1e-15])
def test_that_the_digits_that_cancel_are_those_that_agree(h):
    lines = cancellation(measure(DerivativeState(h=h)))
    upper, lower, rest = (line.number for line in lines[:3])
    assert float(upper) == function_1(5 + h)
    assert float(lower) == function_1(5 - h)
    assert float(rest) == pytest.approx(function_1(5 + h) - function_1(5 - h), abs=1e-16)
    same = lines[0].parts[0].text
    assert upper.startswith(same) and lower.startswith(same)
    assert upper[len(same)] != lower[len(same)]


def test_that_the_digits_of_float64_are_counted_from_the_first_that_is_not_zero():
    lines = cancellation(measure(DerivativeState("sin", 1.0, 1e-50)))
    assert lines[1].remark == "17 digits agree, and cancel"
    lines = cancellation(measure(DerivativeState("exp", 1.0, 1e-7, rounding=RoundingState("float32"))))
    assert [line.remark for line in lines[1:3]] == ["7 digits agree, and cancel", "2 digits are left"]
    lines = cancellation(measure(DerivativeState("chapter", 1.0, 1e-16)))
    assert [line.remark for line in lines[1:3]] == ["1 digit agrees, and cancels", "1 digit is left"]


def test_that_nothing_is_left_of_a_step_that_vanishes():
    difference, quotient = cancellation(measure(DerivativeState(h=1e-50)))[2:]
    assert difference.remark == "nothing is left"
    assert quotient.parts == (("0.0", "bad"),)


def test_that_there_is_no_arithmetic_without_values():
    assert cancellation(measure(DerivativeState("log", 0.5, 1.0))) == ()


def test_that_the_script_prints_both_differences_in_both_precisions(page, control):
    lines = run(copied_script(control))
    assert len(lines) == 4
    values = {tuple(line.split()[:2]): numbers(line) for line in lines}
    assert values["central", "float64"][0] == numerical_diff(np.sin, 1.0)
    assert values["forward", "float64"][0] == forward_difference(np.sin, 1.0)
    for estimate in page.measurement.estimates:
        value, error = values[estimate.method, estimate.precision]
        assert value == pytest.approx(float(estimate.value), rel=1e-6)
        assert error == pytest.approx(estimate.error, rel=0.01)


def test_that_a_precision_that_there_is_not_gets_a_sentence():
    with pytest.raises(ValueError, match="float64, float32, not float16"):
        RoundingState("float16")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    formula=st.sampled_from([*CURVES, "1/x", "x^9", "tan(x)", "9^9^9", "1e300*x", "7", "sqrt(x)"]),
    x=st.one_of(st.sampled_from([0.0, 600.0]), st.floats(-30, 30), st.floats(-1e9, 1e9)),
    h=st.one_of(st.floats(-20, 2).map(lambda exponent: 10.0**exponent), st.floats(5e-324, 1e308)),
    method=st.sampled_from(["central", "forward"]),
    precision=st.sampled_from(["float64", "float32"]),
)
def test_that_any_legal_state_is_drawn(view, qapp, formula, x, h, method, precision):
    view.store.tick_to(DerivativeState(formula, x, h, method, "rounding", rounding=RoundingState(precision)))
    qapp.processEvents()
    page = view.open_page
    assert not picture_of(page).isNull()
    assert np.isfinite(page.plot.view_box.viewRange()).all()
    for mark in page.plot.marks_item.marks:
        if not isinstance(mark, Stroke):
            assert math.isfinite(mark.x) and math.isfinite(mark.y)
    assert all(all(row) for row in (line.texts for line in best_steps(page.measurement)[1]))
