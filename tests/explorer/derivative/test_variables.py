"""The page Several variables: the chapter's points, the gradient from its parts, and every direction."""

import json
import math
import random
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.differentiation import numerical_gradient
from core.surfaces import SURFACES, find
from explorer.derivative.state import DerivativeState
from explorer.derivative.variables import words
from explorer.derivative.variables.slopes import slopes
from explorer.derivative.variables.state import VariablesState
from explorer.plots.marks import Stroke
from tests.explorer.derivative.hands import copied_script, numbers, plain_text, push, run
from tests.explorer.keys import enter, type_into
from tests.explorer.mouse import click, drag, drag_widget
from tests.explorer.painted import picture_of

ORACLES = json.loads((Path(__file__).parents[2] / "core" / "oracles.json").read_text())
GRADIENTS = ORACLES["gradient of x0^2 + x1^2"]


@pytest.fixture
def page(view, qapp):
    view.store.tick_to(DerivativeState(page="variables"))
    qapp.processEvents()
    return view.open_page


def arrow(page, token):
    """From tail to tip: the arrow of that colour."""
    stroke = next(
        mark
        for mark in page.plane.marks_item.marks
        if isinstance(mark, Stroke) and mark.token == token and len(mark.x) == 6
    )
    return np.array([stroke.x[1] - stroke.x[0], stroke.y[1] - stroke.y[0]])


@pytest.mark.parametrize("case", GRADIENTS[:3])
def test_that_the_chapters_points_are_one_click_each(view, page, control, case):
    view.store.change(surface="saddle", x0=1.0, x1=1.0)
    push(control("point_{:g}_{:g}".format(*case["x"])))
    state = view.store.state.variables
    assert (state.surface, *state.point) == ("bowl", *case["x"])
    assert page.slopes.numerical.tolist() == case["gradient"]
    shown = [row[1].replace("−", "-") for row in page.table.texts[1:3]]
    assert [float(text) for text in shown] == case["gradient"]


def test_that_the_gradient_is_built_from_its_parts(page):
    whole, across, up = (arrow(page, token) for token in "dab")
    np.testing.assert_allclose(across + up, whole, rtol=1e-9)
    assert across[1] == up[0] == 0
    assert whole[1] / whole[0] == pytest.approx(8 / 6)


def test_that_dragging_the_point_moves_it_in_one_undo_step(view, page, qapp):
    drag(page.plane, (3.0, 4.0), (-2.0, 1.0))
    assert view.store.state.variables.point == pytest.approx((-2, 1), abs=0.1)
    np.testing.assert_allclose(page.slopes.exact, 2 * np.array(view.store.state.variables.point))
    view.store.undo()
    assert view.store.state.variables.point == (3, 4)


def test_that_turning_the_triangle_changes_the_direction_alone(view, page):
    start, radius = (
        page.plane.direction.pos(),
        math.hypot(*(page.plane.direction.pos() - QPointF(3, 4)).toTuple()),
    )
    drag(page.plane, start.toTuple(), (3.0, 4.0 - radius))
    assert view.store.state.variables.angle == pytest.approx(270, abs=3)
    assert view.store.state.variables.point == (3, 4)
    away = page.plane.direction.pos() - QPointF(3, 4)
    assert math.hypot(*away.toTuple()) == pytest.approx(radius, rel=1e-6)


def test_that_the_slope_is_largest_along_the_gradient_and_zero_along_the_contour(view, page, control):
    push(control("along_steepest"))
    assert view.store.state.variables.angle == pytest.approx(math.degrees(math.atan2(8, 6)))
    assert page.slopes.slope == pytest.approx(10)
    push(control("along_contour"))
    assert page.slopes.slope == pytest.approx(0, abs=1e-12)
    push(control("along_x0"))
    assert page.slopes.slope == pytest.approx(6)
    push(control("along_x1"))
    assert page.slopes.slope == pytest.approx(8)


