import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.stairs import Intervals, preimage_of_line, share_inside, staircase

# Quarters between eighths: no rounding anywhere, and ends are met exactly.
QUARTERS = st.integers(-12, 12).map(lambda k: k / 4)
ENDS = st.one_of(QUARTERS, st.sampled_from([-np.inf, np.inf]))
INTERVALS = st.lists(st.tuples(ENDS, st.booleans(), ENDS, st.booleans()), min_size=1, max_size=6)
PLACES = np.arange(-4, 4.125, 0.125)


def intervals_from(rows):
    return Intervals(*(np.array(column) for column in zip(*rows, strict=True)))


def is_inside(place, row):
    low, has_low, high, has_high = row
    return (low < place or (has_low and place == low)) and (place < high or (has_high and place == high))


@given(rows=INTERVALS)
def test_that_the_share_of_intervals_is_counted_at_ends_as_well(rows):
    stairs = share_inside(intervals_from(rows))
    for place in PLACES:
        assert stairs.at(place) == np.mean([is_inside(place, row) for row in rows])
    assert np.isfinite(stairs.edges).all()
    assert np.all(np.abs(stairs.edges) < 1e300)


@given(rows=INTERVALS, activation=st.sampled_from(["relu", "step"]))
def test_that_a_preimage_is_where_the_activation_is_inside(rows, activation):
    preimages = ACTIVATIONS[activation].preimage(intervals_from(rows))
    for place in PLACES:
        value = float(ACTIVATIONS[activation].function(place))
        assert preimages.contain(place).tolist() == [is_inside(value, row) for row in rows]


@given(
    rows=st.lists(st.tuples(QUARTERS, st.booleans(), QUARTERS, st.booleans()), min_size=1, max_size=6),
    activation=st.sampled_from(["sigmoid", "tanh"]),
)
def test_that_a_preimage_of_a_smooth_one_is_too(rows, activation):
    rows = [(low / 3 + 1e-3, has_low, high / 3 - 1e-3, has_high) for low, has_low, high, has_high in rows]
    preimages = ACTIVATIONS[activation].preimage(intervals_from(rows))
    for place in PLACES:
        value = float(ACTIVATIONS[activation].function(place))
        assert preimages.contain(place).tolist() == [is_inside(value, row) for row in rows]


@given(value=st.floats(-1, 1))
def test_that_the_preimage_of_tanh_ends_where_tanh_has_the_value(value):
    above, below = [value, True, 2.0, False], [-2.0, False, value, True]
    low, _, high, _ = ACTIVATIONS["tanh"].preimage(intervals_from([above, below]))
    assert (high[0], low[1]) == (np.inf, -np.inf)
    with mpmath.workdps(30):
        exact = float(mpmath.atanh(value))
    assert low[0] == high[1] == pytest.approx(exact, rel=3e-16, abs=0)


@given(rows=INTERVALS, intercept=QUARTERS, slope=st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]))
def test_that_a_preimage_under_a_line_is_too(rows, intercept, slope):
    preimages = preimage_of_line(
        intervals_from(rows), np.full(len(rows), intercept), np.full(len(rows), slope)
    )
    for place in PLACES:
        assert preimages.contain(place).tolist() == [
            is_inside(intercept + slope * place, row) for row in rows
        ]
    stairs = share_inside(preimages)
    assert stairs.at(0.5) == np.mean([is_inside(intercept + slope * 0.5, row) for row in rows])


def test_that_changes_at_one_place_are_one_jump_or_none():
    stairs = staircase(1.0, np.array([2.0, 0.0, 2.0, 1.0, 1.0]), np.array([0.5, 1.0, 0.5, 3.0, -3.0]))
    assert stairs.edges.tolist() == [0, 2]
    assert stairs.levels.tolist() == [1, 2, 3]
    assert stairs.at([-1, 0, 0.1, 2, 2.1]) == pytest.approx([1, 1, 2, 2, 3])
    assert staircase(4.0, np.array([]), np.array([])).levels.tolist() == [4]
