"""The part Activations of the page Inside, against core."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from core.hidden_units import hidden_outputs, unit_states
from core.inspection import WEIGHT_SPREADS, Histogram, activation_histogram
from core.mini_batch import network_inputs
from core.two_layer_net import TwoLayerNet
from explorer.training.inside import words
from explorer.training.inside.fresh import FreshQuestion
from explorer.training.inside.units import activity
from explorer.widgets.text import Label
from tests.explorer.mouse import click, click_widget, hover


@pytest.fixture
def activations(open_page):
    """Opens the part in a state."""
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
    assert (ranges["5 % below"] <= ranges["median"]).all() and (ranges["median"] <= ranges["5 % above"]).all()
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


@pytest.mark.parametrize("index", range(3))
def test_that_untrained_networks_are_those_of_the_runs_size_and_seed(looking, activations, index):
    part = activations()
    config, data = looking.subject.run.config, looking.session.dataset
    rng = np.random.default_rng(config.seed)
    net = TwoLayerNet(784, 50, 10, WEIGHT_SPREADS[index], rng=rng)
    counts = part.fresh.plots[index].columns()["outputs"]
    assert counts.tolist() == activation_histogram(net, data.test_images).counts.tolist()
    outputs = hidden_outputs(net, data.test_images)
    ends = looking.facts()[f"near_ends_{index + 1}"]
    assert ends.value == pytest.approx(((outputs < 0.02) | (outputs >= 0.98)).mean())
    assert f"{ends.text} near 0 or 1" in part.fresh.findChildren(Label)[2 * index + 1].text()


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
    low, median, high = (columns[name][22] for name in ("5 % below", "median", "5 % above"))
    assert part.ranges.accessibleDescription() == f"Unit 22: {low:.2f} to {high:.2f}, median {median:.2f}"
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


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "step"])
def test_that_dead_and_saturated_units_are_counted_and_named(dataset, activation):
    net = TwoLayerNet(784, 4, 10, 0.1, activation=activation, rng=np.random.default_rng(0))
    net.params["b1"][1] = -1000
    net.params["W1"][:, 2], net.params["b1"][2] = 0, -500
    net.params["W1"][:70, 2] = 30  # the bars of class 0 alone
    seen = activity(net, dataset)
    states = unit_states(hidden_outputs(net, dataset.test_images), activation)
    assert seen.states.dead.tolist() == states.dead.tolist()
    assert words.state_of(seen, 1) == "dead: always 0.00"
    hint = words.states_hint(seen.states)
    assert f"{states.dead.sum()} dead" in hint
    assert f"{states.saturated.sum()} saturated" in hint
    assert (words.state_of(seen, 2) == "saturated: always near 0 or 1") == (activation == "sigmoid")


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "step"])
def test_that_what_is_said_of_untrained_networks_is_counted(dataset, activation):
    found = FreshQuestion((784, 20, 10), activation, 4).answer(dataset)
    said = {spread: words.spread_meaning(histogram, activation) for spread, histogram in found.items()}
    net = TwoLayerNet(784, 20, 10, 1.0, activation=activation, rng=np.random.default_rng(4))
    outputs = hidden_outputs(net, dataset.test_images)
    if activation == "sigmoid":
        ends = ((outputs < 0.02) | (outputs >= 0.98)).mean()
        middle = ((outputs >= 0.4) & (outputs < 0.6)).mean()
        assert said[1.0] == f"{100 * middle:.0f}\u00a0% near 0.5, {100 * ends:.0f}\u00a0% near 0 or 1"
    elif activation == "step":
        assert said[1.0].startswith(f"{100 * outputs.mean():.1f}\u00a0% are 1")
    else:
        assert "are near 0, the largest is" in said[1.0]


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


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, "the largest of 50"),
        (1, "the 2nd largest of 50"),
        (2, "the 3rd largest of 50"),
        (10, "the 11th largest of 50"),
        (20, "the 21st largest of 50"),
        (49, "the 50th largest of 50"),
    ],
)
def test_that_a_place_is_not_taken_for_the_number_of_a_unit(place, said):
    assert words.rank(place, 50) == said
