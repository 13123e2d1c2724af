"""The chapter's training in PyTorch and scikit-learn: one thread, the same steps, as their manuals write them."""

import importlib.util
from typing import Any

import numpy as np

from core.mnist import Dataset

RATE = 0.1
ROWS_AT_ONCE = 2_000

HAS_PYTORCH = importlib.util.find_spec("torch") is not None
HAS_SCIKIT_LEARN = importlib.util.find_spec("sklearn") is not None


class PyTorch:
    """A network of PyTorch, trained eagerly. All networks share one copy of the data, as float32."""

    _parts: tuple[tuple[Any, Any], ...] = ()

    def __init__(self, data: Dataset, hidden_size: int = 50, batch_size: int = 100) -> None:
        import torch

        torch.set_num_threads(1)
        if not PyTorch._parts:
            PyTorch._parts = tuple(
                (torch.from_numpy(images / np.float32(255)), torch.from_numpy(labels.astype(np.int64)))
                for images, labels in (
                    (data.train_images[:], data.train_labels),
                    (data.test_images[:], data.test_labels),
                )
            )
        self._batch_size = batch_size
        self._network = torch.nn.Sequential(
            torch.nn.Linear(784, hidden_size), torch.nn.Sigmoid(), torch.nn.Linear(hidden_size, 10)
        )
        self._optimizer = torch.optim.SGD(self._network.parameters(), lr=RATE)
        self._loss = torch.nn.CrossEntropyLoss()

    def take_steps(self, count: int) -> None:
        """Do some iterations, and read the loss of each."""
        import torch

        images, labels = self._parts[0]
        for _ in range(count):
            chosen = torch.randint(len(images), (self._batch_size,))
            loss = self._loss(self._network(images[chosen]), labels[chosen])
            self._optimizer.zero_grad()
            loss.backward()
            self._optimizer.step()
            loss.item()

    def accuracies(self) -> list[float]:
        """Answer all images, as many at once as are fastest."""
        import torch

        with torch.no_grad():
            return [
                sum(
                    int((self._network(rows).argmax(dim=1) == right).sum())
                    for rows, right in zip(
                        images.split(ROWS_AT_ONCE), labels.split(ROWS_AT_ONCE), strict=True
                    )
                )
                / len(images)
                for images, labels in self._parts
            ]


class ScikitLearn:
    """A network of scikit-learn, trained by `partial_fit`."""

    def __init__(self, data: Dataset) -> None:
        from sklearn.neural_network import MLPClassifier

        self._images, self._labels = data.train_images[:] / np.float32(255), data.train_labels
        self._rng = np.random.default_rng(0)
        self._network = MLPClassifier(
            (50,),
            activation="logistic",
            solver="sgd",
            batch_size=100,
            learning_rate_init=RATE,
            momentum=0,
            alpha=0,
        )

    def take_steps(self, count: int) -> None:
        """Do some iterations: a hundred in a call, so that its checks are paid once for them."""
        for _ in range(count // 100):
            chosen = self._rng.integers(len(self._images), size=100 * 100)
            self._network.partial_fit(self._images[chosen], self._labels[chosen], classes=np.arange(10))
