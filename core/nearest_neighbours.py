"""A classifier that learns nothing: it keeps all examples, and answers as the nearest ones do."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np
from numpy.typing import NDArray

from core.arrays import UInt8Array
from core.blas import one_blas_thread

NEIGHBOURS = 3
"""How many of the nearest vote."""

_AT_ONCE = 250


def vote(labels: Sequence[int]) -> int:
    """Return the label that most of the nearest have; of several the one that comes first.

    Parameters
    ----------
    labels : sequence of int
        Of the nearest examples, the nearest first.

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> vote([4, 9, 9]), vote([4, 9, 7])
    (9, 4)
    """
    if not len(labels):
        raise ValueError("a vote needs a label")
    return max(labels, key=list(labels).count)


def answers_of_nearest(
    examples: UInt8Array, labels: NDArray[np.integer], images: UInt8Array, count: int = NEIGHBOURS
) -> Generator[None, None, NDArray[np.intp]]:
    """Answer for many images as their nearest examples do.

    Parameters
    ----------
    examples : ndarray of uint8, shape (n, numbers)
        Pixels, or features.
    labels : ndarray of int, shape (n,)
    images : ndarray of uint8, shape (m, numbers)
        What to answer for, as the examples are.
    count : int, optional
        How many vote.

    Yields
    ------
    None
        After every 250 images.

    Returns
    -------
    ndarray of int, shape (m,)

    Raises
    ------
    ValueError
        If shapes do not match, or there are fewer examples than `count`.

    Notes
    -----
    Euclidean distances, exact: squares of whole numbers in float32, which holds them up to 2**24, and those of the
    nearest again in integers. 10,000 images among 60,000 examples of 784 numbers take about half a minute.
    """
    if examples.ndim != 2 or images.shape[1:] != examples.shape[1:] or labels.shape != examples.shape[:1]:
        raise ValueError(f"examples of shape {examples.shape} do not match images of shape {images.shape}")
    if not 1 <= count <= len(examples):
        raise ValueError(f"of {len(examples)} examples {count} cannot vote")
    kept = examples.astype(np.float32)
    squares = np.einsum("ij,ij->i", kept, kept)
    spare = min(len(examples), 4 * count + 8)
    answers = np.empty(len(images), np.intp)
    for start in range(0, len(images), _AT_ONCE):
        some = images[start : start + _AT_ONCE]
        with one_blas_thread():
            away = squares - 2 * (some.astype(np.float32) @ kept.T)
        near = np.argpartition(away, spare - 1, axis=1)[:, :spare]
        for row, (image, candidates) in enumerate(zip(some, np.sort(near, axis=1), strict=True), start=start):
            difference = examples[candidates].astype(np.int64) - image
            order = np.argsort((difference**2).sum(axis=1), kind="stable")[:count]
            answers[row] = vote(labels[candidates[order]].tolist())
        yield
    return answers
