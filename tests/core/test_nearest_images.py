import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nearest_images import nearest_images
from tests.generators import result_of


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 12))
def test_that_the_nearest_are_those_of_a_brute_force_search(seed, images_count, count):
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (images_count, 49), dtype=np.uint8)
    image = rng.random(49)
    by_hand = sorted(
        (sum((pixel / 255 - x) ** 2 for pixel, x in zip(row.tolist(), image, strict=True)) ** 0.5, index)
        for index, row in enumerate(images)
    )[:count]
    found = result_of(nearest_images(images, image, count))
    assert found.indices.tolist() == [index for _, index in by_hand]
    assert found.distances == pytest.approx([distance for distance, _ in by_hand])


def test_that_slices_are_joined_and_an_image_is_nearest_to_itself():
    images = np.random.default_rng(1).integers(0, 256, (4500, 16), dtype=np.uint8)
    search = nearest_images(images, images[4321] / 255, 3)
    assert sum(1 for _ in search) == 3
    found = result_of(nearest_images(images, images[4321] / 255, 3))
    assert found.indices[0] == 4321
    assert found.distances[0] == 0


def test_that_equal_distances_are_in_the_order_of_the_images():
    images = np.zeros((5, 4), dtype=np.uint8)
    assert result_of(nearest_images(images, np.ones(4), 3)).indices.tolist() == [0, 1, 2]


def test_that_what_does_not_match_gets_a_sentence():
    images = np.zeros((5, 4), dtype=np.uint8)
    with pytest.raises(ValueError, match="do not match"):
        next(nearest_images(images, np.ones(3), 1))
    with pytest.raises(ValueError, match="count must be positive"):
        next(nearest_images(images, np.ones(4), 0))
