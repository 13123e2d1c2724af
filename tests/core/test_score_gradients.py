import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.activations import softmax
from core.losses import LOG_OFFSET, cross_entropy_error, mean_squared_error
from core.score_gradients import (
    cross_entropy_by_score,
    mean_squared_error_by_score,
    score_error,
    softmax_steps,
)

SCORES = st.floats(-5, 5)
BATCHES = hnp.arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=SCORES)


def differences(loss, scores, h=1e-5):
    gradient = np.zeros_like(scores)
    for index in np.ndindex(scores.shape):
        step = np.zeros_like(scores)
        step[index] = h
        gradient[index] = (loss(scores + step) - loss(scores - step)) / (2 * h)
    return gradient


@given(scores=BATCHES, data=st.data())
def test_that_each_gradient_is_the_slope_of_its_loss(scores, data):
    labels = data.draw(hnp.arrays(np.int64, len(scores), elements=st.integers(0, scores.shape[1] - 1)))
    for loss, gradient in (
        (cross_entropy_error, cross_entropy_by_score),
        (mean_squared_error, mean_squared_error_by_score),
    ):
        expected = differences(lambda s, loss=loss: loss(softmax(s), labels), scores)
        assert gradient(scores, labels) == pytest.approx(expected, abs=1e-8)
        assert np.array_equal(gradient(scores, np.eye(scores.shape[1])[labels]), gradient(scores, labels))
        expected = differences(lambda s, loss=loss: loss(softmax(s), labels[0]), scores[0])
        assert gradient(scores[0], labels[0]) == pytest.approx(expected, abs=1e-8)


@given(scores=BATCHES)
def test_that_targets_may_be_any_distribution(scores):
    t = softmax(scores[::-1] / 2)
    expected = differences(lambda s: cross_entropy_error(softmax(s), t), scores)
    assert cross_entropy_by_score(scores, t) == pytest.approx(expected, abs=1e-8)
    # The loss adds 1e-7 to each probability, which matters where one is hardly larger.
    assert score_error(scores, t) == pytest.approx(expected, abs=2e-7 / softmax(scores).min() + 1e-8)


@given(scores=BATCHES, data=st.data())
def test_that_the_offset_scales_y_minus_t(scores, data):
    labels = data.draw(hnp.arrays(np.int64, len(scores), elements=st.integers(0, scores.shape[1] - 1)))
    y = softmax(scores)
    t = np.eye(scores.shape[1])[labels]
    p = y[np.arange(len(y)), labels, np.newaxis]
    assert score_error(scores, labels) == pytest.approx((y - t) / len(y), rel=1e-15)
    assert cross_entropy_by_score(scores, labels) == pytest.approx(
        p / (p + 1e-7) * (y - t) / len(y), rel=1e-9, abs=1e-14
    )


def test_that_the_squared_error_stalls_where_softmax_is_sure_and_wrong():
    scores = [12.0, 0.0, 0.0]
    assert np.abs(mean_squared_error_by_score(scores, 1)).max() < 2e-5
    assert np.abs(score_error(scores, 1)).max() > 0.99
    assert np.abs(cross_entropy_by_score(scores, 1)).max() > 0.98


@given(scores=BATCHES, axis=st.sampled_from([-1, 0, None]))
def test_that_the_steps_lead_to_softmax_along_any_axis(scores, axis):
    steps = softmax_steps(scores, axis)
    assert np.array_equal(steps.probabilities, softmax(scores, axis))
    assert steps.probabilities.sum(axis=axis) == pytest.approx(1)
    assert np.array_equal(steps.shifted, scores - scores.max(axis=axis, keepdims=True))
    assert np.array_equal(steps.exponentials, np.exp(steps.shifted))
    assert steps.shifted.max() == 0
    assert np.all(steps.total >= 1)


def test_that_without_the_axis_a_batch_shares_one_sum():
    scores = np.array([[0.0, 0.0], [np.log(3), np.log(3)]])
    assert softmax_steps(scores).probabilities == pytest.approx(np.full((2, 2), 0.5))
    assert softmax_steps(scores, None).probabilities == pytest.approx(
        np.array([[0.125, 0.125], [0.375, 0.375]])
    )


def test_that_huge_scores_stay_finite():
    steps = softmax_steps([1e308, -1e308, 0])
    assert steps.probabilities.tolist() == [1, 0, 0]
    for gradient in (cross_entropy_by_score, mean_squared_error_by_score, score_error):
        assert np.isfinite(gradient([1e308, -1e308, 0], 2)).all()


def test_that_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="no scores"):
        softmax_steps([])
    with pytest.raises(ValueError, match="a label must be from 0 to 2"):
        cross_entropy_by_score([1, 2, 3], 3)


def test_that_slopes_beside_a_probability_near_1_keep_their_digits():
    scores, label = np.array([27.0, 0.0, -9.0]), 0
    with mpmath.workdps(50):
        powers = [mpmath.exp(score) for score in scores.tolist()]
        y = [power / mpmath.fsum(powers) for power in powers]
        by_target = -y[label] / (y[label] + mpmath.mpf(LOG_OFFSET))
        exact = [float(by_target * ((k == label) - y[k])) for k in range(3)]
    assert cross_entropy_by_score(scores, label) == pytest.approx(exact, rel=1e-14, abs=0)
