"""More images from images: each one turned, scaled, slanted and moved a little, at random."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray


@dataclass(frozen=True)
class Affine:
    """Random affine maps about the centre of an image, one for each image.

    Every amount is drawn evenly from minus to plus its value.

    Attributes
    ----------
    rotation : float
        Angle in degrees.
    scale : float
        Change in size: the image becomes ``1 + scale`` times as large.
    aspect : float
        Logarithm by which the image gets wider, at a constant area.
    shear : float
        Slant: how far a row moves for each row that it is away from the centre.
    shift : float
        Displacement along either axis, in pixels.

    Raises
    ------
    ValueError
        If an amount is negative or not finite, or `scale` reaches 1.
    """

    rotation: float = 15.0
    scale: float = 0.1
    aspect: float = 0.1
    shear: float = 0.2
    shift: float = 1.0

    def __post_init__(self) -> None:
        for field in fields(self):
            amount = getattr(self, field.name)
            if not 0 <= amount < math.inf:
                raise ValueError(f"the {field.name} must be finite and not negative, got {amount!r}")
        if self.scale >= 1:
            raise ValueError(f"the scale must be below 1, got {self.scale!r}")

    def matrices(self, rng: np.random.Generator, count: int) -> tuple[FloatArray, FloatArray]:
        """Return random maps from places in a new image to places in the old one.

        Returns
        -------
        matrices : ndarray, shape (count, 2, 2)
            To be multiplied with offsets (x, y) from the centre.
        shifts : ndarray, shape (count, 2)
            To be added after that, in pixels.
        """

        def draw(amount: float) -> FloatArray:
            return rng.uniform(-amount, amount, count)

        angle, shear, scale = np.radians(draw(self.rotation)), draw(self.shear), 1 / (1 + draw(self.scale))
        width = np.exp(0.5 * draw(self.aspect))
        cosine, sine = np.cos(angle), np.sin(angle)
        columns = scale / width * np.stack([cosine, sine])
        rows = scale * width * np.stack([shear * cosine - sine, shear * sine + cosine])
        return np.stack([columns, rows]).transpose(2, 1, 0), np.stack(
            [draw(self.shift), draw(self.shift)], axis=1
        )


def augment(images: NDArray[np.uint8], affine: Affine, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return each image through an affine map of its own, interpolated linearly between pixels.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, side * side)
        Square images, row by row. Never modified.
    affine : Affine
        How far the maps may go.
    rng : numpy.random.Generator
        Draws the maps.

    Returns
    -------
    ndarray of float32, shape (n, side * side)
        Grey levels in the range of `images`. What comes in from outside an image is 0.

    Raises
    ------
    ValueError
        If the images are not square.
    """
    count, pixels = images.shape
    side = math.isqrt(pixels)
    if side * side != pixels:
        raise ValueError(f"only square images can be turned, got rows of {pixels} pixels")
    matrices, shifts = affine.matrices(rng, count)
    centre = (side - 1) / 2
    offsets = np.indices((side, side), dtype=np.float32)[::-1].reshape(2, pixels) - np.float32(centre)
    places = matrices.astype(np.float32) @ offsets + (shifts + centre).astype(np.float32)[:, :, np.newaxis]
    return _interpolate(images.reshape(count, side, side), places)


def _interpolate(images: NDArray[np.uint8], places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return images at places (n, 2, pixels), given as (column, row); 0 outside."""
    count, side, _ = images.shape
    # One row and column of zeros before the image and two behind it: no place needs a test for the border.
    stride = side + 3
    framed = np.zeros((count, stride, stride), np.float32)
    framed[:, 1:-2, 1:-2] = images
    inside = np.clip(places + np.float32(1), 0, side + 1)
    whole = np.floor(inside)
    x, y = np.moveaxis(inside - whole, 1, 0)
    column, row = np.moveaxis(whole.astype(np.intp), 1, 0)
    corner = (row + stride * np.arange(count)[:, np.newaxis]) * stride + column
    flat = framed.ravel()
    # Clipping never takes place, but spares `take` a check of every index.
    above, right_above, below, right_below = (
        flat[offset:].take(corner, mode="clip") for offset in (0, 1, stride, stride + 1)
    )
    above += x * (right_above - above)
    below += x * (right_below - below)
    interpolated: NDArray[np.float32] = above + y * (below - above)
    return interpolated
