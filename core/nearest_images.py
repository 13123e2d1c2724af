"""The images that are most like a given one, pixel by pixel."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_SLICE = 2000
_SPARE = 8  # candidates beyond those asked for, so that rounding in float32 loses none


@dataclass(frozen=True, eq=False)
class NearestImages:
    """Images by their distance, the nearest first.

    Attributes
    ----------
    indices : ndarray of int, shape (count,)
    distances : ndarray of float64, shape (count,)
        Euclidean, with pixels from 0 to 1.
    """

    indices: NDArray[np.intp]
    distances: NDArray[np.float64]


def nearest_images(
    images: NDArray[np.uint8], image: ArrayLike, count: int
) -> Generator[None, None, NearestImages]:
    """Find the nearest of many images, in slices.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, pixels)
        Grey levels, 0 to 255.
    image : array_like, shape (pixels,)
        Grey levels from 0 to 1.
    count : int
        How many to find; all, if there are fewer.

    Yields
    ------
    None
        After each slice of 2,000 images, so that the search can be given up.

    Returns
    -------
    NearestImages
        Of equal distances, the smaller index comes first.

    Raises
    ------
    ValueError
        If the pixels do not match or `count` is not positive.

    Notes
    -----
    A slice at a time is cast to float32: 6 MB, where all 60,000 images of MNIST would take 190 MB.
    """
    wanted = np.asarray(image, dtype=np.float64)
    if images.ndim != 2 or wanted.shape != images.shape[1:]:
        raise ValueError(f"images of shape {images.shape} do not match one of shape {wanted.shape}")
    if count < 1:
        raise ValueError(f"count must be positive, got {count}")
    target = (255 * wanted).astype(np.float32)
    squares = np.empty(len(images), dtype=np.float32)
    for start in range(0, len(images), _SLICE):
        away = images[start : start + _SLICE].astype(np.float32)
        away -= target
        np.einsum("ij,ij->i", away, away, out=squares[start : start + _SLICE])
        yield
    near = np.argsort(squares, kind="stable")[: count + _SPARE]
    distances = np.linalg.norm(images[near] / 255.0 - wanted, axis=1)
    order = np.lexsort((near, distances))[:count]
    return NearestImages(near[order], distances[order])
