"""The page Activations, against core."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from core.hidden_units import hidden_outputs
from core.inspection import Histogram, activation_histogram
from core.mini_batch import network_inputs
from core.training import initial_checkpoint, train
from explorer.training.inside.fresh import SPREADS
from explorer.widgets.text import Label
from tests.explorer.mouse import click, click_widget, hover


@pytest.fixture
def activations(open_page):
    """Opens the page in a state."""
    return lambda **fields: open_page("activations", **fields)


def test_that_every_output_is_counted(looking, activations):
    part = activations(unit=5)
    network, images = looking.subject.network, looking.session.dataset.test_images
    outputs = hidden_outputs(network, images)
    assert part.outputs.columns()["outputs"].tolist() == activation_histogram(network, images).counts.tolist()
    own = part.own_outputs.columns()
    assert own["images"].sum() == len(images)
    low = (outputs[:, 5] < 0.02).sum()
    assert own["images"][0] == low
    ranges = part.ranges.columns()
    assert ranges["median"] == pytest.approx(np.median(outputs, axis=0))
    assert (ranges["5th percentile"] <= ranges["median"]).all()
    assert (ranges["median"] <= ranges["95th percentile"]).all()
    facts = looking.facts()
    assert facts["unit_median"].value == pytest.approx(np.median(outputs[:, 5]))
    assert facts["dead_units"].value == np.count_nonzero(np.ptp(outputs, axis=0) == 0)


def test_that_scores_and_answers_are_counted_too(looking, activations, found, settle):
    network, images = looking.subject.network, looking.session.dataset.test_images
    part = activations(stage="scores")
    scores = network.scores(network_inputs(images))
    counted = part.outputs.columns()
    assert counted["outputs"].sum() == scores.size
    width = counted["output"][1] - counted["output"][0]
    edge = np.abs(scores).max() / 25
    assert width == pytest.approx(edge, rel=1e-4)
    click_widget(found("stage_answers"), QPointF(found("stage_answers").rect().center()))
    settle()
    answers = network.predict(network_inputs(images))
    counts = part.outputs.columns()["outputs"]
    assert counts.tolist() == np.histogram(answers, 50, (0, 1))[0].tolist()


def test_that_the_means_are_those_of_the_images_of_each_digit(looking, activations):
    part = activations(unit=3)
    data = looking.session.dataset
    outputs = hidden_outputs(looking.subject.network, data.test_images)[:, 3]
    expected = [outputs[data.test_labels == digit].mean() for digit in range(10)]
    assert part.by_digit.columns()["mean output"] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("index", range(4))
def test_that_the_untrained_networks_start_and_learn_as_runs_do(looking, activations, index):
    part = activations()
    config, data = looking.subject.run.config, looking.session.dataset
    config = replace(config, weight_init_std=SPREADS[index])
    outputs = hidden_outputs(initial_checkpoint(config, data).network(), data.test_images)
    counts = part.fresh.plots[index].columns()["outputs"]
    assert counts.tolist() == np.histogram(outputs, 50, (0, 1))[0].tolist()
    facts = looking.facts()
    assert facts[f"near_ends_{index}"].value == pytest.approx(((outputs < 0.02) | (outputs >= 0.98)).mean())
    epoch = config.iterations_per_epoch(len(data.train_images))
    *_, last = train(replace(config, iterations=epoch), data, evaluate=False)
    accuracy = last.network.accuracy(network_inputs(data.test_images), data.test_labels)
    assert facts[f"accuracy_{index}"].value == pytest.approx(accuracy)
    written = [label.text() for label in part.fresh.findChildren(Label)]
    assert f"after one epoch: {facts[f'accuracy_{index}'].text}" in " ".join(written)
    assert [text.endswith("this run") for text in written if "weight_init_std" in text] == [
        spread == looking.subject.run.config.weight_init_std for spread in SPREADS
    ]


def test_that_a_unit_is_chosen_by_a_click_and_by_arrow_keys(looking, activations):
    part = activations()
    click(part.ranges, (12.2, 0.5))
    assert looking.store.state.inside.unit == 12
    for key, unit in ((Qt.Key.Key_Right, 13), (Qt.Key.Key_Left, 12)):
        QTest.keyClick(part.ranges, key)
        assert looking.store.state.inside.unit == unit
    QTest.keyClick(part.ranges, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert looking.store.state.inside.unit == 22
    columns = part.ranges.columns()
    low, median, high = (columns[name][22] for name in ("5th percentile", "median", "95th percentile"))
    assert (
        part.ranges.accessibleDescription() == f"Unit 22: 5–95 % {low:.2f} to {high:.2f}, median {median:.2f}"
    )
    hover(part.ranges, (7.9, 0.5))
    tags = [
        item.toPlainText()
        for item in part.ranges.items()
        if hasattr(item, "toPlainText") and item.isVisible()
    ]
    assert any(text.startswith("Unit 8: ") for text in tags)
    looking.store.change(unit=0)
    QTest.keyClick(part.ranges, Qt.Key.Key_Left)
    assert looking.store.state.inside.unit == 0


@pytest.mark.parametrize("share", [0.001, 0.126, 0.5, 0.96, 1.0])
def test_that_the_heights_of_a_histogram_end_at_a_hundred_per_cent(activations, share):
    plot = activations().outputs
    counts = np.array([round(1000 * share), 1000 - round(1000 * share)])
    plot.show_histogram(Histogram(counts, np.linspace(0, 1, 3)))
    ticks = [value for value, _ in plot.y_axis._tickLevels[0]]
    (_, top) = plot.view_box.viewRange()[1]
    assert max(ticks) <= 1 and len(ticks) >= 2
    assert max(counts) / 1000 < top <= 2 * max(counts) / 1000 + 0.05
    widest = max(
        QFontMetrics(plot.y_axis.style["tickFont"]).horizontalAdvance(text)
        for _, text in plot.y_axis._tickLevels[0]
    )
    assert widest < plot.y_axis.width() - 4
