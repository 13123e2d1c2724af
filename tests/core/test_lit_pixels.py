import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.lit_pixels import LitPixels

INK = arrays(
    np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=60), elements=st.sampled_from([0, 0, 0, 1, 255])
)


@given(INK, st.data())
def test_that_a_stretch_holds_all_the_ink_and_starts_and_ends_near_it(images, data):
    chosen = np.array(data.draw(st.lists(st.integers(0, len(images) - 1), min_size=1)))
    first, end = LitPixels(images).stretch(chosen)
    lit = images[chosen].any(axis=0).nonzero()[0]
    assert 0 <= first < end <= images.shape[1]
    assert first % 16 == 0 and (end % 16 == 0 or end == images.shape[1])
    if images[chosen].any(axis=1).all():
        assert lit[0] - 16 < first <= lit[0] and lit[-1] < end <= lit[-1] + 16
    else:
        assert not images[chosen, :first].any() and not images[chosen, end:].any()


@given(INK)
def test_that_an_order_has_every_image_once(images):
    assert np.array_equal(np.sort(LitPixels(images).order), np.arange(len(images)))


def test_that_neighbours_in_order_have_their_ink_in_the_same_place():
    rng = np.random.default_rng(0)
    images = np.zeros((3_000, 160), np.uint8)
    starts = rng.integers(0, 128, len(images))
    images[np.arange(len(images)), starts] = 200
    images[np.arange(len(images)), starts + 31] = 200
    lit = LitPixels(images)
    neighbours = [lit.stretch(lit.order[row : row + 100]) for row in range(0, 3_000, 100)]
    assert lit.stretch(np.arange(100)) == (0, 160)
    assert max(end - first for first, end in neighbours) <= 64


@pytest.mark.parametrize("pixels", [3, 16, 784, 5_000])
def test_that_images_without_ink_and_full_images_have_stretches(pixels):
    images = np.zeros((2, pixels), np.uint8)
    images[1] = 1
    lit = LitPixels(images)
    first, end = lit.stretch(np.array([0]))
    assert end > first
    assert lit.stretch(np.array([1])) == lit.stretch(np.array([0, 1])) == (0, pixels)
