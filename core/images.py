"""Grey images, kept so that a network has few of their pixels to look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import UInt8Array

_GRAIN = 16
_ROWS_AT_ONCE = 250  # few enough for their lit pixels to be counted in a byte


class ImageRows(Protocol):
    """Images in reading order, one or many at a time: an array of shape (n, pixels), or `Images`."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of images, and of pixels in each."""
        ...

    def __len__(self) -> int: ...

    def __getitem__(self, rows: Any, /) -> UInt8Array: ...


@dataclass(frozen=True, eq=False)
class Images:
    """Grey images whose pixels lie in memory by how many images have ink there, the most lit ones first.

    The pixels that any image of a mini-batch lights are among its first columns then, and a matrix product can leave
    out the others: of MNIST every fifth for 100 images. In reading order it is every tenth, and those lie at both ends.

    Rows of them, taken as from an array of shape (n, pixels), are copies in reading order.

    Parameters
    ----------
    by_ink : ndarray of uint8, shape (n, pixels)
        Grey levels, 0 to 255, and 0 where there is no ink. Read-only.
    pixels : ndarray of int, shape (pixels,)
        Which pixel, in reading order, each column is. Read-only.
    """

    by_ink: UInt8Array
    pixels: NDArray[np.intp]

    def __post_init__(self) -> None:
        for name in ("by_ink", "pixels"):
            view = getattr(self, name).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)

    @classmethod
    def of(cls, images: UInt8Array) -> Images:
        """Return images that are given in reading order.

        Parameters
        ----------
        images : ndarray of uint8, shape (n, pixels)
            Never modified.

        Raises
        ------
        ValueError
            If the images are no bytes, or not rows of pixels.

        Notes
        -----
        60,000 images of MNIST take 0.06 s.
        """
        if images.dtype != np.uint8 or images.ndim != 2:
            raise ValueError(f"images must be rows of uint8, not {images.dtype} of shape {images.shape}")
        pixels = np.argsort(-_times_lit(images), kind="stable")
        return cls(images.take(pixels, axis=1), pixels)

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of images, and of pixels in each."""
        return self.by_ink.shape

    def __len__(self) -> int:
        return len(self.by_ink)

    def __getitem__(self, rows: Any) -> UInt8Array:
        if isinstance(rows, tuple):
            raise IndexError("images are chosen by rows alone: their pixels do not lie in reading order")
        images: UInt8Array = self.by_ink[rows].take(self.columns, axis=-1)
        return images

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        if copy is False:
            raise ValueError("images in reading order are always a copy")
        return self[:] if dtype is None else self[:].astype(dtype, copy=False)

    def part(self, rows: slice) -> Images:
        """Return some of the images, in the same memory."""
        return Images(self.by_ink[rows], self.pixels)

    def followed_by(self, images: UInt8Array) -> Images:
        """Return these images and more, given in reading order, in the same columns."""
        return Images(np.concatenate([self.by_ink, images.take(self.pixels, axis=1)]), self.pixels)

    @cached_property
    def columns(self) -> NDArray[np.intp]:
        """In which column each pixel is, shape (pixels,)."""
        return np.argsort(self.pixels)

    def lit_columns(self, rows: NDArray[np.integer]) -> int:
        """Return how many of the first columns hold all the ink of some images.

        Parameters
        ----------
        rows : ndarray of int, shape (m,)
            Which images: at least one.

        Returns
        -------
        int
            A multiple of 16, or all: few different ones, which are easily cut into equal parts.

        Notes
        -----
        Takes 2 microseconds for a hundred images.
        """
        return int(np.maximum.reduce(self._lit_columns.take(rows)))

    @cached_property
    def rows_by_ink(self) -> NDArray[np.intp]:
        """The images in an order in which neighbours have their ink in about the same columns, shape (n,).

        Of MNIST, some hundreds of neighbours leave out two pixels in five.
        """
        return np.argsort(self._lit_columns, kind="stable")

    @cached_property
    def _lit_columns(self) -> NDArray[np.uint16]:
        """How many of the first columns hold the ink of each image, shape (n,)."""
        count, width = self.shape
        last = np.empty(count, np.int64)
        for start in range(0, count, _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            # Eight pixels at a time: the last of a row is found sooner.
            lit = np.packbits(self.by_ink[rows], axis=1) != 0
            last[rows] = np.where(lit.any(axis=1), lit.shape[1] - lit[:, ::-1].argmax(axis=1), 1)
        grains = -(-8 * last // _GRAIN)
        return np.minimum(_GRAIN * grains, width).astype(np.uint16)


def _times_lit(images: UInt8Array) -> NDArray[np.int64]:
    """Count how many images light each pixel, shape (pixels,)."""
    times = np.zeros(images.shape[1], np.int64)
    for start in range(0, len(images), _ROWS_AT_ONCE):
        times += (images[start : start + _ROWS_AT_ONCE] != 0).sum(axis=0, dtype=np.uint8)
    return times
