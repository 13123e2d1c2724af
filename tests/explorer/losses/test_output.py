import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chapter_inputs import MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.losses.sample.output import EQUAL, certain, most_probable_wrong, normalised, swapped, with_bar
from explorer.losses.state import check_output

probabilities = st.floats(0, 1)
outputs = st.lists(probabilities, min_size=10, max_size=10).map(tuple)
classes = st.integers(0, 9)


@given(outputs, classes, st.floats(-2, 3), st.booleans())
def test_that_a_moved_bar_stands_where_it_was_put_and_the_output_stays_allowed(y, index, to, keep_sum):
    moved = with_bar(y, index, to, keep_sum=keep_sum)
    check_output(moved)
    assert moved[index] == min(max(to, 0), 1)
    if keep_sum:
        assert sum(moved) == pytest.approx(1, abs=1e-12)
    else:
        assert [p for k, p in enumerate(moved) if k != index] == [p for k, p in enumerate(y) if k != index]


@given(outputs, classes, probabilities)
def test_that_the_other_bars_keep_their_proportions(y, index, to):
    others = np.delete(y, index)
    moved = np.delete(with_bar(y, index, to, keep_sum=True), index)
    if others.max() > 1e-300:
        assert moved * others.max() == pytest.approx(others * moved.max(), rel=1e-9, abs=1e-300)


def test_that_others_that_are_all_0_share_equally():
    moved = with_bar(certain(4), 4, 0.1, keep_sum=True)
    assert moved[4] == 0.1
    assert np.delete(moved, 4) == pytest.approx(0.1)


def test_that_the_sum_holds_beside_subnormal_numbers():
    y = (5e-324, 1e-320, *(0.0,) * 8)
    assert sum(with_bar(y, 9, 0.25, keep_sum=True)) == pytest.approx(1)
    assert sum(normalised(y)) == pytest.approx(1)


@given(outputs)
def test_that_a_normalised_output_sums_to_1(y):
    assert sum(normalised(y)) == pytest.approx(1, abs=1e-12)


def test_that_ten_zeros_become_a_guess():
    assert normalised((0.0,) * 10) == EQUAL


def test_that_the_rival_is_the_strongest_wrong_class_and_the_last_of_equals():
    assert most_probable_wrong(MOSTLY_WRONG, 2) == 7
    assert most_probable_wrong(MOSTLY_RIGHT, 2) == 7
    assert most_probable_wrong(certain(9), 9) == 8


def test_that_exchanging_twice_changes_nothing():
    assert swapped(MOSTLY_RIGHT, 2, 7) == MOSTLY_WRONG
    assert swapped(MOSTLY_WRONG, 2, 7) == MOSTLY_RIGHT
