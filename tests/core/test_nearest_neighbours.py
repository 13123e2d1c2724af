import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nearest_neighbours import answers_of_nearest, vote
from tests.generators import result_of


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_that_answers_are_those_of_a_search_by_hand(seed, count):
    rng = np.random.default_rng(seed)
    examples = rng.integers(0, 256, (rng.integers(count, 60), 6), dtype=np.uint8)
    labels = rng.integers(0, 4, len(examples))
    images = rng.integers(0, 256, (7, 6), dtype=np.uint8)
    expected = []
    for image in images.astype(int):
        nearest = sorted(range(len(examples)), key=lambda k: (((examples[k] - image) ** 2).sum(), k))[:count]
        near = [int(labels[k]) for k in nearest]
        most = max(near.count(label) for label in near)
        expected.append(next(label for label in near if near.count(label) == most))
    assert result_of(answers_of_nearest(examples, labels, images, count)).tolist() == expected


def test_that_examples_are_answered_with_their_own_label_in_slices():
    rng = np.random.default_rng(0)
    examples = rng.integers(0, 256, (600, 30), dtype=np.uint8)
    labels = rng.integers(0, 10, 600)
    work = answers_of_nearest(examples, labels, examples, 1)
    assert sum(1 for _ in work) == 3
    assert np.array_equal(result_of(answers_of_nearest(examples, labels, examples, 1)), labels)


def test_that_most_win_and_of_equals_the_nearest():
    assert vote([3, 5, 5]) == 5
    assert vote([3, 5, 8]) == 3
    with pytest.raises(ValueError, match="needs a label"):
        vote([])


def test_that_what_does_not_fit_gets_a_sentence():
    examples, labels = np.zeros((4, 6), np.uint8), np.zeros(4, int)
    with pytest.raises(ValueError, match="do not match"):
        next(answers_of_nearest(examples, labels, np.zeros((2, 5), np.uint8)))
    with pytest.raises(ValueError, match="cannot vote"):
        next(answers_of_nearest(examples, labels, examples, 5))
