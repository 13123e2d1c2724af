import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.activations import softmax
from core.chapter_inputs import MOSTLY_RIGHT, MOSTLY_WRONG
from core.differentiation import numerical_gradient
from core.losses import cross_entropy_error, mean_squared_error
from explorer.losses.sample.scores import scores_for
from explorer.losses.sample.words import loss
from explorer.losses.state import LossesState, Sample
from tests.explorer.losses.reading import copied_script, numbers, push, run
from tests.explorer.mouse import drag


def softmax_by_hand(scores):
    powers = np.exp(np.asarray(scores) - max(scores))
    return powers / powers.sum()


@pytest.fixture
def by_scores(view, control):
    """The view with scores entered, as a click brings it there."""
    push(control("entry").button(1))
    return view


@given(st.lists(st.floats(1e-4, 1), min_size=10, max_size=10))
def test_that_the_scores_of_an_output_lead_back_to_it(y):
    y = np.array(y) / sum(y)
    assert softmax_by_hand(scores_for(tuple(y.tolist()))) == pytest.approx(y, rel=0.02)


def test_that_scores_start_from_the_output_and_the_output_stays_when_they_end(by_scores, control):
    state = by_scores.store.state
    assert state.y == pytest.approx(MOSTLY_RIGHT, abs=0.002)
    push(control("entry").button(0))
    assert by_scores.store.state.y == state.y
    assert by_scores.store.state.entry == "probabilities"


def test_that_a_dragged_score_goes_through_softmax_in_one_undo_step(by_scores):
    before = by_scores.store.state
    drag(by_scores.page("sample").scores, (1, before.scores[1]), (1, -3))
    state = by_scores.store.state
    assert state.scores[1] == pytest.approx(-3, abs=0.1)
    assert [s for k, s in enumerate(state.scores) if k != 1] == [
        s for k, s in enumerate(before.scores) if k != 1
    ]
    assert state.y == pytest.approx(softmax_by_hand(state.scores), rel=1e-12)
    by_scores.store.undo()
    assert by_scores.store.state == before


def test_that_keys_and_the_field_move_a_score(by_scores, control):
    plot = by_scores.page("sample").scores
    QTest.keyClick(plot, Qt.Key.Key_Up)
    QTest.keyClick(plot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert by_scores.store.state.scores[2] == pytest.approx(scores_for(MOSTLY_RIGHT)[2] - 0.9)
    field = control("score")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert by_scores.store.state.y[2] == 1
    assert by_scores.page("sample").entropies.value == "0.0000"


def test_that_presets_and_curves_move_the_scores(by_scores, control):
    push(control("uniform"))
    assert by_scores.store.state.y == pytest.approx((0.1,) * 10)
    drag(by_scores.page("sample").whole_curves, (0.1, np.log(10)), (0.5, 1))
    assert by_scores.store.state.entry == "scores"
    assert by_scores.store.state.y[2] == pytest.approx(0.5, abs=0.02)


def test_that_the_slopes_are_those_of_the_chapters_numerical_gradient(view):
    scores = (0.3, 2.1, 3.4, -1.2, 0.1, 0.4, -4.0, 1.1, -2.2, 0.9)
    view.store.change(entry="scores", scores=scores, curve="by_score", target=1)
    columns = view.page("sample").slopes.columns()
    slopes = {
        "cross-entropy: y − t": numerical_gradient(
            lambda a: -np.log(softmax_by_hand(a)[1]), np.array(scores)
        ),
        "MSE (hollow)": numerical_gradient(
            lambda a: mean_squared_error(softmax_by_hand(a), 1), np.array(scores)
        ),
    }
    for name, slope in slopes.items():
        assert columns[name] == pytest.approx(slope, abs=1e-7)


def test_that_the_squared_error_stalls_where_the_output_is_confidently_wrong(view):
    view.store.change(entry="scores", scores=(20.0, *(0.0,) * 9), target=5, curve="by_score")
    columns = view.page("sample").slopes.columns()
    assert columns["cross-entropy: y − t"][5] < -0.01
    assert np.abs(columns["MSE (hollow)"]).max() < 1e-7


def test_that_the_steps_of_softmax_are_written_out(by_scores):
    by_scores.store.change(scores=(2.0, 1.0, *(0.0,) * 8), target=0)
    names, *rows, foot = by_scores.page("sample").steps.texts
    assert names[2:] == ("a − max", "exp(a − max)", "y = exp / Σ")
    assert rows[0] == ("0", "2.00", "0.00", "1.000", "0.408")
    assert rows[1] == ("1", "1.00", "−1.00", "0.368", "0.150")
    assert foot == ("max 2.00", "Σ exp = 2.4506", "Σ y = 1.0000")
    assert by_scores.store.state != LossesState()


SCORES = (0.3, 2.1, 3.4, -1.2, 0.1, 0.4, -4.0, 1.1, -2.2, 0.9)


def test_that_softmax_over_a_batch_without_its_axis_shares_one_sum(view, control):
    view.store.change(entry="scores", scores=SCORES, samples="batch")
    table = view.page("sample").batch_softmax
    assert [row[2] for row in table.texts[1:-1]] == ["1.000", "1.000"]
    rows = np.array([SCORES, np.log(np.maximum(MOSTLY_WRONG, 1e-300))])
    push(control("softmax_axis").button(1))
    expected = softmax(rows, axis=None)
    sums = [float(row[2]) for row in table.texts[1:-1]]
    assert sums == pytest.approx(expected.sum(axis=1), abs=6e-4)
    assert table.texts[-1][1] == "Σ = 1.00"
    mean = cross_entropy_error(expected, [2, 2])
    assert table.texts[-1][2] == f"mean {loss(mean)}"
    printed = numbers(run(copied_script(control)).split("without the axis")[-1])
    assert printed == [pytest.approx(mean, rel=1e-9)]


def test_that_an_output_of_zeros_has_equal_scores_in_a_batch(view, control):
    kept = (Sample((0.0,) * 10, 3),)
    view.store.change(entry="scores", scores=SCORES, samples="batch", kept=kept)
    assert view.page("sample").batch_softmax.texts[2][2:4] == ("1.000", "0.100")
