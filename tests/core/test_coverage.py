import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.coverage import expected_coverage, samples_seen
from core.mini_batch import draw_batch


@pytest.mark.parametrize(("count", "draws"), [(1, 1), (1, 4), (2, 0), (2, 3), (3, 5), (4, 4)])
def test_that_expectation_and_deviation_are_those_of_all_possible_draws(count, draws):
    seen = [len(set(drawn)) for drawn in product(range(count), repeat=draws)]
    coverage = expected_coverage(count, draws, "replacement")
    assert coverage.mean == pytest.approx(np.mean(seen), rel=1e-14)
    assert coverage.deviation == pytest.approx(np.std(seen), rel=1e-7, abs=1e-7)


@given(drawn=st.lists(st.integers(0, 9), max_size=40))
def test_that_the_different_samples_are_counted(drawn):
    expected = [len(set(drawn[: k + 1])) for k in range(len(drawn))]
    assert samples_seen(np.array(drawn, dtype=np.int64), 10).tolist() == expected


def test_that_an_epoch_with_replacement_sees_63_percent_of_60_000():
    coverage = expected_coverage(60_000, [0, 60_000, 600_000], "replacement")
    assert coverage.mean[0] == coverage.deviation[0] == 0
    assert coverage.mean[1] == pytest.approx(60_000 * (1 - (1 - 1 / 60_000) ** 60_000), rel=1e-10)
    assert coverage.mean[1] / 60_000 == pytest.approx(1 - 1 / math.e, abs=1e-5)
    assert coverage.mean[2] > 59_990
    drawn = draw_batch(np.random.default_rng(0), 60_000, 60_000, "replacement")
    assert abs(samples_seen(drawn, 60_000)[-1] - coverage.mean[1]) < 4 * coverage.deviation[1]


def test_that_an_epoch_of_a_shuffle_sees_all():
    drawn = draw_batch(np.random.default_rng(0), 500, 500, "shuffle")
    assert np.array_equal(samples_seen(drawn, 500), np.arange(1, 501))
    coverage = expected_coverage(500, [0, 10, 500, 900], "shuffle")
    assert coverage.mean.tolist() == [0, 10, 500, 500]
    assert not coverage.deviation.any()


def test_that_no_samples_and_no_such_sampling_are_refused():
    with pytest.raises(ValueError, match="at least one sample, got 0"):
        expected_coverage(0, 5, "replacement")
    with pytest.raises(ValueError, match="replacement, shuffle, got 'neither'"):
        expected_coverage(5, 5, "neither")
