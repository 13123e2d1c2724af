"""What is no digit is said to be none, beside the probabilities that there are anyway."""

import numpy as np
import pytest

from explorer.drawing import words
from explorer.drawing.reading import Reader, subject
from explorer.drawing.state import DrawingState
from explorer.state.session import Session
from tests.core.non_digits import LETTERS, scribbles

UNLIKE = "Less like a digit than 97\N{NO-BREAK SPACE}% of the MNIST test images are."


@pytest.fixture(scope="module")
def session(qapp, mnist_dataset):
    session = Session()
    session.dataset = mnist_dataset
    yield session
    session.close()


def on_canvas(strokes):
    points = np.array([point for stroke in strokes for point in stroke])
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return tuple(
        tuple(map(tuple, ((np.asarray(stroke) - low) / size * 0.8 + 0.1).tolist())) for stroke in strokes
    )


def said(session, state):
    reading = Reader(session).read(state)
    assert reading.answer.probabilities.sum() == pytest.approx(1)
    return words.sentence(reading, subject(state, session))


@pytest.mark.parametrize("letter", ["E", "K", "M", "W", "m", "w"])
def test_that_letters_are_said_to_be_unlike_any_digit(session, letter):
    assert said(session, DrawingState(strokes=on_canvas(LETTERS[letter]))) == UNLIKE


def test_that_most_scribbles_are_said_to_be_unlike_any_digit(session):
    drawn = [on_canvas(strokes) for strokes in scribbles(np.random.default_rng(0), 8)]
    assert np.mean([said(session, DrawingState(strokes=strokes)) == UNLIKE for strokes in drawn]) > 0.5


def test_that_digits_are_not(session):
    assert said(session, DrawingState()) != UNLIKE
    known = session.dataset.test_images[:300]
    answers = [
        Reader(session).read(DrawingState(strokes=(), test_image=k)).is_familiar for k in range(len(known))
    ]
    assert np.mean(answers) > 0.96


def test_that_what_is_known_to_be_a_digit_is_judged_by_its_answer(session):
    strokes = on_canvas(LETTERS["K"])
    assert said(session, DrawingState(strokes=strokes, label=4)) != UNLIKE
