from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.optimizers import SGD, Momentum
from core.path_end import EndKind
from core.surfaces import SURFACES
from explorer.descent import rate_words, words
from explorer.descent.end_words import slow_direction, words_of_ends
from explorer.descent.method_state import MethodState
from explorer.descent.outcome import Direction, directions, is_trouble, path_ends
from explorer.descent.paths import outcome
from explorer.descent.state import DescentState
from explorer.descent.trouble import explain
from explorer.plots.geometry import Area
from explorer.texts.numbers import plain
from explorer.views.surface_words import SURFACE_NAMES
from tests.explorer.descent.reading import VALLEY

AREA = Area(-10, 10, -5, 5)
RANGES = (AREA.left, AREA.right), (AREA.bottom, AREA.top)


@pytest.fixture(autouse=True)
def _application(qapp):
    """Words are translated, which needs an application."""


def said(state, index=0):
    """The kind of an end, its title, and the sentence below."""
    ends = path_ends(state, *RANGES)
    own = words_of_ends(state, ends, [None] * len(ends))[index]
    return ends[index].kind, own.title, own.detail


def one(surface, start, **fields):
    return replace(VALLEY, surface=surface, starts=(start,), **fields)


def explained(state):
    ends = path_ends(state, *RANGES)
    return explain(state, ends, words_of_ends(state, ends, [None] * len(ends)), AREA)


@pytest.mark.parametrize(
    ("state", "kind", "title"),
    [
        (
            one("bowl", (-3.0, 4.0), learning_rate=0.1, steps=100),
            EndKind.ARRIVED,
            "Within 0.015 of the minimum since step 27",
        ),
        (
            one("himmelblau", (4.0, 4.0), learning_rate=0.01),
            EndKind.ARRIVED,
            "Within 0.017 of a minimum since step 7",
        ),
        (
            one("saddle", (-4.0, 0.0), learning_rate=0.1, steps=100),
            EndKind.SADDLE,
            "Within 0.015 of a saddle point since step 26",
        ),
        (
            one("bowl", (0.0, 0.0), learning_rate=0.1, ascent=True),
            EndKind.BALANCED,
            "Within 0.015 of a minimum since step 0",
        ),
        (one("saddle", (4.0, 2.0), learning_rate=0.1), EndKind.LEFT, "Left the picture at step 6"),
        (one("saddle", (4.0, 2.0)), EndKind.DIVERGED, "Diverged: |x| = 1.58·10²⁵ at step 60"),
        (
            one("saddle", (0.0, -6.0), learning_rate=0.1, steps=20),
            EndKind.OUTSIDE,
            "Outside the picture at every step",
        ),
        (
            one("x0^2 + 3*x1^2 + x0*x1", (-7.0, 2.0), learning_rate=0.2),
            EndKind.ARRIVED,
            "Within 0.015 of a minimum since step 15",
        ),
        (
            one("ackley", (-3.5, 3.2), learning_rate=0.005),
            EndKind.ARRIVED,
            "Within 0.015 of a minimum since step 30",
        ),
        (one("bowl", (1.0, 0.0), learning_rate=1.0), EndKind.CIRCLING, "Oscillates, last step 2 long"),
        (
            one("valley", (-7.0, 2.0), learning_rate=0.8),
            EndKind.MOVING,
            "0.047 from the minimum (0, 0)",
        ),
        (
            one("bowl", (-3.0, 4.0), learning_rate=5.0),
            EndKind.DIVERGED,
            "Diverged: |x| = 8.99·10⁵⁷ at step 60",
        ),
        (
            one("bowl", (-3.0, 4.0), learning_rate=10.0, gradient="numerical"),
            EndKind.FROZEN,
            "Stands still from step 10",
        ),
        (one("plateau", (3.9, 3.9)), EndKind.PLATEAU, "On a plateau, slope 6.8·10⁻¹³"),
        (one("valley", (-7.0, 2.0), shown_step=0), EndKind.MOVING, "Has not moved yet, slope 4.1"),
    ],
)
def test_that_each_end_is_said_with_a_number(state, kind, title):
    assert said(state)[:2] == (kind, title)


def test_that_the_last_halving_of_the_distance_is_said():
    state = one("valley", (-7.0, 2.0), learning_rate=0.8)
    _, _, detail = said(state)
    assert detail == "f fell to 0.000111; distance halved in 9 steps."
    assert 0.92**9 <= 0.5 < 0.92**8


def test_that_a_fall_too_small_for_three_digits_is_said_as_a_difference():
    state = one("bowl", (-3.0, 4.0), learning_rate=1e-10, steps=100, gradient="numerical")
    expected = 25 - (2.999999939999995**2 + 3.9999999199999934**2)
    assert expected == pytest.approx(1e-6, rel=0.01)
    assert said(state)[1:] == ("Has moved 10⁻⁷ in 100 steps", "f fell by 10⁻⁶, from 25.")


