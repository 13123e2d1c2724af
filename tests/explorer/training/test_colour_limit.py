import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.training.colour_limit import colour_limit


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6)))
def test_that_nearly_all_weights_keep_their_full_colour_and_the_limit_is_no_larger_than_it_must_be(weights):
    limit = colour_limit(weights)
    wanted = np.percentile(np.abs(weights), 99.5)
    assert limit >= wanted * (1 - 1e-9)
    assert limit == 0.01 or limit <= 1.6 * wanted


def test_that_weights_of_a_diverged_network_have_a_limit():
    assert colour_limit(np.array([np.nan, np.inf])) == 0.01
    assert colour_limit(np.array([np.nan, 0.5, -np.inf])) == pytest.approx(0.5)
