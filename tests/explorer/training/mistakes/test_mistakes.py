"""The page Mistakes, driven by mouse and keys, against core.metrics."""

import math
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core import metrics
from core.losses import cross_entropy_error
from core.metrics import accuracy_by_class, confusion_matrix
from core.mini_batch import network_inputs
from core.training import TrainingConfig
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.training.mistakes import words
from explorer.training.mistakes.state import MistakesState
from explorer.training.mistakes.work import Answers
from explorer.training.state import TrainingState
from explorer.training.view import TrainingView
from tests.explorer.mouse import click_widget
from tests.explorer.painted import picture_of


def images_and_labels(view, split="test"):
    data = view.session.dataset
    if split == "test":
        return data.test_images, data.test_labels
    return data.train_images, data.train_labels


def probabilities(view, split="test"):
    images, _ = images_and_labels(view, split)
    return view.subject.network.predict(network_inputs(images))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"split": "validation"}, "Images must be one of test, training"),
        ({"cell": (3, 10)}, "two digits"),
        ({"cell": (3,)}, "two digits"),
        ({"mistake": -1}, "counted from 0"),
    ],
)
def test_that_a_setting_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        MistakesState(**fields)


@pytest.mark.parametrize("split", ["test", "training"])
def test_that_every_number_is_that_of_core(looking, open_page, found, tmp_path, split):
    page = open_page("mistakes", cell=None, split=split)
    images, labels = images_and_labels(looking, split)
    predicted = metrics.predictions(looking.subject.network, images)
    matrix = metrics.confusion_matrix(labels, predicted)
    found("export_matrix").save(tmp_path / "matrix.csv")
    saved = np.loadtxt(tmp_path / "matrix.csv", delimiter=",", skiprows=1, encoding="utf-8-sig", dtype=int)
    assert saved.tolist() == np.column_stack([np.arange(10), matrix]).tolist()
    columns = page.classes.columns()
    assert columns["digit"].tolist() == list(range(10))
    assert np.array_equal(columns["accuracy"], metrics.accuracy_by_class(matrix), equal_nan=True)
    assert page.answers.accuracy == metrics.accuracy(looking.subject.network, images, labels)
    assert page.answers.mistakes == np.count_nonzero(predicted != labels)
    facts = looking.facts()
    assert facts["accuracy"].value == page.answers.accuracy
    assert facts["mistakes"].value == facts["listed_images"].value == page.answers.mistakes


def test_that_all_mistakes_come_with_the_largest_loss_first(looking, open_page):
    page = open_page("mistakes", cell=None)
    answers, labels = probabilities(looking), images_and_labels(looking)[1]
    losses = [cross_entropy_error(answers[k], labels[k]) for k in page.listed]
    assert losses == sorted(losses, reverse=True)
    assert set(page.listed) == set(np.flatnonzero(answers.argmax(axis=1) != labels))
    assert page.image == page.listed[0]
    assert page.answer.bars.values == pytest.approx(answers[page.image], rel=1e-5)
    facts = {name: fact.value for name, fact in looking.facts().items()}
    assert facts["image"] == page.image and facts["label"] == labels[page.image]
    assert facts["prediction"] == answers[page.image].argmax()
    assert facts["label_probability"] == pytest.approx(answers[page.image][labels[page.image]], rel=1e-4)
    assert facts["image_loss"] == pytest.approx(losses[0], rel=1e-4)
    assert f"loss {looking.facts()['image_loss'].text}" in page.cards["mistake_answer"]._hint.text()


def test_that_a_click_on_a_cell_opens_its_images_and_another_closes_it(looking, open_page, settle):
    page = open_page("mistakes", cell=None)
    cell = max(np.ndindex(10, 10), key=lambda cell: page.answers.counts[cell])
    click_widget(page.matrix, page.matrix.rect_of(cell).center())
    settle()
    assert looking.store.state.mistakes.cell == cell
    labels, predicted = page.answers.labels[page.listed], page.answers.predicted[page.listed]
    assert len(page.listed) == page.answers.counts[cell] > 0
    assert set(labels) == {cell[0]} and set(predicted) == {cell[1]}
    assert looking.facts()["listed_images"].value == page.answers.counts[cell]
    assert looking.facts()["label_images"].value == page.answers.counts[cell[0]].sum()
    click_widget(page.matrix, page.matrix.rect_of(cell).center())
    assert looking.store.state.mistakes.cell is None
    looking.store.undo()
    assert looking.store.state.mistakes.cell == cell


def test_that_keys_go_from_cell_to_cell(looking, open_page, found):
    page = open_page("mistakes", cell=None)
    page.matrix.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(page.matrix, key)
    assert looking.store.state.mistakes.cell == (1, 0)
    assert "1 predicted as 0" in page.matrix.accessibleDescription()
    QTest.keyClick(page.matrix, Qt.Key.Key_Escape)
    assert looking.store.state.mistakes.cell is None
    looking.store.change(cell=(9, 9))
    QTest.keyClick(page.matrix, Qt.Key.Key_Down)
    assert looking.store.state.mistakes.cell == (9, 9)
    click_widget(found("all_mistakes"), QPointF(found("all_mistakes").rect().center()))
    assert looking.store.state.mistakes.cell is None
    assert not found("all_mistakes").isEnabled()


