import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from explorer.plots.surface import heat

heights = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=8),
    elements=st.floats(-1e300, 1e300) | st.sampled_from([np.nan, np.inf, -np.inf]),
)


@given(heights)
def test_that_any_heights_give_shares_of_one(values):
    shares = heat(values, np.ones(values.shape, dtype=bool))
    assert ((shares >= 0) & (shares <= 1)).all()
    assert (shares[~np.isfinite(values)] == 1).all()


def test_that_heat_is_the_root_of_the_height_above_the_lowest_point():
    x = np.linspace(-1, 1, 201)
    values = 3 + np.add.outer(x**2, x**2)
    shares = heat(values, np.ones(values.shape, dtype=bool))
    assert shares[100, 100] == 0
    np.testing.assert_allclose(shares[100, 140] / shares[100, 120], 2)


def test_that_heights_outside_the_counted_part_do_not_set_the_scale():
    values = np.array([[0.0, 1.0, 4.0, 1e6]])
    shares = heat(values, np.array([[True, True, True, False]]))
    np.testing.assert_allclose(shares, [[0, 0.5, 1, 1]], atol=0.02)


def test_that_a_plateau_has_the_colour_of_the_ground():
    assert (heat(np.full((3, 3), 7.0), np.ones((3, 3), dtype=bool)) == 0).all()
