import itertools
import multiprocessing
import time
from contextlib import closing
from types import SimpleNamespace

import numpy as np
import pytest

from core import gradient_processes
from core.gradient_processes import GradientProcesses, expected_seconds
from core.network_differences import differences
from core.network_gradient import loss_and_numerical_gradient
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from tests.core import halting_workers
from tests.core.test_training import DATA

SIZES = (64, 8, 4)
SAMPLES = 50


@pytest.fixture(autouse=True)
def started_at_once(monkeypatch):
    monkeypatch.setattr(gradient_processes, "_SECONDS_ALONE", 0)
    monkeypatch.setattr(gradient_processes, "_SECONDS_WORTH_SHARING", 0)
    monkeypatch.setattr(gradient_processes, "_LEAST_PATIENCE", 30)  # others may lack a processor


def problem(samples: int = SAMPLES, seed: int = 0, activation: str = "sigmoid"):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(*SIZES, 0.5, activation=activation, rng=rng)
    return net.params, rng.integers(0, 5, (samples, SIZES[0])) / 4, rng.integers(SIZES[2], size=samples)


def own_processes() -> list:
    return [process for process in multiprocessing.active_children() if process.name == "gradient"]


def is_the_same(found, expected) -> bool:
    (loss, gradient), (expected_loss, expected_gradient) = found, expected
    return (
        loss == expected_loss
        and list(gradient) == list(expected_gradient)
        and all(np.array_equal(gradient[name], array) for name, array in expected_gradient.items())
    )


def wait_until(is_so) -> None:
    """Look again and again, for half a minute at most."""
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline


def have_at_work(processes: GradientProcesses, count: int) -> None:
    """Work until so many take part, or more."""

    def are_there():
        processes.loss_and_numerical_gradient(*problem())
        return processes.at_work >= count

    wait_until(are_there)


def forget(differences_of_groups) -> None:
    """Leave nothing of what was worked out before."""
    for of_group in differences_of_groups:
        for array in of_group.values():
            array[...] = np.nan


@pytest.fixture
def leave_some(monkeypatch):
    """Has this process wait with its second group until others have taken some."""

    def leave(processes):
        def slowly(params, x, labels, wanted, h, activation):
            owners = processes._layout.problem(*x.shape).owners
            for found in differences(params, x, labels, wanted, h, activation):
                yield found
                wait_until(lambda: np.any(owners > 0))

        monkeypatch.setattr(gradient_processes, "differences", slowly)

    return leave


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_that_the_gradient_is_the_same_to_the_last_bit_however_many_work(activation):
    with GradientProcesses(3, SAMPLES, SIZES, activation) as processes:
        have_at_work(processes, 3)
        for seed, samples in enumerate((SAMPLES, 45, 30, 19, 1, SAMPLES + 1, SAMPLES)):
            params, x, labels = problem(samples, seed, activation)
            expected = loss_and_numerical_gradient(params, x, labels, activation=activation)
            assert is_the_same(processes.loss_and_numerical_gradient(params, x, labels), expected)
        assert processes.at_work == 3


def test_that_the_last_inputs_may_be_left_out():
    params, x, labels = problem()
    few = {**params, "W1": params["W1"][:40]}
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        for width in (1e-4, 1e-2):
            found = processes.loss_and_numerical_gradient(few, x[:, :40], labels, width)
            assert found[1]["W1"].shape == (40, 8)
            assert is_the_same(found, loss_and_numerical_gradient(few, x[:, :40], labels, width))


def test_that_parameters_that_moved_since_are_those_that_count():
    params, x, labels = problem()
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        for _ in range(3):
            found = processes.loss_and_numerical_gradient(params, x, labels)
            assert is_the_same(found, loss_and_numerical_gradient(params, x, labels))
            params = {name: array - found[1][name] for name, array in params.items()}