def test_that_an_image_is_chosen_by_a_click_by_keys_and_page_by_page(looking, open_page):
    page = open_page("mistakes", cell=None, split="training")
    gallery, listed = page.gallery, page.listed
    assert len(listed) > gallery.capacity > 3
    click_widget(gallery, QPointF(gallery.rect_of(2).center()))
    assert page.image == listed[2] == looking.store.state.mistakes.mistake
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert page.image == listed[3]
    QTest.keyClick(gallery, Qt.Key.Key_PageDown)
    assert page.image == listed[3 + gallery.capacity]
    assert gallery.shown.start == gallery.capacity
    QTest.keyClick(gallery, Qt.Key.Key_End)
    assert page.image == listed[-1]
    QTest.keyClick(gallery, Qt.Key.Key_Home)
    assert page.image == listed[0]
    label, answer = (int(what[listed[0]]) for what in (page.answers.labels, page.answers.predicted))
    assert f"label {label}: predicted as {answer}" in gallery.accessibleDescription()


def test_that_another_split_is_another_question(looking, open_page, found, settle):
    page = open_page("mistakes", cell=None)
    click_widget(found("split").button(1), QPointF(found("split").button(1).rect().center()))
    settle()
    assert looking.store.state.mistakes.split == "training"
    assert len(page.answers.labels) == 150
    assert not found("open_in_drawing").isEnabled()
    assert "test images only" in found("open_in_drawing").toolTip()


def test_that_until_other_answers_are_there_all_is_said_of_those_that_are_shown(
    looking, open_page, settle, found, qtbot
):
    session = looking.session
    run = session.run(session.start_run(TrainingConfig(hidden_size=2, batch_size=2, iterations=10, seed=7)))
    qtbot.waitUntil(lambda: not run.is_active)
    page = open_page("mistakes", cell=None, run=run.key)
    looking.store.change(split="training")
    page.render_state()
    assert page.answers.split == "test"
    said = words.mistakes_sentence(page.answers)
    assert "test images wrong" in said and page.controls._summary.text() == said
    assert found("open_in_drawing").isEnabled()
    settle()
    assert page.answers.split == "training" and not found("open_in_drawing").isEnabled()
    assert "training images wrong" in page.controls._summary.text()


def test_that_answers_of_another_run_are_said_to_be_that(looking, open_page, settle):
    page = open_page("mistakes", cell=None)
    session = looking.session
    key = session.start_run(TrainingConfig(validation_images=50_000))  # more than there are
    assert session.run(key).network is None
    looking.store.change(run=key)
    settle()
    assert page.cards["matrix"]._hint.text() == "no network yet: predictions of another one"


@st.composite
def some_answers(draw):
    """Labels and probabilities of images, many of them with the same accuracy by class."""
    rng, count = np.random.default_rng(draw(st.integers(0, 9_999))), draw(st.integers(1, 60))
    labels = rng.integers(0, draw(st.integers(1, 10)), count).astype(np.uint8)
    probabilities = rng.dirichlet(np.ones(10), count).astype(np.float32)
    kept = rng.random(count) < draw(st.sampled_from([0.0, 0.5, 1.0]))
    probabilities[kept] = 0
    probabilities[kept, labels[kept]] = 1
    predicted = probabilities.argmax(axis=1)
    counts = confusion_matrix(labels, predicted)
    split = draw(st.sampled_from(["test", "training"]))
    return Answers(
        split=split,
        images=np.zeros((count, 784), np.uint8),
        labels=labels,
        probabilities=probabilities,
        predicted=predicted,
        counts=counts,
        by_class=accuracy_by_class(counts),
        accuracy=float(np.mean(predicted == labels)),
    )


@given(some_answers(), st.tuples(st.integers(0, 9), st.integers(0, 9)))
@settings(max_examples=100)
def test_that_every_count_is_what_a_loop_over_all_images_finds(answers, cell):
    wrong, of_label, in_cell = 0, [0] * 10, 0
    correct = [0] * 10
    for label, row in zip(answers.labels.tolist(), answers.probabilities.tolist(), strict=True):
        prediction = max(range(10), key=row.__getitem__)
        of_label[label] += 1
        correct[label] += prediction == label
        wrong += prediction != label
        in_cell += (label, prediction) == cell

    def numbers(text):
        return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]

    total = len(answers.labels)
    said = numbers(words.mistakes_sentence(answers))
    assert said == pytest.approx([wrong, total, 100 * (1 - wrong / total)], abs=0.0051)
    told = numbers(words.cell_sentence(answers.counts, cell))
    head = [cell[0]] if cell[0] == cell[1] else list(cell)
    share = [100 * in_cell / of_label[cell[0]]] if of_label[cell[0]] else []
    assert told == pytest.approx([*head, in_cell, of_label[cell[0]], *share], abs=0.051)
    shares = {digit: correct[digit] / of_label[digit] for digit in range(10) if of_label[digit]}
    lowest = [digit for digit, each in shares.items() if each == min(shares.values())]
    hint = words.classes_hint(answers.by_class)
    assert numbers(hint) == ([] if len(set(shares.values())) == 1 else lowest)
    label, row = int(answers.labels[0]), answers.probabilities[0].tolist()
    prediction = max(range(10), key=row.__getitem__)
    told = numbers(words.description(7, label, prediction, answers.probabilities[0]))
    right = [100 * row[label]]
    expected = (
        [7, label, *right]
        if label == prediction
        else [7, label, prediction, 100 * row[prediction], label, *right]
    )
    assert told == pytest.approx(expected, abs=0.051)
    loss = numbers(words.image_hint(label, answers.probabilities[0]))[-1]
    assert loss == pytest.approx(abs(math.log(row[label] + 1e-7)), abs=0.0051)


