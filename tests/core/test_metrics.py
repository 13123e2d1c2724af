"""Accuracy and confusion, against counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics import accuracy, confusion_matrix, predictions


class Brightest:
    """Answers with the brightest of the first ten pixels, and remembers what it was given."""

    def __init__(self):
        self.seen = []

    def predict(self, x):
        self.seen.append(x)
        return x[:, :10]


labels_and_answers = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=50)


@given(labels_and_answers, st.integers(1, 60))
def test_that_accuracy_is_the_share_of_right_answers_in_chunks_of_any_size(pairs, chunk):
    labels = np.array([label for label, _ in pairs])
    images = np.zeros((len(pairs), 784), np.uint8)
    for image, (_, answer) in zip(images, pairs, strict=True):
        image[answer] = 255
    expected = sum(label == answer for label, answer in pairs) / len(pairs)
    assert accuracy(Brightest(), images, labels, chunk) == expected
    assert accuracy(lambda x: x[:, :10], images, labels) == expected


def test_that_bytes_are_cast_a_chunk_at_a_time_to_float32_from_0_to_1():
    images = np.full((7, 784), 255, np.uint8)
    network = Brightest()
    predictions(network, images, chunk=3)
    assert [len(x) for x in network.seen] == [3, 3, 1]
    assert all(x.dtype == np.float32 for x in network.seen)
    assert network.seen[0].max() == pytest.approx(1.0, rel=1e-7)


def test_that_floats_reach_the_network_as_they_are():
    network = Brightest()
    predictions(network, np.full((2, 784), 0.25))
    assert network.seen[0].dtype == np.float64
    assert (network.seen[0] == 0.25).all()


@given(labels_and_answers)
def test_that_the_confusion_matrix_counts_each_pair(pairs):
    matrix = confusion_matrix([label for label, _ in pairs], [answer for _, answer in pairs])
    expected = np.zeros((10, 10), int)
    for label, answer in pairs:
        expected[label, answer] += 1
    np.testing.assert_array_equal(matrix, expected)


def test_that_small_integers_do_not_overflow_in_the_confusion_matrix():
    matrix = confusion_matrix(np.full(3, 60, np.uint8), np.full(3, 61, np.uint8), classes=62)
    assert matrix[60, 61] == 3
    assert confusion_matrix([], []).sum() == 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: predictions(Brightest(), np.zeros(784)), "rows of pixels"),
        (lambda: predictions(Brightest(), np.zeros((1, 784)), chunk=0), "chunk must be positive"),
        (lambda: accuracy(Brightest(), np.zeros((2, 784)), [1]), "2 images need as many labels"),
        (lambda: accuracy(Brightest(), np.zeros((0, 784)), []), "no images"),
        (lambda: confusion_matrix([1, 2], [1]), "must match"),
        (lambda: confusion_matrix([10], [1]), "labels must be whole numbers from 0 to 9"),
        (lambda: confusion_matrix([1], [-1]), "predictions must be whole numbers from 0 to 9"),
        (lambda: confusion_matrix([1.5], [1]), "labels must be whole numbers"),
    ],
)
def test_that_what_does_not_fit_is_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
