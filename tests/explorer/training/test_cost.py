"""What a run costs is tried out beside the window."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.training import TrainingConfig
from explorer.runs.run import Status
from explorer.runs.training_thread import Mailbox, Outcome
from explorer.state.session import Session
from explorer.training import cost, words
from explorer.training.cost import NO_COST, Cost, Costs, trial
from explorer.training.findings import finding
from explorer.training.run.state import RunState
from explorer.training.state import TrainingState

SMALL = TrainingState(hidden_size=3, batch_size=5)


def computed(slices):
    """How many slices there were, and what came of them."""
    results = []

    def whole():
        results.append((yield from slices))

    return sum(1 for _ in whole()), results[0]


def test_that_a_cost_is_found_out_in_the_background(session, qtbot):
    costs = Costs(session)
    assert costs.of(SMALL) == NO_COST
    with qtbot.waitSignal(costs.changed):
        costs.find_out(SMALL)
    found = costs.of(SMALL)
    assert min(found.backprop, found.numerical, found.one_by_one) > 0
    assert costs.of(TrainingState(hidden_size=3, batch_size=5, iterations=7)) == found
    assert costs.of(TrainingState(hidden_size=4, batch_size=5)) == NO_COST
    assert costs.of(TrainingState(hidden_size=3, batch_size=5, learning_rate=3.0, seed=9)) == found
    costs.find_out(SMALL)
    assert not session.background.is_busy  # it is known
    # Less the mean image no pixel is 0 any more, which the numerical gradient takes longer for.
    assert costs.of(replace(SMALL, settings=RunState(subtract_mean=True))) == NO_COST


def test_that_nothing_is_tried_that_there_are_too_few_images_for(session):
    Costs(session).find_out(TrainingState(settings=RunState(training_images=300)))
    assert not session.background.is_busy


def test_that_no_run_is_disturbed_to_find_out(session):
    session.start_run(TrainingConfig(hidden_size=2, batch_size=2, iterations=10_000_000))
    Costs(session).find_out(SMALL)
    assert not session.background.is_busy


def test_that_pictures_that_are_to_be_the_same_show_no_cost(session):
    session.tells_time = False
    Costs(session).find_out(SMALL)
    assert not session.background.is_busy


def test_that_without_data_nothing_is_tried(qapp):
    session = Session()
    Costs(session).find_out(SMALL)
    assert not session.background.is_busy
    session.close()


def test_that_large_sizes_are_worked_out_from_smaller_ones(dataset):
    config = TrainingConfig(hidden_size=100, batch_size=4_000, iterations=10_000)
    count, found = computed(trial(config, dataset))
    assert count >= 2
    assert found.numerical > found.backprop > 0


def test_that_the_numerical_gradient_takes_longer_with_more_images_and_hidden_units(dataset, monkeypatch):
    def a_step(config, dataset):
        yield
        return 1.7

    monkeypatch.setattr(cost, "_seconds_a_step", a_step)
    monkeypatch.setattr(
        cost, "_seconds_an_accuracy", lambda _network, config, dataset, _check: a_step(config, dataset)
    )
    config = TrainingConfig(hidden_size=100, batch_size=300)
    found = computed(trial(config, dataset))[1]
    measured = 1.7 / config.iterations_per_epoch(len(dataset.train_images))
    assert (found.backprop, found.numerical) == (1.7 + measured, 1.7 * 3 * 2 + measured)


def test_that_accuracies_at_every_epoch_of_a_few_images_count(dataset, monkeypatch):
    def an_accuracy(network, config, dataset, check_interrupt):
        yield
        return 3.0

    monkeypatch.setattr(cost, "_seconds_an_accuracy", an_accuracy)
    _, found = computed(trial(TrainingConfig(hidden_size=3, batch_size=10, training_images=30), dataset))
    assert 1.0 < min(found.backprop, found.numerical, found.one_by_one) < 1.5


def test_that_what_other_images_cost_is_found_out_anew(session, dataset, qtbot):
    costs = Costs(session)
    with qtbot.waitSignal(costs.changed):
        costs.find_out(SMALL)
    session.dataset = replace(dataset, name="other bars")
    session.dataset_changed.emit()
    assert costs.of(SMALL) == NO_COST


def test_that_the_sentence_counts_parameters_until_the_cost_is_known():
    assert words.cost_sentence(TrainingState(), NO_COST) == "39\u202f760 parameters"
    sentence = words.cost_sentence(TrainingState(), Cost(0.0002, 0.0123, 11.0))
    assert sentence == (
        "10\u202f000 iterations: about 2 s with backpropagation, about 2 min with the numerical gradient, "
        "about 31 h with one parameter at a time."
    )


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.3, "under 1 s"),
        (89, "about 89 s"),
        (300, "about 5 min"),
        (7_300, "about 2 h"),
        (108_000, "about 30 h"),
        (1e6, "about 12 days"),
    ],
)
def test_that_an_estimate_is_round(seconds, text):
    assert words.about(seconds) == text


def test_that_in_a_small_window_one_line_says_what_the_chosen_gradient_costs():
    cost = Cost(0.0002, 0.0123, 11.0)
    assert words.short_cost(TrainingState(), cost) == "10\u202f000 iterations: about 2 s"
    assert (
        words.short_cost(TrainingState(gradient="numerical"), cost) == "10\u202f000 iterations: about 2 min"
    )
    assert words.short_cost(TrainingState(iterations=10), cost) == "10 iterations: under 1 s"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.floats(0.01, 3.0), st.integers(0, 900)), min_size=1, max_size=40),
    st.sampled_from(["backprop", "numerical"]),
)
def test_that_every_forecast_follows_the_pace_of_the_run(session, monkeypatch, ticks, gradient):
    """The clock and the thread are counted here: what is left is what is to do over the pace of the last seconds."""
    now, mailbox = 0.0, Mailbox()
    monkeypatch.setattr("explorer.runs.run.time.monotonic", lambda: now)
    monkeypatch.setattr("explorer.runs.run.TrainingThread", lambda *_: fake_thread(mailbox))
    state = TrainingState(gradient=gradient, iterations=100_000, hidden_size=1 + len(session.runs))
    run = session.run(session.start_run(state.config()))
    done, readings = 0, [(0.0, 0)]
    for seconds, steps in ticks:
        now += seconds
        done += steps
        for _ in range(steps):
            mailbox.losses.put(1.0)
        run._drain()
        if now - readings[-1][0] >= 0.5:
            readings.append((now, done))
    (began, before), (read, at) = readings[-11:][0], readings[-1]
    cost = Costs(session).of(state).of(gradient)
    if len(readings) == 1 or at == before:
        assert run.seconds_left is None and cost is None
    else:
        seconds_each = (read - began) / (at - before)
        assert run.seconds_left == pytest.approx((100_000 - done) * seconds_each)
        assert cost == pytest.approx(seconds_each)
        left = words.about((100_000 - done) * seconds_each)
        assert finding(run).title == f"Running: {left} left"
        assert words.short_cost(state, Costs(session).of(state)).endswith(words.about(100_000 * seconds_each))
    run.status = Status.STOPPED


def fake_thread(mailbox):
    """A thread that does nothing by itself."""
    names = ("post_change", "want_checkpoint", "pause", "step", "start", "end_now", "deleteLater", "wait")
    idle = dict.fromkeys(names, lambda *_, **__: None)
    return SimpleNamespace(
        mailbox=mailbox,
        finished=SimpleNamespace(connect=lambda _: None),
        outcome=Outcome(),
        goal=None,
        **idle,
    )
