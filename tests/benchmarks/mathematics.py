"""The speed of core: loading, training against its peers, the numerical gradient, accuracies."""

import time
from collections.abc import Callable
from itertools import islice

import numpy as np

from core.accuracy import accuracies
from core.blas import one_blas_thread
from core.mnist import Dataset, load_dataset
from core.network_gradient import numerical_gradient, numerical_gradient_one_at_a_time
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from tests.benchmarks.peers import HAS_PYTORCH, HAS_SCIKIT_LEARN, PyTorch, ScikitLearn
from tests.benchmarks.table import Row, interleaved, seconds

STEPS = 1_000
EPOCHS, STEPS_OF_EPOCH = 2, 600
PEERS = (
    ("PyTorch eager", HAS_PYTORCH, PyTorch, "2.8 (2.0 with the kernel Haswell)"),
    ("scikit-learn", HAS_SCIKIT_LEARN, ScikitLearn, "1.9 (1.7 with the kernel Haswell)"),
)


def measure() -> list[Row]:
    """Return the rows of this module."""
    load = min(seconds(load_dataset) for _ in range(3))
    data = load_dataset()
    rows = [
        Row("MNIST ready", f"{load * 1e3:.0f} ms", "500 ms", "four gzip files, digests checked, best of 3")
    ]
    with one_blas_thread():
        return (
            rows
            + _training(data)
            + _training_with_accuracies(data)
            + _numerical_gradient(data)
            + _accuracies(data)
        )


def _training(data: Dataset) -> list[Row]:
    steps = train(TrainingConfig(iterations=10**9), data, evaluate=False)
    actions: list[Callable[[], object]] = [lambda: [step.loss for step in islice(steps, STEPS)]]
    peers = [(name, peer(data), target) for name, is_there, peer, target in PEERS if is_there]
    actions += [lambda network=network: network.take_steps(STEPS) for _, network, _ in peers]
    own, *others = interleaved(actions, rounds=9, clock=time.thread_time)
    how = "784-50-10, batch 100, SGD; CPU time of one thread, in turns, median of 9"
    return [
        Row("training steps a second, train(evaluate=False)", f"{STEPS / own:,.0f}", "", how),
        *(
            Row(
                f"the same, {name}",
                f"{STEPS / other:,.0f}: train() is {other / own:.2f} times as fast",
                target,
                how,
            )
            for (name, _, target), other in zip(peers, others, strict=True)
        ),
    ]


def _training_with_accuracies(data: Dataset) -> list[Row]:
    if not HAS_PYTORCH:
        return []
    network = PyTorch(data)

    def pytorch() -> None:
        for _ in range(EPOCHS):
            network.accuracies()
            network.take_steps(STEPS_OF_EPOCH)

    def learnscope() -> None:
        for _ in train(TrainingConfig(iterations=EPOCHS * STEPS_OF_EPOCH), data):
            pass

    own, other = interleaved([learnscope, pytorch], rounds=5, clock=time.process_time)
    return [
        Row(
            "training with the accuracies of all 70,000 images, against PyTorch",
            f"{other / own:.2f} times as fast",
            "2.3",
            f"{EPOCHS} epochs of {STEPS_OF_EPOCH} steps; CPU time of all threads, in turns, median of 5",
        )
    ]


def _numerical_gradient(data: Dataset) -> list[Row]:
    network = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    x, t = data.train_images[:100] / 255.0, data.train_labels[:100]
    (fast,) = interleaved([lambda: numerical_gradient(network.params, x, t)], 15, time.thread_time)
    slow = seconds(
        lambda: numerical_gradient_one_at_a_time(
            lambda params: TwoLayerNet.from_params(params).loss(x, t), network.params
        ),
        time.thread_time,
    )
    return [
        Row(
            "numerical gradient of all 39,760 parameters",
            f"{fast * 1e3:.1f} ms, {slow / fast:,.0f} times as fast as one at a time ({slow:.1f} s)",
            "15 ms, 600 times",
            "batch 100; CPU time of one thread, median of 15 against one call",
        ),
    ]


def _accuracies(data: Dataset) -> list[Row]:
    network = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    (taken,), (work,) = (
        interleaved([lambda: accuracies(network, data)], 15, clock)
        for clock in (time.perf_counter, time.process_time)
    )
    return [
        Row(
            "accuracy of 70,000 images",
            f"{taken * 1e3:.0f} ms; {work * 1e3:.0f} ms of CPU time of all threads",
            "60 ms",
            "hidden 50, a thread for each processor up to four; medians of 15",
        )
    ]
