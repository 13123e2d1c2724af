"""How good a classifier's answers are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float

Predict = Callable[[FloatArray], FloatArray]


class Classifier(Protocol):
    """What has a `predict`: rows of pixels to rows of class scores or probabilities."""

    def predict(self, x: FloatArray, /) -> FloatArray:
        """Return one row of scores a row of `x`."""
        ...


def predictions(classifier: Classifier | Predict, images: ArrayLike, chunk: int = 2000) -> NDArray[np.intp]:
    """Classify images, a chunk at a time.

    Parameters
    ----------
    classifier : Classifier or callable
        Has a `predict`, or is one: (n, pixels) to (n, classes), the largest score winning.
    images : array_like, shape (n, pixels)
        Bytes from 0 to 255 become float32 from 0 to 1; floats are taken as they are.
    chunk : int, optional
        How many images are cast at once: keeps 70,000 images from taking 220 MB.

    Returns
    -------
    ndarray of int, shape (n,)
        The class of each image.

    Raises
    ------
    ValueError
        If `images` has not two dimensions or `chunk` is not positive.
    """
    pixels = np.asarray(images)
    if pixels.ndim != 2:
        raise ValueError(f"images must be rows of pixels, got shape {pixels.shape}")
    if chunk < 1:
        raise ValueError(f"chunk must be positive, got {chunk}")
    predict = classifier if callable(classifier) else classifier.predict
    classes = np.empty(len(pixels), dtype=np.intp)
    for start in range(0, len(pixels), chunk):
        rows = slice(start, start + chunk)
        classes[rows] = np.argmax(predict(_as_input(pixels[rows])), axis=1)
    return classes


def accuracy(
    classifier: Classifier | Predict, images: ArrayLike, labels: ArrayLike, chunk: int = 2000
) -> float:
    """Return the share of images whose class is predicted right.

    Parameters
    ----------
    classifier, images, chunk
        As in `predictions`.
    labels : array_like of int, shape (n,)
        The right classes.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If there are no images, or not one label an image.
    """
    classes, right = predictions(classifier, images, chunk), np.asarray(labels)
    if right.shape != classes.shape:
        raise ValueError(f"{len(classes)} images need as many labels, got shape {right.shape}")
    if not classes.size:
        raise ValueError("the accuracy of no images is undefined")
    return float(np.mean(classes == right))


def confusion_matrix(labels: ArrayLike, predicted: ArrayLike, classes: int = 10) -> NDArray[np.int64]:
    """Count how often each class is taken for each other.

    Parameters
    ----------
    labels, predicted : array_like of int, shape (n,)
        The right and the predicted classes, from 0 to ``classes - 1``.
    classes : int, optional
        Number of classes.

    Returns
    -------
    ndarray of int64, shape (classes, classes)
        Entry (i, j) counts the images of class i that were taken for class j.

    Raises
    ------
    ValueError
        If the two do not match or hold anything else than classes.
    """
    right, answer = np.asarray(labels), np.asarray(predicted)
    if right.ndim != 1 or right.shape != answer.shape:
        raise ValueError(f"labels and predictions must match, got shapes {right.shape} and {answer.shape}")
    for name, values in (("labels", right), ("predictions", answer)):
        whole = values.dtype.kind in "iu" or not values.size
        if not whole or np.any((values < 0) | (values >= classes)):
            raise ValueError(f"{name} must be whole numbers from 0 to {classes - 1}")
    cells = right.astype(np.int64) * classes + answer.astype(np.int64)
    return np.bincount(cells, minlength=classes * classes).reshape(classes, classes)


def _as_input(pixels: NDArray[np.generic]) -> FloatArray:
    if pixels.dtype == np.uint8:
        return pixels.astype(np.float32) * np.float32(1 / 255)
    return as_float(pixels)