def test_that_the_curve_of_directions_is_dragged_clicked_and_stepped(view, page, control):
    drag(page.directions, (30.0, 0.0), (143.0, 0.0))
    assert view.store.state.variables.angle == pytest.approx(143, abs=3)
    click(page.directions, (300.0, 0.5))
    assert view.store.state.variables.angle == pytest.approx(300, abs=2)
    view.store.change(angle=355.0)
    QTest.keyClick(page.directions, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.variables.angle == 5
    angles, shares = page.directions.export_table()
    expected = 6 * np.cos(np.radians(angles[1])) + 8 * np.sin(np.radians(angles[1]))
    np.testing.assert_allclose(shares[1], expected, atol=1e-12)


def test_that_the_slider_turns_in_one_undo_step(view, page, control):
    slider = control("angle_slider")
    drag_widget(slider, QPointF(slider.x_of(30), 12), QPointF(slider.x_of(200), 12))
    assert view.store.state.variables.angle == pytest.approx(200, abs=3)
    view.store.undo()
    assert view.store.state.variables.angle == 30


@pytest.mark.parametrize("variable", [0, 1])
def test_that_a_partial_curve_moves_its_own_variable(view, page, variable):
    plot = page.partials[variable]
    handle = plot.handle.pos()
    drag(plot, handle.toTuple(), (-2.0, 0.2))
    point = view.store.state.variables.point
    assert point[variable] == pytest.approx(-2, abs=0.1)
    assert point[1 - variable] == (3, 4)[1 - variable]
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert view.store.state.variables.point[variable] == pytest.approx(point[variable] + 0.1)
    places, values = (column for _, column in plot.export_table())
    other = point[1 - variable]
    np.testing.assert_allclose(values, places**2 + other**2)


def test_that_arrow_keys_move_the_point(view, page):
    QTest.keyClick(page.plane, Qt.Key.Key_Left)
    QTest.keyClick(page.plane, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.variables.point == (2.9, 5.0)


def test_that_a_typed_surface_is_drawn_and_a_wrong_one_leaves_the_picture(view, page, control):
    field = control("surface_formula")
    type_into(field, "x0*x1")
    assert view.store.state.variables.surface == "x0*x1"
    np.testing.assert_allclose(page.slopes.exact, (4, 3))
    QTest.keyClicks(field, " + y")
    assert field.problem
    assert view.store.state.variables.surface.strip() == "x0*x1"
    control("surface").chosen.emit("monkey_saddle")
    assert field.text() == SURFACES["monkey_saddle"].formula
    assert view.store.state.variables.point == (1.0, 1.0)


@pytest.mark.parametrize(("name", "text"), [("x0", "1e9"), ("x1", "left"), ("angle", "400")])
def test_that_a_number_that_is_not_allowed_gets_a_sentence_in_place(view, page, control, name, text):
    enter(control(name), text)
    assert control(name).problem
    assert view.store.state.variables == VariablesState()
    QTest.keyClick(control(name), Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x0": 0.0, "x1": 0.0}, "∇f = (0, 0)"),
        ({"surface": "kink", "x0": 0.0}, "No gradient found at (0, 4)"),
        ({"surface": "log(x0)", "x0": -1.0}, "No gradient found at"),
        ({"surface": "sqrt(abs(x0*x1))", "x0": 0.0, "x1": 0.0}, "∇f = (0, 0)"),
        ({"surface": "x0*x1"}, "∇f = (4, 3)"),
    ],
)
def test_that_what_the_gradient_says_is_said_in_words(view, page, fields, words):
    view.store.change(**fields)
    assert page.finding.accessibleName().startswith(words)


@pytest.mark.parametrize("surface", [*SURFACES, "sin(x0)*exp(-x1^2)", "sigmoid(3*x0 - x1)"])
def test_that_the_script_prints_the_numbers_on_screen(view, page, control, surface):
    view.store.change(surface=surface, x0=0.7, x1=-0.4, angle=110.0)
    gradient, slope = (numbers(line) for line in run(copied_script(control)))
    expected = numerical_gradient(find(surface).value, (0.7, -0.4))
    np.testing.assert_allclose(gradient, expected, rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(slope, page.slopes.numerical_slope, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x0": math.nan}, "from −1.000.000 to 1.000.000, not NaN"),
        ({"x1": 1e7}, "from −1.000.000 to 1.000.000"),
        ({"angle": -1.0}, "from 0 to 360, not −1"),
        ({"angle": math.nan}, "from 0 to 360, not NaN"),
        ({"angle": 361.0}, "from 0 to 360"),
        ({"surface": "x + 1"}, "x0"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        VariablesState(**fields)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    surface=st.sampled_from([*SURFACES, "1/(x0*x1)", "log(x0)", "9^9^9 + x0", "1e300*x0", "sqrt(-1 - x0^2)"]),
    x0=st.one_of(st.sampled_from([0.0, 3.0]), st.floats(-20, 20), st.floats(-1e6, 1e6)),
    x1=st.one_of(st.sampled_from([0.0, 4.0]), st.floats(-20, 20), st.floats(-1e6, 1e6)),
    angle=st.floats(0, 360),
)
def test_that_any_legal_state_is_drawn(view, qapp, surface, x0, x1, angle):
    variables = VariablesState(surface, x0, x1, angle)
    view.store.tick_to(DerivativeState(page="variables", variables=variables))
    qapp.processEvents()
    page = view.open_page
    assert not picture_of(page).isNull()
    for plot in (page.plane, page.directions, *page.partials):
        assert np.isfinite(plot.view_box.viewRange()).all()
        for mark in plot.marks_item.marks:
            if not isinstance(mark, Stroke):
                assert math.isfinite(mark.x) and math.isfinite(mark.y)
    assert page.finding.accessibleName()
    found = slopes(variables)
    assert found.has_gradient == bool(np.isfinite(found.slope)) or not np.isfinite(found.exact).all()


DIFFERENTIABLE = {
    "bowl": lambda a, b: a**2 + b**2,
    "sin(x0)*exp(-x1^2)": lambda a, b: mpmath.sin(a) * mpmath.exp(-(b**2)),
    "x0^3 - 3*x0*x1^2": lambda a, b: a**3 - 3 * a * b**2,
    "sqrt(x0^2 + x1^2 + 1)": lambda a, b: mpmath.sqrt(a**2 + b**2 + 1),
    "1000*x0 + x1": lambda a, b: 1000 * a + b,
}


def test_that_what_is_said_of_slopes_in_directions_holds_in_50_digits():
    chance = random.Random(0)
    for _state in range(60):
        surface = chance.choice(list(DIFFERENTIABLE))
        x0, x1 = (chance.choice([0.0, 1.0, round(chance.uniform(-4, 4), 2)]) for _variable in range(2))
        state = VariablesState(surface, x0, x1, round(chance.uniform(0, 360), 1))
        found = slopes(state)
        title, body = words.sentence(found)
        f = DIFFERENTIABLE[surface]

        def slope(degrees, f=f, x0=x0, x1=x1):
            with mpmath.workdps(50):
                angle, h = mpmath.radians(mpmath.mpf(degrees)), mpmath.mpf("1e-20")
                dx, dy = h * mpmath.cos(angle), h * mpmath.sin(angle)
                return float((f(x0 + dx, x1 + dy) - f(x0 - dx, x1 - dy)) / (2 * h))

        assert numbers(plain_text(title)) == [pytest.approx(slope(a), rel=6e-4, abs=1e-14) for a in (0, 90)]
        if "may be" in body:
            assert max(abs(slope(angle)) for angle in range(0, 360, 30)) < 1e-12
            continue
        _zero, first, second, angle, share = numbers(plain_text(body))
        largest = max(slope(angle) for angle in range(0, 360, 2))
        for contour in (first, second):
            assert abs(slope(contour)) <= 1e-3 * largest
        assert angle == pytest.approx(state.angle, abs=0.06)
        assert share / 100 == pytest.approx(slope(state.angle) / largest, abs=1e-3)


@pytest.mark.parametrize(
    ("formula", "is_smooth"),
    [
        ("sqrt(abs((x0 - {a})*(x1 - {b})))", False),
        ("abs((x0 - {a})*(x1 - {b}))", True),
        ("abs(x0 - {a})^2 + x1", True),
        ("(x0 - {a})^3 - x1^2", True),
        ("1000000*(x0 - {a}) + (x1 - {b})^2", True),
    ],
)
def test_that_a_surface_is_said_not_to_be_differentiable_just_where_it_is_not(formula, is_smooth):
    chance = random.Random(1)
    for _state in range(30):
        a, b = (chance.randint(-24, 24) / 8 for _variable in range(2))
        surface = formula.format(a=a, b=b)
        _title, body = words.sentence(slopes(VariablesState(surface, a, b)))
        assert ("not differentiable" in body) == (not is_smooth), (surface, a, b)
        away = slopes(VariablesState(surface, a + 0.5, b - 0.7))
        assert away.is_differentiable


def test_that_an_array_of_integers_gives_the_trap_of_the_chapter(view, page, control):
    assert not view.store.state.variables.integers
    push(control("integers"))
    assert [row[1] for row in page.table.texts[1:3]] == ["25\u202f000", "35\u202f000"]
    assert page.finding.accessibleName() == "np.array([3, 4]) gives (25\u202f000, 35\u202f000)"
    assert "x₀ + h is stored as 3, x₀ − h as 2." in page.finding.accessibleDescription()
    view.store.change(x0=2.5)
    assert not control("integers").isEnabled()
    assert page.finding.accessibleName() == "∇f = (5, 8)"


def test_that_stored_integers_are_those_of_numpy():
    for x0 in range(-5, 6):
        found = slopes(VariablesState(x0=float(x0), x1=4.0, integers=True))
        x = np.array([x0, 4])
        x[0] = x0 + 1e-4
        ahead = x[0]
        x[0] = x0 - 1e-4
        assert f"stored as {ahead}, x₀ − h as {x[0]}." in words.sentence(found)[1]
