"""How good a classifier's answers are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.images import ImageRows

Predict = Callable[[FloatArray], FloatArray]


class Classifier(Protocol):
    """What has a `predict`: rows of pixels to rows of class scores or probabilities."""

    def predict(self, x: FloatArray, /) -> FloatArray:
        """Return one row of scores a row of `x`."""
        ...


def predictions(classifier: Classifier | Predict, images: ImageRows, chunk: int = 2000) -> NDArray[np.intp]:
    """Classify images, a chunk at a time.

    Parameters
    ----------
    classifier : Classifier or callable
        Has a `predict`, or is one: (n, pixels) to (n, classes), the largest score winning.
    images : ndarray, shape (n, pixels), or Images
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
    classes = np.empty(images.shape[:1], dtype=np.intp)
    for rows, outputs in _outputs(classifier, images, chunk):
        classes[rows] = np.argmax(outputs, axis=1)
    return classes


def probabilities(classifier: Classifier | Predict, images: ImageRows, chunk: int = 2000) -> FloatArray:
    """Return all answers to images, computed a chunk at a time.

    Parameters
    ----------
    classifier, images, chunk
        As in `predictions`; such as a network, whose `predict` returns probabilities.

    Returns
    -------
    ndarray of float32, shape (n, classes)

    Raises
    ------
    ValueError
        As in `predictions`, and if there are no images.
    """
    parts = [outputs.astype(np.float32) for _, outputs in _outputs(classifier, images, chunk)]
    if not parts:
        raise ValueError("there are no answers to no images")
    return np.concatenate(parts)


def accuracy(
    classifier: Classifier | Predict, images: ImageRows, labels: ArrayLike, chunk: int = 2000
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


def accuracy_by_class(matrix: ArrayLike) -> FloatArray:
    """Return the share of each class that is predicted right.

    Parameters
    ----------
    matrix : array_like of int, shape (classes, classes)
        As from `confusion_matrix`.

    Returns
    -------
    ndarray of float64, shape (classes,)
        From 0 to 1; nan for a class of which there is no image.
    """
    counts = np.asarray(matrix)
    images = counts.sum(axis=1)
    shares: FloatArray = np.where(images > 0, np.diag(counts) / np.maximum(images, 1), np.nan)
    return shares


@dataclass(frozen=True, eq=False)
class Mistakes:
    """Images that are taken for another class than theirs, the worst first.

    Attributes
    ----------
    indices : ndarray of int, shape (m,)
        Which images.
    labels, predicted : ndarray of int, shape (m,)
        The right class of each, and that it is taken for.
    probabilities : ndarray, shape (m, classes)
        The answer to each.
    """

    indices: NDArray[np.intp]
    labels: NDArray[np.intp]
    predicted: NDArray[np.intp]
    probabilities: FloatArray


def worst_mistakes(probabilities: ArrayLike, labels: ArrayLike, count: int) -> Mistakes:
    """Find the mistakes with the largest losses: those that give the right class the least probability.

    Parameters
    ----------
    probabilities : array_like, shape (n, classes)
        As from `probabilities`.
    labels : array_like of int, shape (n,)
        The right classes.
    count : int
        How many at most. Equal ones come in the order of the images.

    Returns
    -------
    Mistakes

    Raises
    ------
    ValueError
        If the shapes do not fit together or `count` is negative.
    """
    answers, right = _answers_and_labels(probabilities, labels)
    if count < 0:
        raise ValueError(f"the number of mistakes must not be negative, got {count}")
    predicted = answers.argmax(axis=1)
    wrong = np.flatnonzero(predicted != right)
    worst = wrong[np.argsort(answers[wrong, right[wrong]], kind="stable")[:count]]
    return Mistakes(worst, right[worst], predicted[worst], answers[worst])


def images_in_cell(probabilities: ArrayLike, labels: ArrayLike, cell: tuple[int, int]) -> NDArray[np.intp]:
    """Find the images that a cell of the confusion matrix counts.

    Parameters
    ----------
    probabilities : array_like, shape (n, classes)
        As from `probabilities`.
    labels : array_like of int, shape (n,)
        The right classes.
    cell : (int, int)
        The right class, and the one that the images are taken for.

    Returns
    -------
    ndarray of int, shape (m,)
        Those with the largest loss first; equal ones in the order of the images.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    answers, right = _answers_and_labels(probabilities, labels)
    found = np.flatnonzero((right == cell[0]) & (answers.argmax(axis=1) == cell[1]))
    return found[np.argsort(answers[found, cell[0]], kind="stable")]


def _answers_and_labels(probabilities: ArrayLike, labels: ArrayLike) -> tuple[FloatArray, NDArray[np.intp]]:
    answers, right = as_float(probabilities), np.asarray(labels).astype(np.intp)
    if answers.ndim != 2 or right.shape != answers.shape[:1]:
        raise ValueError(f"answers of shape {answers.shape} do not fit labels of shape {right.shape}")
    return answers, right


def _outputs(
    classifier: Classifier | Predict, images: ImageRows, chunk: int
) -> Iterator[tuple[slice, FloatArray]]:
    """Yield which of the images are computed, and the answers to them."""
    if len(images.shape) != 2:
        raise ValueError(f"images must be rows of pixels, got shape {images.shape}")
    if chunk < 1:
        raise ValueError(f"chunk must be positive, got {chunk}")
    predict = classifier if callable(classifier) else classifier.predict
    for start in range(0, len(images), chunk):
        rows = slice(start, start + chunk)
        yield rows, predict(_as_input(images[rows]))


def _as_input(pixels: NDArray[np.generic]) -> FloatArray:
    if pixels.dtype == np.uint8:
        return pixels.astype(np.float32) * np.float32(1 / 255)
    return as_float(pixels)
