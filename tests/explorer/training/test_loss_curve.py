"""Thinning is incremental, and shows what a look at all losses would show."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.training.loss_curve import MEAN_WINDOW, LossCurve, Part, mean_of_last

LOSSES = arrays(np.float32, st.integers(1, 300), elements=st.floats(0, 17, width=32))


@given(LOSSES, st.integers(1, 80), st.lists(st.integers(0, 300), max_size=6))
def test_that_losses_in_pieces_give_the_same_as_all_at_once(losses, columns, cuts):
    whole, pieces = LossCurve(300, columns), LossCurve(300, columns)
    whole.take(losses)
    for cut in sorted(min(cut, len(losses)) for cut in cuts):
        pieces.take(losses[:cut])
    pieces.take(losses)
    assert pieces.count == len(losses)
    for expected, found in zip(whole.cloud() + whole.mean(), pieces.cloud() + pieces.mean(), strict=True):
        assert np.allclose(expected, found)


@given(
    LOSSES,
    st.integers(0, 300),
    st.sampled_from([LossCurve(300, 70), LossCurve(300, 300), Part(20, 260, 50), Part(100, 250, 300)]),
)
def test_that_what_is_told_of_settled_stretches_stays_as_it_is(losses, cut, blank):
    curve = copy.deepcopy(blank)
    curve.take(losses[:cut])
    settled = slice(curve.settled)
    before = curve.cloud(settled) + curve.mean(settled)
    assert len(before[2]) == curve.settled
    curve.take(losses)
    for was, now in zip(before, curve.cloud(settled) + curve.mean(settled), strict=True):
        assert np.array_equal(was, now)
    for part, all_of_it in zip(curve.mean(settled), curve.mean(), strict=True):
        assert np.array_equal(part, all_of_it[settled])


@given(LOSSES, st.integers(1, 80))
def test_that_the_cloud_holds_the_lowest_and_highest_of_each_stretch(losses, columns):
    curve = LossCurve(300, columns)
    curve.take(losses)
    stretch = -(-300 // columns)
    parts = [losses[k : k + stretch] for k in range(0, len(losses), stretch)]
    x, y = curve.cloud()
    assert np.array_equal(y[0::2], [part.min() for part in parts])
    assert np.array_equal(y[1::2], [part.max() for part in parts])
    assert len(x) <= 2 * columns
    assert curve.highest(0, 300) == losses.max()


@given(LOSSES)
def test_that_the_mean_is_that_of_the_last_fifty(losses):
    assert np.isclose(mean_of_last(losses)[0], np.mean(losses[-MEAN_WINDOW:], dtype=np.float64))
    curve = LossCurve(300, 300)
    curve.take(losses)
    iterations, means = curve.mean()
    for iteration, mean in zip(iterations.astype(int), means, strict=True):
        last = losses[max(iteration + 1 - MEAN_WINDOW, 0) : iteration + 1]
        assert np.isclose(mean, np.mean(last, dtype=np.float64))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_that_a_loss_that_is_no_number_leaves_a_gap(bad):
    curve = LossCurve(4, 4)
    curve.take(np.array([2.0, 1.0, bad], dtype=np.float32))
    _, heights = curve.cloud()
    assert heights[:4].tolist() == [2, 2, 1, 1] and np.isnan(heights[4:]).all()
    _, means = curve.mean()
    assert means[:2].tolist() == [2, 1.5] and not np.isfinite(means[2])
    assert curve.highest(0, 3) == 2


@given(LOSSES, st.integers(0, 299), st.integers(1, 300), st.integers(1, 80))
def test_that_a_part_shows_what_a_look_at_its_losses_would_show(losses, start, length, columns):
    part = Part(start, start + length, columns)
    part.take(losses)
    stretch = max(1, -(-length // columns))
    shown = [
        losses[k : min(k + stretch, start + length)]
        for k in range(start, min(start + length, len(losses)), stretch)
    ]
    _, heights = part.cloud()
    assert heights[0::2].tolist() == [piece.min() for piece in shown]
    assert heights[1::2].tolist() == [piece.max() for piece in shown]
    iterations, means = part.mean()
    assert len(means) <= columns
    for iteration, mean in zip(iterations.astype(int), means, strict=True):
        last = losses[max(iteration + 1 - MEAN_WINDOW, 0) : iteration + 1]
        assert np.isclose(mean, np.mean(last, dtype=np.float64))
    if shown:
        assert part.extremes() == (min(piece.min() for piece in shown), max(piece.max() for piece in shown))
    assert part.count == len(losses)