def test_that_the_slow_direction_is_named():
    assert slow_direction(directions(VALLEY), 0.8) == (
        "x₀ converges slowly: a step leaves 92\u00a0% of the distance."
    )
    assert slow_direction(directions(VALLEY), 1.2) == ""


def test_that_no_direction_is_the_slow_one_where_both_are_alike():
    near = Direction((0,), 0.0, 395.8415), Direction((1,), 90.0, 395.8419)
    assert slow_direction(near, 0.001) == ""


@pytest.mark.parametrize(
    ("state", "place"),
    [
        (
            one("bowl", (-3.0, 4.0), learning_rate=0.1, steps=100, gradient="numerical"),
            "x = (−6.11110793·10⁻¹⁰, 8.14814391·10⁻¹⁰).",
        ),
        (
            one("bowl", (-3.0, 4.0), learning_rate=1e-10, steps=100, gradient="numerical"),
            "x = (−2.99999994, 3.99999992).",
        ),
        (
            one("bowl", (-3.0, 4.0), learning_rate=10.0, steps=100, gradient="numerical"),
            "x = (−2.58983747·10¹³, −1.29524862·10¹²).",
        ),
        (DescentState(learning_rate=1e-10), "x = (−2.99999994, 3.99999992)."),
        (one("valley", (-7.0, 2.0), shown_step=0), ""),
    ],
)
def test_that_the_place_is_told_from_the_start(state, place):
    assert words_of_ends(state, path_ends(state, *RANGES), [None] * 3)[0].place == place


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_that_telling_digits_tell_two_numbers_apart(value, reference):
    digits = words.telling_digits(value, reference)
    assert 3 <= digits <= 17
    if value not in (0, reference):
        assert plain(value, digits) != plain(reference, digits)


@pytest.mark.parametrize(
    ("state", "title", "detail"),
    [
        (
            one("bowl", (-3.0, 4.0), learning_rate=1.05),
            "Diverges: outside the picture since step 3",
            "|1 − lr·λ| = 1.1 > 1: each step lands farther away.",
        ),
        (
            one("bowl", (-3.0, 4.0), learning_rate=1.001, steps=30),
            "Diverges, slope 11",
            "|1 − lr·λ| = 1.002 > 1: each step lands farther away.",
        ),
        (
            one("bowl", (-3.0, 4.0), learning_rate=1.92, optimizer="momentum", steps=20),
            "Diverges: outside the picture since step 1",
            "lr is above 1.9, where each swing is wider than the last.",
        ),
    ],
)
def test_that_a_path_that_overshoots_more_and_more_is_told_so(state, title, detail):
    assert said(state)[1:] == (title, detail)


def test_that_the_trouble_with_the_chapters_rate_of_10_is_explained():
    state = one("bowl", (-3.0, 4.0), learning_rate=10.0, steps=30, gradient="numerical")
    found = explained(state)
    assert found.title == "Stuck from step 10: gradient 0"
    assert found.body.startswith("|1 − lr·λ| = 19 > 1: each step lands farther away. At step 10 floats are")
    assert "at least 0.00024 apart, so x + h = x (h = 0.0001)" in found.body.replace("\u00a0", " ")
    assert found.body.endswith("No minimum: x = (−2.58983747·10¹³, −1.29524862·10¹²).")
    assert dict(found.facts) == {
        "Numerical gradient": "(0, 0)",
        "|x|, exact gradient": plain(5 * 19.0**30),
    }
    assert found.rate == 0.1 and found.offers_exact


def test_that_the_first_path_in_trouble_is_explained_and_the_others_are_told():
    state = replace(VALLEY, surface="rosenbrock", starts=((1.0, 1.0), (-2.0, 3.0)), learning_rate=0.01)
    found = explained(state)
    assert found.path.badge == "2" and not found.offers_exact
    assert [other.title for other in found.others] == ["Within 0.0057 of the minimum since step 0"]


def test_that_the_chosen_path_is_explained_before_others():
    state = replace(VALLEY, surface="himmelblau", chosen_start=2)
    assert explained(state).path.badge == "3"
    assert [other.badge for other in explained(state).others] == ["1", "2"]


