import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.accuracy import accuracies, accuracies_in_run
from core.augmentation import Affine
from core.images import Images
from core.metrics import accuracy
from core.mnist import Dataset
from core.optimizers import OPTIMIZERS, SGD, Adam, Momentum
from core.style_variants import StyleVariants
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from tests.activations import WITH_SLOPE


def digits(count: int, seed: int) -> tuple[Images, np.ndarray]:
    """Ten patterns of dark and light with some pixels changed: easy to learn, and no two images alike."""
    patterns = np.random.default_rng(99).random((10, 784)) < 0.1
    rng = np.random.default_rng(seed)
    labels = rng.integers(10, size=count).astype(np.uint8)
    lit = patterns[labels] ^ (rng.random((count, 784)) < 0.05)
    return Images.of((lit * rng.integers(100, 256, size=lit.shape)).astype(np.uint8)), labels


DATA = Dataset(*digits(300, 0), *digits(100, 1))
SMALL = TrainingConfig(hidden_size=8, batch_size=20, iterations=40, weight_init_std=0.1)


def losses(steps) -> list[float]:
    return [step.loss for step in steps]


@pytest.fixture(scope="module")
def chapter_steps(mnist_dataset):
    return list(train(TrainingConfig(), mnist_dataset))


def test_that_the_chapters_run_reaches_94_per_cent_of_the_test_images(chapter_steps, mnist_dataset):
    data = mnist_dataset
    assert len(chapter_steps) == 10_000
    assert chapter_steps[0].loss == pytest.approx(np.log(10), abs=0.03)
    assert chapter_steps[-1].network.accuracy(data.test_images[:] / 255, data.test_labels) >= 0.94


def test_that_the_chapters_run_has_17_points_of_accuracy(chapter_steps):
    points = [step for step in chapter_steps if step.test_accuracy is not None]
    assert [step.iteration for step in points] == list(range(0, 10_000, 600))
    assert 0.05 < points[0].train_accuracy < 0.2
    assert points[1].train_accuracy > 0.7
    assert all(abs(step.train_accuracy - step.test_accuracy) < 0.02 for step in points)


def test_that_the_chapters_run_repeats_bit_for_bit(chapter_steps, mnist_dataset):
    again = train(TrainingConfig(), mnist_dataset, evaluate=False)
    assert losses(itertools.islice(again, 1_000)) == losses(chapter_steps[:1_000])


def test_that_the_loss_is_the_one_before_the_update():
    config = replace(SMALL, batch_size=300, sampling="shuffle", iterations=5)
    x, t = DATA.train_images[:] / 255, DATA.train_labels
    before = None
    for step in train(config, DATA):
        if before is not None:
            assert step.loss == pytest.approx(before.loss(x, t), rel=1e-5)
        before = step.checkpoint().network()


def test_that_whole_batches_descend_as_the_chapter_writes_it():
    config = replace(SMALL, batch_size=300, sampling="shuffle", learning_rate=0.5)
    x, t = DATA.train_images[:] / 255, DATA.train_labels
    steps = train(config, DATA)
    net = next(steps).checkpoint().network()
    for step in steps:
        loss, gradient = net.loss(x, t), net.gradient(x, t)
        net = TwoLayerNet.from_params({name: net.params[name] - 0.5 * gradient[name] for name in gradient})
        assert step.loss == pytest.approx(loss, rel=1e-4)
        assert step.network is None or np.allclose(step.network.params["W2"], net.params["W2"], atol=1e-4)


def test_that_iterations_count_from_0_and_only_the_last_step_has_the_network():
    steps = list(train(SMALL, DATA))
    assert [step.iteration for step in steps] == list(range(40))
    assert [step.network is None for step in steps] == [True] * 39 + [False]
    assert {array.dtype for array in steps[-1].network.params.values()} == {np.dtype(np.float64)}


def test_that_accuracies_come_at_the_first_iteration_of_each_epoch_for_the_network_as_it_is():
    steps = train(SMALL, DATA)  # 300 images are 15 batches of 20
    evaluated = {}
    network = None
    for step in steps:
        if step.train_accuracy is not None:
            evaluated[step.iteration] = step
            if network is not None:
                expected = accuracy(network, DATA.test_images, DATA.test_labels)
                assert step.test_accuracy == expected
        network = step.checkpoint().network()
    assert list(evaluated) == [0, 15, 30]


