"""From a mistake to the drawing view: the same image, the same network, the same answer."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

from explorer.drawing.state import DrawingState
from explorer.drawing.view import DrawingView
from explorer.state.session import CHAPTER, Session
from explorer.state.store import Store
from explorer.training.run_follower import RunFollower
from explorer.training.state import TrainingState
from explorer.training.view import TrainingView
from explorer.window.main_window import MainWindow
from tests.explorer.mouse import click_widget


def test_that_a_mistake_is_read_in_the_drawing_view_by_the_network_that_made_it(look, dataset, qtbot):
    session = Session()
    session.dataset = dataset
    stores = {"training": Store(TrainingState(run=CHAPTER)), "drawing": Store(DrawingState())}
    follower = RunFollower(session, stores["training"])
    window = MainWindow(look, session, stores, (TrainingView, DrawingView))
    window.resize(1280, 800)
    window.show_view("training")
    window.show()
    training = window.view("training")
    training.store.change(page="mistakes", moment=600, cell=None)
    for _ in range(3):
        qtbot.waitUntil(lambda: not session.background.is_busy, timeout=30_000)
    page = training.page("mistakes")
    button = window.findChild(QPushButton, "training.open_in_drawing")
    click_widget(button, QPointF(button.rect().center()))
    drawing = window.shown_view
    assert drawing.name == "drawing"
    assert drawing.store.state.test_image == page.image
    for _ in range(3):
        qtbot.waitUntil(lambda: not session.background.is_busy, timeout=30_000)
    assert drawing.probabilities() == pytest.approx(
        page.answers.probabilities[page.image], rel=1e-3, abs=1e-5
    )
    window.undo()
    assert drawing.store.state.test_image != page.image
    session.close()
    del follower