def test_that_some_groups_are_done_by_the_others(leave_some):
    with GradientProcesses(3, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 3)
        leave_some(processes)
        for seed in (1, 2):
            shared = processes._layout.problem(SAMPLES, SIZES[0])
            forget(shared.differences)
            found = processes.loss_and_numerical_gradient(*problem(seed=seed))
            assert is_the_same(found, loss_and_numerical_gradient(*problem(seed=seed)))
            assert np.any(shared.owners > 0)


def test_that_a_process_leaves_alone_what_another_has_taken():
    shared = GradientProcesses(3, SAMPLES, SIZES, "sigmoid")._layout.problem(SAMPLES, SIZES[0])
    params, x, labels = problem()
    for name, array in shared.params.items():
        array[...] = params[name]
    shared.x[...], shared.labels[...] = x, labels
    shared.owners[:] = 2, 0, gradient_processes._NOBODY, 1
    forget(shared.differences)
    shared.work_out(1, 1e-4, "sigmoid")
    done = [bool(np.isfinite(of_group["W1"]).all()) for of_group in shared.differences]
    assert done == [False, False, True, True]
    assert shared.owners.tolist() == [2, 0, 1, 1]


@pytest.mark.parametrize("worker", [halting_workers.halt, halting_workers.end])
def test_that_what_another_process_does_not_finish_is_done_here(monkeypatch, leave_some, worker):
    monkeypatch.setattr(gradient_processes, "_LEAST_PATIENCE", 0.1)
    monkeypatch.setattr(gradient_processes, "_work", worker)
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        processes.loss_and_numerical_gradient(*problem())
        wait_until(lambda: processes.at_work == 2)
        leave_some(processes)
        assert is_the_same(
            processes.loss_and_numerical_gradient(*problem()), loss_and_numerical_gradient(*problem())
        )
        assert (processes.at_work, own_processes()) == (1, [])


def test_that_a_process_that_ended_before_it_was_asked_is_not_missed():
    expected = loss_and_numerical_gradient(*problem())
    with GradientProcesses(3, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 3)
        for left in (2, 1):
            process = own_processes()[0]
            process.kill()
            process.join()
            assert is_the_same(processes.loss_and_numerical_gradient(*problem()), expected)
            assert processes.at_work == left


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"h": -1.0}, "h must be positive"),
        ({"labels": np.zeros(3, int)}, "as many labels"),
        ({"labels": np.full(SAMPLES, 0.5)}, "whole numbers"),
        ({"x": np.zeros((0, SIZES[0])), "labels": np.zeros(0, int)}, "no samples"),
    ],
)
def test_that_what_is_refused_alone_is_refused_together(changed, message):
    params, x, labels = problem()
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        with pytest.raises(ValueError, match=message):
            processes.loss_and_numerical_gradient(params, **{"x": x, "labels": labels} | changed)
        assert is_the_same(
            processes.loss_and_numerical_gradient(*problem()), loss_and_numerical_gradient(*problem())
        )


def test_that_it_does_not_matter_how_arrays_lie_in_memory():
    params, x, labels = problem()
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        by_columns = {name: np.asfortranarray(array) for name, array in params.items()}
        found = processes.loss_and_numerical_gradient(by_columns, np.asfortranarray(x), labels)
    assert is_the_same(found, loss_and_numerical_gradient(params, x, labels))
    assert is_the_same(found, loss_and_numerical_gradient(by_columns, np.asfortranarray(x), labels))


def test_that_after_an_interruption_no_answer_is_taken_for_another():
    work_out = gradient_processes._Problem.work_out

    def interrupt(*_):
        raise KeyboardInterrupt

    with (
        GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes,
        pytest.MonkeyPatch.context() as patched,
    ):
        have_at_work(processes, 2)
        patched.setattr(gradient_processes._Problem, "work_out", interrupt)
        with pytest.raises(KeyboardInterrupt):
            processes.loss_and_numerical_gradient(*problem())
        assert own_processes() == []
        patched.setattr(gradient_processes._Problem, "work_out", work_out)
        for seed in (1, 2):
            found = processes.loss_and_numerical_gradient(*problem(seed=seed))
            assert is_the_same(found, loss_and_numerical_gradient(*problem(seed=seed)))


