"""The page Network: the book's numbers, a nudged weight, descent until the answer is right, and the questions."""

import json
import math
import random
import re
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.simple_net import SimpleNet
from core.simple_net_steps import descend_until_right
from explorer.derivative.network import words
from explorer.derivative.network.outcome import numbers_of
from explorer.derivative.network.questions import questions
from explorer.derivative.network.state import QUESTIONS, NetworkState
from explorer.derivative.state import DerivativeState
from explorer.plots.marks import Stroke
from tests.explorer.derivative.hands import copied_script, numbers, plain_text, push, run
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
    assert any("With learning rate 0.01: correct after 178." in sentence for sentence in sentences), sentences
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


@pytest.mark.frame_clock
def test_that_clicks_before_the_next_frame_do_not_go_beyond_the_questions(view, control):
    for name, last in (("question_next", QUESTIONS - 1), ("question_back", 0)):
        control(name).setEnabled(True)
        for _index in range(QUESTIONS + 1):
            control(name).click()
        assert view.store.state.network.question == last


def test_that_the_answers_hold_for_the_books_networks(page):
    for book in BOOK:
        found = numbers_of(NetworkState(weights=tuple(map(tuple, book["W"]))))
        assert found.now.gradient.sum(axis=1) == pytest.approx([0, 0], abs=1e-12)
        assert found.now.gradient[1] / found.now.gradient[0] == pytest.approx([1.5] * 3)
        answers = [question.answer for question in questions(found)]
        assert len(answers) == QUESTIONS
        assert answers[2].startswith("w₂₃: slope −0.")
        assert answers[3] == "w₁₃, w₂₃: raising one of them a little lowers the loss."


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


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
        for mark in plot.marks_item.marks:
            values = (mark.x, mark.y) if isinstance(mark, Stroke) else ([mark.x], [mark.y])
            assert np.isfinite(np.concatenate([np.atleast_1d(value) for value in values])).all()
    assert page.questions.answer.text()
    assert page.changes.texts[-1][2]


def weights_and_sample(chance):
    kinds = [0.0, 1.0, chance.gauss(0, 1), round(chance.uniform(-3, 3), 1)]
    return NetworkState(
        weights=tuple(
            tuple(chance.gauss(0, chance.choice([0.1, 1, 5])) for _class in range(3)) for _row in range(2)
        ),
        inputs=(chance.choice(kinds), chance.choice(kinds)),
        label=chance.randint(0, 2),
        weight_row=chance.randint(0, 1),
        weight_column=chance.randint(0, 2),
        nudge=round(chance.uniform(-2, 2), 2),
        learning_rate=float(f"{10 ** chance.uniform(-3, 2):.3g}"),
    )


def loss_in_50_digits(weights, state):
    scores = [
        sum(mpmath.mpf(x) * weights[row][column] for row, x in enumerate(state.inputs)) for column in range(3)
    ]
    exponentials = [mpmath.exp(score - max(scores)) for score in scores]
    return -mpmath.log(exponentials[state.label] / sum(exponentials) + mpmath.mpf("1e-7"))


def with_one_raised(weights, index, step):
    return [
        [
            mpmath.mpf(weight) + (step if (row, column) == index else 0)
            for column, weight in enumerate(numbers_in_row)
        ]
        for row, numbers_in_row in enumerate(weights)
    ]


def places_in(text):
    return [(int(row) - 1, int(column) - 1) for row, column in re.findall(r"w(\d)(\d)", text)]


def test_that_every_answer_holds_for_a_network_in_50_digits():
    chance = random.Random(0)
    ascii_digits = str.maketrans("₁₂₃", "123")
    for _network in range(60):
        state = weights_and_sample(chance)
        sums, ratio, strongest, negative, guess = (q.answer for q in questions(numbers_of(state)))
        with mpmath.workdps(50):
            loss = loss_in_50_digits(state.weights, state)
            tiny = mpmath.mpf("1e-25")
            slopes = {
                (row, column): (
                    loss_in_50_digits(with_one_raised(state.weights, (row, column), tiny), state) - loss
                )
                / tiny
                for row in range(2)
                for column in range(3)
            }
            for row in range(2):
                assert abs(sum(slopes[row, column] for column in range(3))) < 1e-20
            assert [
                float(term) for term in re.findall(r"[−]?\d\.\d+", sums.replace("−", "-"))
            ] or "= 0" in sums
            if ratio.startswith("x₁ = 0"):
                assert state.inputs[0] == 0 and not any(abs(slopes[0, column]) > 1e-20 for column in range(3))
            elif "in every column" in ratio:
                shown = numbers(plain_text(ratio.split()[0]))[0]
                for column in range(3):
                    assert (
                        abs(slopes[1, column] - slopes[0, column] * shown)
                        <= 1e-3 * abs(slopes[1, column]) + 1e-20
                    )
            named, _, rest = strongest.translate(ascii_digits).partition(": ")
            largest = max(abs(slope) for slope in slopes.values())
            if strongest.startswith("None"):
                assert largest < 1e-15
            else:
                alike, equal = (
                    [index for index, slope in slopes.items() if abs(slope) >= largest * (1 - tolerance)]
                    for tolerance in (mpmath.mpf("1e-8"), mpmath.mpf("1e-10"))
                )
                assert set(equal) <= set(places_in(named)) <= set(alike)
                sign = -1 if "− 0.01" in rest else 1
                raised = with_one_raised(state.weights, places_in(named)[0], sign * mpmath.mpf("0.01"))
                change = float(loss_in_50_digits(raised, state) - loss)
                shown = numbers(plain_text(rest.rsplit(" ", 1)[1].rstrip(".")))[0]
                assert shown == pytest.approx(change, rel=6e-3, abs=1e-15)
                assert float(slopes[places_in(named)[0]]) * sign < 0
            below = [index for index, slope in slopes.items() if slope < -mpmath.mpf("1e-15")]
            said_below = places_in(negative.translate(ascii_digits))
            assert [index for index in said_below if abs(slopes[index]) > 1e-15] == below
            assert guess == f"log 3 = 1.0986. This network has {abs(float(loss)):.4f}."


