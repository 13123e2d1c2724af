"""Accuracy and confusion, against counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metrics import (
    accuracy,
    accuracy_by_class,
    confusion_matrix,
    images_in_cell,
    predictions,
    probabilities,
    worst_mistakes,
)


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


@given(labels_and_answers)
def test_that_the_accuracy_of_a_class_is_that_of_its_images_alone(pairs):
    labels, answers = (np.array(column) for column in zip(*pairs, strict=True))
    shares = accuracy_by_class(confusion_matrix(labels, answers))
    for digit in range(10):
        own = [answer == digit for label, answer in pairs if label == digit]
        if own:
            assert shares[digit] == pytest.approx(sum(own) / len(own))
        else:
            assert np.isnan(shares[digit])


@given(st.integers(1, 9))
def test_that_probabilities_are_all_answers_in_chunks_of_any_size(chunk):
    images = np.random.default_rng(0).integers(0, 256, (8, 784)).astype(np.uint8)
    answers = probabilities(Brightest(), images, chunk)
    assert answers.dtype == np.float32
    assert answers == pytest.approx(images[:, :10] / 255)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.lists(st.integers(0, 5), min_size=4, max_size=4)), min_size=1)
)
def test_that_the_worst_mistakes_are_those_with_the_largest_losses(samples):
    labels = np.array([label for label, _ in samples])
    answers = np.array([weights for _, weights in samples]) / 10
    wrong = [i for i, (label, weights) in enumerate(samples) if weights.index(max(weights)) != label]
    by_loss = sorted(wrong, key=lambda i: (samples[i][1][labels[i]], i))
    found = worst_mistakes(answers, labels, 3)
    assert found.indices.tolist() == by_loss[:3]
    assert found.labels.tolist() == [labels[i] for i in by_loss[:3]]
    assert found.predicted.tolist() == [int(answers[i].argmax()) for i in by_loss[:3]]
    assert np.array_equal(found.probabilities, answers[found.indices])


def test_that_what_has_no_mistakes_to_look_for_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        worst_mistakes(np.zeros((3, 10)), [1, 2], 5)
    with pytest.raises(ValueError, match="not be negative"):
        worst_mistakes(np.zeros((1, 10)), [1], -1)
    with pytest.raises(ValueError, match="no answers"):
        probabilities(Brightest(), np.zeros((0, 784)))
    with pytest.raises(ValueError, match="rows of pixels"):
        predictions(Brightest(), np.zeros(()))


@given(
    st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(0, 4), min_size=3, max_size=3)), max_size=30)
)
def test_that_the_cells_of_the_confusion_matrix_share_out_all_images(samples):
    labels = np.array([label for label, _ in samples], dtype=np.intp)
    answers = np.array([answer for _, answer in samples], dtype=float).reshape(-1, 3)
    matrix = confusion_matrix(labels, answers.argmax(axis=1), 3)
    seen = []
    for cell in np.ndindex(3, 3):
        found = images_in_cell(answers, labels, cell)
        assert len(found) == matrix[cell]
        assert all((labels[k], answers[k].argmax()) == cell for k in found)
        losses = [(answers[k, cell[0]], k) for k in found]
        assert losses == sorted(losses)
        seen += found.tolist()
    assert sorted(seen) == list(range(len(samples)))
    with pytest.raises(ValueError, match="do not fit labels"):
        images_in_cell(np.zeros((3, 10)), [1, 2], (0, 1))
