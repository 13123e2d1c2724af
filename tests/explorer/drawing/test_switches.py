"""Switching hidden units and pixels off, by clicks, strokes, keys and buttons."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.ablation import accuracies_without_each_unit, without
from core.metrics import accuracy
from explorer.state.session import CHAPTER
from tests.explorer import mouse
from tests.explorer.painted import picture_of


def control(view, name):
    return view.findChild(QWidget, f"drawing.{name}")


def settle(view, qtbot):
    qtbot.waitUntil(lambda: not view.session.background.is_busy, timeout=20_000)


@pytest.fixture
def part(view, qtbot):
    view.store.tick(page="why", part="switches", network=CHAPTER)
    settle(view, qtbot)
    return view.page("why").part("switches")


def test_that_a_click_switches_a_unit_off_and_the_answer_is_that_of_the_rest(view, part, qtbot, dataset):
    mouse.click_widget(part.units, part.units.cells.rect(7).center())
    mouse.click_widget(part.units, part.units.cells.rect(41).center())
    assert view.store.state.why.off_units == (7, 41)
    network = view.session.network(CHAPTER).network
    left = without(network, units=[7, 41])
    form = view.reading().stages.form.reshape(-1)
    assert np.array_equal(part.answers.opinions[1].answer.probabilities, left.predict(form))
    settle(view, qtbot)
    view.render_state()
    share = accuracy(left.as_float32().scores, dataset.test_images, dataset.test_labels)
    assert f"{100 * share:.2f}" in part.answers.opinions[1].facts
    facts = view.facts()
    assert facts["units_off"].value == 2 and facts["test_accuracy_without"].value == share
    assert facts["prediction_without"].value == left.predict(form).argmax()
    assert facts["test_accuracy"].text == "94.62\N{NO-BREAK SPACE}%"
    mouse.click_widget(part.units, part.units.cells.rect(7).center())
    assert view.store.state.why.off_units == (41,)


def test_that_a_stroke_over_pixels_is_one_undo_step(view, part):
    before = view.store.state
    cells = [part.pixels.cells.rect(14 * 28 + column).center() for column in range(9, 19)]
    mouse.begin_stroke(part.pixels, cells)
    mouse.end_stroke(part.pixels, cells[-1])
    assert view.store.state.why.off_pixels == tuple(range(14 * 28 + 9, 14 * 28 + 19))
    network = view.session.network(CHAPTER).network
    form = view.reading().stages.form.reshape(-1)
    left = without(network, pixels=view.store.state.why.off_pixels)
    assert np.array_equal(part.answers.opinions[1].answer.probabilities, left.predict(form))
    picture_of(view)
    view.store.undo()
    assert view.store.state == before


def test_that_keys_switch_too(view, part, qtbot):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(part.units, key)
    assert view.store.state.why.off_units == (1,)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(part.pixels, key)
    assert view.store.state.why.off_pixels == (28,)


def test_that_the_strongest_units_go_until_the_answer_turns(view, part):
    for count in range(1, 51):
        control(view, "switch_strongest").click()
        assert len(view.store.state.why.off_units) == count
        if part.answers.opinions[1].answer.winner != 3:
            break
    assert part.answers.opinions[1].answer.winner != 3
    assert part.finding.accessibleName().startswith("Now predicts ")
    control(view, "all_on").click()
    assert view.store.state.why.off_units == ()
    assert len(part.answers.opinions) == 1


def test_that_pointing_at_a_unit_says_what_it_does(view, part, qtbot, dataset):
    mouse.hover_widget(part.units, part.units.cells.rect(5).center())
    settle(view, qtbot)
    view.render_state()
    network = view.session.network(CHAPTER).network
    alone = accuracies_without_each_unit(network, dataset.test_images, dataset.test_labels)[5]
    hint = part._cards["units"]._hint.text()
    assert hint.startswith("unit 5: ")
    assert f"{100 * alone:.2f}" in hint
