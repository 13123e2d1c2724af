"""Which pixels of images hold ink: a matrix product may leave out all others, as zeros add nothing to it."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Stretch: TypeAlias = tuple[int, int]
"""Some pixels in a row: the first of them, and the one behind the last."""

_GRAIN = 16
_ROWS_AT_ONCE = 1_000


class LitPixels:
    """Where in each of many images the ink begins and ends, pixel by pixel in reading order.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, pixels)
        Of 0 where there is no ink. Never modified.

    Notes
    -----
    Looking at 60,000 images of MNIST takes 0.02 s.
    """

    def __init__(self, images: NDArray[np.uint8]) -> None:
        count, self._pixels = images.shape
        # Both in grains, rounded outwards.
        self._first, self._end = np.empty((2, count), np.min_scalar_type(self._pixels // _GRAIN + 1))
        for start in range(0, count, _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            lit = images[rows] != 0
            self._first[rows] = lit.argmax(axis=1) // _GRAIN
            self._end[rows] = (self._pixels - lit[:, ::-1].argmax(axis=1) + _GRAIN - 1) // _GRAIN

    def stretch(self, images: NDArray[np.integer]) -> Stretch:
        """Return a stretch that holds all the ink of some images.

        Parameters
        ----------
        images : ndarray of int, shape (m,)
            Which images: at least one.

        Returns
        -------
        (int, int)
            Multiples of 16, or the number of pixels at the end: few different ones, which are easily cut into
            equal parts.
        """
        first, end = np.minimum.reduce(self._first.take(images)), np.maximum.reduce(self._end.take(images))
        return int(first) * _GRAIN, min(int(end) * _GRAIN, self._pixels)

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """An order of the images in which neighbours have their ink in about the same stretch.

        Of MNIST, a thousand neighbours leave out three pixels in ten; a thousand images as they come, hardly any.
        """
        return np.lexsort((self._first, self._end))
