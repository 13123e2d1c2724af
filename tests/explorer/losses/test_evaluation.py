import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chapter_inputs import MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.losses.sample.evaluation import cross_entropies_along, evaluate, squared_errors_along
from explorer.losses.sample.output import certain, swapped
from explorer.losses.state import LossesState, Sample

outputs = st.lists(st.floats(0, 1), min_size=10, max_size=10).map(tuple)
classes = st.integers(0, 9)


def by_hand(y, target):
    squares = [(p - (k == target)) ** 2 for k, p in enumerate(y)]
    return sum(squares) / 2, -math.log(y[target] + 1e-7)


def test_that_the_chapters_numbers_come_out():
    evaluation = evaluate(LossesState())
    assert evaluation.present.mean_squared_error == 0.09750000000000003
    assert evaluation.present.cross_entropy == 0.510825457099338
    wrong = evaluate(LossesState(y=swapped(LossesState().y, 2, 7))).present
    assert wrong.mean_squared_error == pytest.approx(0.5975)
    assert wrong.cross_entropy == 2.302584092994546
    assert evaluate(LossesState(samples="batch")).mean.cross_entropy == 1.406704775046942
    assert evaluate(LossesState(y=certain(0), target=5)).present.cross_entropy == 16.11809565095832


@given(outputs, classes)
def test_that_both_losses_are_the_sums_that_are_written_out(y, target):
    evaluation = evaluate(LossesState(y=y, target=target))
    squares, entropy = by_hand(y, target)
    assert evaluation.present.mean_squared_error == pytest.approx(squares)
    assert evaluation.present.cross_entropy == pytest.approx(entropy, abs=1e-12)
    assert evaluation.squared_errors.sum() / 2 == pytest.approx(squares)
    assert -evaluation.log_terms.sum() == pytest.approx(entropy, abs=1e-12)
    assert evaluation.mean == evaluation.present


@given(st.lists(st.tuples(outputs, classes), max_size=8))
def test_that_a_batch_has_the_mean_of_its_samples(kept):
    state = LossesState(samples="batch", kept=tuple(Sample(*pair) for pair in kept))
    each = [by_hand(y, target) for y, target in [(MOSTLY_RIGHT, 2), *kept]]
    squares, entropies = np.mean(each, axis=0)
    evaluation = evaluate(state)
    assert evaluation.mean.mean_squared_error == pytest.approx(squares)
    assert evaluation.mean.cross_entropy == pytest.approx(entropies)


@given(outputs, classes, st.booleans())
def test_that_the_present_output_lies_on_the_curves(y, target, keep_sum):
    total = sum(y)
    if keep_sum and total < 1e-3:
        return
    y = tuple(p / total for p in y) if keep_sum else y
    right = np.array([y[target]])
    squares = squared_errors_along(y, target, right, keep_sum=keep_sum)
    on_curves = squares[0], cross_entropies_along(right)[0]
    assert on_curves == pytest.approx(by_hand(y, target), abs=1e-9)


def test_that_along_the_curves_the_others_keep_their_proportions():
    squares = squared_errors_along(MOSTLY_WRONG, 2, np.array([0.0, 0.55, 1.0]), keep_sum=True)
    halved = (0.05, 0.025, 0.55, 0.0, 0.025, 0.05, 0.0, 0.3, 0.0, 0.0)
    assert squares[1] == pytest.approx(by_hand(halved, 2)[0])
    assert squares[2] == pytest.approx(0)
    assert cross_entropies_along(np.array([0.0]))[0] == 16.11809565095832