def test_that_the_page_opens_on_the_fives_and_asks_for_a_rule(looking, settle):
    looking.store.tick_to(TrainingState(page="mistakes"))
    settle()
    page = looking.page("mistakes")
    assert {int(label) for label in page.answers.labels[page.listed]} <= {5}
    assert len(page.listed) == page.answers.counts[5, 5]
    assert "every 5 here" in page.controls._rules.text() and page.controls._rules.isVisible()


def test_that_a_test_image_is_sent_to_the_drawing_view(looking, open_page, found):
    page = open_page("mistakes", cell=None)
    wanted = []
    looking.session.view_wanted.connect(lambda name, fields: wanted.append((name, fields)))
    click_widget(found("open_in_drawing"), QPointF(found("open_in_drawing").rect().center()))
    ((name, fields),) = wanted
    assert name == "drawing"
    assert fields["test_image"] == page.image and fields["strokes"] == ()


def test_that_no_image_is_sent_before_there_is_one(look, qtbot):
    session = Session()
    view = TrainingView(look, session, Store(TrainingState()))
    qtbot.addWidget(view)
    view.store.change(page="mistakes")
    view.show()
    wanted = []
    session.view_wanted.connect(lambda *asked: wanted.append(asked))
    button = view.findChild(object, "training.open_in_drawing")
    assert not button.isEnabled()
    button.click()
    assert wanted == []
    session.close()


def test_that_work_is_not_done_twice(open_page):
    open_page("mistakes", cell=None)
    first = open_page("mistakes", cell=None, split="training").answers
    open_page("mistakes", cell=None, split="test")
    assert open_page("mistakes", cell=None, split="training").answers is first


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        MistakesState,
        split=st.sampled_from(["test", "training"]),
        cell=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
        mistake=st.none() | st.integers(0, 999_999),
    )
)
def test_that_any_state_shows_images_of_its_cell(looking, settle, state):
    looking.store.tick_to(TrainingState(page="mistakes", mistakes=state))
    settle()
    page = looking.page("mistakes")
    picture_of(looking)
    if state.cell is not None:
        assert len(page.listed) == page.answers.counts[state.cell]
    assert page.image in page.listed if len(page.listed) else page.image is None
    if state.mistake in page.listed:
        assert page.image == state.mistake
    shown = page.gallery.shown
    assert 0 <= shown.start <= shown.stop <= len(page.listed)


def test_that_the_page_follows_a_run_and_ends_with_its_last_network(looking, open_page, settle, qtbot):
    page = open_page("mistakes", cell=None)
    before = page.answers
    config = TrainingConfig(hidden_size=4, batch_size=20, iterations=400, learning_rate=0.5)
    run = looking.session.run(looking.session.start_run(config))
    looking.store.tick(run=run.key)
    qtbot.waitUntil(lambda: not run.is_active, timeout=20_000)
    settle()
    images, labels = images_and_labels(looking)
    assert page.answers is not before
    assert page.answers.accuracy == metrics.accuracy(run.network, images, labels)


def test_that_answers_are_being_updated_while_a_run_has_a_newer_network(looking, open_page, qtbot):
    hint = open_page("mistakes", cell=None).cards["matrix"]._hint
    assert hint.text() == ""
    config = TrainingConfig(hidden_size=4, batch_size=20, iterations=10_000_000)
    run = looking.session.run(looking.session.start_run(config))
    looking.store.tick(run=run.key)
    qtbot.waitUntil(lambda: run.network is not None and hint.text() == "updating…")
    run.pause()
    qtbot.waitUntil(lambda: hint.text() == "")
    images, labels = images_and_labels(looking)
    assert looking.page("mistakes").answers.accuracy == metrics.accuracy(run.network, images, labels)
    run.stop()


def test_that_the_label_is_marked_in_the_bars(looking, open_page, qtbot):
    page = open_page("mistakes", cell=None)
    qtbot.waitUntil(lambda: page.image is not None)
    label = int(looking.session.dataset.test_labels[page.image])
    assert page.answer.bars.accessibleDescription().endswith(f"label {label}")
