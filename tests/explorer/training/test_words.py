import pytest

from core.training import TrainingConfig
from explorer.runs import Run, Status
from explorer.training import words
from explorer.training_thread import Accuracies, Outcome


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.04, "0.0 s"),
        (1.63, "1.6 s"),
        (9.96, "10 s"),
        (42.4, "42 s"),
        (59.6, "1 min 0 s"),
        (125, "2 min 5 s"),
        (600, "10 min"),
        (7_199, "120 min"),
        (108_000, "30 h"),
    ],
)
def test_that_a_time_has_the_digits_that_matter(seconds, text):
    assert words.duration(seconds) == text


def run_with(status, count=0, **attributes):
    run = Run("run-1", attributes.pop("config", TrainingConfig(iterations=100)))
    run.history.append([2.0] * count)
    run.history.add_accuracies(attributes.pop("accuracies", ()))
    run.status = status
    for name, value in attributes.items():
        setattr(run, name, value)
    return run


@pytest.mark.parametrize(
    ("train", "meaning"),
    [(0.935, "no overfitting"), (0.945, "begin to part"), (0.97, "overfits"), (0.91, "easier")],
)
def test_that_the_gap_says_what_it_means(train, meaning):
    start, at = Accuracies(0, 0.1, 0.1), Accuracies(600, train, 0.931)
    assert meaning in words.accuracy_hint(run_with(Status.RUNNING, accuracies=(start, at)))


def test_that_the_images_are_counted_before_there_is_a_gap():
    assert words.accuracy_hint(run_with(Status.RUNNING)).startswith("all training and all test")
    few = TrainingConfig(training_images=300)
    assert words.accuracy_hint(run_with(Status.RUNNING, config=few)).startswith("300 training and all test")


def test_that_a_run_tells_its_time_left_from_its_speed():
    run = run_with(Status.RUNNING, 20, steps_per_second=40.0)
    assert words.finding(run).title == "Running: 2.0 s left"
    assert words.speed(run) == "40 steps a second"


def test_that_divergence_offers_a_third_of_the_rate_but_never_more_than_one():
    for rate, advice in ((0.6, 0.2), (2.0, 0.67), (30.0, 1.0), (1e30, 1.0)):
        run = run_with(
            Status.DIVERGED,
            20,
            config=TrainingConfig(iterations=100, learning_rate=rate),
            outcome=Outcome(diverged_at=7),
        )
        found = words.finding(run)
        assert found.advice == advice and found.is_trouble
        assert "step 7" in found.title and "2.0" in found.title


def test_that_every_status_has_words():
    for status in Status:
        assert words.finding(run_with(status)).title
        assert words.finding(run_with(status, 20)).title


def test_that_epochs_are_whole_where_they_are():
    assert words.epoch_of(Accuracies(1200, 0, 0), 600) == "2"
    assert words.epoch_of(Accuracies(10_000, 0, 0), 600) == "16.7"
