"""How many images a network answers rightly, on all processors."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue

import numpy as np

from core.blas import one_blas_thread
from core.mnist import Dataset, UInt8Array
from core.split import Split, split
from core.training_config import TrainingConfig
from core.training_step import ForwardPass, parameters_of
from core.two_layer_net import TwoLayerNet

_MOST_THREADS = 4
_ROWS_OF_THREAD = 5_000
_ROWS_AT_ONCE = 1_000


def share_of_right_answers(network: TwoLayerNet, images: UInt8Array, labels: UInt8Array) -> float:
    """Return the share of images that a network answers rightly.

    Parameters
    ----------
    network : TwoLayerNet
    images : ndarray of uint8, shape (n, inputs)
        Pixels from 0 to 255; at least one image.
    labels : ndarray of uint8, shape (n,)

    Returns
    -------
    float

    Notes
    -----
    Works in float32, which takes half the time of float64, and in up to four threads: about 0.03 s for 70,000
    images and 50 hidden units on two processors, 0.06 s on one.
    """
    threads = min(_MOST_THREADS, os.cpu_count() or 1, math.ceil(len(images) / _ROWS_OF_THREAD))
    starts: SimpleQueue[int] = SimpleQueue()  # for all threads: one that is held up takes fewer
    for start in range(0, len(images), _ROWS_AT_ONCE):
        starts.put(start)
    with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        work = [pool.submit(_right_answers, network, images, labels, starts) for _ in range(threads)]
        return sum(share.result() for share in work) / len(images)


def accuracies(network: TwoLayerNet, data: Dataset) -> tuple[float, float]:
    """Return the shares of all training and all test images that a network answers rightly.

    Notes
    -----
    Takes as long as `share_of_right_answers` of 70,000 images.
    """
    return (
        share_of_right_answers(network, data.train_images, data.train_labels),
        share_of_right_answers(network, data.test_images, data.test_labels),
    )


def accuracies_in_run(
    network: TwoLayerNet, config: TrainingConfig, data: Dataset
) -> tuple[float, float, float | None]:
    """Return the accuracies that a step of a run has: on training, test and validation images.

    The training images are those that the run learns from; None where no images are held out.
    """
    return accuracies_of_split(network, split(data, config))


def accuracies_of_split(network: TwoLayerNet, parts: Split) -> tuple[float, float, float | None]:
    """Return the accuracies on training, test and validation images; None where no images are held out."""
    images, labels = parts.validation_images, parts.validation_labels
    held_out = share_of_right_answers(network, images, labels) if len(images) else None
    return *accuracies(network, parts.learnt), held_out


def _right_answers(
    network: TwoLayerNet, images: UInt8Array, labels: UInt8Array, starts: SimpleQueue[int]
) -> int:
    """Count the right answers among the rows from each start that this thread takes."""
    right, forward = 0, None
    with np.errstate(all="ignore"), suppress(Empty):  # a network that diverged may not fit into float32
        parameters = parameters_of(network, np.float32)
        while True:
            start = starts.get_nowait()
            rows, answers = (array[start : start + _ROWS_AT_ONCE] for array in (images, labels))
            if forward is None or forward.samples != len(rows):
                forward = ForwardPass(len(rows), network.sizes, network.activation)
            right += int(np.count_nonzero(forward(parameters, rows).argmax(axis=0) == answers))
    return right
