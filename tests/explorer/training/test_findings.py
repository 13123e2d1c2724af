"""What is said about a run: where it stands, what is amiss, and what to try."""

import math
import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.hidden_units import UnitStates, unit_states
from core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from core.training import TrainingConfig, initial_checkpoint, train
from explorer.runs.divergence import DivergenceWatch
from explorer.runs.run import Run, Status
from explorer.runs.training_thread import Accuracies, Outcome
from explorer.training import words
from explorer.training.findings import finding, finding_at, usual_rate
from explorer.training.update_words import each_step, rule
from tests.activations import ALL

GUESS = 2.3
OPTIMIZERS = (SGD(), Momentum(), Nesterov(), AdaGrad(), RMSProp(), Adam())


def run_with(status, count=0, loss=2.0, accuracies=(), steps_per_second=None, outcome=None, **config):
    run = Run("run-1", TrainingConfig(**{"iterations": 10_000} | config))
    run.history.append([loss] * count)
    run.history.add_accuracies(accuracies)
    run.status, run.steps_per_second, run.outcome = status, steps_per_second, outcome or Outcome()
    return run


def units(dead=0, saturated=0, total=50):
    places = np.arange(total)
    return UnitStates(places < dead, (dead <= places) & (places < dead + saturated))


@st.composite
def runs(draw):
    """A run that is not over, of any losses, settings and accuracies."""
    level, count = draw(st.floats(0.01, 16)), draw(st.integers(0, 1_500))
    losses = level + 0.2 * np.random.default_rng(draw(st.integers(0, 99))).standard_normal(count)
    config = TrainingConfig(
        learning_rate=draw(st.sampled_from([1e-5, 0.01, 0.1, 0.3, 2.0])),
        batch_size=draw(st.sampled_from([50, 100, 1_000])),
        activation=draw(st.sampled_from(ALL)),
        weight_init_std=draw(st.sampled_from([0.0, 0.01, 0.5])),
        optimizer=draw(st.sampled_from(OPTIMIZERS)),
    )
    run = Run("run-1", config)
    run.history.append(losses)
    if count and draw(st.booleans()):
        run.history.add_accuracies([Accuracies(count, draw(st.floats(0, 1)), draw(st.floats(0, 1)))])
    run.status = draw(st.sampled_from([Status.RUNNING, Status.PAUSED, Status.STOPPED, Status.FINISHED]))
    return run


@settings(max_examples=300)
@given(runs())
def test_that_the_loss_that_is_called_high_is_that_of_the_last_fifty_mini_batches(run):
    found, total, last = finding(run), 0.0, run.losses[-50:].tolist()
    for loss in last:
        total += loss
    mean = total / len(last) if last else math.nan
    told = re.match(r"Loss ([\d.]+) after ([\d\u202f]+) iterations: (about|above)", found.title)
    if told is None:
        assert not found.is_trouble
        is_early = run.iteration < 500 or run.iteration * run.config.batch_size < 60_000
        assert is_early or mean < 0.98 * math.log(10) or run.config.activation == "step"
    else:
        assert float(told[1]) == pytest.approx(mean, abs=0.0051)
        assert int(told[2].replace("\u202f", "")) == run.iteration
        assert mean > 0.96 * math.log(10)
        assert (told[3] == "above") == (mean > 1.03 * math.log(10))


