import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent import path
from core.descent_cut import descent_cut
from core.surfaces import SURFACES, find

BOWL = SURFACES["bowl"]
SURFACE_KEYS = st.sampled_from([*SURFACES, "x0*x1", "log(x0) + sqrt(x1)", "exp(exp(x0))", "1/(x0*x1)", "7"])
COORDINATES = st.floats(-5, 5)


def test_that_the_cut_through_a_bowl_is_a_parabola():
    cut = descent_cut(BOWL, (3, 4), 0.1, length=2)
    assert cut.direction == pytest.approx((-0.6, -0.8))
    assert (cut.here, cut.slope, cut.curvature, cut.step) == (25, -10, pytest.approx(2), 1)
    assert cut.there == pytest.approx(16)
    assert cut.value == pytest.approx((5 - cut.distance) ** 2)
    assert cut.parabola(cut.distance) == pytest.approx(cut.value)
    assert (cut.distance[0], cut.distance[-1]) == (-1, 2)
    assert cut.best_rate == pytest.approx(0.5)


def test_that_a_long_step_is_in_the_cut():
    cut = descent_cut(BOWL, (3, 4), 2.0, length=2, count=7)
    assert (cut.step, cut.distance[-1]) == (20, 25)
    assert len(cut.distance) == len(cut.value) == 7


@given(key=SURFACE_KEYS, x0=COORDINATES, x1=COORDINATES, rate=st.floats(0, 10), ascent=st.booleans())
def test_that_the_step_is_that_of_descent_and_the_values_those_of_the_surface(key, x0, x1, rate, ascent):
    surface = find(key)
    cut = descent_cut(surface, (x0, x1), rate, length=1.0, ascent=ascent)
    points = path(surface.gradient, [(x0, x1)], learning_rate=rate, steps=1, ascent=ascent).points
    if np.isfinite(points[1]).all() and np.hypot(*cut.direction):
        assert np.array_equal(cut.there, surface.value(points[1, 0]), equal_nan=True)
        assert (x0, x1) + cut.step * np.array(cut.direction) == pytest.approx(
            points[1, 0], rel=1e-9, abs=1e-9
        )
    some = cut.distance[::60]
    expected = [surface.value(np.array((x0, x1)) + s * np.array(cut.direction)) for s in some]
    assert cut.value[::60] == pytest.approx(np.array(expected), rel=1e-9, abs=1e-9, nan_ok=True)
    assert np.array_equal(cut.here, surface.value((x0, x1)), equal_nan=True)
    assert cut.slope * (1 if ascent else -1) >= 0


@pytest.mark.parametrize("key", ["himmelblau", "beale", "rastrigin", "exp(x0/3)*cos(x1)"])
@pytest.mark.parametrize("ascent", [False, True])
def test_that_slope_and_curvature_are_those_of_the_cut(key, ascent):
    cut = descent_cut(find(key), (0.7, -1.2), 0.0, length=1e-3, count=4, ascent=ascent)
    behind, here, ahead = cut.value[0], cut.here, cut.value[2]  # at -5e-4, 0 and 5e-4
    assert cut.distance[2] == pytest.approx(5e-4)
    assert (ahead - behind) / 1e-3 == pytest.approx(cut.slope, rel=1e-3)
    assert (ahead - 2 * here + behind) / 25e-8 == pytest.approx(cut.curvature, rel=1e-2)


def test_that_the_best_rate_leads_to_the_turn_of_the_parabola():
    surface = SURFACES["valley"]
    cut = descent_cut(surface, (4, 1), 0.1, length=1)
    best = descent_cut(surface, (4, 1), cut.best_rate, length=1)
    assert (np.array([descent_cut(surface, (4, 1), cut.best_rate * k, length=1).there for k in (0.9, 1.1)])
            > best.there).all()  # fmt: skip


def test_that_there_is_no_best_rate_where_the_cut_bends_away():
    assert descent_cut(SURFACES["saddle"], (0, 1), 0.1, length=1).best_rate is None
    assert descent_cut(SURFACES["saddle"], (1, 0), 0.1, length=1, ascent=True).best_rate is None
    assert descent_cut(SURFACES["kink"], (1, 2), 0.1, length=1).best_rate is None
    assert descent_cut(find("-x0^2"), (1, 2), 0.1, length=1, ascent=True).best_rate == pytest.approx(0.5)


def test_that_a_place_without_a_slope_has_a_flat_cut():
    for surface, point in ((BOWL, (0, 0)), (find("log(x0)"), (-1, 0))):
        cut = descent_cut(surface, point, 0.1, length=1)
        assert (cut.direction, cut.slope, cut.step, cut.best_rate) == ((0, 0), 0, 0, None)
        assert np.array_equal(cut.value, np.full(241, cut.here), equal_nan=True)


@pytest.mark.parametrize(
    ("point", "rate", "length", "message"),
    [((1, np.nan), 0.1, 1, "a finite point"), ([(1, 2)], 0.1, 1, "a finite point"),
     ((1, 2), -1, 1, "the learning rate must"), ((1, 2), 0.1, 0, "the length must")],
)  # fmt: skip
def test_that_what_is_no_cut_is_refused(point, rate, length, message):
    with pytest.raises(ValueError, match=message):
        descent_cut(BOWL, point, rate, length=length)