def test_that_accuracies_are_left_out_where_they_are_not_wanted_and_change_nothing():
    plain = list(train(SMALL, DATA, evaluate=False))
    assert all(step.train_accuracy is step.test_accuracy is None for step in plain)
    assert losses(plain) == losses(train(SMALL, DATA))


def test_that_an_epoch_is_at_least_one_iteration():
    steps = list(train(replace(SMALL, batch_size=1_000, iterations=3), DATA))
    assert all(step.test_accuracy is not None for step in steps)


def test_that_accuracies_are_those_of_the_network():
    network = list(train(SMALL, DATA))[-1].network
    assert accuracies(network, DATA) == (
        network.accuracy(DATA.train_images[:] / 255, DATA.train_labels),
        network.accuracy(DATA.test_images[:] / 255, DATA.test_labels),
    )


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_every_optimizer_learns(name):
    rates = {"sgd": 0.5, "momentum": 0.1, "nesterov": 0.1, "adagrad": 0.1, "rmsprop": 0.01, "adam": 0.01}
    config = replace(SMALL, optimizer=OPTIMIZERS[name](), learning_rate=rates[name], iterations=300)
    *_, last = train(config, DATA)
    assert accuracies(last.network, DATA)[1] > 0.9


@pytest.mark.parametrize(
    "fields",
    [
        {"activation": "relu"},
        {"sampling": "shuffle", "schedule": "cosine"},
        {"gradient": "numerical", "iterations": 60, "learning_rate": 1.0},
        {"subtract_mean": True},
        {"augmentation": Affine(2, 0, 0, 0, 0.1)},
        {"style_variants": StyleVariants(2, 2, 2, 2)},
        {"batch_size": 2_500, "iterations": 60, "learning_rate": 1.0},
    ],
)
def test_that_every_way_of_training_learns(fields):
    config = replace(SMALL, **{"learning_rate": 0.5, "iterations": 300, **fields})
    *_, last = train(config, DATA, evaluate=False)
    assert accuracies(last.network, DATA)[1] > 0.8


def test_that_the_numerical_gradient_trains_as_backpropagation_does():
    config = replace(SMALL, learning_rate=0.5)
    numerical = losses(train(replace(config, gradient="numerical"), DATA))
    assert numerical == pytest.approx(losses(train(config, DATA)), rel=1e-4)


def test_that_large_batches_are_worked_out_in_parts_to_the_same_end():
    config = replace(SMALL, batch_size=4_500, sampling="shuffle", iterations=1)  # 15 times all 300 images
    x, t = DATA.train_images[:] / 255, DATA.train_labels
    (step,) = train(config, DATA)
    start = TwoLayerNet.from_params(
        next(train(replace(config, learning_rate=1e-30, iterations=2), DATA)).checkpoint().network().params
    )
    gradient = start.gradient(x, t)
    assert step.loss == pytest.approx(start.loss(x, t), rel=1e-5)
    for name in gradient:
        moved = start.params[name] - 0.1 * gradient[name]
        assert np.allclose(step.network.params[name], moved, atol=1e-6)


def test_that_the_network_takes_plain_images_though_the_mean_was_subtracted():
    config = replace(SMALL, subtract_mean=True, batch_size=300, sampling="shuffle", iterations=2)
    steps = train(config, DATA)
    network = next(steps).checkpoint().network()
    assert network.loss(DATA.train_images[:] / 255, DATA.train_labels) == pytest.approx(
        next(steps).loss, rel=1e-5
    )


WAYS = st.builds(
    TrainingConfig,
    hidden_size=st.just(5),
    batch_size=st.sampled_from([1, 7, 20, 301]),
    iterations=st.just(12),
    gradient=st.sampled_from(["backprop", "backprop", "numerical"]),
    sampling=st.sampled_from(["replacement", "shuffle"]),
    optimizer=st.sampled_from([kind() for kind in OPTIMIZERS.values()]),
    schedule=st.sampled_from(["constant", "cosine"]),
    activation=st.sampled_from(WITH_SLOPE),
    weight_init_std=st.just(0.1),
    augmentation=st.sampled_from([None, Affine()]),
    style_variants=st.sampled_from([None, StyleVariants(3, 2, 1, 0)]),
    subtract_mean=st.booleans(),
    seed=st.integers(0, 2**64),
)


