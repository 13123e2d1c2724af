"""What is said about a run: where it stands, why it does not learn, and what to try."""

from dataclasses import replace

import numpy as np
import pytest

from core.hidden_units import UnitStates
from core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from core.training import TrainingConfig, initial_checkpoint
from explorer.runs import Run, Status
from explorer.training import words
from explorer.training.findings import finding, finding_at, known_rate
from explorer.training.update_words import each_step, rule
from explorer.training_thread import Accuracies, Outcome

GUESS = 2.3


def run_with(status, count=0, loss=2.0, accuracies=(), steps_per_second=None, outcome=None, **config):
    run = Run("run-1", TrainingConfig(**{"iterations": 10_000} | config))
    run.history.append([loss] * count)
    run.history.add_accuracies(accuracies)
    run.status, run.steps_per_second, run.outcome = status, steps_per_second, outcome or Outcome()
    return run


def units(dead=0, saturated=0, total=50):
    places = np.arange(total)
    return UnitStates(places < dead, (dead <= places) & (places < dead + saturated))


def test_that_no_rate_is_said_to_help_where_all_units_begin_alike():
    run = run_with(Status.FINISHED, 700, GUESS, activation="relu", learning_rate=0.5, weight_init_std=0.0)
    found = finding(run, units(dead=50))
    assert "another σ" in found.body and found.advice is None


def test_that_a_run_tells_its_time_left_from_its_speed():
    run = run_with(Status.RUNNING, 20, steps_per_second=40.0, iterations=100)
    assert finding(run).title == "Running: 2.0 s left"
    assert words.speed(run) == "40 steps a second"


@pytest.mark.parametrize(
    ("rate", "advice"), [(0.6, 0.2), (1.0, 0.33), (2.0, 0.1), (30.0, 0.1), (1e6, 0.1), (1e30, 0.1)]
)
def test_that_divergence_offers_a_third_of_the_rate_or_what_is_known_to_work(rate, advice):
    run = run_with(Status.DIVERGED, 20, outcome=Outcome(diverged_at=7), learning_rate=rate)
    found = finding(run)
    assert found.advice == advice and found.is_trouble and not found.goes_on
    assert "step 7" in found.title and "2.0" in found.title
    assert ("known to work" in found.body) == (advice == known_rate(run.config))


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

    assert "go" in finding(ended()).body and "another" not in finding(ended()).body
    assert "Start trains another network" in finding(ended(), is_meant=False).body
    goes_on = status is Status.STOPPED  # a schedule has an end
    assert ("another" in finding(ended(schedule="cosine")).body) != goes_on


def test_that_only_backpropagation_is_said_to_leave_the_weights_below_a_step_function():
    for status in (Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED):
        for gradient, is_said in (("backprop", True), ("numerical", False)):
            run = run_with(status, 20, activation="step", gradient=gradient)
            assert ("never learn" in finding(run).body) == is_said


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
    assert found.title == "All 50 hidden units are dead: 9.8\u00a0% right" and found.is_trouble
    assert "ReLU has no slope" in found.body and found.advice == 0.1 and not found.goes_on
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
    assert found.title.startswith("35 of 50 hidden units are saturated") and "sigmoid" in found.body


def test_that_units_that_do_not_take_part_are_no_trouble_where_the_network_reads_well():
    run = run_with(Status.FINISHED, 700, 0.2, [Accuracies(700, 0.95, 0.94)], activation="relu")
    assert finding(run, units(dead=30)).title.startswith("Finished: 94.0")


def test_that_a_loss_that_stays_at_that_of_a_guess_is_said_after_an_epoch():
    slow = run_with(Status.RUNNING, 600, GUESS, learning_rate=1e-5)
    found = finding(slow)
    assert "No better than a guess after 600 steps" in found.title and found.advice == 0.1
    assert finding(run_with(Status.RUNNING, 599, GUESS, learning_rate=1e-5)).title == "Running"
    assert finding(run_with(Status.RUNNING, 600, 2.1)).title == "Running"
    few = run_with(Status.RUNNING, 499, GUESS, batch_size=1_000)
    assert few.iterations_per_epoch == 60 and finding(few).title == "Running"
    assert finding(run_with(Status.FINISHED, 600, GUESS, learning_rate=0.1)).advice is None


@pytest.mark.parametrize("status", [Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.STOPPED])
def test_that_the_step_function_is_said_to_stop_the_gradient(status):
    run = run_with(status, 700, accuracies=[Accuracies(700, 0.5, 0.5)], activation="step")
    found = finding(run, units(dead=50))
    assert "slope of the step function is 0" in found.body and "section 2" in found.body
    assert not found.is_trouble


def test_that_an_earlier_moment_is_not_taken_for_the_end():
    measured = [Accuracies(0, 0.08, 0.082), Accuracies(600, 0.78, 0.781), Accuracies(839, 0.842, 0.845)]
    run = run_with(Status.STOPPED, 839, accuracies=measured)
    found = finding_at(run, 0)
    assert found.title == "Looking back at step 0, epoch 0: 8.2\u00a0% right"
    assert found.body.startswith("The run ended at step 839, with 84.5\u00a0% right.")
    assert finding_at(run, 30).title == "Looking back at step 30, epoch 0.05"
    assert "is at step 700 now" in finding_at(run_with(Status.RUNNING, 700), 600).body


@pytest.mark.parametrize(
    ("optimizer", "formula"),
    [
        (SGD(), "W ← W − 0.05 · g"),
        (Momentum(0.9), "v ← 0.9 v + g, W ← W − 0.05 · v"),
        (Nesterov(0.8), "v ← 0.8 v + g, W ← W − 0.05 (g + 0.8 v)"),
        (AdaGrad(), "W ← W − 0.05 · g / √Σg²"),
        (RMSProp(), "W ← W − 0.05 · g / √(mean of g²)"),
        (Adam(), "W ← W − 0.05 · mean of g / √(mean of g²)"),
    ],
)
def test_that_the_rule_is_that_of_the_optimizer(optimizer, formula):
    said = each_step(TrainingConfig(optimizer=optimizer, learning_rate=0.05, batch_size=7))
    assert said == f"Each step: gradient g of 7 images by backprop, {formula}"


def test_that_the_formulas_are_what_the_optimizers_do():
    """The first three rules are exact: two steps by the formula are two steps of core."""
    gradients, rate = [np.array([1.0, -2.0]), np.array([0.5, 3.0])], 0.05
    for optimizer in (SGD(), Momentum(0.9), Nesterov(0.8)):
        state, velocity = optimizer.init(np.zeros(2)), np.zeros(2)
        for gradient in gradients:
            step, state = optimizer.update(gradient, state, rate)
            kept = getattr(optimizer, "momentum", 0.0)
            velocity = kept * velocity + gradient
            by_formula = gradient + kept * velocity if isinstance(optimizer, Nesterov) else velocity
            assert step == pytest.approx(rate * by_formula)


def test_that_a_rate_that_falls_is_not_written_as_a_number():
    assert "W − lr · g" in each_step(TrainingConfig(schedule="cosine"))
    assert "by differences" in each_step(TrainingConfig(gradient="numerical"))
    assert rule(SGD(), "lr") == "W ← W − lr · g"
