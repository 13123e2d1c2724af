"""The page Update-to-weight ratio, against core and against training itself."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from core.inspection import rms
from core.mini_batch import network_inputs
from core.optimizers import Adam
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from explorer.texts.numbers import plain
from explorer.training.inside import words
from explorer.training.inside.update_ratio_plots import log_sizes, place_of
from explorer.training.inside.update_ratios import BatchChoice, StepStart, update_ratio_history
from explorer.widgets.text import Label
from tests.explorer.mouse import click_widget

LAYERS = ("W1", "b1", "W2", "b2")


def _dead_relu():
    network = TwoLayerNet(784, 6, 10, 0.01, activation="relu", rng=np.random.default_rng(0))
    network.params["b1"][:] = -1e3
    return network


def _stuck_sigmoid():
    network = TwoLayerNet(784, 6, 10, 0.01, rng=np.random.default_rng(0))
    network.params["b1"][:] = 1e3
    return network


@pytest.fixture
def update_sizes(open_page):
    """Opens the page in a state."""
    return lambda **fields: open_page("update_ratios", **fields)


def checkpoints(dataset, **fields):
    config = TrainingConfig(hidden_size=5, batch_size=20, iterations=40, **fields)
    steps = train(config, dataset, evaluate=False)
    return [step.checkpoint() for step in steps if step.iteration % 10 == 9]


def test_that_the_numbers_are_those_of_the_gradient_by_backpropagation(looking, update_sizes):
    part = update_sizes(pace_batch=30, pace_seed=4)
    network, data = looking.subject.network, looking.session.dataset
    rows = BatchChoice(30, 4).indices(len(data.train_images))
    gradient = network.gradient(network_inputs(data.train_images[rows]), data.train_labels[rows])
    table = part.sizes.columns()
    rate = looking.subject.run.config.learning_rate
    for place, name in enumerate(LAYERS):
        assert table["values"][place] == pytest.approx(rms(network.params[name]), rel=1e-5)
        assert table["gradient"][place] == pytest.approx(rms(gradient[name]), rel=1e-3)
        assert table["update"][place] == pytest.approx(rate * rms(gradient[name]), rel=1e-3)
        expected = rate * rms(gradient[name]) / rms(network.params[name])
        assert table["ratio"][place] == pytest.approx(expected, rel=1e-3)
        assert looking.facts()[f"ratio_{name.lower()}"].value == table["ratio"][place]
    assert dict(part.numbers())["ratio"] == table["ratio"].tolist()


def test_that_another_batch_has_another_gradient_and_the_same_weights(looking, update_sizes, found, settle):
    before = update_sizes().sizes.columns()
    button = found("another_pace_batch")
    click_widget(button, QPointF(button.rect().center()))
    settle()
    assert looking.store.state.inside.pace_seed == 1
    after = looking.page("update_ratios").sizes.columns()
    assert np.array_equal(before["values"], after["values"])
    assert not np.array_equal(before["gradient"], after["gradient"])


@pytest.mark.parametrize(
    "settings", [{}, {"optimizer": Adam(), "learning_rate": 0.01, "subtract_mean": True}]
)
def test_that_the_history_has_the_step_of_every_moment(dataset, settings):
    kept = checkpoints(dataset, **settings)
    batch = BatchChoice(20, 0)
    work = update_ratio_history(kept, batch, dataset)
    with pytest.raises(StopIteration) as stop:
        while True:
            next(work)
    history = stop.value.value
    assert history.iterations.tolist() == [10, 20, 30, 40]
    for checkpoint, ratios in zip(kept, history.ratios, strict=True):
        found = StepStart.at(checkpoint).update_sizes(batch, dataset)
        assert ratios.tolist() == [found[name].update_to_weight for name in LAYERS]
        network = checkpoint.network()
        assert found["W1"].rms_weight == pytest.approx(rms(network.params["W1"]), rel=1e-6)


def test_that_the_pace_is_that_of_the_images_that_the_run_learns_from(dataset):
    few = checkpoints(dataset, training_images=30)[-1]
    learned = replace(
        dataset, train_images=dataset.train_images.part(slice(30)), train_labels=dataset.train_labels[:30]
    )
    all_of_them = replace(few, config=replace(few.config, training_images=None))
    batch = BatchChoice(20, 0)
    assert StepStart.at(few).update_sizes(batch, dataset) == StepStart.at(all_of_them).update_sizes(
        batch, learned
    )
    assert StepStart.at(few).update_sizes(batch, dataset) != StepStart.at(all_of_them).update_sizes(
        batch, dataset
    )


def test_that_at_the_end_of_a_schedule_nothing_is_said_to_move_fastest(dataset):
    end = checkpoints(dataset, schedule="cosine")[-1]
    found = StepStart.at(end).update_sizes(BatchChoice(20, 0), dataset)
    assert "learning rate is 0" in words.update_ratio_sentence(found, end.config, end.iteration)


def test_that_a_step_that_is_lost_in_rounding_is_said_to_be_too_small(dataset):
    end = checkpoints(dataset)[-1]
    end = replace(end, config=replace(end.config, learning_rate=1e-12))
    found = StepStart.at(end).update_sizes(BatchChoice(20, 0), dataset)
    assert "rounds to 0" in words.update_ratio_sentence(found, end.config, end.iteration)


@pytest.mark.parametrize("fields", [{"learning_rate": 0.05}, {"optimizer": "adam", "learning_rate": 0.01}])
def test_that_the_step_is_the_one_that_a_run_would_take_after_a_change(
    looking, update_sizes, settle, qtbot, fields
):
    config = TrainingConfig(hidden_size=6, batch_size=10, iterations=40, learning_rate=0.5)
    looking.store.change(hidden_size=6, batch_size=10, iterations=40, learning_rate=0.5)
    run = looking.session.run(looking.session.start_run(config, hold_after=5))
    qtbot.waitUntil(lambda: run.timeline.newest is not None and run.timeline.newest.iteration == 5)
    part = update_sizes()
    before = dict(part.numbers())["update"]
    looking.store.change(**fields)
    settle()
    assert plain(fields["learning_rate"]) in part.cards["pace_table"]._hint.text()
    updates = dict(part.numbers())["update"]
    if "optimizer" in fields:  # the first step of Adam is as long as the rate
        assert updates[-1] == pytest.approx(0.01, rel=1e-3)
    else:
        assert updates == pytest.approx([update / 10 for update in before], rel=1e-5)
    run.stop()


def test_that_differences_move_the_weights_below_a_step_function(dataset):
    network = TwoLayerNet(784, 6, 10, 0.01, activation="step", rng=np.random.default_rng(0))
    config = TrainingConfig(hidden_size=6, activation="step", gradient="numerical")
    found = StepStart.of(network, config, 0).update_sizes(BatchChoice(20, 0), dataset)
    assert "h can cross a jump" in words.update_ratio_sentence(found, config, 0)


def test_that_a_start_from_zero_has_no_place_on_a_scale_of_powers(dataset):
    start = StepStart.of(checkpoints(dataset)[0].network(), TrainingConfig(hidden_size=5), 0)
    found = start.update_sizes(BatchChoice(5, 0), dataset)
    assert all(0 < found[name].update_to_weight < math.inf for name in LAYERS)
    places = log_sizes(np.array([0.0, math.inf, math.nan, 100.0]))
    assert np.isnan(places[:3]).all() and places[3] == 2
    assert (np.diff(place_of(np.array([0.0, 1.0, 10.0, 1000.0]))) > 0).all()


def test_that_the_fastest_and_the_slowest_array_are_named(looking, update_sizes):
    table = update_sizes().sizes.columns()
    said = words.update_ratio_sentence(
        StepStart.of(looking.subject.network, TrainingConfig(), 0).update_sizes(
            BatchChoice(100, 0), looking.session.dataset
        ),
        TrainingConfig(),
        0,
    )
    fastest, slowest = LAYERS[table["ratio"].argmax()], LAYERS[table["ratio"].argmin()]
    assert f"Largest ratio: {fastest}, " in said and f"Smallest: {slowest}, " in said


@pytest.mark.parametrize(
    ("network", "still", "said"),
    [
        (
            TwoLayerNet(784, 6, 10, 0.01, activation="step", rng=np.random.default_rng(0)),
            ("W1", "b1"),
            "step function",
        ),
        (_dead_relu(), ("W1", "b1", "W2"), "dead and saturated units"),
        (TwoLayerNet(784, 6, 10, 0.0, rng=np.random.default_rng(0)), ("W1", "b1"), "W2, which is 0"),
        (_stuck_sigmoid(), ("W1", "b1"), "dead and saturated units"),
    ],
)
def test_that_arrays_without_a_gradient_are_named_with_the_cause(dataset, network, still, said):
    config = TrainingConfig(hidden_size=6, activation=network.activation)
    found = StepStart.of(network, config, 0).update_sizes(BatchChoice(20, 0), dataset)
    assert tuple(name for name in LAYERS if not found[name].rms_gradient) == still
    assert said in words.update_ratio_sentence(found, config, 0)
    assert words.size(found["W1"].rms_gradient) == "0"


def test_that_the_part_says_that_a_step_function_stops_the_gradient(looking, update_sizes, found, qtbot):
    config = TrainingConfig(hidden_size=6, batch_size=10, iterations=20, activation="step")
    run = looking.session.run(looking.session.start_run(config))
    qtbot.waitUntil(lambda: not run.is_active)
    part = update_sizes()
    assert any("The step function has slope 0" in label.text() for label in part.findChildren(Label))
    written = [cell for row in part.table.texts for cell in row]
    assert "0.00" not in written and written.count("0") >= 4
