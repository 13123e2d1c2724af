import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.augmentation import Affine, augment

STILL = Affine(0, 0, 0, 0, 0)


def images(count: int = 3, side: int = 9, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, size=(count, side * side)).astype(np.uint8)


def moved_in_plain_python(image: np.ndarray, matrix: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Each new pixel is looked up in the old image, between its four neighbours."""
    side = len(image)
    centre = (side - 1) / 2

    def grey(x: int, y: int) -> float:
        return float(image[y, x]) if 0 <= x < side and 0 <= y < side else 0.0

    new = np.zeros((side, side))
    for row in range(side):
        for column in range(side):
            dx, dy = column - centre, row - centre
            x = matrix[0, 0] * dx + matrix[0, 1] * dy + shift[0] + centre
            y = matrix[1, 0] * dx + matrix[1, 1] * dy + shift[1] + centre
            left, top = math.floor(x), math.floor(y)
            u, v = x - left, y - top
            upper = grey(left, top) * (1 - u) + grey(left + 1, top) * u
            lower = grey(left, top + 1) * (1 - u) + grey(left + 1, top + 1) * u
            new[row, column] = upper * (1 - v) + lower * v
    return new


@given(seed=st.integers(0, 2**32 - 1), strength=st.floats(0, 8))
def test_that_pixels_are_those_of_a_lookup_one_by_one(seed, strength):
    affine = Affine(10 * strength, 0.1 * strength, 0.1 * strength, 0.2 * strength, strength)
    old = images(seed=seed)
    new = augment(old, affine, np.random.default_rng(seed))
    matrices, shifts = affine.matrices(np.random.default_rng(seed), len(old))
    for before, after, matrix, shift in zip(old, new, matrices, shifts, strict=True):
        expected = moved_in_plain_python(before.reshape(9, 9), matrix, shift)
        assert np.allclose(after.reshape(9, 9), expected, atol=0.05)


def test_that_a_map_that_moves_nothing_changes_nothing():
    assert np.array_equal(augment(images(), STILL, np.random.default_rng(0)), images())


def test_that_the_seed_decides_and_every_image_has_its_own_map():
    old = np.repeat(images(1), 2, axis=0)
    once = augment(old, Affine(), np.random.default_rng(1))
    assert np.array_equal(once, augment(old, Affine(), np.random.default_rng(1)))
    assert not np.array_equal(once, augment(old, Affine(), np.random.default_rng(2)))
    assert not np.array_equal(once[0], once[1])


def test_that_greys_stay_in_range_and_the_originals_stay_as_they_are():
    old = images(50)
    old.flags.writeable = False
    new = augment(old, Affine(), np.random.default_rng(0))
    assert new.dtype == np.float32 and new.shape == old.shape
    assert new.min() >= 0 and new.max() <= 255


def largest_singular_value(matrices: np.ndarray) -> np.ndarray:
    return np.linalg.svd(matrices, compute_uv=False)[:, 0]


def test_that_each_amount_means_what_it_says():
    rng = np.random.default_rng(0)
    turned, _ = Affine(30, 0, 0, 0, 0).matrices(rng, 2000)
    angles = np.degrees(np.arctan2(turned[:, 0, 1], turned[:, 0, 0]))
    assert np.allclose(turned @ turned.transpose(0, 2, 1), np.eye(2), atol=1e-12)
    assert -30 <= angles.min() < -29 and 29 < angles.max() <= 30

    scaled, _ = Affine(0, 0.2, 0, 0, 0).matrices(rng, 2000)
    assert 1 / 1.2 <= scaled[:, 0, 0].min() < 0.84 and 1.24 < scaled[:, 0, 0].max() <= 1 / 0.8

    stretched, _ = Affine(0, 0, 0.3, 0, 0).matrices(rng, 2000)
    ratios = stretched[:, 1, 1] / stretched[:, 0, 0]
    assert np.allclose(np.linalg.det(stretched), 1)
    assert math.exp(0.29) < ratios.max() <= math.exp(0.3)

    slanted, _ = Affine(0, 0, 0, 0.4, 0).matrices(rng, 2000)
    assert np.allclose(np.linalg.det(slanted), 1)
    assert 0.39 < np.abs(slanted - np.eye(2)).max() <= 0.4

    _, shifts = Affine(0, 0, 0, 0, 2).matrices(rng, 2000)
    assert shifts.shape == (2000, 2)
    assert 1.95 < np.abs(shifts).max() <= 2


def test_that_slanting_moves_rows_along_themselves():
    bar = np.zeros((1, 9, 9), np.uint8)
    bar[0, :, 4] = 200
    matrices, _ = Affine(0, 0, 0, 0.4, 0).matrices(np.random.default_rng(3), 1)
    new = augment(bar.reshape(1, 81), Affine(0, 0, 0, 0.4, 0), np.random.default_rng(3)).reshape(9, 9)
    assert np.allclose(new.sum(axis=1), 200, atol=0.01)
    columns = new @ np.arange(9) / 200
    assert np.allclose(columns - columns[4], -matrices[0, 0, 1] * (np.arange(9) - 4), atol=1e-4)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rotation": -1.0}, "rotation must be finite and not negative"),
        ({"shift": math.inf}, "shift must be finite"),
        ({"shear": math.nan}, "shear must be finite"),
        ({"scale": 1.0}, "scale must be below 1"),
    ],
)
def test_that_an_amount_out_of_range_is_refused_by_name(fields, said):
    with pytest.raises(ValueError, match=said):
        Affine(**fields)


def test_that_only_square_images_can_be_turned():
    with pytest.raises(ValueError, match="only square images"):
        augment(np.zeros((1, 10), np.uint8), Affine(), np.random.default_rng(0))
