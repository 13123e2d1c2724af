"""A data set of the form of MNIST that is learnt in a blink."""

import numpy as np
import pytest

from core.mnist import Dataset


@pytest.fixture(scope="session")
def dataset():
    """Two hundred small pictures: a bright bar whose place is the class."""
    rng = np.random.default_rng(0)
    labels = np.arange(200, dtype=np.uint8) % 10
    images = rng.integers(0, 60, (200, 784), dtype=np.uint8)
    for image, label in zip(images, labels.tolist(), strict=True):
        image[label * 70 : label * 70 + 60] += 180
    return Dataset(images[:150], labels[:150], images[150:], labels[150:], "bars")
