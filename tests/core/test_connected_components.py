import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.connected_components import connected_components

masks = arrays.arrays(bool, arrays.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=12))


def flooded(mask):
    """Give each part a number by flooding it pixel by pixel from its first."""
    labels, count = np.zeros(mask.shape, int), 0
    for place in np.ndindex(mask.shape):
        if mask[place] and not labels[place]:
            count += 1
            wet = [place]
            while wet:
                row, column = wet.pop()
                is_inside = 0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]
                if is_inside and mask[row, column] and not labels[row, column]:
                    labels[row, column] = count
                    wet += [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return labels, count


@given(masks)
def test_that_the_parts_are_those_that_flooding_finds(mask):
    labels, count = connected_components(mask)
    expected, expected_count = flooded(mask)
    assert np.array_equal(labels, expected)
    assert count == expected_count


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_that_half_a_picture_of_noise_is_parted_as_flooding_does(rows, columns, seed):
    mask = np.random.default_rng(seed).random((rows, columns)) < 0.4
    assert np.array_equal(connected_components(mask)[0], flooded(mask)[0])


def test_that_the_arms_of_a_spiral_are_one_part_and_those_of_a_comb_are_joined_at_the_end():
    comb = np.ones((40, 41), bool)
    comb[:-1, 1::2] = False
    assert connected_components(comb)[1] == 1
    assert connected_components(comb[:-1])[1] == 21
    spiral = np.zeros((21, 21), bool)
    for ring in range(0, 10, 2):
        spiral[ring, ring : -ring or None] = spiral[ring : -ring or None, 20 - ring] = True
        spiral[20 - ring, ring : -ring or None] = spiral[ring + 2 : -ring or None, ring] = True
        spiral[ring + 2, ring : ring + 2] = True
    labels, count = connected_components(spiral)
    assert count == 1
    assert np.array_equal(labels > 0, spiral)


def test_that_a_mask_of_another_shape_gets_a_sentence():
    with pytest.raises(ValueError, match="rows and columns"):
        connected_components(np.ones(5, bool))