def test_that_no_process_outlives_the_block():
    with GradientProcesses(4, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        assert len(own_processes()) == 3
    assert (processes.at_work, own_processes()) == (1, [])


@pytest.mark.parametrize(("processors", "samples"), [(1, SAMPLES), (8, 19)])
def test_that_none_is_started_that_has_nothing_to_do(processors, samples):
    with GradientProcesses(processors, samples, SIZES, "sigmoid") as processes:
        for _ in range(3):
            processes.loss_and_numerical_gradient(*problem(samples))
        assert own_processes() == []


@pytest.mark.parametrize(("milliseconds", "started"), [(200, [0, 0, 1, 1]), (3, [0] * 300)])
def test_that_others_are_started_once_long_gradients_have_taken_half_a_second(
    monkeypatch, milliseconds, started
):
    monkeypatch.undo()  # as it is for a person
    now = itertools.count()
    clock = SimpleNamespace(perf_counter=lambda: next(now) * milliseconds / 1000)
    monkeypatch.setattr(gradient_processes, "time", clock)
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        counts = []
        for _ in started:
            processes.loss_and_numerical_gradient(*problem())
            counts.append(len(own_processes()))
    assert counts == started


def test_that_a_system_that_allows_no_process_costs_no_gradient(monkeypatch):
    def refuse(*_, **__):
        raise OSError("no more processes")

    monkeypatch.setattr(gradient_processes._context, "Process", refuse)
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        for _ in range(3):
            assert is_the_same(
                processes.loss_and_numerical_gradient(*problem()), loss_and_numerical_gradient(*problem())
            )
        assert processes.at_work == 1


def test_that_training_on_several_processors_takes_the_same_steps_and_leaves_no_process(monkeypatch):
    asked, ask = [], gradient_processes._Worker.ask
    monkeypatch.setattr(gradient_processes._Worker, "ask", lambda *both: asked.append(both) or ask(*both))
    config = TrainingConfig(hidden_size=4, batch_size=40, iterations=10**6, gradient="numerical")
    alone, steps = train(config, DATA, evaluate=False), train(config, DATA, evaluate=False, processors=2)
    with closing(alone), closing(steps):
        for step, expected in zip(steps, alone, strict=True):
            assert step.loss == expected.loss
            assert step.iteration < 100_000  # by then the other process has long been there
            if len(asked) == 10:
                break
        parameters = [one.checkpoint().parameters for one in (step, expected)]
    assert np.array_equal(*parameters)
    assert own_processes() == []


def test_that_training_that_is_given_up_leaves_no_process():
    config = TrainingConfig(hidden_size=4, batch_size=40, iterations=10**6, gradient="numerical")
    steps = train(config, DATA, evaluate=False, processors=2)
    next(steps)
    next(steps)
    assert len(own_processes()) == 1
    steps.close()
    assert own_processes() == []


def test_that_backpropagation_starts_no_process():
    config = TrainingConfig(hidden_size=4, batch_size=40, iterations=5)
    for _ in train(config, DATA, evaluate=False, processors=4):
        assert own_processes() == []


@pytest.mark.parametrize(
    ("processors", "samples", "rounds"),
    [(1, 100, 4), (2, 100, 2), (3, 100, 2), (4, 100, 1), (64, 100, 1), (2, 30, 2)],
)
def test_that_no_more_is_expected_than_groups_allow(processors, samples, rounds):
    groups = 3 if samples == 30 else 4
    expected = expected_seconds(1.0, processors, samples)
    assert rounds / groups <= expected <= 1
    assert (expected == 1) == (processors == 1)


def test_that_nothing_is_expected_of_gradients_that_are_not_shared(monkeypatch):
    monkeypatch.undo()
    assert expected_seconds(1e-3, 4, 100) == 1e-3
    assert expected_seconds(1.0, 4, 19) == 1.0
