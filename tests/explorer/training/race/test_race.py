"""The race, driven by mouse, against core."""

import threading

import numpy as np
import pytest

from core import network_gradient, training
from core.training import TrainingConfig, train
from explorer.state.session import Session
from explorer.texts.numbers import fixed
from explorer.training.race import words
from explorer.training.race.contest import Contest
from explorer.training.race.state import RaceState
from tests.explorer.labels import boxes, place_of

TINY = {"race_hidden_size": 1, "race_batch_size": 4, "race_steps": 100}
CONFIG = TrainingConfig(hidden_size=1, batch_size=4, iterations=100)
PARAMETERS = 784 + 1 + 10 + 10


@pytest.fixture
def race(open_page):
    """The race at its start line, with settings that take a blink."""
    page = open_page("race", **TINY)
    yield page
    page.contest.clear()


@pytest.fixture
def finished(race, press, settle):
    press("race_start")
    settle()
    return race


def texts(labels):
    return [label.text() for label in labels]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"race_hidden_size": 501}, "Hidden units must be a whole number from 1 to 500"),
        ({"race_batch_size": 0}, "Batch size must be a whole number from 1 to 500"),
        ({"race_steps": 5}, "one of 100, 1000, 10000"),
        ({"check_h": 0.0}, "Step h must be a number from 10⁻⁵⁰ to 1"),
        ({"check_h": 1.1}, "Step h must be a number from 10⁻⁵⁰ to 1"),
        ({"check_h": float("nan")}, "Step h"),
        ({"check_precision": "float16"}, "one of float64, float32"),
        ({"check_images": 0}, "from 1 to 200"),
        ({"check_images": 201}, "from 1 to 200"),
        ({"check_colours": "red"}, "one of difference, verdict"),
        ({"fan_network": "none"}, "one of untrained, shown"),
        ({"fan_batch_size": 10_001}, "from 1 to 10.000"),
        ({"fan_sampling": "none"}, "one of replacement, shuffle"),
        ({"fan_seed": -1}, "Seed must be a whole number from 0 to 999.999"),
    ],
)
def test_that_a_setting_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        RaceState(**fields)


def test_that_before_the_start_the_same_first_losses_are_shown_and_no_clock(race, looking):
    assert texts(race.board.times) == texts(race.board.losses) == ["–", "–", "–"]
    first = [
        [step.loss for step in train(TrainingConfig(hidden_size=1, batch_size=4, iterations=20, gradient=way),
                                     looking.session.dataset)]
        for way in ("backprop", "numerical")
    ]  # fmt: skip
    assert race.losses.lines[0].numbers()[1].tolist() == first[0]
    assert race.losses.lines[1].numbers()[1].tolist() == first[1]
    assert not race.steps_by_time.lines[0].numbers()[0].size
    assert f"0 of {PARAMETERS} parameters" in race.board.steps[2].text()
    assert not looking.store.can_undo or looking.store.state.race == RaceState(**TINY)


def test_that_a_click_starts_a_race_whose_losses_are_those_of_core(finished, looking):
    race = finished
    for contestant, way in enumerate(("backprop", "numerical")):
        config = TrainingConfig(hidden_size=1, batch_size=4, iterations=100, gradient=way)
        losses = [step.loss for step in train(config, looking.session.dataset)]
        assert race.losses.lines[contestant].numbers()[1].tolist() == losses
        assert race.board.losses[contestant].text() == f"loss {fixed(losses[-1], 3)}"
        assert race.board.bars[contestant].share == 1
    seconds = [progress.seconds / progress.done for progress in race.contest.progress]
    times = looking.facts()["times_as_long_structured"]
    assert times.value == pytest.approx(seconds[1] / seconds[0])
    assert f"{times.text} times as long" in race.finding.accessibleName()
    slow = race.contest.progress[2]
    start = training.initial_checkpoint(CONFIG, looking.session.dataset).network()
    assert slow.losses[0] == pytest.approx(np.log(10), abs=0.1) and start.sizes == (784, 1, 10)
    assert slow.losses[0] == pytest.approx(race.contest.progress[1].losses[0], rel=1e-12)
    assert all(text != "–" for text in texts(race.board.times))
    assert race.contest.is_over and "Finished" in race.finding.accessibleName()


@pytest.mark.parametrize("contestant", [0, 1])
def test_that_a_fast_lane_that_did_not_train_would_be_found_out(race, press, settle, monkeypatch, contestant):
    real = training.train
    way = ("backprop", "numerical")[contestant]

    def other(config, data, **options):
        for step in real(config, data, **options):
            if config.gradient == way:
                object.__setattr__(step, "loss", step.loss + 5)
            yield step

    monkeypatch.setattr(training, "train", other)
    press("race_start")
    settle()
    means = [progress.losses.mean() for progress in race.contest.progress[:2]]
    assert means[contestant] == pytest.approx(means[1 - contestant] + 5, rel=1e-4)


