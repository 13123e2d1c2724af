import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.expressions import ExpressionError, parse
from core.surfaces import SURFACES, find, from_formula

EVERY_SURFACE = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES.keys())
PLACES = hnp.arrays(np.float64, (2, 7), elements=st.floats(-6, 6))


@EVERY_SURFACE
@given(x=PLACES)
def test_that_value_and_gradient_are_those_of_the_formula(surface, x):
    value, slopes = parse(surface.formula, ("x0", "x1")).value_and_gradient(*x)
    scale = 1e-12 * (1 + np.abs(x).max()) ** 8
    assert surface.value(x) == pytest.approx(value, rel=1e-9, abs=scale)
    defined = np.isfinite(slopes)
    # Near the tip of Ackley's funnel the formula divides by a distance whose square has underflowed.
    defined &= np.abs(x).max(axis=0) > 1e-100
    assert surface.gradient(x)[defined] == pytest.approx(np.array(slopes)[defined], rel=1e-9, abs=scale)


@EVERY_SURFACE
@given(x=hnp.arrays(np.float64, 2, elements=st.floats(0.1, 4)))
def test_that_the_hessian_is_the_slope_of_the_gradient(surface, x):
    h = 1e-5
    differences = [(surface.gradient(x + e) - surface.gradient(x - e)) / (2 * h) for e in h * np.eye(2)]
    hessian = surface.hessian(x)
    assert hessian == pytest.approx(np.array(differences), rel=1e-5, abs=1e-5)
    assert np.array_equal(hessian, hessian.T)


@EVERY_SURFACE
def test_that_known_minima_and_saddles_are_stationary(surface):
    for point in (*surface.minima, *surface.saddles):
        assert np.abs(surface.gradient(point)).max() < 1e-11


@EVERY_SURFACE
def test_that_every_neighbour_of_a_minimum_is_higher(surface):
    angles = np.linspace(0, 2 * np.pi, 37)
    for minimum in surface.minima:
        ring = np.array(minimum)[:, np.newaxis] + 1e-3 * np.array([np.cos(angles), np.sin(angles)])
        assert (surface.value(ring) > surface.value(minimum)).all()


@EVERY_SURFACE
def test_that_a_saddle_has_higher_and_lower_neighbours(surface):
    angles = np.linspace(0, 2 * np.pi, 3601)
    for saddle in surface.saddles:
        ring = np.array(saddle)[:, np.newaxis] + 1e-3 * np.array([np.cos(angles), np.sin(angles)])
        assert surface.value(ring).min() < surface.value(saddle) < surface.value(ring).max()


@EVERY_SURFACE
def test_that_the_first_minimum_is_the_lowest_place_in_sight(surface):
    x0, x1 = np.meshgrid(np.linspace(*surface.x_range, 201), np.linspace(*surface.y_range, 201))
    if surface.minima:
        assert surface.value(np.array([x0, x1])).min() >= surface.value(surface.minima[0]) - 1e-12


@pytest.mark.parametrize(
    ("key", "minimum", "value"),
    [
        ("rosenbrock", (1, 1), 0),
        ("himmelblau", (3, 2), 0),
        ("himmelblau", (-2.805118, 3.131312), 0),
        ("himmelblau", (-3.779310, -3.283186), 0),
        ("himmelblau", (3.584428, -1.848126), 0),
        ("beale", (3, 0.5), 0),
        ("camel", (0.089842, -0.712656), -1.0316284535),
        ("camel", (-0.089842, 0.712656), -1.0316284535),
        ("rastrigin", (0, 0), 0),
        ("ackley", (0, 0), 0),
    ],
)
def test_that_the_published_minima_are_known(key, minimum, value):
    surface = SURFACES[key]
    assert any(minimum == pytest.approx(known, abs=1e-6) for known in surface.minima)
    assert surface.value(minimum) == pytest.approx(value, abs=1e-8)


@EVERY_SURFACE
@pytest.mark.parametrize("shape", [(2,), (2, 0), (2, 3), (2, 3, 4)])
def test_that_any_shape_of_points_is_taken_and_none_changed(surface, shape):
    x = np.asfortranarray(np.linspace(-2, 2, int(np.prod(shape))).reshape(shape))
    x.flags.writeable = False
    assert np.shape(surface.value(x)) == shape[1:]
    assert surface.gradient(x).shape == shape
    assert np.array_equal(surface.value(np.ones(shape, dtype=int)), surface.value(np.ones(shape)))
    assert np.array_equal(surface.gradient(np.ones(shape, dtype=int)), surface.gradient(np.ones(shape)))


@EVERY_SURFACE
@given(x=hnp.arrays(np.float64, (2, 3), elements=st.floats()))
def test_that_no_place_however_far_brings_a_warning(surface, x):
    surface.value(x)
    surface.gradient(x)
    for point in x.T:
        surface.hessian(point)


@pytest.mark.parametrize("formula", [surface.formula for surface in SURFACES.values()])
def test_that_a_typed_formula_agrees_with_the_named_surface(formula):
    named = next(surface for surface in SURFACES.values() if surface.formula == formula)
    typed = from_formula(formula)
    x = np.random.default_rng(0).uniform(-2, 2, (2, 5, 4))
    assert typed.value(x) == pytest.approx(named.value(x), rel=1e-12, abs=1e-12)
    assert typed.gradient(x) == pytest.approx(named.gradient(x), rel=1e-12, abs=1e-11)
    assert typed.hessian([0.3, -0.7]) == pytest.approx(named.hessian([0.3, -0.7]), rel=1e-7, abs=1e-6)


def test_that_a_typed_kink_has_slope_0_at_its_bottom():
    assert not from_formula("abs(x0) + abs(x1)").gradient([0.0, 0.0]).any()


def test_that_a_typed_constant_has_the_shape_of_its_points():
    surface = from_formula("3")
    assert surface.value(np.zeros((2, 4, 5))).shape == (4, 5)
    assert not surface.gradient(np.zeros((2, 4, 5))).any()


def test_that_find_knows_keys_and_formulas():
    assert find("beale") is SURFACES["beale"]
    assert find("x0*x1") is find("x0*x1")
    assert find("x0*x1").key == "x0*x1"


@pytest.mark.parametrize("text", ["", "x", "x0 +", "no_such_key"])
def test_that_what_is_no_formula_in_x0_and_x1_is_refused(text):
    with pytest.raises(ExpressionError):
        find(text)
