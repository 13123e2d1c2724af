import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.losses import (
    cross_entropy_error,
    cross_entropy_terms,
    mean_squared_error,
    mean_squared_error_terms,
    one_hot,
)

ORACLES = json.loads(Path(__file__).with_name("oracles.json").read_text())
LOSSES = pytest.mark.parametrize("loss", [mean_squared_error, cross_entropy_error])


@st.composite
def batches(draw):
    """Outputs of a few samples, and a label for each."""
    samples, classes = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    y = draw(hnp.arrays(np.float64, (samples, classes), elements=st.floats(0, 1)))
    t = draw(hnp.arrays(np.int64, samples, elements=st.integers(0, classes - 1)))
    return y, t


@pytest.mark.parametrize("case", ORACLES["loss"])
def test_that_the_chapters_losses_come_out_to_the_last_bit(case):
    assert cross_entropy_error(case["y"], case["t"]) == case["cross_entropy_error"]
    if "mean_squared_error" in case:
        assert mean_squared_error(case["y"], case["t"]) == case["mean_squared_error"]


def test_that_the_worst_cross_entropy_is_finite():
    assert cross_entropy_error([1.0, 0.0], 1) == ORACLES["worst_cross_entropy"]


def test_that_a_perfect_answer_has_a_cross_entropy_just_below_0():
    assert cross_entropy_error([0.0, 1.0], 1) == pytest.approx(-1e-7, rel=1e-6)


@given(batch=batches())
def test_that_both_losses_are_those_of_their_sums(batch):
    y, t = batch
    squares = [
        sum((p - (k == label)) ** 2 for k, p in enumerate(row)) / 2 for row, label in zip(y, t, strict=True)
    ]
    logarithms = [-math.log(row[label] + 1e-7) for row, label in zip(y, t, strict=True)]
    assert mean_squared_error(y, t) == pytest.approx(sum(squares) / len(y), rel=1e-12)
    assert cross_entropy_error(y, t) == pytest.approx(sum(logarithms) / len(y), rel=1e-12)


@LOSSES
@given(batch=batches())
def test_that_labels_and_one_hot_targets_agree_to_the_last_bit(loss, batch):
    y, t = batch
    assert loss(y, t) == loss(y, one_hot(t, y.shape[1])) == loss(y, one_hot(t, y.shape[1]).astype(int))


@LOSSES
@given(batch=batches())
def test_that_a_batch_has_the_average_loss_of_its_samples(loss, batch):
    y, t = batch
    alone = [loss(row, label) for row, label in zip(y, t, strict=True)]
    assert loss(y, t) == pytest.approx(sum(alone) / len(alone), rel=1e-12, abs=1e-15)


@LOSSES
def test_that_a_batch_of_one_sample_with_one_hot_target_is_that_sample(loss):
    assert loss([[0.2, 0.8]], [[0, 1]]) == loss([0.2, 0.8], [0, 1]) == loss([[0.2, 0.8]], [1])


def test_that_a_target_may_be_any_distribution():
    expected = -(0.25 * math.log(0.4 + 1e-7) + 0.75 * math.log(0.6 + 1e-7))
    assert cross_entropy_error([0.4, 0.6], [0.25, 0.75]) == pytest.approx(expected)
    assert mean_squared_error([0.4, 0.6], [0.25, 0.75]) == pytest.approx((0.15**2 + 0.15**2) / 2)


@given(batch=batches())
def test_that_the_terms_sum_to_the_loss_and_show_no_minus_0(batch):
    y, t = batch
    for loss, terms in (
        (mean_squared_error, mean_squared_error_terms),
        (cross_entropy_error, cross_entropy_terms),
    ):
        assert terms(y, t).shape == y.shape
        assert terms(y, t).sum() / len(y) == pytest.approx(loss(y, t), rel=1e-12, abs=1e-15)
    wrong = one_hot(t, y.shape[1]) == 0
    assert not np.signbit(cross_entropy_terms(y, t)[wrong]).any()


@LOSSES
def test_that_nothing_is_changed_and_layout_and_dtype_do_not_matter(loss):
    y = np.asfortranarray([[0.2, 0.8], [0.5, 0.5], [1.0, 0.0]])
    t = np.array([1, 0, 0], dtype=np.uint8)
    for array in (y, t):
        array.flags.writeable = False
    assert loss(y, t) == loss(y.tolist(), t.tolist())
    assert loss(y[::2], t[::2]) == loss([[0.2, 0.8], [1.0, 0.0]], [1, 0])
    assert loss(np.eye(2, dtype=int), [0, 1]) == loss(np.eye(2), [0, 1])
    assert isinstance(loss(y.astype(np.float32), t), float)


@LOSSES
@pytest.mark.parametrize(
    ("y", "t", "message"),
    [
        ([0.2, 0.8], [1, 0, 0], "targets for outputs of shape"),
        ([[0.2, 0.8]], [0, 1], "targets for outputs of shape"),
        ([[0.2, 0.8]], 1, "targets for outputs of shape"),
        ([0.2, 0.8], 2, "a label must be from 0 to 1, got 2"),
        ([0.2, 0.8], -1, "a label must be from 0 to 1, got -1"),
        ([0.2, 0.8], 1.0, "labels must be integers"),
        ([], [], "outputs must have the shape"),
        (np.ones((0, 3)), np.ones((0, 3)), "outputs must have the shape"),
        (0.5, 0.5, "outputs must have the shape"),
        (np.ones((2, 2, 2)), np.ones((2, 2, 2)), "outputs must have the shape"),
    ],
)
def test_that_targets_that_do_not_fit_are_refused_in_a_sentence(loss, y, t, message):
    with pytest.raises(ValueError, match=message):
        loss(y, t)


def test_that_one_hot_adds_an_axis_to_any_shape():
    assert one_hot(2, 4).tolist() == [0, 0, 1, 0]
    assert one_hot([[0, 1], [1, 0]], 2).tolist() == [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