@pytest.mark.parametrize("surface", ["himmelblau", "beale", "rosenbrock", "monkey_saddle", "bowl"])
@pytest.mark.parametrize("compared", [(), ("momentum", "nesterov")])
def test_that_the_rate_that_is_offered_mends_all_paths(surface, compared):
    state = replace(VALLEY, surface=surface, learning_rate=1.5, method=MethodState(compared=compared))
    found = explained(state)
    assert found.rate is not None
    mended = replace(state, learning_rate=found.rate)
    assert not any(is_trouble(end) for end in path_ends(mended, *RANGES))
    above = replace(state, learning_rate=10 * found.rate)
    assert above.learning_rate > 1 or any(
        is_trouble(end) or end.kind in (EndKind.LEFT, EndKind.CIRCLING) for end in path_ends(above, *RANGES)
    )


def test_that_the_words_do_not_contradict_the_button():
    state = replace(VALLEY, surface="himmelblau")  # its curvature is another one everywhere
    assert explained(state).title == "Diverged: not finite after step 5"
    steep = one("x0^2 + 3*x1^2", (-3.0, 4.0), learning_rate=0.9)
    found = explained(steep)
    assert found.title == "Diverged: lr must stay below 0.333" and found.rate == 0.1


def test_that_a_compared_rule_that_failed_is_explained():
    state = one("bowl", (-3.0, 4.0), learning_rate=3.0, method=MethodState(compared=("momentum", "adam")))
    found = explained(state)
    assert found.title == "SGD · Diverged: lr must stay below 1"
    assert [other.title.split(" · ")[0] for other in found.others] == ["Momentum", "Adam"]
    assert found.rate is not None


def test_that_a_start_without_a_value_is_no_mystery():
    state = one("log(x0) + x1^2", (-1.0, 1.0))
    found = explained(state)
    assert found.title == "No finite value at (−1, 1)" and found.rate is None


def test_that_a_path_off_the_surface_is_not_said_to_be_too_large():
    state = one("log(x0)", (3.0, 2.0), learning_rate=0.8)
    found, step = explained(state), next(iter(path_ends(state, *RANGES))).step
    assert found.title == found.path.title == f"No finite value of f at step {step}"
    x = outcome(state).points[step, 0, 0]
    assert x < 0 < outcome(state).points[step - 1, 0, 0]
    assert found.body.startswith(
        f"Step {step} lands at ({plain(x)}, 2), where the surface has no finite value"
    )
    assert found.rate is not None


@pytest.mark.parametrize(
    ("formula", "pretty"),
    [
        ("x0^2/20 + x1^2", "f(x₀, x₁) = x₀²/20 + x₁²"),
        ("abs(x0) + abs(x1)", "f(x₀, x₁) = |x₀| + |x₁|"),
        ("(x0^2 + x1 - 11)^2 + (x0 + x1^2 - 7)^2", "f = (x₀² + x₁ − 11)² + (x₀ + x₁² − 7)²"),
    ],
)
def test_that_formulas_are_printed_as_in_a_book(formula, pretty):
    assert words.pretty_formula(formula) == pretty


@pytest.mark.parametrize(
    ("x", "y", "text"),
    [
        (57.0, -76.0, "(57, −76)"),
        (0.0, 0.0, "(0, 0)"),
        (-5.18e13, -2.59e12, "(−5.2, −0.3)·10¹³"),
        (2e-5, 0, "(2, 0)·10⁻⁵"),
    ],
)
def test_that_points_share_a_power_of_ten(x, y, text):
    assert words.point(x, y, 2) == text


def test_that_a_sum_too_wide_for_its_band_is_left_out():
    assert rate_words.factor(Direction((0,), 0.0, 0.1), 0.8, SGD()) == "1 − 0.8·0.1 = 0.920"
    assert rate_words.factor(Direction((), 21.0, 1564.0), 0.001, SGD()) == "1 − lr·λ = −0.564"


def test_that_a_step_that_leaves_nothing_is_told_apart_from_one_that_leaves_little():
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 0.5, SGD()) == "lr = 1/λ: in one step"
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 0.5001, SGD()) == "1 − lr·λ = −0.0002"
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 1.0001, SGD()) == "1 − lr·λ = −1.00020"
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 1e-10, SGD()) == "1 − lr·λ = 1 − 2·10⁻¹⁰"
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 0.51, SGD()) == "1 − 0.51·2 = −0.020"


def test_that_momentum_has_its_own_bound():
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 0.8, Momentum(0.9)) == "lr·λ = 1.6 of 3.8"
    assert rate_words.factor(Direction((1,), 90.0, 2.0), 0.8, Momentum(0.5)) == "lr·λ = 1.6 of 3"


def test_that_every_named_surface_and_rule_has_a_name():
    assert set(SURFACE_NAMES) == set(SURFACES)
    for name in ("adagrad", "rmsprop", "adam"):
        assert words.optimizer_names()[name] in rate_words.adaptive_sentence(name, "")


def test_that_distances_do_not_overflow():
    assert np.isfinite(words.distance_from_origin(np.array([[1e200, 1e200]]))).all()
