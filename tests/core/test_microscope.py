import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.curves import find
from core.microscope import magnify

PLACES = st.floats(-1e6, 1e6)


def test_that_the_chapters_curve_is_a_parabola_then_a_line_then_a_staircase():
    f = find("chapter").value
    wide, line, stairs = (magnify(f, 5.0, half_width) for half_width in (1.0, 1e-7, 5e-15))
    assert np.ptp(np.diff(wide.rises[:-1]) / np.diff(wide.offsets[:-1])) > 0.01
    assert line.rises == pytest.approx(0.2 * line.offsets, rel=1e-3, abs=1e-15)
    assert not wide.every_number
    assert not line.every_number
    assert stairs.every_number
    assert np.all(np.diff(stairs.offsets) == math.ulp(5.0))
    assert np.all(stairs.rises % math.ulp(0.375) == 0)


@given(x=PLACES, half_width=st.floats(1e-300, 1e3), count=st.integers(3, 60))
def test_that_every_number_of_a_small_window_is_there(x, half_width, count):
    seen = magnify(lambda u: u, x, half_width, count)
    places = x + seen.offsets
    assert len(places) <= count
    assert np.all(np.diff(seen.offsets) > 0)
    assert 0 in seen.offsets
    if seen.every_number:
        assert np.array_equal(places[1:], np.nextafter(places[:-1], np.inf))
        assert Fraction(places[0]) < Fraction(x) - Fraction(half_width) or x - half_width == places[1]
        assert Fraction(places[-1]) > Fraction(x) + Fraction(half_width) or x + half_width == places[-2]


@given(x=st.floats(0.5, 1e6), half_width=st.floats(1e-18, 1e-3))
def test_that_offsets_and_rises_are_exact(x, half_width):
    seen = magnify(lambda u: u, x, half_width, 21)
    for offset, rise in zip(seen.offsets, seen.rises, strict=True):
        place = x + offset
        assert Fraction(place) - Fraction(x) == Fraction(offset) == Fraction(rise)


@given(x=st.floats(0.5, 1e6), where=st.floats(-0.999, 0.999))
def test_that_an_edge_is_where_a_real_number_rounds_up(x, where):
    seen = magnify(lambda u: u, x, 2 * math.ulp(x))
    assert seen.every_number
    real = Fraction(x) + Fraction(where) * Fraction(math.ulp(x))
    stair = np.searchsorted(seen.edges, float(real - Fraction(x)))
    assert float(real) == x + seen.offsets[stair] or abs(where) in (0.25, 0.5)


def test_that_a_window_across_zero_has_numbers_of_both_signs():
    seen = magnify(lambda u: u, 0.0, 2e-323)
    assert seen.every_number
    assert seen.offsets.tolist() == [k * 5e-324 for k in range(-5, 6)]
    assert np.array_equal(seen.rises, seen.offsets)


def test_that_a_function_without_values_is_shown_without_them():
    seen = magnify(find("log").value, 0.0, 1.0)
    assert not np.isfinite(seen.rises).any()
    assert np.isfinite(magnify(lambda u: u, 1e308, 1e308).offsets).all()


@pytest.mark.parametrize(
    ("x", "half_width", "count", "sentence"),
    [
        (math.inf, 1.0, 9, "x must be finite"),
        (1.0, 0.0, 9, "half_width must be positive"),
        (1.0, math.inf, 9, "half_width must be positive"),
        (1.0, 1.0, 2, "at least three values"),
    ],
)
def test_that_a_window_that_is_none_is_refused(x, half_width, count, sentence):
    with pytest.raises(ValueError, match=sentence):
        magnify(lambda u: u, x, half_width, count)
