"""The contestants of the race against the functions of core that they must be calling."""

import itertools

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from core import network_gradient, training
from core.training import TrainingConfig, train
from explorer.training.race import words
from explorer.training.race.contestants import (
    Contestant,
    by_backprop,
    by_differences,
    contestants_of,
    fair_slices,
    first_steps,
    is_over,
    one_at_a_time,
    progress_of,
)
from tests.generators import result_of

CONFIG = TrainingConfig(hidden_size=1, batch_size=4, iterations=3)
PARAMETERS = 784 + 1 + 10 + 10


def losses_of(work, config, dataset):
    return [loss for loss, _ in work(config, dataset) if loss is not None]


@pytest.mark.parametrize(("work", "gradient"), [(by_backprop, "backprop"), (by_differences, "numerical")])
def test_that_a_fast_lane_is_a_run_of_core(dataset, work, gradient):
    config = TrainingConfig(hidden_size=4, batch_size=7, iterations=12, gradient=gradient)
    assert losses_of(work, config, dataset) == [step.loss for step in train(config, dataset)]


def test_that_one_parameter_at_a_time_takes_the_same_steps_from_the_same_weights_on_the_same_batches(dataset):
    slow, fast = (losses_of(work, CONFIG, dataset) for work in (one_at_a_time, by_differences))
    assert slow == pytest.approx(fast, rel=1e-8)
    assert slow == pytest.approx(losses_of(by_backprop, CONFIG, dataset), rel=1e-5)
    assert len(set(slow)) == 3


def test_that_one_parameter_at_a_time_works_through_every_parameter(dataset, monkeypatch):
    visited = []

    def watched(loss, params, name, index, h=1e-4):
        visited.append((name, index))
        return 0.0

    monkeypatch.setattr(network_gradient, "numerical_derivative", watched)
    pieces = one_at_a_time(CONFIG, dataset)
    shares = [share for _, share in itertools.islice(pieces, PARAMETERS)]
    assert len(visited) == len(set(visited)) == PARAMETERS
    assert shares == pytest.approx([*(np.arange(1, PARAMETERS) / PARAMETERS), 0.0])
    # With derivatives of 0 nothing moves: the other batches meet the first weights.
    network = training.initial_checkpoint(CONFIG, dataset).network()
    losses = [loss for loss, _ in pieces if loss is not None]
    assert len(losses) == 2 and all(abs(loss - np.log(10)) < 0.1 for loss in losses)
    assert network.params["b1"].tolist() == [0.0]


def test_that_the_first_steps_are_those_of_both_runs(dataset):
    config = TrainingConfig(hidden_size=5, batch_size=6, iterations=1_000)
    backprop, differences = result_of(first_steps(config, dataset))
    assert len(backprop) == len(differences) == 20
    runs = (
        TrainingConfig(hidden_size=5, batch_size=6, iterations=20, gradient=gradient)
        for gradient in ("backprop", "numerical")
    )
    for losses, run in zip((backprop, differences), runs, strict=True):
        assert losses.tolist() == [step.loss for step in train(run, dataset)]


class Course:
    """Contestants whose pieces take known times on a clock of their own."""

    def __init__(self):
        self.now = 0.0

    def contestant(self, seconds, steps, parts=1):
        def pieces():
            for _ in range(steps):
                for part in range(1, parts + 1):
                    self.now += seconds
                    yield (1.0, 0.0) if part == parts else (None, part / parts)

        return Contestant(pieces(), lambda: self.now)


def test_that_lanes_get_equal_time_until_the_fast_ones_arrive_and_the_slow_one_has_made_a_step():
    course = Course()
    contestants = (
        course.contestant(0.01, 300),
        course.contestant(0.5, 20),
        course.contestant(0.1, 1_000, parts=200),
    )
    gaps = []

    def never():
        busy = [contestant.seconds for contestant in contestants if not contestant.is_finished]
        gaps.append(max(busy) - min(busy))
        return False

    quick, middle, slow = result_of(fair_slices(contestants, never))
    assert is_over(contestants) and quick.is_finished and middle.is_finished and not slow.is_finished
    assert (quick.steps, middle.steps, slow.steps) == (300, 20, 1)
    assert quick.seconds == pytest.approx(3) and middle.seconds == pytest.approx(10)
    assert slow.seconds == pytest.approx(20)
    assert max(gaps[:250]) <= 0.5 + 1e-9  # never more than the longest piece


def test_that_matrix_products_keep_to_one_thread_for_the_whole_race():
    threads = []

    def pieces():
        for _ in range(3):
            blas = [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]
            threads.extend(blas)
            yield 1.0, 0.0

    contestants = tuple(Contestant(pieces(), lambda: 0.0) for _ in range(3))
    result_of(fair_slices(contestants, lambda: False))
    assert threads and set(threads) == {1}


def test_that_a_race_that_is_held_goes_on_where_it_was(dataset):
    contestants = contestants_of(CONFIG, dataset)
    pieces = itertools.count()
    result_of(fair_slices(contestants, lambda: next(pieces) >= 40))
    held = progress_of(contestants)
    assert sum(progress.done for progress in held) > 0 and not is_over(contestants)
    ended = result_of(fair_slices(contestants, lambda: False))
    for progress, work in zip(ended, (by_backprop, by_differences), strict=False):
        assert progress.losses.tolist() == losses_of(work, CONFIG, dataset)
    assert ended[2].losses[0] == pytest.approx(ended[1].losses[0], rel=1e-12)


def test_that_a_standing_tells_pace_and_way():
    course = Course()
    contestant = course.contestant(0.5, 10, parts=4)
    assert contestant.progress().seconds_for(10) is None
    for _ in range(6):
        contestant.advance()
    progress = contestant.progress()
    assert (progress.steps, progress.parts, progress.done, progress.seconds) == (1, 0.5, 1.5, 3.0)
    assert progress.seconds_for(30) == pytest.approx(60)
    assert progress.times[-1] == 3.0 and progress.counts[-1] == 1.5
    assert progress.times[0] == 0.5 and progress.counts[0] == 0.25


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.00015, "0.15 ms"),
        (0.25, "250 ms"),
        (6.3, "6.3 s"),
        (42.25, "42.2 s"),
        (119, "119 s"),
        (125, "2.1 min"),
        (7_100, "118 min"),
        (40_000, "11.1 h"),
        (112_320, "1.3 days"),
        (1.25e6, "14.5 days"),
        (1e8, "3.2 years"),
    ],
)
def test_that_times_have_the_unit_that_suits_them(seconds, text):
    assert words.duration(seconds) == text
