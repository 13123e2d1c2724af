"""The moments of a run are few, evenly spread, and each is the run as it was."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import moments
from core.images import Images
from core.moments import EARLY, MOST, Moments
from core.optimizers import Adam
from core.training import TrainingConfig, initial_checkpoint, train

SMALL = TrainingConfig(hidden_size=3, batch_size=5, iterations=40)


@pytest.fixture(scope="module")
def start():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 255, (20, 784), dtype=np.uint8)
    data = SimpleNamespace(
        train_images=Images.of(images),
        train_labels=np.arange(20) % 10,
        test_images=Images.of(images),
        test_labels=np.arange(20) % 10,
        classes=tuple("0123456789"),
    )
    return data, initial_checkpoint(SMALL, data)


def moments_of_a_run(start, iterations, per_epoch):
    kept = Moments(per_epoch)
    for iteration in range(iterations + 1):
        if kept.wants(iteration):
            kept = kept.including(replace(start, iteration=iteration))
    return kept


def test_that_a_run_of_the_chapters_length_keeps_the_early_updates_and_every_epoch(start):
    kept = moments_of_a_run(start[1], 10_000, 600)
    assert kept.iterations == tuple(sorted({*EARLY, *range(600, 10_001, 600)}))


@given(st.integers(1, 700), st.integers(0, 5_000))
def test_that_there_are_never_too_many_and_epochs_stay_evenly_apart(start, per_epoch, iterations):
    kept = moments_of_a_run(start[1], iterations, per_epoch)
    assert len(kept.kept) <= MOST
    assert kept.iterations[0] == 0
    epochs = [at for at in kept.iterations if at not in EARLY]
    gap = per_epoch * kept.stride
    assert all(at % gap == 0 for at in epochs)
    assert set(range(0, iterations + 1, gap)) <= set(kept.iterations)
    if iterations >= per_epoch * (MOST - len(EARLY)) and kept.stride > 1:
        assert len(kept.kept) > MOST / 2 - len(EARLY) - 1


def test_that_large_networks_keep_fewer_so_that_a_file_can_hold_them(start, monkeypatch):
    one = start[1].parameters.nbytes
    monkeypatch.setattr(moments, "MOST_BYTES", 20 * one)
    assert len(moments_of_a_run(start[1], 2_000, 10).kept) <= 20
    monkeypatch.setattr(moments, "MOST_BYTES", 8 * one)
    few = moments_of_a_run(start[1], 2_000, 10)
    assert len(few.kept) <= 8 and few.iterations[:2] == (0, 10 * few.stride)
    monkeypatch.setattr(moments, "MOST_BYTES", 1)
    assert len(moments_of_a_run(start[1], 2_000, 10).kept) <= 2
    data, _ = start
    adam = initial_checkpoint(replace(SMALL, optimizer=Adam()), data)
    monkeypatch.setattr(moments, "MOST_BYTES", 30 * one)
    assert len(moments_of_a_run(adam, 2_000, 10).kept) <= 10


def test_that_the_moment_before_an_update_is_found(start):
    kept = moments_of_a_run(start[1], 250, 100)
    assert [kept.at(iteration).iteration for iteration in (0, 9, 10, 99, 100, 199, 250)] == [
        0,
        0,
        10,
        30,
        100,
        100,
        200,
    ]
    assert kept.until(99).iterations == (0, 10, 30)
    assert Moments(100).at(5) is None
    assert Moments(100, (replace(start[1], iteration=50),)).at(5).iteration == 50


def test_that_a_run_goes_on_from_a_moment_as_it_did(start):
    data, first = start
    kept = Moments(7).including(first)
    losses = []
    for step in train(SMALL, data, evaluate=False):
        losses.append(step.loss)
        if kept.wants(step.iteration + 1):
            kept = kept.including(step.checkpoint())
    again = train(SMALL, data, resume=kept.at(24), evaluate=False)
    assert kept.at(24).iteration == 21
    assert [step.loss for step in again] == losses[21:]
