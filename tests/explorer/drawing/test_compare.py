"""The page Compare networks: several networks, and the moments of a run, answer the same drawing."""

from unittest.mock import patch

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from core.model_file import SavedNetwork, SavedRun
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from explorer.background.frame_clock import FrameClock
from explorer.state.session import CHAPTER, READER
from tests.explorer import mouse
from tests.explorer.painted import picture_of


@pytest.fixture
def page(view):
    view.store.tick(page="networks")
    return view.page("networks")


def form_of(view):
    return view.reading().stages.form.reshape(-1)


def test_that_each_network_answers_the_same_drawing(view, page):
    form = form_of(view)
    reader, chapter, moment = page.side_by_side.opinions
    for opinion, key in ((reader, READER), (chapter, CHAPTER), (moment, "chapter@600")):
        expected = view.session.network(key).network.predict(form)
        assert np.array_equal(opinion.answer.probabilities, expected)
    assert view.facts()["prediction_3"].value == expected.argmax()
    assert view.facts()["probability_3"].value == expected.max()


def test_that_networks_are_ticked_and_unticked(view, page):
    key = view.session.add_network(SavedNetwork.of(TwoLayerNet(784, 12, 10, rng=np.random.default_rng(0))))
    boxes = {box.property("network"): box for box in view.findChildren(QCheckBox)}
    boxes[key].click()
    assert view.store.state.compare.compared == (READER, CHAPTER, key)
    assert len(page.side_by_side.opinions) == 4
    boxes[READER].click()
    assert view.store.state.compare.compared == (CHAPTER, key)
    view.store.undo()
    assert view.store.state.compare.compared == (READER, CHAPTER, key)


def test_that_a_network_that_cannot_read_says_so_and_one_that_is_gone_is_named(view, page):
    key = view.session.add_network(SavedNetwork.of(TwoLayerNet(10, 3, 4, rng=np.random.default_rng(0))))
    view.store.change(compared=(key, "gone"))
    small, gone, _ = page.side_by_side.opinions
    assert small.answer is None
    assert "gone" in gone.name
    picture_of(view)


def test_that_every_moment_of_the_run_answers(view, page):
    iterations = view.session.run(CHAPTER).timeline.iterations
    assert page.strip.answers.iterations == iterations
    for place in (0, 5, len(iterations) - 1):
        network = view.session.network(f"chapter@{iterations[place]}").network
        assert np.array_equal(page.strip.answers.probabilities[place], network.predict(form_of(view)))


def test_that_a_drag_over_the_strip_goes_through_the_moments_as_one_step(view, page, qtbot):
    picture_of(view)
    before = view.store.state
    centres = [page.strip.column(place).center() for place in (2, 5, 9)]
    mouse.begin_stroke(page.strip, centres)
    mouse.end_stroke(page.strip, centres[-1])
    iterations = page.strip.answers.iterations
    assert view.store.state.compare.compared_moment == iterations[9]
    expected = page.strip.answers.probabilities[9]
    assert np.array_equal(page.side_by_side.opinions[-1].answer.probabilities, expected)
    qtbot.keyClick(page.strip, Qt.Key.Key_Left)
    assert view.store.state.compare.compared_moment == iterations[8]
    view.store.undo()
    view.store.undo()
    assert view.store.state == before


def test_that_the_slider_goes_through_the_moments_too(view, page, qtbot):
    slider = view.findChild(QWidget, "drawing.compared_moment")
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert view.store.state.compare.compared_moment == 10_000
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert view.store.state.compare.compared_moment == 0


def test_that_the_slider_of_a_longer_run_still_works_before_a_shorter_one_is_drawn(
    view, page, dataset, qtbot
):
    config = TrainingConfig(hidden_size=3, batch_size=20, iterations=3)
    steps = list(train(config, dataset, evaluate=False))
    saved = SavedRun.of(
        steps[-1].network,
        config=config,
        losses=[step.loss for step in steps],
        iterations=[],
        train_accuracies=[],
        test_accuracies=[],
    )
    short = view.session.add_run(saved)
    slider = view.findChild(QWidget, "drawing.compared_moment")
    with patch.object(FrameClock, "request"):  # nothing is drawn yet
        view.store.change(compared_run=short)
        qtbot.keyClick(slider, Qt.Key.Key_End)
    assert view.store.state.compare.compared_moment == 3
