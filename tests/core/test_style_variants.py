"""Style variants, of digits that are drawn here so that it is known where their ink is."""

import numpy as np
import pytest

from core.digit_image import from_strokes
from core.images import Images
from core.mnist import Dataset
from core.style_variants import StyleVariants, style_variants, with_style_variants

ANGLES = np.linspace(0, 2 * np.pi, 40)
RING = [(0.5 + 0.3 * np.cos(angle), 0.5 + 0.4 * np.sin(angle)) for angle in ANGLES]
NINE = [(0.5 + 0.2 * np.cos(angle), 0.3 + 0.2 * np.sin(angle)) for angle in ANGLES]
DIGITS = {
    0: [RING],
    1: [[(0.5, 0.1), (0.5, 0.9)]],
    7: [[(0.2, 0.1), (0.7, 0.1), (0.7, 0.9)]],
    9: [[*NINE, (0.7, 0.9)]],
}
LABELS = np.array(list(DIGITS))
IMAGES = np.rint(255 * np.stack([from_strokes(strokes) for strokes in DIGITS.values()])).astype(np.uint8)
NONE = StyleVariants(0, 0, 0, 0)


def variants_of(**counts):
    chosen = StyleVariants(**{**NONE.__dict__, **counts})
    images, _ = style_variants(IMAGES, LABELS, chosen, np.random.default_rng(0))
    return images.reshape(-1, 28, 28) / 255


def box(image):
    rows, columns = np.flatnonzero((image > 0.3).any(axis=1)), np.flatnonzero((image > 0.3).any(axis=0))
    return rows[0], rows[-1], columns[0], columns[-1]


def test_that_as_many_are_made_as_are_asked_for_with_their_labels(mnist_dataset):
    data = mnist_dataset
    wanted = StyleVariants(3, 600, 2, 1)
    images, labels = style_variants(data.train_images, data.train_labels, wanted, np.random.default_rng(0))
    assert labels.tolist() == [0] * 3 + [1] * 600 + [7] * 2 + [9]
    assert wanted.total == len(images) == 606
    assert images.shape == (606, 784)
    assert images.dtype == labels.dtype == np.uint8


def test_that_the_seed_decides_and_the_originals_stay_as_they_are():
    images = IMAGES.copy()
    images.flags.writeable = False
    once, again, other = (
        style_variants(images, LABELS, StyleVariants(5, 5, 5, 5), np.random.default_rng(seed))[0]
        for seed in (1, 1, 2)
    )
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)
    assert len(np.unique(once, axis=0)) == 20


def test_that_variants_have_the_form_of_mnist():
    centres = np.arange(28)
    for image in np.concatenate([variants_of(**{name: 20}) for name in NONE.__dict__]):
        top, bottom, left, right = box(image)
        assert 18 <= max(bottom - top, right - left) + 1 <= 21
        mass = np.array([image.sum(axis=0) @ centres, image.sum(axis=1) @ centres]) / image.sum()
        assert np.all(np.abs(mass - 14) < 1.2)


def test_that_a_stroke_goes_through_the_empty_middle_of_a_zero():
    assert IMAGES[0].reshape(28, 28)[10:18, 10:18].max() == 0
    assert variants_of(slashed_zeros=50)[:, 10:18, 10:18].max(axis=(1, 2)).min() > 0.8


def test_that_a_one_gets_wider_at_its_top_to_the_left_or_at_its_foot_to_both_sides():
    wider = flags = feet = 0
    for image in variants_of(ones_with_flag_or_foot=60):
        top, bottom, left, right = box(image)
        stem = np.flatnonzero(image[top + 1] > 0.3)[-1]
        wider += right - left > 3
        assert not (image[top : top + 8, stem + 2 :] > 0.3).any()
        flags += (image[top : top + 8, : stem - 3] > 0.3).any()
        feet += (image[bottom - 3 :, stem + 2 :] > 0.3).any()
    assert wider > 50
    assert flags > 40
    assert 15 < feet < 45


def test_that_a_bar_crosses_the_stem_of_a_seven_on_both_sides():
    for image in variants_of(crossed_sevens=50):
        top, bottom, *_ = box(image)
        middle = image[top + 6 : bottom - 3]
        stem = image[bottom - 2].argmax()
        assert (middle[:, : stem - 2] > 0.3).any()
        assert (middle[:, stem + 3 :] > 0.3).any()


def test_that_the_tail_of_a_nine_ends_left_of_its_stem_and_low():
    curved = 0
    for image in variants_of(curved_nines=50):
        _, bottom, _, right = box(image)
        curved += (image[bottom - 8 :, : right - 3] > 0.3).any()
    assert curved > 45


def test_that_strokes_are_as_wide_as_those_of_the_image():
    x = np.abs(np.arange(28) - 13.5)
    inside = np.abs(np.arange(28) - 13.5) < 10
    bars = [(255 * np.outer(inside, x < half)).astype(np.uint8).reshape(-1) for half in (1, 2)]
    feet = []
    for bar in bars:
        made, _ = style_variants(
            bar[np.newaxis], np.array([1]), StyleVariants(0, 200, 0, 0), np.random.default_rng(0)
        )
        pixels = made.reshape(-1, 28, 28) / 255
        feet.append(pixels[:, -8:, 18:].sum(axis=1).max(axis=1))  # the height of what sticks out to the right
    thin, thick = (np.quantile(heights, 0.95) for heights in feet)
    assert 1.5 < thin < 2.5
    assert 2.5 < thick < 4.5


def test_that_variants_come_behind_the_training_images_of_digits_and_of_digits_only():
    labels = LABELS.astype(np.uint8)
    data = Dataset(Images.of(IMAGES), labels, Images.of(IMAGES), labels)
    images, digits = with_style_variants(data, StyleVariants(1, 0, 2, 0), np.random.default_rng(0))
    assert np.array_equal(images[:4], IMAGES)
    assert digits.tolist() == [0, 1, 7, 9, 0, 7, 7]
    clothes = Dataset(Images.of(IMAGES), labels, Images.of(IMAGES), labels, "Clothes", tuple("abcdefghij"))
    with pytest.raises(ValueError, match="Clothes has other classes"):
        with_style_variants(clothes, StyleVariants(), np.random.default_rng(0))


@pytest.mark.parametrize("count", [-1, 2.5, True, "3"])
def test_that_a_number_that_cannot_be_is_refused_by_name(count):
    with pytest.raises(ValueError, match="number of crossed sevens must be whole and not negative"):
        StyleVariants(crossed_sevens=count)


def test_that_images_of_another_size_or_without_the_digit_get_a_sentence():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="784 pixels"):
        style_variants(np.zeros((1, 49), np.uint8), np.array([0]), NONE, rng)
    with pytest.raises(ValueError, match="there is no 9 to make curved nines of"):
        style_variants(IMAGES[:3], LABELS[:3], StyleVariants(1, 1, 1, 1), rng)
