import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hog import CELL, FEATURES, gradient_histograms, hog, hog_bytes


@pytest.fixture(scope="module")
def digits(mnist_dataset):
    return mnist_dataset.test_images[:5]


def by_hand(image):
    """The feature of one image of floats, pixel by pixel, as the paper says it."""

    def at(row, column):
        return image[min(max(row, 0), 27), min(max(column, 0), 27)]

    cells = [[[0.0] * 9 for _ in range(4)] for _ in range(4)]
    for row in range(28):
        for column in range(28):
            across = (at(row, column + 1) - at(row, column - 1)) / 2
            down = (at(row + 1, column) - at(row - 1, column)) / 2
            place = math.degrees(math.atan2(down, across)) % 180 / 20 - 0.5
            lower = math.floor(place)
            histogram = cells[row // CELL][column // CELL]
            histogram[lower % 9] += math.hypot(across, down) * (1 - (place - lower))
            histogram[(lower + 1) % 9] += math.hypot(across, down) * (place - lower)
    feature = []
    for top in range(3):
        for left in range(3):
            block = [
                value for row in (top, top + 1) for column in (left, left + 1) for value in cells[row][column]
            ]
            for most in (0.2, math.inf):
                length = math.sqrt(sum(value * value for value in block) + 1e-6)
                block = [min(value / length, most) for value in block]
            feature += block
    return feature


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_that_the_feature_is_that_of_a_computation_pixel_by_pixel(seed, share):
    rng = np.random.default_rng(seed)
    image = rng.random(784) * (rng.random(784) < share)
    np.testing.assert_allclose(hog(image[np.newaxis])[0], by_hand(image.reshape(28, 28)), atol=2e-4)


def test_that_the_feature_of_digits_is_that_of_a_computation_pixel_by_pixel(digits):
    features = hog(digits)
    assert features.shape == (5, FEATURES)
    for image, feature in zip(digits, features, strict=True):
        np.testing.assert_allclose(feature, by_hand(image.reshape(28, 28) / 255), atol=1e-4)
    np.testing.assert_allclose(hog_bytes(digits) / 255, features, atol=0.5 / 255 + 1e-6)


@pytest.mark.parametrize(("degrees", "direction"), [(10, 0), (50, 2), (90, 4), (170, 8)])
def test_that_an_even_slope_has_one_direction(degrees, direction):
    rows, columns = np.indices((28, 28))
    slope = 0.5 + 0.01 * (columns * np.cos(np.radians(degrees)) + rows * np.sin(np.radians(degrees)))
    middle = gradient_histograms(np.clip(slope, 0, 1).reshape(1, 784))[0, 1:3, 1:3]
    assert (middle.argmax(axis=-1) == direction).all()
    np.testing.assert_allclose(middle[..., direction], 0.01 * CELL**2, rtol=1e-3)


@given(strength=st.floats(0.3, 1))
def test_that_a_fainter_pen_leaves_the_feature_as_it_was(digits, strength):
    image = digits[:1] / 255
    np.testing.assert_allclose(hog(strength * image), hog(image), atol=2e-3)


def test_that_no_ink_has_no_feature_and_other_sizes_get_a_sentence():
    assert not hog(np.zeros((1, 784))).any()
    with pytest.raises(ValueError, match="784 pixels"):
        hog(np.zeros((1, 49)))