@settings(max_examples=30)
@given(config=WAYS, at=st.integers(0, 11))
def test_that_a_run_resumed_from_a_checkpoint_is_the_run_that_never_stopped(config, at):
    if config.gradient == "numerical":
        config = replace(config, batch_size=7)
    whole = train(config, DATA, evaluate=False)
    checkpoint = next(itertools.islice(whole, at, None)).checkpoint()
    rest = list(whole)
    resumed = list(train(config, DATA, resume=checkpoint, evaluate=False))
    assert losses(resumed) == losses(rest)
    assert [step.iteration for step in resumed] == list(range(at + 1, 12))
    if rest:
        for name, array in rest[-1].network.params.items():
            assert np.array_equal(array, resumed[-1].network.params[name])


@given(st.integers(0, 2**64), st.integers(0, 2**64))
def test_that_a_seed_decides_the_run(seed, other):
    config = replace(SMALL, iterations=3)
    once = losses(train(replace(config, seed=seed), DATA))
    assert once == losses(train(replace(config, seed=seed), DATA))
    assert (once == losses(train(replace(config, seed=other), DATA))) == (seed == other)


def test_that_two_runs_side_by_side_do_not_disturb_each_other():
    alone = losses(train(SMALL, DATA))
    pairs = list(zip(train(SMALL, DATA), train(replace(SMALL, seed=1), DATA), strict=True))
    assert [first.loss for first, _ in pairs] == alone


def test_that_a_checkpoint_is_a_copy_that_later_steps_do_not_touch():
    steps = train(replace(SMALL, optimizer=Momentum()), DATA)
    checkpoint = next(steps).checkpoint()
    parameters, velocity = checkpoint.parameters.copy(), checkpoint.optimizer_state.velocity.copy()
    list(steps)
    assert checkpoint.iteration == 1
    assert np.array_equal(checkpoint.parameters, parameters)
    assert np.array_equal(checkpoint.optimizer_state.velocity, velocity)


def test_that_a_step_that_is_over_gives_no_checkpoint():
    steps = train(SMALL, DATA)
    first = next(steps)
    next(steps)
    with pytest.raises(RuntimeError, match="iteration 0 is over"):
        first.checkpoint()


def test_that_the_last_step_gives_a_checkpoint_from_which_nothing_is_left():
    *_, last = train(SMALL, DATA)
    assert list(train(SMALL, DATA, resume=last.checkpoint())) == []


def test_that_a_longer_run_goes_on_from_the_end_of_a_shorter_one():
    *_, last = train(replace(SMALL, iterations=15), DATA)
    longer = list(train(SMALL, DATA, resume=last.checkpoint()))
    assert losses(longer) == losses(train(SMALL, DATA))[15:]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"hidden_size": 9}, r"network of \(784, 8, 10\), not of \(784, 9, 10\)"),
        ({"activation": "relu"}, "activation 'sigmoid', not 'relu'"),
        ({"gradient": "numerical"}, "gradient 'backprop', not 'numerical'"),
        ({"sampling": "shuffle"}, "sampling 'replacement', not 'shuffle'"),
        ({"subtract_mean": True}, "subtract_mean False, not True"),
    ],
)
def test_that_a_checkpoint_of_another_kind_is_refused(fields, said):
    checkpoint = next(train(SMALL, DATA)).checkpoint()
    with pytest.raises(ValueError, match=said):
        train(replace(SMALL, **fields), DATA, resume=checkpoint)


def test_that_a_learning_rate_sent_in_mid_run_counts_from_the_next_step_on():
    changed = train(SMALL, DATA)
    head = losses(itertools.islice(changed, 10))
    step = changed.send({"learning_rate": 0.7})
    checkpoint = next(itertools.islice(train(SMALL, DATA), 9, None)).checkpoint()
    expected = losses(train(replace(SMALL, learning_rate=0.7), DATA, resume=checkpoint))
    assert head == losses(train(SMALL, DATA))[:10]
    assert step.iteration == 10
    assert step.checkpoint().config.learning_rate == 0.7
    assert [step.loss, *losses(changed)] == expected
    assert expected != losses(train(SMALL, DATA))[10:]


def test_that_an_optimizer_sent_in_mid_run_starts_with_an_empty_memory():
    changed = train(SMALL, DATA)
    next(changed)
    step = changed.send({"optimizer": Adam(), "learning_rate": 0.01})
    assert step.checkpoint().optimizer_state.steps == 1
    *_, last = changed
    assert last.checkpoint().config.optimizer == Adam()
    assert last.checkpoint().optimizer_state.steps == 39


