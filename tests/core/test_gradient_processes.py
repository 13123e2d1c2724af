import multiprocessing
import os
import signal
from contextlib import closing

import numpy as np
import pytest

from core import gradient_processes
from core.gradient_processes import GradientProcesses, expected_speedup
from core.network_gradient import numerical_gradient
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from tests.core.test_training import DATA

SIZES = (64, 8, 4)
SAMPLES = 50


@pytest.fixture(autouse=True)
def started_at_once(monkeypatch):
    monkeypatch.setattr(gradient_processes, "_SECONDS_ALONE", 0)
    monkeypatch.setattr(gradient_processes, "_SECONDS_WORTH_SHARING", 0)


def problem(samples: int = SAMPLES, seed: int = 0, activation: str = "sigmoid"):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(*SIZES, 0.5, activation=activation, rng=rng)
    return net.params, rng.integers(0, 5, (samples, SIZES[0])) / 4, rng.integers(SIZES[2], size=samples)


def own_processes() -> list:
    return [process for process in multiprocessing.active_children() if process.name == "gradient"]


def is_the_same(gradient, expected) -> bool:
    return list(gradient) == list(expected) and all(
        np.array_equal(gradient[name], expected[name]) for name in expected
    )


def have_at_work(processes: GradientProcesses, count: int) -> None:
    """Work until so many take part."""
    while processes.at_work < count:
        processes.numerical_gradient(*problem())


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_that_the_gradient_is_the_same_to_the_last_bit_however_many_work(activation):
    with GradientProcesses(3, SAMPLES, SIZES, activation) as processes:
        have_at_work(processes, 3)
        for seed, samples in enumerate((SAMPLES, 45, 30, 19, 1, SAMPLES + 1, SAMPLES)):
            params, x, labels = problem(samples, seed, activation)
            expected = numerical_gradient(params, x, labels, activation=activation)
            assert is_the_same(processes.numerical_gradient(params, x, labels), expected)
        assert processes.at_work == 3


def test_that_the_last_inputs_may_be_left_out():
    params, x, labels = problem()
    few = {**params, "W1": params["W1"][:40]}
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        for width in (1e-4, 1e-2):
            gradient = processes.numerical_gradient(few, x[:, :40], labels, width)
            assert gradient["W1"].shape == (40, 8)
            assert is_the_same(gradient, numerical_gradient(few, x[:, :40], labels, width))


def test_that_parameters_that_moved_since_are_those_that_count():
    params, x, labels = problem()
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        for _ in range(3):
            gradient = processes.numerical_gradient(params, x, labels)
            assert is_the_same(gradient, numerical_gradient(params, x, labels))
            params = {name: array - gradient[name] for name, array in params.items()}


def test_that_what_an_ended_process_was_to_do_is_done_without_it():
    expected = numerical_gradient(*problem())
    with GradientProcesses(3, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 3)
        for left in (2, 1):
            process = own_processes()[0]
            process.kill()
            process.join()
            assert is_the_same(processes.numerical_gradient(*problem()), expected)
            assert processes.at_work == left


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing can be held up there")
def test_that_nobody_waits_for_ever_for_a_process_that_is_held_up(monkeypatch):
    monkeypatch.setattr(gradient_processes, "_LEAST_PATIENCE", 0.1)
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        (process,) = own_processes()
        os.kill(process.pid, signal.SIGSTOP)
        assert is_the_same(processes.numerical_gradient(*problem()), numerical_gradient(*problem()))
        assert (processes.at_work, own_processes()) == (1, [])


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
            processes.numerical_gradient(*problem())
        patched.setattr(gradient_processes._Problem, "work_out", work_out)
        for seed in (1, 2):
            gradient = processes.numerical_gradient(*problem(seed=seed))
            assert is_the_same(gradient, numerical_gradient(*problem(seed=seed)))


def test_that_no_process_outlives_the_block():
    with GradientProcesses(4, SAMPLES, SIZES, "sigmoid") as processes:
        have_at_work(processes, 2)
        assert len(own_processes()) == 3
    assert (processes.at_work, own_processes()) == (1, [])


@pytest.mark.parametrize(("processors", "samples"), [(1, SAMPLES), (8, 19)])
def test_that_none_is_started_that_has_nothing_to_do(processors, samples):
    with GradientProcesses(processors, samples, SIZES, "sigmoid") as processes:
        for _ in range(3):
            processes.numerical_gradient(*problem(samples))
        assert own_processes() == []


@pytest.mark.parametrize("name", ["_SECONDS_ALONE", "_SECONDS_WORTH_SHARING"])
def test_that_none_is_started_for_work_that_is_soon_done(monkeypatch, name):
    monkeypatch.setattr(gradient_processes, name, 1e9)
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        for _ in range(3):
            processes.numerical_gradient(*problem())
        assert own_processes() == []


def test_that_a_system_that_allows_no_process_costs_no_gradient(monkeypatch):
    def refuse(*_, **__):
        raise OSError("no more processes")

    monkeypatch.setattr(gradient_processes._context, "Process", refuse)
    with GradientProcesses(2, SAMPLES, SIZES, "sigmoid") as processes:
        for _ in range(3):
            assert is_the_same(processes.numerical_gradient(*problem()), numerical_gradient(*problem()))
        assert processes.at_work == 1


def test_that_training_on_several_processors_takes_the_same_steps_and_leaves_no_process(monkeypatch):
    asked, ask = [], gradient_processes._Worker.ask
    monkeypatch.setattr(gradient_processes._Worker, "ask", lambda *both: asked.append(both) or ask(*both))
    config = TrainingConfig(hidden_size=4, batch_size=40, iterations=10**6, gradient="numerical")
    alone, steps = train(config, DATA, evaluate=False), train(config, DATA, evaluate=False, processors=2)
    with closing(alone), closing(steps):
        while len(asked) < 10:
            step, expected = next(steps), next(alone)
            assert step.loss == expected.loss
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


def test_that_a_processor_that_has_nothing_to_do_makes_nothing_faster():
    assert expected_speedup(1, 100) == expected_speedup(8, 1) == 1
    assert 1 < expected_speedup(2, 100) < 2
    assert expected_speedup(2, 100) < expected_speedup(4, 100) == expected_speedup(64, 100)
