"""Rules for a 5: each condition, and each count, against loops over pixels and images."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.handwritten_rules import CONDITIONS, conditions, count_by_rule, meets_rules
from tests.generators import result_of


def by_hand(image):
    """Return the conditions of one image, pixel by pixel."""
    inked = [[image[28 * row + column] > 127 for column in range(28)] for row in range(28)]

    def run(row, length):
        return any(all(inked[row][start + k] for k in range(length)) for start in range(29 - length))

    def some(row, first, last):
        return any(inked[row][column] for column in range(first, last + 1))

    return [
        any(run(row, 7) for row in range(4, 10)),
        any(run(row, 5) for row in range(20, 25)) and all(some(row, 14, 27) for row in range(15, 20)),
        any(not some(row, 0, 11) for row in range(15, 19)),
        any(not some(row, 16, 27) for row in range(9, 13)),
        all(some(row, 0, 13) for row in range(8, 12)),
    ]


@given(st.integers(0, 2**32 - 1), st.floats(0.02, 0.98))
def test_that_the_conditions_of_random_images_are_those_found_pixel_by_pixel(seed, share):
    rng = np.random.default_rng(seed)
    image = np.where(rng.random(784) < share, rng.integers(100, 256, 784), 0).astype(np.uint8)
    assert conditions(image[np.newaxis])[0].tolist() == by_hand(image)


def test_that_digits_are_counted_as_one_by_one(mnist_dataset):
    images, labels = mnist_dataset.test_images[:600], mnist_dataset.test_labels[:600]
    met = [by_hand(image) for image in images.tolist()]
    for rule, count in enumerate(result_of(count_by_rule(images, labels))):
        taken = [label for each, label in zip(met, labels.tolist(), strict=True) if all(each[: rule + 1])]
        assert (count.found, count.wrong) == (taken.count(5), len(taken) - taken.count(5))
        assert meets_rules(images)[:, rule].tolist() == [all(each[: rule + 1]) for each in met]


def test_that_no_rule_finds_all_fives_or_only_fives(mnist_dataset):
    counts = result_of(count_by_rule(mnist_dataset.test_images, mnist_dataset.test_labels))
    fives = int((mnist_dataset.test_labels == 5).sum())
    assert len(counts) == CONDITIONS
    assert all(count.found < fives and count.wrong > 0 for count in counts)
    assert [(count.found, count.wrong) for count in counts] == [
        (798, 5068), (687, 3250), (654, 1720), (631, 322), (558, 121)
    ]  # fmt: skip


def test_that_what_does_not_fit_gets_a_sentence():
    with pytest.raises(ValueError, match="784 pixels"):
        conditions(np.zeros((2, 10), np.uint8))
    with pytest.raises(ValueError, match="as many labels"):
        next(count_by_rule(np.zeros((2, 784), np.uint8), np.zeros(3, np.uint8)))