def test_that_an_optimizer_of_the_same_kind_keeps_its_memory():
    steps = train(replace(SMALL, optimizer=Momentum(0.9)), DATA)
    next(steps)
    assert steps.send({"optimizer": Momentum(0.5)}).checkpoint().optimizer_state.steps == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"momentum": 0.5},
        {"hidden_size": 9},
        {"learning_rate": -1.0},
        {"learning_rate": 0.7, "optimizer": "adam"},
        {"learning_rate": 0.7, "nonsense": 1},
    ],
)
def test_that_a_wrong_change_changes_nothing_and_does_not_end_the_run(changes):
    steps = train(SMALL, DATA)
    head = losses(itertools.islice(steps, 5))
    with pytest.raises(ValueError):
        steps.send(changes)
    assert head + losses(steps) == losses(train(SMALL, DATA))


@pytest.mark.filterwarnings("error")
def test_that_a_loss_that_is_no_number_is_passed_on_and_the_network_can_still_be_used():
    config = replace(SMALL, learning_rate=1e38, activation="relu", optimizer=SGD())
    steps = list(train(config, DATA))
    assert len(steps) == 40
    assert not np.isfinite(steps[-1].loss)
    assert steps[-1].network.predict(DATA.test_images[:] / 255).shape == (100, 10)


def test_that_a_run_can_be_closed_at_any_step():
    steps = train(SMALL, DATA)
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


@pytest.mark.parametrize(
    "config",
    [
        replace(SMALL, gradient="numerical", iterations=9),
        replace(SMALL, batch_size=4_500, augmentation=Affine(), iterations=6),
        replace(SMALL, gradient="numerical", augmentation=Affine(), sampling="shuffle", iterations=9),
    ],
    ids=["numerical", "large batch", "numerical and augmented"],
)
def test_that_training_resumes_exactly_from_the_step_before_an_interrupted_one(config):
    calls_left = itertools.repeat(False)

    def check_interrupt():
        if next(calls_left):
            raise InterruptedError

    steps = train(config, DATA, evaluate=False, check_interrupt=check_interrupt)
    before = list(itertools.islice(steps, 4))
    calls_left = iter([False, True])
    with pytest.raises(InterruptedError):
        next(steps)
    after = list(train(config, DATA, evaluate=False, resume=before[-1].checkpoint()))
    assert losses(before + after) == losses(train(config, DATA, evaluate=False))


def test_that_making_style_variants_can_be_interrupted():
    def check_interrupt():
        raise InterruptedError

    steps = train(
        replace(SMALL, style_variants=StyleVariants(2, 2, 2, 2)), DATA, check_interrupt=check_interrupt
    )
    with pytest.raises(InterruptedError):
        next(steps)


def test_that_the_data_are_not_changed():
    before = DATA.train_images[:]
    list(train(replace(SMALL, augmentation=Affine(), subtract_mean=True), DATA))
    assert np.array_equal(DATA.train_images, before)


def test_that_a_run_on_some_images_is_the_run_on_a_data_set_of_those():
    config = replace(SMALL, training_images=120, validation_images=60)
    part = Dataset(
        DATA.train_images.part(slice(120)), DATA.train_labels[:120], DATA.test_images, DATA.test_labels
    )
    steps, expected = list(train(config, DATA)), list(train(SMALL, part))
    assert losses(steps) == losses(expected)
    assert [(step.train_accuracy, step.test_accuracy) for step in steps] == [
        (step.train_accuracy, step.test_accuracy) for step in expected
    ]
    assert [step.iteration for step in steps if step.validation_accuracy is not None] == list(range(0, 40, 6))
    held_out = DATA.train_images[240:] / 255, DATA.train_labels[240:]
    measured = accuracies_in_run(steps[-1].network, config, DATA)
    assert measured[:2] == accuracies(steps[-1].network, part)
    assert measured[2] == pytest.approx(steps[-1].network.accuracy(*held_out))


def test_that_images_held_out_are_not_learnt_from():
    config = replace(SMALL, validation_images=299, sampling="shuffle", batch_size=1)
    one = Dataset(DATA.train_images.part(slice(1)), DATA.train_labels[:1], DATA.test_images, DATA.test_labels)
    alone = train(replace(config, validation_images=0), one, evaluate=False)
    assert losses(train(config, DATA, evaluate=False)) == losses(alone)


@pytest.mark.parametrize("fields", [{"training_images": 301}, {"validation_images": 300}])
def test_that_more_images_than_there_are_cannot_be_asked_for(fields):
    with pytest.raises(ValueError, match="300 training images, too few"):
        next(train(replace(SMALL, **fields), DATA))
