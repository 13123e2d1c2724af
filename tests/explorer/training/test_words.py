import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sampling import Sampler
from core.training import TrainingConfig
from explorer.runs.run import Run, Status
from explorer.runs.training_thread import Accuracies
from explorer.training import words
from explorer.training.cost import Cost
from explorer.training.inside.words import mosaic_hint, outputs_hint
from explorer.training.runs.words import steps
from explorer.training.state import TrainingState


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


@settings(max_examples=200)
@given(st.floats(0, 1), st.integers(0, 1_000), st.integers(1, 1_000))
def test_that_overfitting_is_a_gap_of_more_than_two_standard_errors(train, correct, images):
    """The standard error, by the definition: the standard deviation of the images that are correct, over √n."""
    correct = min(correct, images)
    outcomes = np.repeat([1.0, 0.0], [correct, images - correct])
    run = run_with(
        Status.RUNNING, accuracies=(Accuracies(0, 0.1, 0.1), Accuracies(600, train, correct / images))
    )
    run._data = ("some", 60_000, images)
    error, gap = float(outcomes.std()) / math.sqrt(images), train - correct / images
    said = words.accuracy_hint(run)
    numbers = [float(text.replace("−", "-")) for text in re.findall(r"[−\d.]*\d\.\d{4}", said)]
    assert numbers == pytest.approx([gap, error], abs=0.000051)
    if not math.isclose(gap, 2 * error, rel_tol=1e-9):
        assert said.endswith("overfitting") and ("no sign" in said) == (gap < 2 * error)


@settings(max_examples=100)
@given(st.integers(1, 400), st.integers(1, 500), st.sampled_from(["replacement", "shuffle"]), st.data())
def test_that_an_epoch_is_as_long_as_is_said_and_has_as_many_of_the_images(images, batch, sampling, data):
    config = TrainingConfig(batch_size=batch, sampling=sampling)
    said = words.epoch_sentence(config, images).replace("\u202f", "").replace("\xa0", " ")
    length = int(re.search(r"(\d+) iterations", said)[1])
    assert length == max(1, round(images / batch))
    assert ("≈" in said) == (images / batch != length)
    if sampling == "replacement":
        share = 1 - (1 - Fraction(1, images)) ** (length * batch)
        assert float(re.search(r"draws ([\d.]+) %", said)[1]) == pytest.approx(100 * float(share), abs=0.051)
        return
    sampler = Sampler(np.random.default_rng(data.draw(st.integers(0, 99))), images, "shuffle")
    counts = np.zeros(images, dtype=int)
    for _ in range(length):
        np.add.at(counts, sampler.next_batch(batch), 1)
    if "exactly once" in said:
        assert (counts == 1).all() and images == length * batch
    elif "at least once" in said:
        assert (counts >= 1).all()
    else:
        assert counts.max() == 1
        told = float(re.search(r"has ([\d.]+) %", said)[1])
        assert told == pytest.approx(100 * np.count_nonzero(counts) / images, abs=0.051)


@settings(max_examples=100)
@given(st.integers(1, 60_000), st.integers(1, 700))
def test_that_the_chapters_test_for_an_epoch_is_true_when_it_is_said(images, batch):
    """As the book has it: a float on the right of the percent sign, tried for 60 000 iterations."""
    said = words.epoch_sentence(TrainingConfig(batch_size=batch), images).replace("\u202f", "")
    iter_per_epoch = max(images / batch, 1)
    passing = np.flatnonzero(np.arange(1, 60_001) % iter_per_epoch == 0) + 1
    if "iter_per_epoch" not in said:
        assert iter_per_epoch.is_integer()
    elif "only at i = 0" in said:
        assert not passing.size
    else:
        period = int(re.search(r"every (\d+) iterations", said)[1])
        assert passing.tolist() == list(range(period, 60_001, period))


def test_that_the_images_are_counted_before_there_is_a_gap():
    assert words.accuracy_hint(run_with(Status.RUNNING)).startswith("all training and all test")
    few = TrainingConfig(training_images=300)
    assert words.accuracy_hint(run_with(Status.RUNNING, config=few)).startswith("300 training and all test")
    held_out = TrainingConfig(validation_images=5_000)
    assert "without the validation images" in words.accuracy_hint(run_with(Status.RUNNING, config=held_out))


def test_that_one_thing_is_not_called_many():
    cost = Cost(0.1, 0.1, 0.1)
    assert words.short_cost(TrainingState(iterations=1), cost).startswith("1 iteration: ")
    assert words.cost_sentence(TrainingState(iterations=2), cost).startswith("2 iterations: ")
    assert (steps(run_with(Status.PAUSED, 1)), steps(run_with(Status.PAUSED, 2))) == (
        "1 iteration",
        "2 iterations",
    )
    assert mosaic_hint(1, 1).startswith("one image,") and mosaic_hint(2, 2).startswith("2 images,")
    assert outputs_hint(10, 1, "hidden").endswith("1 unit") and outputs_hint(10, 2, "hidden").endswith(
        "2 units"
    )
