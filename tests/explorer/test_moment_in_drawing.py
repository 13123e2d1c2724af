"""The time machine of the training view also moves the network that reads in the drawing view."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSlider

from core.digit_image import from_strokes
from core.training import TrainingConfig
from explorer.drawing import words
from explorer.drawing.state import DrawingState
from explorer.drawing.view import DrawingView
from explorer.look.theme import Look
from explorer.state.session import CHAPTER, NEWEST, READER, Session
from explorer.state.store import Store
from explorer.texts.numbers import grouped
from explorer.training.run_follower import RunFollower
from explorer.training.state import TrainingState
from explorer.training.view import TrainingView
from explorer.window.main_window import MainWindow

SHORT = TrainingConfig(hidden_size=4, batch_size=10, learning_rate=0.5, iterations=60, seed=1)


@pytest.fixture
def window(_fonts, dataset):
    look, session = Look(), Session()
    look.apply_to_application()
    session.dataset = dataset
    stores = {"training": Store(TrainingState(run=CHAPTER)), "drawing": Store(DrawingState())}
    follower = RunFollower(session, stores["training"])
    window = MainWindow(look, session, stores, (TrainingView, DrawingView))
    window.resize(1100, 700)
    window.show_view("training")
    window.show()
    yield window
    window.close()
    session.close()
    del follower


@pytest.fixture
def training(window):
    return window.view("training")


@pytest.fixture
def drawing(window):
    return window.view("drawing")


@pytest.fixture
def slider(training):
    return training.findChild(QSlider, "training.moment")


def written(drawing):
    return drawing.findChild(QComboBox, "drawing.network").currentText()


def assert_reads_with(drawing, network):
    expected = network.predict(from_strokes(drawing.store.state.strokes))
    assert drawing.probabilities() == pytest.approx(expected, rel=1e-12)


def test_that_the_time_machine_moves_the_network_that_reads(training, drawing, slider):
    session = training.session
    assert_reads_with(drawing, session.network(READER).network)
    for _ in range(16):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    assert training.store.state.moment == 600
    assert_reads_with(drawing, session.run(CHAPTER).timeline.network_at(600))
    assert written(drawing) == "Chapter’s run at iteration 600"
    drawing.store.change(network=CHAPTER)
    assert_reads_with(drawing, session.run(CHAPTER).timeline.network_at(600))
    drawing.store.change(network=READER)
    assert_reads_with(drawing, session.network(READER).network)
    drawing.store.change(network=NEWEST)
    training.store.undo()  # all key presses are one step
    assert_reads_with(drawing, session.network(READER).network)
    assert written(drawing) == "Newest: the bundled one"


def test_that_a_run_of_ones_own_is_read_with_at_every_moment(training, drawing, slider, qtbot):
    session = training.session
    key = session.start_run(SHORT)
    run = session.run(key)
    qtbot.waitUntil(lambda: not run.is_active)
    assert_reads_with(drawing, run.network)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert training.store.state.moment == 45
    assert_reads_with(drawing, run.timeline.network_at(45))
    assert written(drawing) == "Run 1 at iteration 45"
    (trained,) = session.trained_networks
    drawing.store.change(network=trained)
    assert_reads_with(drawing, run.timeline.network_at(45))
    drawing.store.change(network=CHAPTER)  # another run's
    assert_reads_with(drawing, session.network(CHAPTER).network)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    drawing.store.change(network=trained)
    assert_reads_with(drawing, run.network)


def test_that_a_network_says_how_many_iterations_it_had(training, qtbot):
    session = training.session
    key = session.start_run(replace(SHORT, iterations=10_000_000))
    run = session.run(key)
    qtbot.waitUntil(lambda: run.iteration > 5)
    run.stop()
    saved = session.network(NEWEST)
    assert saved.config.iterations == run.iteration
    assert words.network_sizes(saved) == f"784 – 4 – 10, {grouped(run.iteration)} iterations"
    assert words.network_sizes(session.network(f"{key}@0")) == "784 – 4 – 10"
