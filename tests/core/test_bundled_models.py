import numpy as np
import pytest

import resources
from core.familiarity import Familiarity
from core.metrics import accuracy
from core.model_file import load_network, load_run
from core.training import TrainingConfig
from resources.models.make_models import READER


@pytest.fixture(scope="module")
def data(mnist_dataset):
    return mnist_dataset


@pytest.mark.parametrize(("name", "least"), [("chapter", 0.94), ("reader", 0.989)])
def test_that_a_bundled_network_reads_the_test_images_as_well_as_it_says(data, name, least):
    saved = load_network(resources.path("models", f"{name}.npz"))
    measured = accuracy(saved.network, data.test_images, data.test_labels)
    assert measured >= least
    assert measured == pytest.approx(saved.test_accuracy, abs=3e-4)
    assert saved.network.sizes == (784, saved.config.hidden_size, 10)


def test_that_the_bundled_run_is_the_chapters():
    run = load_run(resources.path("models", "chapter_run.npz"))
    network = load_network(resources.path("models", "chapter.npz")).network
    assert run.config == TrainingConfig(seed=run.config.seed)
    assert run.losses.shape == (10_000,)
    assert run.losses[0] == pytest.approx(np.log(10), abs=0.03)
    assert np.array_equal(run.iterations, np.arange(0, 10_000, 600))
    assert run.test_accuracies[-1] >= 0.94
    assert np.abs(run.train_accuracies - run.test_accuracies).max() < 0.02
    for name, array in network.params.items():
        assert np.array_equal(array, run.network.params[name])


def test_that_the_bundled_run_holds_its_network_at_every_epoch(data):
    run = load_run(resources.path("models", "chapter_run.npz"))
    moments = [checkpoint.iteration for checkpoint in run.checkpoints]
    assert moments == [0, 10, 30, 100, 300, *range(600, 10_000, 600), 10_000]
    for iteration, said in zip(run.iterations[::8], run.test_accuracies[::8], strict=True):
        network = run.checkpoints[moments.index(iteration)].network()
        assert accuracy(network, data.test_images, data.test_labels) == pytest.approx(said, abs=3e-4)


def test_that_the_reader_is_small_and_made_as_the_script_says():
    saved = load_network(resources.path("models", "reader.npz"))
    assert saved.config == READER
    assert saved.network.sizes[1] <= 200


def test_that_of_digits_never_seen_few_are_strange_to_what_is_bundled(data):
    known = Familiarity.from_bytes(resources.path("models", "familiarity.npz").read_bytes())
    strange = known.strangeness(data.test_images) > known.limit
    assert 0.01 < strange.mean() < 0.025
