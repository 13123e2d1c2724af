"""The speed of core: loading, training against its peers, the numerical gradient, accuracies."""

import importlib.util
from collections.abc import Callable

import numpy as np

from core.blas import one_blas_thread
from core.metrics import accuracy
from core.mnist import Dataset, load_dataset
from core.network_gradient import numerical_gradient, numerical_gradient_one_at_a_time
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from tests.benchmarks.table import Row, interleaved, seconds

STEPS = 2_000
BATCH, HIDDEN, RATE = 100, 50, 0.1


def measure() -> list[Row]:
    """Return the rows of this module."""
    load = min(seconds(load_dataset) for _ in range(3))
    data = load_dataset()
    rows = [Row("MNIST ready", f"{load * 1e3:.0f} ms", "four gzip files, digests checked, best of 3")]
    rows += _training(data)
    rows += _numerical_gradient(data)
    network = TwoLayerNet(784, HIDDEN, 10, rng=np.random.default_rng(0))

    def both() -> None:
        accuracy(network, data.train_images, data.train_labels)
        accuracy(network, data.test_images, data.test_labels)

    (time_taken,) = interleaved([both], rounds=7)
    rows.append(Row("accuracy of 70,000 images", f"{time_taken * 1e3:.0f} ms", "hidden 50, median of 7"))
    return rows


def _training(data: Dataset) -> list[Row]:
    def learnscope() -> None:
        for _ in train(TrainingConfig(iterations=STEPS), data, evaluate=False):
            pass

    actions: dict[str, Callable[[], object]] = {"train()": learnscope}
    if importlib.util.find_spec("torch"):
        actions["PyTorch eager"] = _torch(data)
    if importlib.util.find_spec("sklearn"):
        actions["scikit-learn"] = _scikit_learn(data)
    times = interleaved(list(actions.values()), rounds=5)
    rates = dict(zip(actions, (STEPS / time_taken for time_taken in times), strict=True))
    return [
        Row(
            f"training steps a second, {name}",
            f"{rate:,.0f} ({rates['train()'] / rate:.2f} times slower than train())",
            "784-50-10, batch 100, SGD, one thread, in turns, median of 5",
        )
        for name, rate in rates.items()
    ]


def _torch(data: Dataset) -> Callable[[], object]:
    import torch

    torch.set_num_threads(1)
    images = torch.from_numpy(data.train_images.astype(np.float32) / 255)
    labels = torch.from_numpy(data.train_labels.astype(np.int64))

    def run() -> None:
        torch.manual_seed(0)
        network = torch.nn.Sequential(
            torch.nn.Linear(784, HIDDEN), torch.nn.Sigmoid(), torch.nn.Linear(HIDDEN, 10)
        )
        optimizer = torch.optim.SGD(network.parameters(), lr=RATE)
        criterion = torch.nn.CrossEntropyLoss()
        for _ in range(STEPS):
            chosen = torch.randint(len(images), (BATCH,))
            loss = criterion(network(images[chosen]), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            loss.item()

    return run


def _scikit_learn(data: Dataset) -> Callable[[], object]:
    from sklearn.neural_network import MLPClassifier

    images = data.train_images.astype(np.float32) / 255
    labels = data.train_labels
    classes = np.arange(10)
    rng = np.random.default_rng(0)

    def run() -> None:
        network = MLPClassifier(
            (HIDDEN,), activation="logistic", solver="sgd", learning_rate_init=RATE, momentum=0, alpha=0
        )
        with one_blas_thread():
            for _ in range(STEPS // 100):
                # partial_fit makes one pass in batches of BATCH: a hundred steps a call, its checks paid once
                chosen = rng.integers(len(images), size=100 * BATCH)
                network.batch_size = BATCH
                network.partial_fit(images[chosen], labels[chosen], classes=classes)

    return run


def _numerical_gradient(data: Dataset) -> list[Row]:
    network = TwoLayerNet(784, HIDDEN, 10, rng=np.random.default_rng(0))
    x, t = data.train_images[:BATCH] / 255.0, data.train_labels[:BATCH]
    with one_blas_thread():
        (fast,) = interleaved([lambda: numerical_gradient(network.params, x, t)], rounds=9)
        slow = seconds(lambda: numerical_gradient_one_at_a_time(network.params, x, t))
    return [
        Row(
            "numerical gradient of all 39,760 parameters",
            f"{fast * 1e3:.1f} ms, {slow / fast:,.0f} times faster than one at a time ({slow:.1f} s)",
            "batch 100, one thread, median of 9 against one call",
        )
    ]
