"""A data set that was replaced is released: MNIST takes 55 MB."""

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from core.images import Images
from core.mnist import Dataset


def copied(dataset):
    """A data set of the same images in memory of its own."""
    train, test = (Images.of(np.array(images)) for images in (dataset.train_images, dataset.test_images))
    return Dataset(train, dataset.train_labels, test, dataset.test_labels)


@pytest.mark.parametrize(
    ("view", "fields"),
    [
        ("drawing", {"test_image": 3, "strokes": ()}),
        ("losses", {"page": "batch"}),
        ("training", {"page": "mistakes", "split": "training"}),
        ("training", {"page": "activations"}),
    ],
)
def test_that_a_data_set_that_was_replaced_is_released(window, qtbot, dataset, view, fields):
    session = window.shown_view.session

    def use(data):
        session.dataset = data
        session.dataset_changed.emit()
        for _ in range(3):
            qtbot.waitUntil(lambda: not session.background.is_busy, timeout=30_000)
            QApplication.processEvents()

    first = copied(dataset)
    use(first)
    window.show_view(view)
    window.stores[view].change(**fields)
    use(first)
    window.show_view("descent")
    window.rebuild()
    released = [weakref.ref(first), weakref.ref(first.train_images), weakref.ref(first.test_images)]
    del first
    use(copied(dataset))
    gc.unfreeze()
    gc.collect()
    assert [reference() is None for reference in released] == [True, True, True]
