"""How many images a network answers rightly, on all processors."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from core.blas import one_blas_thread
from core.mnist import UInt8Array
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
    spans = zip(np.array_split(images, threads), np.array_split(labels, threads), strict=True)
    with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        right = pool.map(lambda span: _right_answers(network, *span), spans)
        return sum(right) / len(images)


def _right_answers(network: TwoLayerNet, images: UInt8Array, labels: UInt8Array) -> int:
    right, forward = 0, None
    with np.errstate(all="ignore"):  # a network that diverged may not fit into float32
        parameters = parameters_of(network, np.float32)
        for start in range(0, len(images), _ROWS_AT_ONCE):
            rows, answers = (array[start : start + _ROWS_AT_ONCE] for array in (images, labels))
            if forward is None or forward.samples != len(rows):
                forward = ForwardPass(len(rows), network.sizes, network.activation)
            right += int(np.count_nonzero(forward(parameters, rows).argmax(axis=0) == answers))
    return right