def test_that_the_changes_and_their_errors_are_those_in_50_digits(page, view):
    chance = random.Random(1)
    for _network in range(40):
        state = weights_and_sample(chance)
        found = numbers_of(state)
        sentence = words.failing(found)
        sign = -1 if state.nudge < 0 else 1
        with mpmath.workdps(50):
            loss, tiny = loss_in_50_digits(state.weights, state), mpmath.mpf("1e-25")
            slope = (
                loss_in_50_digits(with_one_raised(state.weights, state.index, tiny), state) - loss
            ) / tiny
            errors = []
            for row, step in zip(words.change_table(found)[1], ("0.001", "0.01", "0.1", "1"), strict=True):
                h = sign * mpmath.mpf(step)
                actual = loss_in_50_digits(with_one_raised(state.weights, state.index, h), state) - loss
                errors.append(abs(actual - slope * h))
                for text, value in zip(row.texts[1:], (slope * h, actual, errors[-1]), strict=True):
                    shown = numbers(plain_text(text.lstrip("+")))[0]
                    assert shown == pytest.approx(
                        float(value), rel=5.1e-2 if value is errors[-1] else 6e-5, abs=2e-14
                    )
            if sentence:
                assert numbers(plain_text(sentence))[-1] == pytest.approx(
                    float(errors[2] / errors[1]), rel=0.02
                )


def test_that_the_first_correct_step_and_what_helps_are_those_of_a_plain_loop():
    chance = random.Random(2)

    def first_correct(state, rate, most):
        W = np.array(state.weights)
        for step in range(most + 1):
            scores = np.array(state.inputs) @ W
            if int(scores.argmax()) == state.label:
                return step
            y = np.exp(scores - scores.max())
            y /= y.sum()
            share = y[state.label] / (y[state.label] + 1e-7)
            W = W - rate * np.outer(state.inputs, share * (y - np.eye(3)[state.label]))
        return None

    for _network in range(30):
        state = weights_and_sample(chance)
        hint = words.descent_hint(numbers_of(state))
        expected = first_correct(state, state.learning_rate, 20)
        assert hint == ("step 0" if expected is None else f"step 0, first correct at step {expected}")
        if first_correct(state, state.learning_rate, 500) is None:
            sentence = words.never_right(state)
            found = re.search(r"With learning rate (\S+): correct after (\d+)\.", sentence)
            if found:
                assert first_correct(state, float(found[1]), 500) == int(found[2])
            elif "no step changes W" in sentence:
                assert state.inputs == (0, 0)
            assert "earning rate" not in sentence or any(state.inputs)


def test_that_a_learning_rate_of_5_corrects_the_books_second_network_in_one_step(view, page, control):
    view.store.change(learning_rate=5.0)
    push(control("until_right"))
    assert view.store.state.network.descended == 1


def test_that_weights_count_rows_and_columns_from_1_as_the_chapter_does(view, page):
    view.store.change(weight_row=0, weight_column=1)
    assert "w₁₂" in words.nudge_title(page.numbers)
    assert dict(page.matrices.columns())["weight"] == ["w11", "w12", "w13", "w21", "w22", "w23"]


@pytest.mark.parametrize("size", [(1100, 700), (1280, 800)])
def test_that_all_printed_digits_of_the_gradient_are_shown(view, page, qapp, size):
    before = view.size()
    view.resize(*size)
    qapp.processEvents()
    for book in BOOK:
        view.store.change(weights=tuple(map(tuple, book["W"])))
        printed = [[f"{slope:.8f}".replace("-", "−") for slope in row] for row in book["dW"]]
        assert [list(row) for row in page.matrices._long(page.numbers.numerical)] == printed
    view.resize(before)
    qapp.processEvents()
