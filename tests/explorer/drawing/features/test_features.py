"""Three ways to read one drawing: the answers are those of core, and the figures those that were computed."""

from dataclasses import replace

import numpy as np
import pytest

from core.blas import one_blas_thread
from core.hog import hog_bytes
from core.nearest_neighbours import answers_of_nearest
from explorer.drawing.features.card import FeaturesCard
from explorer.drawing.features.figures import feature_figures
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.widgets.text import ElidedLabel
from tests.generators import result_of


@pytest.fixture(scope="module")
def dataset(mnist_dataset):
    whole = mnist_dataset
    return replace(
        whole, train_images=whole.train_images.part(slice(4500)), train_labels=whole.train_labels[:4500]
    )


@pytest.fixture(scope="module")
def session(qapp, dataset):
    session = Session()
    session.dataset = dataset
    yield session
    session.close()


@pytest.fixture
def store():
    return Store(DrawingState())


@pytest.fixture
def card(qtbot, look, session, store):
    card = FeaturesCard(look, session, store)
    qtbot.addWidget(card)
    card.resize(740, 560)
    return card


FACTS = ["Test accuracy", "Numbers stored", "Multiplications per prediction"]


def shown(qtbot, card, session, store):
    """Show the state until all three have answered; return the network's reading."""
    reading = Reader(session).read(store.state)
    card.show_reading(reading)
    qtbot.waitUntil(lambda: not session.background.is_busy, timeout=20_000)
    card.show_reading(reading)
    return reading


def hint(card):
    return next(label.text() for label in card.findChildren(ElidedLabel))


@pytest.mark.parametrize("image", [0, 8, 247])
def test_that_the_answers_are_those_of_core(qtbot, card, session, store, dataset, image):
    store.change(strokes=(), test_image=image)
    reading = shown(qtbot, card, session, store)
    drawn = dataset.test_images[image : image + 1]
    by_pixels = result_of(answers_of_nearest(dataset.train_images[:], dataset.train_labels, drawn))
    by_hog = result_of(
        answers_of_nearest(hog_bytes(dataset.train_images), dataset.train_labels, hog_bytes(drawn))
    )
    expected = (str(by_pixels[0]), str(by_hog[0]), str(reading.answer.winner))
    assert card.picture.answers() == expected
    card.grab()
    facts = card.facts(reading)
    assert tuple(facts[f"{name}_prediction"].text for name in ("pixels", "hog", "network")) == expected
    assert [facts[f"{name}_accuracy"].text.split()[0] for name in ("pixels", "hog")] == ["97.17", "97.57"]
    assert [facts[f"{name}_numbers"].value for name in ("pixels", "hog")] == [47_040_000, 19_440_000]


def test_that_strokes_are_read_three_times_and_said_to_be(qtbot, card, session, store):
    shown(qtbot, card, session, store)
    assert card.picture.answers() == ("5", "5", "5")
    said = card.picture.accessibleDescription()
    assert "Pixels: 5, 3 of 3" in said
    assert "97.17\N{NO-BREAK SPACE}%" in said
    names = [name for name, _ in card.table()]
    assert names == ["feature", "answer", *FACTS]


def test_that_an_empty_canvas_has_three_empty_answers(qtbot, card, session, store):
    store.change(strokes=())
    shown(qtbot, card, session, store)
    assert card.picture.answers() == ("", "", "")
    card.grab()


def test_that_an_older_answer_is_marked_until_the_new_one_is_there(qtbot, card, session, store):
    shown(qtbot, card, session, store)
    store.change(strokes=(((0.5, 0.1), (0.5, 0.9)),))
    card.show_reading(Reader(session).read(store.state))
    assert hint(card) == "computing …"
    with qtbot.waitSignal(card.outdated, timeout=20_000):
        pass
    shown(qtbot, card, session, store)
    assert hint(card) == "all three predict 1"


@pytest.mark.parametrize("size", [(740, 480), (740, 600), (1560, 1000)])
def test_that_every_size_is_drawn(qtbot, card, session, store, size):
    shown(qtbot, card, session, store)
    card.resize(*size)
    card.grab()


def test_that_the_figures_are_those_of_all_training_images():
    figures = feature_figures()
    assert (figures.training_images, figures.test_images) == (60_000, 10_000)
    assert 0.96 < figures.test_accuracy["pixels"] < figures.test_accuracy["hog"] < 0.99


def test_that_the_figures_hold_for_some_test_images_by_a_search_of_their_own(mnist_dataset):
    whole = mnist_dataset
    images, labels = whole.test_images[9000:9040].astype(np.float32), whole.test_labels[9000:9040]
    examples = whole.train_images[:].astype(np.float32)
    with one_blas_thread():
        distances = (examples**2).sum(axis=1) - 2 * images @ examples.T
    nearest = whole.train_labels[np.argpartition(distances, 3, axis=1)[:, :3]]
    right = [np.bincount(some).argmax() == label for some, label in zip(nearest, labels, strict=True)]
    assert abs(np.mean(right) - feature_figures().test_accuracy["pixels"]) < 0.05
