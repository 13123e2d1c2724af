import pytest

from core.style_variants import StyleVariants
from core.training import TrainingConfig
from explorer.runs import Run, Status
from explorer.training import words
from explorer.training.cost import Cost
from explorer.training.inside.words import mosaic_hint, outputs_hint
from explorer.training.runs.words import steps
from explorer.training.state import TrainingState
from explorer.training_thread import Accuracies


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


def test_that_a_network_that_guesses_is_not_praised_for_its_gap():
    start, at = Accuracies(0, 0.1, 0.1), Accuracies(600, 0.0987, 0.098)
    assert "hardly better than a guess" in words.accuracy_hint(
        run_with(Status.RUNNING, accuracies=(start, at))
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "about 63 %"),
        ({"sampling": "shuffle"}, "every image exactly once"),
        ({"training_images": 300, "batch_size": 60_000}, "about 100 %"),
        ({"training_images": 300, "batch_size": 60_000, "sampling": "shuffle"}, "about 200 times"),
        (
            {"style_variants": StyleVariants(20_000, 10_000, 0, 0), "sampling": "shuffle"},
            "67 % of the images, each once",
        ),
        ({"training_images": 50_000, "validation_images": 20_000}, "about 63 %"),
    ],
)
def test_that_an_epoch_is_said_to_meet_as_many_images_as_it_draws(fields, said):
    assert said in words.sampling_sentence(TrainingConfig(**fields)).replace("\u202f", " ").replace(
        "\xa0", " "
    )


def test_that_the_images_are_counted_before_there_is_a_gap():
    assert words.accuracy_hint(run_with(Status.RUNNING)).startswith("all training and all test")
    few = TrainingConfig(training_images=300)
    assert words.accuracy_hint(run_with(Status.RUNNING, config=few)).startswith("300 training and all test")
    held_out = TrainingConfig(validation_images=5_000)
    assert "but those held out" in words.accuracy_hint(run_with(Status.RUNNING, config=held_out))


def test_that_one_thing_is_not_called_many():
    cost = Cost(0.1, 0.1, 0.1)
    assert words.short_cost(TrainingState(iterations=1), cost).startswith("1 step: ")
    assert words.cost_sentence(TrainingState(iterations=2), cost).startswith("2 steps: ")
    assert (steps(run_with(Status.PAUSED, 1)), steps(run_with(Status.PAUSED, 2))) == ("1 step", "2 steps")
    assert mosaic_hint(1, 1).startswith("1 unit:") and mosaic_hint(2, 2).startswith("2 units:")
    assert outputs_hint(10, 1, "hidden").endswith("1 unit") and outputs_hint(10, 2, "hidden").endswith(
        "2 units"
    )
