"""The page Network: the book's numbers, a nudged weight, descent until the answer is right, and the questions."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.simple_net import SimpleNet
from core.simple_net_steps import descend_until_right
from explorer.derivative.network.outcome import numbers_of
from explorer.derivative.network.questions import questions
from explorer.derivative.network.state import QUESTIONS, NetworkState
from explorer.derivative.sketch import Stroke
from explorer.derivative.state import DerivativeState
from tests.explorer.derivative.hands import copied_script, numbers, push, run
from tests.explorer.keys import enter
from tests.explorer.mouse import click_widget, drag, drag_widget
from tests.explorer.painted import picture_of

ORACLES = json.loads((Path(__file__).parents[2] / "core" / "oracles.json").read_text())
BOOK = ORACLES["simple net"]


@pytest.fixture
def page(view, qapp):
    view.store.tick_to(DerivativeState(page="network"))
    qapp.processEvents()
    return view.open_page


@pytest.mark.parametrize("number", [0, 1])
def test_that_the_books_two_networks_are_one_click_each(view, page, control, number):
    view.store.change(inputs=(1.0, 1.0), label=0, descended=3)
    push(control(f"book_{number + 1}"))
    book, shown = BOOK[number], page.numbers
    np.testing.assert_allclose(shown.scores, book["scores"], atol=1e-8)
    assert shown.loss == pytest.approx(book["loss"], rel=1e-12)
    assert shown.answer == book["argmax"]
    np.testing.assert_allclose(shown.numerical, book["dW"], rtol=1e-9)
    np.testing.assert_allclose(shown.now.gradient, book["dW"], atol=1e-8)
    columns = dict(page.matrices.columns())
    np.testing.assert_array_equal(columns["W"], np.ravel(book["W"]))
    np.testing.assert_allclose(columns["dW numerical"], np.ravel(book["dW"]), rtol=1e-9)


def test_that_dragging_a_weight_in_the_matrix_nudges_it_in_one_undo_step(view, page):
    start = page.matrices.weight_centre(0, 1)
    drag_widget(page.matrices, start, start + QPointF(40, 0))
    state = view.store.state.network
    assert (state.index, state.nudge) == ((0, 1), 0.4)
    net = SimpleNet()
    net.W = np.array(state.weights)
    before = net.loss(state.inputs, state.label)
    slope = net.gradient(state.inputs, state.label)[0, 1]
    net.W[0, 1] += 0.4
    assert page.numbers.loss == net.loss(state.inputs, state.label)
    assert page.numbers.actual == pytest.approx(page.numbers.loss - before, rel=1e-12)
    assert page.numbers.predicted == pytest.approx(slope * 0.4)
    view.store.undo()
    assert view.store.state.network.nudge == 0


def test_that_clicks_and_arrow_keys_choose_a_weight_and_start_from_nothing(view, page):
    view.store.change(nudge=1.0)
    click_widget(page.matrices, page.matrices.weight_centre(0, 0))
    assert (view.store.state.network.index, view.store.state.network.nudge) == ((0, 0), 0)
    page.matrices.setFocus()
    QTest.keyClick(page.matrices, Qt.Key.Key_Right)
    QTest.keyClick(page.matrices, Qt.Key.Key_Down)
    QTest.keyClick(page.matrices, Qt.Key.Key_Down)
    assert view.store.state.network.index == (1, 1)


def test_that_the_point_on_the_curve_is_dragged_and_stepped(view, page):
    drag(page.nudge_plot, (0.0, page.numbers.loss), (2.0, 1.0))
    assert view.store.state.network.nudge == pytest.approx(2, abs=0.05)
    assert page.nudge_plot.handle.pos().y() == pytest.approx(page.numbers.loss)
    QTest.keyClick(page.nudge_plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.network.nudge == pytest.approx(1.9, abs=0.05)


def test_that_the_line_is_the_prediction_and_the_curve_what_happens(view, page):
    view.store.change(nudge=-2.0)
    columns = page.nudge_plot.columns()
    steps, losses = columns["x"], columns["loss"]
    net = SimpleNet()
    for h, loss in list(zip(steps, losses, strict=True))[::30]:
        net.W = np.array(view.store.state.network.weights)
        net.W[1, 2] += h
        assert loss == pytest.approx(net.loss((0.6, 0.9), 2), rel=1e-12)
    line = columns["predicted loss"]
    np.testing.assert_allclose(np.diff(line) / np.diff(steps), page.numbers.slope, rtol=1e-9)


def test_that_the_prediction_fails_as_the_square_of_the_nudge(page):
    rows = page.changes.texts[1:5]
    assert [row[0] for row in rows] == ["0.001", "0.01", "0.1", "1"]
    off = page.numbers.change(np.array([0.01, 0.1]))
    factor = np.divide(*(np.abs(off.actual - off.predicted)[::-1]))
    assert factor == pytest.approx(100, rel=0.1)


def test_that_one_step_takes_the_learning_rate_times_dw_from_all_weights(view, page, control):
    before, gradient = page.numbers.now.W, page.numbers.now.gradient
    push(control("descent_step"))
    np.testing.assert_allclose(page.numbers.now.W, before - 0.1 * gradient, rtol=1e-12)
    assert page.numbers.loss < BOOK[1]["loss"]
    push(control("restart"))
    np.testing.assert_array_equal(page.numbers.now.W, before)


def test_that_descent_goes_on_until_the_answer_is_right(view, page, control):
    push(control("until_right"))
    net = SimpleNet()
    net.W = np.array(BOOK[1]["W"])
    expected = descend_until_right(net, (0.6, 0.9), 2, 0.1)
    assert view.store.state.network.descended == len(expected) - 1 == 18
    assert page.numbers.is_right
    assert not control("until_right").isEnabled()
    view.store.undo()
    assert view.store.state.network.descended == 0


def test_that_a_learning_rate_too_small_to_get_there_is_said_in_place(view, page, control):
    view.store.change(learning_rate=0.001)
    push(control("until_right"))
    assert view.store.state.network.descended == 0
    sentences = [
        label.text() for label in view.column.findChildren(type(page.questions.asked)) if label.isVisible()
    ]
    assert any("raise the learning rate" in sentence for sentence in sentences)
    view.store.change(descended=0, learning_rate=5.0)
    push(control("until_right"))
    assert view.store.state.network.descended == 1


def test_that_the_point_of_descent_is_dragged_to_any_step(view, page):
    drag(page.descent_plot, (0.0, page.numbers.loss), (12.0, 1.0))
    assert view.store.state.network.descended == 12
    QTest.keyClick(page.descent_plot, Qt.Key.Key_Right)
    assert view.store.state.network.descended == 13


def test_that_a_typed_weight_is_where_descent_starts_anew(view, page, control):
    view.store.change(descended=7)
    others = page.numbers.now.W.copy()
    enter(control("weight"), "1.5")
    others[1, 2] = 1.5
    assert view.store.state.network.descended == 0
    np.testing.assert_array_equal(view.store.state.network.weights, others)


def test_that_other_weights_are_drawn_by_their_seed(view, page, control):
    push(control("random_weights"))
    expected = SimpleNet(rng=np.random.default_rng(1)).W
    np.testing.assert_array_equal(view.store.state.network.weights, expected)
    push(control("random_weights"))
    assert view.store.state.network.net_seed == 2


def test_that_the_sample_and_its_class_can_be_changed(view, page, control):
    enter(control("input_0"), "-1")
    enter(control("input_1"), "2")
    control("label").chosen.emit(0)
    state = view.store.state.network
    assert (state.inputs, state.label) == ((-1.0, 2.0), 0)
    np.testing.assert_allclose(page.numbers.now.gradient[1], -2 * page.numbers.now.gradient[0])
    enter(control("input_0"), "100")
    assert control("input_0").problem
    QTest.keyClick(control("input_0"), Qt.Key.Key_Escape)


def test_that_answers_are_shown_when_they_are_asked_for(view, page, control):
    assert "Look at the numbers" in page.questions.answer.text()
    push(control("question_reveal"))
    assert "= 0" in page.questions.answer.text()
    push(control("question_next"))
    assert "Look at the numbers" in page.questions.answer.text()
    push(control("question_reveal"))
    assert page.questions.answer.text().startswith("1.5 in every column")
    view.store.undo()
    assert view.store.state.network.revealed == (0,)
    push(control("question_back"))
    push(control("question_reveal"))
    assert view.store.state.network.revealed == ()


def test_that_the_answers_hold_for_the_books_networks(page):
    for book in BOOK:
        found = numbers_of(NetworkState(weights=tuple(map(tuple, book["W"]))))
        assert found.now.gradient.sum(axis=1) == pytest.approx([0, 0], abs=1e-12)
        assert found.now.gradient[1] / found.now.gradient[0] == pytest.approx([1.5] * 3)
        answers = [question.answer for question in questions(found)]
        assert len(answers) == QUESTIONS
        assert "w₁₂" in answers[2] and "raise it" in answers[2]
        assert ("better" if book["loss"] < math.log(3) else "worse") in answers[4]


@pytest.mark.parametrize(
    "fields",
    [{}, {"nudge": -0.3, "weight_row": 0, "weight_column": 1}, {"descended": 5, "learning_rate": 0.5}],
)
def test_that_the_script_prints_the_numbers_on_screen(view, page, control, fields):
    view.store.change(**fields)
    shown = page.numbers
    scores, loss, gradient, predicted, actual = (numbers(line) for line in run(copied_script(control)))
    assert scores == pytest.approx(shown.now.scores.tolist(), abs=1e-7)
    assert loss == [pytest.approx(shown.now.loss, abs=1e-7)]
    assert gradient == pytest.approx(shown.numerical.ravel().tolist(), abs=1e-7)
    assert predicted == [pytest.approx(shown.predicted, abs=1e-7)]
    assert actual == [pytest.approx(shown.actual, abs=1e-7)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"weights": ((1.0,), (2.0,))}, "two rows"),
        ({"weights": ((math.nan, 0, 0), (0, 0, 0))}, "between"),
        ({"inputs": (1.0,)}, "two numbers"),
        ({"label": 3}, "0, 1, 2, not 3"),
        ({"weight_row": 2}, "no row 2"),
        ({"nudge": 11.0}, "from −10 to 10, not 11"),
        ({"learning_rate": 0.0}, "from 0.001 to 100, not 0"),
        ({"learning_rate": math.nan}, "from 0.001 to 100, not NaN"),
        ({"descended": 501}, "0 to 500"),
        ({"question": 5}, "no question 5"),
        ({"net_seed": 2**31}, "seed"),
        ({"revealed": (9,)}, "no question"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        NetworkState(**fields)


WEIGHTS = st.floats(-100, 100)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weights=st.tuples(st.tuples(WEIGHTS, WEIGHTS, WEIGHTS), st.tuples(WEIGHTS, WEIGHTS, WEIGHTS)),
    inputs=st.tuples(st.floats(-10, 10), st.floats(-10, 10)),
    label=st.integers(0, 2),
    nudge=st.floats(-10, 10),
    learning_rate=st.floats(0.001, 100),
    descended=st.sampled_from([0, 1, 19, 20, 60]),
    question=st.integers(0, QUESTIONS - 1),
)
def test_that_any_legal_state_is_drawn(view, qapp, **fields):
    network = NetworkState(**fields, revealed=tuple(range(QUESTIONS)))
    view.store.tick_to(DerivativeState(page="network", network=network))
    qapp.processEvents()
    page = view.open_page
    assert not picture_of(page).isNull()
    for plot in (page.nudge_plot, page.descent_plot):
        assert np.isfinite(plot.view_box.viewRange()).all()
        for mark in plot.sketch.marks:
            values = (mark.x, mark.y) if isinstance(mark, Stroke) else ([mark.x], [mark.y])
            assert np.isfinite(np.concatenate([np.atleast_1d(value) for value in values])).all()
    assert page.questions.answer.text()
    assert page.changes.texts[-1][2]