def test_that_the_slow_lane_counts_the_parameters_that_it_has_moved(race, press, settle, monkeypatch):
    real, moved = network_gradient.numerical_derivative, []

    def watched(loss, params, name, index, h=1e-4):
        moved.append(name)
        return real(loss, params, name, index, h)

    monkeypatch.setattr(network_gradient, "numerical_derivative", watched)
    press("race_start")
    settle()
    assert round(race.contest.progress[2].done * PARAMETERS) == len(moved)
    assert moved.count("W1") >= 784 and moved.count("b2") >= 10


def test_that_the_end_is_announced_once(race, looking, press, settle):
    told = []
    looking.page("race").status_announced.connect(told.append)
    press("race_start")
    settle()
    race.outdated.emit()
    assert len(told) == 1 and "Finished. Fast numerical gradient: " in told[0]


def test_that_one_button_starts_holds_and_goes_on_and_clear_leads_back(race, press, found, settle, looking):
    looking.store.change(race_steps=10_000)
    settle()
    button = found("race_start")
    assert button.text() == "Start" and not found("race_clear").isEnabled()
    press("race_start")
    assert button.text() == "Pause"
    press("race_start")
    settle()
    held = [progress.done for progress in race.contest.progress]
    assert button.text() == "Resume" and not race.contest.is_running
    press("race_start")
    press("race_start")
    settle()
    assert all(now.done >= then for now, then in zip(race.contest.progress, held, strict=True))
    press("race_clear")
    assert button.text() == "Start" and race.contest.progress == ()
    assert texts(race.board.times) == ["–", "–", "–"]


def test_that_another_setting_is_another_race_and_undo_finds_the_first_again(finished, looking, settle):
    before = texts(finished.board.times)
    looking.store.change(race_batch_size=5)
    settle()
    assert texts(finished.board.times) == ["–", "–", "–"]
    looking.store.undo()
    assert texts(finished.board.times) == before
    assert finished.contest.is_over


def test_that_a_race_is_held_while_other_settings_are_looked_at(race, press, found, looking, settle):
    looking.store.change(race_steps=10_000)
    settle()
    press("race_start")
    looking.store.change(race_hidden_size=2)
    settle()
    assert not race.contest.is_running and found("race_start").text() == "Start"
    looking.store.undo()
    assert found("race_start").text() == "Resume" and len(race.contest.progress) == 3


def test_that_the_pace_is_drawn_up_to_the_finish_with_its_numbers(finished):
    columns = finished.steps_by_time.columns()
    assert columns["Backpropagation"][-1] == 100
    times, steps = finished.steps_by_time.lines[1].numbers()
    progress = finished.contest.progress[1]
    assert times[-1] == progress.seconds and steps[-1] == progress.done
    assert (np.diff(times) >= 0).all() and (np.diff(steps) >= 0).all()


def test_that_a_lane_that_fails_is_told_and_leads_back_to_the_start(
    race, looking, press, settle, monkeypatch
):
    def broken(*_):
        raise ArithmeticError("no derivative today")

    told = []
    looking.session.failed.connect(lambda summary, _: told.append(summary))
    monkeypatch.setattr(network_gradient, "numerical_derivative", broken)
    press("race_start")
    settle()
    assert told == ["ArithmeticError: no derivative today"]
    assert race.contest.progress == () and not race.contest.is_running


def test_that_closing_ends_a_race_in_good_order(qapp, dataset):
    before = set(threading.enumerate())
    session = Session()
    contest = Contest(session.background)
    contest.start(TrainingConfig(iterations=10_000), dataset)
    session.close()
    assert contest.is_running  # nobody is told any more
    assert not {thread for thread in threading.enumerate() if thread.name.startswith("background")} - before


def test_that_lanes_are_named_right_of_their_last_step_and_losses_fill_the_plot(finished, looking):
    plot = finished.losses
    steps = looking.store.state.race.race_steps
    labels = boxes(plot)
    assert [text.split(" ", 1)[1] for text in labels] == list(words.short_names())[: len(labels)]
    left, right = place_of(plot, steps - 1, 0).x(), plot.view_box.sceneBoundingRect().right()
    assert all(left < box.left() and box.right() <= right + 1 for box in labels.values())
    losses = np.concatenate([line.numbers()[1] for line in plot.lines])
    bottom, top = plot.view_box.viewRange()[1]
    assert bottom <= losses.min() and losses.max() <= top
    assert top - bottom < max(0.2, 2.1 * np.ptp(losses))


def test_that_a_lane_is_seen_through_the_one_that_lies_on_it(race):
    over, under = race.losses.lines[1].opts["pen"], race.losses.lines[0].opts["pen"]
    assert over.widthF() < under.widthF() and over.style() != under.style()