@settings(max_examples=100)
@given(runs(), st.data())
def test_that_units_are_counted_as_a_recount_does(run, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    images, total = 200, data.draw(st.integers(1, 12))
    outputs = rng.random((images, total))
    for unit in range(total):
        kind = data.draw(st.sampled_from(["alive", "dead", "saturated", "nearly"]))
        if kind == "dead":
            outputs[:, unit] = rng.random()
        elif kind in ("saturated", "nearly"):
            outputs[:, unit] = rng.integers(0, 2, images)
            outputs[: 2 if kind == "saturated" else 4, unit] = 0.5
    activation = run.config.activation
    found = finding(run, unit_states(outputs, activation))
    dead = saturated = 0
    for column in outputs.T.tolist():
        if len(set(column)) == 1:
            dead += 1
        elif activation == "sigmoid":
            saturated += 100 * sum(y <= 0.01 or y >= 0.99 for y in column) >= 99 * images
    counts = [int(number) for number in re.findall(r"\d+", found.title)]
    if "dead" in found.title and "saturated" not in found.title:
        assert counts == ([total] if dead == total else [dead, total]) and 2 * dead >= total
    elif "saturated" in found.title:
        assert counts == [saturated, total, dead][: len(counts)] and 2 * (dead + saturated) >= total
        assert len(counts) == 3 or not dead


@settings(max_examples=100)
@given(runs(), st.booleans())
def test_that_a_rate_that_is_offered_is_as_the_sentence_says(run, are_dead):
    found = finding(run, units(dead=50) if are_dead else None)
    rate = run.config.learning_rate
    assert ("smaller learning rate" in found.body) <= (found.advice is not None and found.advice < rate)
    assert ("larger learning rate" in found.body) <= (found.advice is not None and found.advice > rate)
    assert run.config.weight_init_std > 0 or found.advice is None


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_by_backpropagation_a_step_function_leaves_w1_and_b1_as_they_were(optimizer, dataset):
    config = TrainingConfig(
        hidden_size=4,
        batch_size=5,
        iterations=15,
        activation="step",
        optimizer=optimizer,
        weight_init_std=1.0,
    )
    assert "W1 and b1 never change" in each_step(config)
    start, end = initial_checkpoint(config, dataset).network(), list(train(config, dataset))[-1].network
    assert np.array_equal(start.params["W1"], end.params["W1"]) and not end.params["b1"].any()
    assert not np.array_equal(start.params["W2"], end.params["W2"])
    assert "never" not in each_step(replace(config, gradient="numerical"))


def test_that_no_rate_is_said_to_help_where_all_units_begin_alike():
    run = run_with(Status.FINISHED, 700, GUESS, activation="relu", learning_rate=0.5, weight_init_std=0.0)
    found = finding(run, units(dead=50))
    assert "σ = 0.01" in found.body and found.advice is None


def test_that_a_run_tells_its_time_left_from_its_speed():
    run = run_with(Status.RUNNING, 20, steps_per_second=40.0, iterations=100)
    assert finding(run).title == "Running: about 2 s left"
    assert words.speed(run) == "40 iterations per second"


@pytest.mark.parametrize(
    ("rate", "advice"), [(0.6, 0.2), (1.0, 0.33), (2.0, 0.1), (30.0, 0.1), (1e6, 0.1), (1e30, 0.1)]
)
def test_that_divergence_offers_a_third_of_the_rate_or_the_usual_one(rate, advice):
    run = run_with(Status.DIVERGED, 20, outcome=Outcome(diverged_at=7), learning_rate=rate)
    found = finding(run)
    assert found.advice == advice and found.is_trouble and not found.goes_on
    assert "iteration 7" in found.title and "2.0" in found.title
    assert (rate > 1) == (advice == usual_rate(run.config))


def test_that_every_status_has_words():
    for status in Status:
        assert finding(run_with(status)).title
        assert finding(run_with(status, 20)).title


@pytest.mark.parametrize("status", [Status.FINISHED, Status.STOPPED])
def test_that_a_run_is_said_to_go_on_only_where_it_does(status, dataset):
    def ended(**config):
        run = run_with(status, 20, iterations=20 if status is Status.FINISHED else 40, **config)
        checkpoint = initial_checkpoint(replace(run.config, activation="sigmoid"), dataset)
        run.timeline.newest = replace(checkpoint, iteration=20)
        return run

    assert re.search("Continue|continue", finding(ended()).body) and "another" not in finding(ended()).body
    assert "Start trains another network" in finding(ended(), is_meant=False).body
    goes_on = status is Status.STOPPED  # a schedule has an end
    assert ("another" in finding(ended(schedule="cosine")).body) != goes_on


def test_that_only_backpropagation_is_said_to_leave_the_weights_below_a_step_function():
    for status in (Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED):
        for gradient, is_said in (("backprop", True), ("numerical", False)):
            run = run_with(status, 20, activation="step", gradient=gradient)
            assert ("never change" in finding(run).body) == is_said


@pytest.mark.parametrize("status", [Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED])
def test_that_dead_units_are_named_with_what_to_try(status):
    run = run_with(
        status,
        700,
        GUESS,
        [Accuracies(700, 0.0987, 0.098)],
        activation="relu",
        learning_rate=10.0,
    )
    found = finding(run, units(dead=50))
    assert found.title == "All 50 hidden units are dead" and found.is_trouble
    assert found.advice == 0.1 and not found.goes_on
    assert finding(run, units(dead=38)).title.startswith("38 of 50 hidden units are dead")
    assert "dead" not in finding(run, units(dead=20)).title


def test_that_units_that_died_of_large_first_weights_are_helped_by_smaller_ones():
    run = run_with(Status.FINISHED, 700, accuracies=[Accuracies(700, 0.26, 0.26)], activation="relu",
                   learning_rate=0.1, weight_init_std=1.0)  # fmt: skip
    found = finding(run, units(dead=40))
    assert "σ = 0.01" in found.body and found.advice is None


def test_that_saturated_units_are_named():
    run = run_with(Status.FINISHED, 700, accuracies=[Accuracies(700, 0.5, 0.5)], learning_rate=10.0)
    found = finding(run, units(dead=5, saturated=30))
    assert found.title == "30 of 50 hidden units are saturated, 5 dead"


def test_that_units_that_do_not_take_part_are_no_trouble_where_the_network_reads_well():
    run = run_with(Status.FINISHED, 700, 0.2, [Accuracies(700, 0.95, 0.94)], activation="relu")
    assert finding(run, units(dead=30)).title.startswith("Finished: 94.0")


def test_that_a_loss_that_stays_at_that_of_a_guess_is_said_after_an_epoch():
    slow = run_with(Status.RUNNING, 600, GUESS, learning_rate=1e-5)
    found = finding(slow)
    assert "after 600 iterations: about ln 10" in found.title and found.advice == 0.1
    assert finding(run_with(Status.RUNNING, 599, GUESS, learning_rate=1e-5)).title == "Running"
    assert finding(run_with(Status.RUNNING, 600, 2.1)).title == "Running"
    assert "above ln 10" in finding(run_with(Status.RUNNING, 600, 5.25)).title
    few = run_with(Status.RUNNING, 499, GUESS, batch_size=1_000)
    assert few.iterations_per_epoch == 60 and finding(few).title == "Running"
    assert finding(run_with(Status.FINISHED, 600, GUESS, learning_rate=0.1)).advice is None


@pytest.mark.parametrize("status", [Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED])
def test_that_the_step_function_is_said_to_stop_the_gradient(status):
    run = run_with(status, 700, accuracies=[Accuracies(700, 0.5, 0.5)], activation="step")
    found = finding(run, units(dead=50))
    assert "slope of the step function is 0" in found.body
    assert not found.is_trouble


def test_that_an_earlier_moment_is_not_taken_for_the_end():
    measured = [Accuracies(0, 0.08, 0.082), Accuracies(600, 0.78, 0.781), Accuracies(839, 0.842, 0.845)]
    run = run_with(Status.STOPPED, 839, accuracies=measured)
    found = finding_at(run, 0)
    assert found.title == "Back at iteration 0, epoch 0: 8.2\u00a0% of the test images correct"
    assert found.body.startswith("The run ended at iteration 839 with 84.5\u00a0% correct.")
    assert finding_at(run, 30).title == "Back at iteration 30, epoch 0.05"
    assert "is at iteration 700 now" in finding_at(run_with(Status.RUNNING, 700), 600).body


def test_that_the_formulas_are_what_the_optimizers_do():
    """Three steps, each parameter on its own, by the formulas as they are written; ε is 0 but for rounding."""
    rng, rate = np.random.default_rng(0), 0.05
    gradients = rng.standard_normal((3, 40))
    for optimizer in (SGD(), Momentum(0.8), Nesterov(0.7), AdaGrad(), RMSProp(0.9), Adam(0.8, 0.95)):
        formula = rule(optimizer, "0.05")
        state, weights, written = optimizer.init(np.zeros(40)), np.zeros(40), [0.0] * 40
        v, s = [0.0] * 40, [0.0] * 40
        for n, gradient in enumerate(gradients, start=1):
            step, state = optimizer.update(gradient, state, rate)
            weights = weights - step
            for k, g in enumerate(gradient.tolist()):
                match optimizer:
                    case SGD():
                        assert formula == "W ← W − 0.05 ∂L/∂W"
                        written[k] -= 0.05 * g
                    case Momentum():
                        assert formula == "v ← 0.8 v + ∂L/∂W, W ← W − 0.05 v"
                        v[k] = 0.8 * v[k] + g
                        written[k] -= 0.05 * v[k]
                    case Nesterov():
                        assert formula == "v ← 0.7 v + g, W ← W − 0.05 (g + 0.7 v), g = ∂L/∂W"
                        v[k] = 0.7 * v[k] + g
                        written[k] -= 0.05 * (g + 0.7 * v[k])
                    case AdaGrad():
                        assert formula == "s ← s + g², W ← W − 0.05 g / (√s + ε), g = ∂L/∂W"
                        s[k] += g * g
                        written[k] -= 0.05 * g / math.sqrt(s[k])
                    case RMSProp():
                        assert formula == "s ← 0.9 s + 0.1 g², W ← W − 0.05 g / (√s + ε), g = ∂L/∂W"
                        s[k] = 0.9 * s[k] + 0.1 * g * g
                        written[k] -= 0.05 * g / math.sqrt(s[k])
                    case Adam():
                        assert formula == (
                            "v ← 0.8 v + 0.2 g, s ← 0.95 s + 0.05 g², W ← W − 0.05 v̂ / (√ŝ + ε)"
                        )
                        v[k], s[k] = 0.8 * v[k] + 0.2 * g, 0.95 * s[k] + 0.05 * g * g
                        written[k] -= 0.05 * (v[k] / (1 - 0.8**n)) / math.sqrt(s[k] / (1 - 0.95**n))
        assert weights == pytest.approx(np.array(written), rel=1e-5)


def test_that_a_rate_that_falls_is_not_written_as_a_number():
    assert each_step(TrainingConfig(schedule="cosine")).startswith("W ← W − lr ∂L/∂W")
    assert "numerical gradient" in each_step(TrainingConfig(gradient="numerical"))
    assert each_step(TrainingConfig(batch_size=7)) == "W ← W − 0.1 ∂L/∂W: L of 7 images"


@settings(max_examples=60)
@given(st.integers(0, 9_999), st.floats(0.5, 12), st.floats(0, 30), st.integers(1, 300))
def test_that_divergence_is_a_mean_above_the_limit_and_its_loss_that_of_the_iteration(seed, level, jump, at):
    rng = np.random.default_rng(seed)
    losses = np.abs(level + rng.standard_normal(400))
    losses[at:] += jump
    if seed % 5 == 0:
        losses[at] = np.nan
    ends = SimpleNamespace(parameters=np.zeros(1))
    watch = DivergenceWatch(ends, SimpleNamespace(classes=tuple("0123456789")))
    done = 0
    for iteration, loss in enumerate(losses.tolist()):
        done = iteration + 1
        if watch.sees_divergence(SimpleNamespace(loss=loss, iteration=iteration, checkpoint=lambda: ends)):
            break
    limit = 2 * max(math.log(10), float(losses[0]))
    for end in range(1, done + 1):
        window = losses[max(end - 50, 0) : end].tolist()
        is_over = math.isnan(window[-1]) or (end % 50 == 0 and sum(window) / len(window) > limit)
        assert is_over == (end == done and watch.diverged_at is not None)
    if watch.diverged_at is None:
        return
    run = run_with(Status.DIVERGED, outcome=Outcome(diverged_at=watch.diverged_at))
    run.history.append(losses[:done])
    title = finding(run).title.replace("\u202f", "")
    if math.isnan(losses[done - 1]):
        assert title == f"Diverged: the loss at iteration {done - 1} is not a number"
    else:
        told = [float(number) for number in re.findall(r"[\d.]+", title)]
        assert told == pytest.approx([losses[watch.diverged_at], watch.diverged_at], abs=0.0051)
        assert losses[watch.diverged_at] > limit
