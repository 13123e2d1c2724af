"""The page Weights, driven by mouse and keys, against core."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.ablation import without
from core.hidden_units import hidden_outputs, images_with_largest_outputs
from core.mini_batch import network_inputs
from core.training import TrainingConfig
from explorer.training.inside.spread import expected_counts
from explorer.training.inside.state import InsideState
from tests.explorer.mouse import click_widget, hover_widget


@pytest.fixture
def weights(open_page):
    """Opens the page in a state."""
    return lambda **fields: open_page("weights", **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit": -1}, "Hidden unit must be a whole number from 0 to 999"),
        ({"unit": 1000}, "0 to 999"),
        ({"unit_order": "size"}, "one of index, norm, importance"),
        ({"layer": "W3"}, "one of W1, b1, W2, b2"),
        ({"stage": "softmax"}, "one of hidden, scores, answers"),
        ({"pace_batch": 0}, "from 1 to 10.000, not 0"),
        ({"pace_batch": 10_001}, "from 1 to 10.000, not 10.001"),
        ({"pace_seed": -1}, "Seed must be a whole number from 0 to 999.999"),
        ({"plane_seed": 1_000_000}, "Seed must be a whole number from 0 to 999.999"),
        ({"plane": "flat"}, "one of path, random"),
        ({"reach": 0.009}, "a number from 0.01 to 20"),
        ({"reach": 20.1}, "a number from 0.01 to 20"),
        ({"reach": float("nan")}, "a number from 0.01 to 20"),
    ],
)
def test_that_a_setting_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        InsideState(**fields)


def test_that_units_are_sorted_as_core_has_them(looking, weights):
    network, data = looking.subject.network, looking.session.dataset
    assert weights().mosaic.units.tolist() == list(range(50))
    lengths = np.linalg.norm(network.params["W1"], axis=0)
    by_norm = lengths[weights(unit_order="norm").mosaic.units]
    assert by_norm.tolist() == sorted(lengths, reverse=True)
    x = network_inputs(data.test_images)
    losses = [without(network, units=[unit]).loss(x, data.test_labels) for unit in range(50)]
    by_effect = np.array(losses)[weights(unit_order="importance").mosaic.units]
    assert by_effect == pytest.approx(sorted(losses, reverse=True), rel=1e-5)


def test_that_a_unit_is_chosen_by_a_click_by_keys_and_by_its_number(looking, weights, found):
    mosaic = weights(unit_order="norm").mosaic
    click_widget(mosaic, mosaic.cells.rect(3).center())
    assert looking.store.state.inside.unit == mosaic.units[3]
    QTest.keyClick(mosaic, Qt.Key.Key_Right)
    assert looking.store.state.inside.unit == mosaic.units[4]
    QTest.keyClick(mosaic, Qt.Key.Key_Home)
    QTest.keyClick(mosaic, Qt.Key.Key_Left)
    assert looking.store.state.inside.unit == mosaic.units[0]
    field = found("unit")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert looking.store.state.inside.unit == mosaic.units[0] + 1
    looking.store.undo()
    looking.store.undo()
    looking.store.undo()
    assert looking.store.state.inside.unit == 0


def test_that_the_weight_under_pointer_or_keys_is_that_of_the_network(looking, weights):
    image = weights(unit=7).unit.weights
    column = looking.subject.network.params["W1"][:, 7]
    hover_widget(image, image.rect_of((12, 9)).center())
    assert image.pixel == (12, 9)
    said = image.accessibleDescription()
    value = f"{column[12 * 28 + 9]:+.4f}".replace("-", "−")
    assert said == f"W1[345, 7] = {value}\nPixel (12, 9), from 0"
    QTest.keyClick(image, Qt.Key.Key_Down)
    assert image.accessibleDescription().endswith("Pixel (13, 9), from 0")
    QTest.keyClick(image, Qt.Key.Key_Left)
    assert image.pixel == (13, 8)


def test_that_a_unit_comes_with_what_core_knows_of_it(looking, weights):
    part = weights(unit=11)
    network, data = looking.subject.network, looking.session.dataset
    votes = part.unit.votes.columns()
    assert votes["W2"].tolist() == network.params["W2"][11].tolist()
    outputs = hidden_outputs(network, data.test_images)
    shown = part.unit.images.pictures
    assert shown.indices.tolist() == images_with_largest_outputs(outputs, 11, 12).tolist()
    assert shown.caption(0) == f"{outputs[shown.indices[0], 11]:.4f}"
    facts = looking.facts()
    assert facts["norm"].value == pytest.approx(np.linalg.norm(network.params["W1"][:, 11]))
    assert f"Norm {facts['norm'].text}, " in part.unit.lines[0].text()
    assert part.unit.lines[1].text() == f"Bias {facts['bias'].text}"
    rise = without(network, units=[11]).loss(network_inputs(data.test_images), data.test_labels)
    rise -= network.loss(network_inputs(data.test_images), data.test_labels)
    said = part.unit.lines[2].text()
    assert float(said.split("loss ")[1].split(",")[0].replace("−", "-")) == pytest.approx(rise, abs=6e-5)


@pytest.mark.parametrize("layer", ["W1", "b1", "W2", "b2"])
def test_that_every_parameter_is_counted(looking, weights, layer):
    plot = weights(layer=layer).histogram
    places, counts = plot.columns().values()
    values = looking.subject.network.params[layer]
    assert counts.sum() == values.size
    width = places[1] - places[0]
    middle = len(places) // 2
    inside = (values >= places[middle] - width / 2) & (values < places[middle] + width / 2)
    assert counts[middle] == np.count_nonzero(inside)
    assert plot.bars.numbers()[1] == pytest.approx(counts / values.size)


@pytest.mark.parametrize(("layer", "is_said"), [("b1", True), ("b2", False), ("W1", False)])
def test_that_only_the_biases_that_make_up_for_a_mean_image_are_said_to(
    looking, weights, qtbot, layer, is_said
):
    session = looking.session
    config = TrainingConfig(hidden_size=2, batch_size=2, iterations=5, subtract_mean=True)
    run = session.run(session.start_run(config))
    qtbot.waitUntil(lambda: not run.is_active)
    histogram = weights(run=run.key, layer=layer).histogram
    said = " ".join(histogram._words._lines)
    assert ("mean image" in said) == is_said != ("initially" in said)
    assert (histogram.before.numbers()[0].size == 0) == is_said


def test_that_normal_weights_fall_into_bins_as_expected():
    edges = np.linspace(-3, 3, 13)
    expected = expected_counts(edges, 200_000, 1.0)
    counted, _ = np.histogram(np.random.default_rng(0).standard_normal(200_000), edges)
    assert counted == pytest.approx(expected, abs=5 * np.sqrt(expected.max()))
    assert expected_counts(edges, 10, 0.0).tolist() == [0] * 6 + [10] + [0] * 5


def test_that_a_number_beyond_the_last_unit_means_the_last(weights, found):
    assert weights(unit=999).cards["unit_picture"].accessibleName() == "Hidden unit 49"
    assert found("unit").value == 49
