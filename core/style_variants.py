"""Digits as other people write them, made from images by drawing strokes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, UInt8Array
from core.digit_image import from_pixels
from core.images import ImageRows, Images
from core.mnist import CLASSES, PIXELS, SIDE, Dataset
from core.scheduling import never_interrupt

_AT_ONCE = 500
_MARGIN = 14
_CANVAS = SIDE + 2 * _MARGIN
_INKED = 0.3
_CURVE = np.linspace(0, 1, 6)[:, np.newaxis]


@dataclass(frozen=True)
class StyleVariants:
    """How many images of each style to make. MNIST, American handwriting of the 1990s, has few of them.

    Attributes
    ----------
    slashed_zeros : int
        0 with a stroke across.
    ones_with_flag_or_foot : int
        1 with an upstroke before it, a line below it, or both.
    crossed_sevens : int
        7 with a bar through the stem.
    curved_nines : int
        9 with a tail that curves to the left.

    Raises
    ------
    ValueError
        If a number is negative or not whole.
    """

    slashed_zeros: int = 2_500
    ones_with_flag_or_foot: int = 5_000
    crossed_sevens: int = 2_000
    curved_nines: int = 2_500

    def __post_init__(self) -> None:
        for field in fields(self):
            count = getattr(self, field.name)
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                name = field.name.replace("_", " ")
                raise ValueError(f"the number of {name} must be whole and not negative, got {count!r}")

    @property
    def total(self) -> int:
        """Number of images of all styles together."""
        return sum(getattr(self, field.name) for field in fields(self))


def style_variants(
    images: ImageRows,
    labels: NDArray[np.integer],
    variants: StyleVariants,
    rng: np.random.Generator,
    check_interrupt: Callable[[], object] = never_interrupt,
) -> tuple[UInt8Array, UInt8Array]:
    """Make images of digits in other styles.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 784), or Images
        In the form of MNIST. Never modified.
    labels : ndarray of int, shape (n,)
        The digits, 0 to 9.
    variants : StyleVariants
        How many of each style.
    rng : numpy.random.Generator
        Chooses the images, each with the same chance, and decides how the strokes lie.
    check_interrupt : callable, optional
        Called before each 500 images; an exception that it raises stops the work.

    Returns
    -------
    images : ndarray of uint8, shape (m, 784)
        Brought into the form again, style by style.
    labels : ndarray of uint8, shape (m,)

    Raises
    ------
    ValueError
        If `images` are not 28 x 28, or there is none of a digit that is wanted.

    Notes
    -----
    The strokes are as wide as those of the image: twice the area of the ink by the length of its outline.
    The 12,000 images of the defaults take about two seconds.
    """
    if images.shape[1:] != (PIXELS,) or labels.shape != images.shape[:1]:
        raise ValueError(f"style variants need images of {PIXELS} pixels and a label each")
    made = [np.empty((0, PIXELS), np.uint8)]
    digits = [np.empty(0, np.uint8)]
    for name, (digit, strokes) in _STYLES.items():
        count = getattr(variants, name)
        candidates = np.flatnonzero(labels == digit)
        if count and not candidates.size:
            raise ValueError(f"there is no {digit} to make {name.replace('_', ' ')} of")
        for start in range(0, count, _AT_ONCE):
            check_interrupt()
            chosen = rng.choice(candidates, min(_AT_ONCE, count - start))
            made.append(_with_strokes(images[chosen], strokes, rng))
            digits.append(np.full(len(chosen), digit, np.uint8))
    return np.concatenate(made), np.concatenate(digits)


def with_style_variants(
    data: Dataset,
    variants: StyleVariants,
    rng: np.random.Generator,
    check_interrupt: Callable[[], object] = never_interrupt,
) -> tuple[Images, UInt8Array]:
    """Return the training images and labels of a data set, and behind them those in other styles.

    Raises
    ------
    ValueError
        If the data are not digits, or as in `style_variants`.
    """
    if data.classes != CLASSES:
        raise ValueError(f"style variants are of digits, and {data.name} has other classes")
    images, labels = style_variants(data.train_images, data.train_labels, variants, rng, check_interrupt)
    return data.train_images.followed_by(images), np.concatenate([data.train_labels, labels])


class _Ink(NamedTuple):
    """Images and where their ink is, in pixels from the top left corner."""

    pixels: FloatArray  # (n, 56, 56), 0 to 1: with room for the strokes
    low: FloatArray  # (n, 2): left and top of the box
    high: FloatArray  # (n, 2): right and bottom
    width: FloatArray  # (n,): of the strokes


def _ink_of(images: UInt8Array) -> _Ink:
    pixels = np.zeros((len(images), _CANVAS, _CANVAS), np.float32)
    pixels[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN] = images.reshape(-1, SIDE, SIDE) / np.float32(255)
    across, down = (pixels.max(axis=axis) > _INKED for axis in (1, 2))
    low = np.stack([across.argmax(axis=1), down.argmax(axis=1)], axis=1)
    high = _CANVAS - np.stack([across[:, ::-1].argmax(axis=1), down[:, ::-1].argmax(axis=1)], axis=1)
    slopes = np.gradient(pixels, axis=(1, 2))
    outline = np.hypot(*slopes).sum(axis=(1, 2))
    width = 2 * pixels.sum(axis=(1, 2)) / np.maximum(outline, 1)
    return _Ink(pixels, low.astype(float), high.astype(float), np.clip(width, 1.2, 4.5))


def _with_strokes(images: UInt8Array, strokes: _Strokes, rng: np.random.Generator) -> UInt8Array:
    ink = _ink_of(images)
    drawn = np.maximum(ink.pixels, _drawn(strokes(ink, rng), ink.width))
    forms = [from_pixels(image) for image in drawn]
    return np.rint(255 * np.stack([form for form in forms if form is not None])).astype(np.uint8)


def _drawn(segments: FloatArray, width: FloatArray) -> FloatArray:
    """Draw segments (n, segments, 2 ends, 2) by round pens of the widths given: (n, 56, 56)."""
    rows, columns = np.indices((_CANVAS, _CANVAS), dtype=np.float32) + np.float32(0.5)
    nearest = np.full((len(segments), _CANVAS, _CANVAS), np.inf, np.float32)
    for segment in np.moveaxis(segments.astype(np.float32), 1, 0):
        x, y = segment[:, 0].T[..., np.newaxis, np.newaxis]
        along_x, along_y = (segment[:, 1] - segment[:, 0]).T[..., np.newaxis, np.newaxis]
        away_x, away_y = columns - x, rows - y
        length_squared = np.maximum(along_x**2 + along_y**2, np.finfo(np.float32).tiny)
        share = np.clip((away_x * along_x + away_y * along_y) / length_squared, 0, 1)
        np.minimum(nearest, np.hypot(away_x - share * along_x, away_y - share * along_y), out=nearest)
    ink: FloatArray = np.clip(width[:, np.newaxis, np.newaxis] / 2 + 0.5 - nearest, 0, 1)
    return ink


def _column_at(ink: _Ink, row: FloatArray) -> FloatArray:
    """Return the mean column of the ink in the two rows around a height, shape (n,)."""
    first = np.clip(np.rint(row - 1).astype(int), 0, _CANVAS - 2)
    n = np.arange(len(row))
    two = ink.pixels[n, first] + ink.pixels[n, first + 1]
    columns: FloatArray = two @ (np.arange(_CANVAS) + 0.5) / np.maximum(two.sum(axis=1), 1e-6)
    return columns


def _top(ink: _Ink) -> FloatArray:
    """Return the upper end of the ink, shape (n, 2)."""
    row = ink.low[:, 1] + 1
    return np.stack([_column_at(ink, row), row], axis=1)


def _bottom(ink: _Ink) -> FloatArray:
    """Return the lower end of the ink, shape (n, 2)."""
    row = ink.high[:, 1] - 1
    return np.stack([_column_at(ink, row), row], axis=1)


def _directions(degrees: FloatArray) -> FloatArray:
    """Return unit vectors (n, 2) at angles counted from the right, upwards."""
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), -np.sin(radians)], axis=1)


def _slash(ink: _Ink, rng: np.random.Generator) -> FloatArray:
    n = len(ink.pixels)
    centre, half = (ink.low + ink.high) / 2, (ink.high - ink.low) / 2
    towards = half * rng.uniform([0.0, 0.6], [1.2, 2.8], (n, 2))
    towards[:, 1] *= np.where(rng.random(n) < 0.15, 1, -1)  # few people write the other diagonal
    centre = centre + rng.uniform(-0.15, 0.15, (n, 2)) * half
    return np.stack([centre - towards, centre + towards], axis=1)[:, np.newaxis]


def _flag_and_foot(ink: _Ink, rng: np.random.Generator) -> FloatArray:
    n = len(ink.pixels)
    top, bottom = _top(ink), _bottom(ink)
    height = (bottom - top)[:, 1:]
    kind = rng.choice(3, (n, 1), p=[0.55, 0.1, 0.35])  # flag, foot, both
    down_x, down_y = (bottom - top).T
    stem = np.degrees(np.arctan2(-down_y, down_x)) % 360
    angle = np.maximum(stem - rng.uniform(20, 85, n), 180)
    longest = np.interp(angle, [180, 230], [0.45, 0.85])[:, np.newaxis]  # a long level one would make a 7
    reach = np.where(kind == 1, 0, height * rng.uniform(0.2, longest))
    flag = np.stack([top, top + reach * _directions(angle)], axis=1)
    half = np.where(kind == 0, 0, height * rng.uniform(0.12, 0.45, (n, 1)))
    tilt = _directions(rng.uniform(-10, 25, n))
    foot = np.stack([bottom - half * tilt, bottom + half * tilt * rng.uniform(0.5, 1.5, (n, 1))], axis=1)
    return np.stack([flag, foot], axis=1)


def _crossbar(ink: _Ink, rng: np.random.Generator) -> FloatArray:
    n = len(ink.pixels)
    row = ink.low[:, 1] + (ink.high - ink.low)[:, 1] * rng.uniform(0.4, 0.65, n)
    middle = np.stack([_column_at(ink, row), row], axis=1)
    tilt = _directions(rng.uniform(-15, 20, n))
    before, after = rng.uniform(2.5, 5.5, (2, n, 1))
    return np.stack([middle - before * tilt, middle + after * tilt], axis=1)[:, np.newaxis]


def _tail(ink: _Ink, rng: np.random.Generator) -> FloatArray:
    """Return a curve of the second degree from the foot of the stem, down and to the left."""
    n = len(ink.pixels)
    foot = _bottom(ink)[:, np.newaxis]
    reach, depth, rise = rng.uniform([4, 0.5, -1], [18, 7, 5], (n, 3)).T
    turn = np.stack([-0.25 * reach, 2 * depth], axis=1)[:, np.newaxis]
    end = np.stack([-reach, depth - rise], axis=1)[:, np.newaxis]
    points = foot + 2 * _CURVE * (1 - _CURVE) * turn + _CURVE**2 * end
    return np.stack([points[:, :-1], points[:, 1:]], axis=2)


_Strokes = Callable[[_Ink, np.random.Generator], FloatArray]

_STYLES: Mapping[str, tuple[int, _Strokes]] = {
    "slashed_zeros": (0, _slash),
    "ones_with_flag_or_foot": (1, _flag_and_foot),
    "crossed_sevens": (7, _crossbar),
    "curved_nines": (9, _tail),
}
