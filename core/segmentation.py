"""Several digits in one picture, told apart and in the order of reading."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, UInt8Array
from core.blas import one_blas_thread
from core.connected_components import connected_components
from core.ink_form import from_ink
from core.ink_on_paper import grey_levels, ink_on_paper
from core.sheet import find_sheet

LONGEST = 1_000
"""Pixels a side that are looked at: more make a digit no clearer."""

MOST_DIGITS = 50

_INKED = 0.5
_DUST = 0.08  # of the tallest part: what is smaller both ways was never written
_SMALLEST = 0.25  # of the tallest digit: what is less high is a speck, a dash or a line drawn below
_SMALLEST_AT_EDGE = 0.7  # the same for what the edge of the picture cuts off: a shadow, or another line
_NEAR = 0.25  # of the tallest digit: parts this far one above the other belong together
_BESIDE = 0.2  # of a digit's height: as much of it must be beside another of its line
_LARGEST = 1.25  # of the tallest part: what is larger when joined is two lines of digits, or underlined


@dataclass(frozen=True, eq=False)
class FoundDigit:
    """One digit of a picture.

    Attributes
    ----------
    left, top, right, bottom : int
        Its box in the picture, in pixels; right and bottom are the first ones outside.
    image : ndarray of uint8, shape (784,)
        The digit alone in the form of MNIST's images, by `core.ink_form.from_ink`.
    """

    left: int
    top: int
    right: int
    bottom: int
    image: UInt8Array


@dataclass(frozen=True, eq=False)
class _Part:
    """A box around ink, and the numbers of the connected components in it."""

    left: int
    top: int
    right: int
    bottom: int
    members: tuple[int, ...]

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def is_cut_off(self, shape: tuple[int, ...]) -> bool:
        rows, columns = shape
        return self.left == 0 or self.top == 0 or self.right == columns or self.bottom == rows

    def joined(self, other: _Part) -> _Part:
        return _Part(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.members + other.members,
        )


def find_digits(picture: ArrayLike) -> tuple[FoundDigit, ...]:
    """Find the digits in a picture.

    Parameters
    ----------
    picture : array_like, shape (rows, columns)
        Grey levels: integers from 0 to 255, or floats from 0 to 1. Dark on light or light on dark.

    Returns
    -------
    tuple of FoundDigit
        Line by line from the top, each from left to right; at most `MOST_DIGITS`, the tallest. None where nothing
        stands out.

    Raises
    ------
    ValueError
        As in `ink_on_paper`.

    Notes
    -----
    A sheet of paper on a darker table is looked at alone. Ink is found by `core.ink_on_paper`. Parts of it that
    touch, corners included, are one; parts one above the other, such as the bar of a 5, are joined; specks, dashes and
    lines drawn below are left out. Digits that touch are not told apart. Takes about 0.2 s for 1,000 x 1,000 pixels.
    """
    grey = grey_levels(picture)
    if not grey.size:
        return ()
    factor = math.ceil(max(grey.shape) / LONGEST)
    small = _reduced(grey, factor)
    sheet = find_sheet(small)
    found = () if sheet is None else _found_in(sheet.grey, sheet.left, sheet.top)
    rows, columns = grey.shape
    return tuple(
        FoundDigit(
            digit.left * factor,
            digit.top * factor,
            min(digit.right * factor, columns),
            min(digit.bottom * factor, rows),
            digit.image,
        )
        for digit in found or _found_in(small, 0, 0)
    )


def _found_in(grey: FloatArray, left: int, top: int) -> tuple[FoundDigit, ...]:
    """Return the digits of a part of a picture, which begins at (left, top)."""
    ink = ink_on_paper(grey)
    labels, count = connected_components(ink > _INKED)
    found = []
    for part in _in_reading_order(_digits(_parts(labels, count), ink.shape)):
        with one_blas_thread():
            form = from_ink(_alone(part, ink, labels))
        if form is not None:
            image = np.rint(255 * form).astype(np.uint8)
            found.append(
                FoundDigit(part.left + left, part.top + top, part.right + left, part.bottom + top, image)
            )
    return tuple(found)


def _reduced(grey: FloatArray, factor: int) -> FloatArray:
    """Return the means of squares of pixels; what is left over at the right and below counts as far as it goes."""
    if factor == 1:
        return grey
    sums, shares = grey, np.ones_like(grey)
    for axis in (0, 1):
        starts = np.arange(0, grey.shape[axis], factor)
        sums, shares = (np.add.reduceat(array, starts, axis=axis) for array in (sums, shares))
    means: FloatArray = sums / shares
    return means


def _parts(labels: NDArray[np.intp], count: int) -> list[_Part]:
    """Return the connected components that may belong to a digit: no dust, and not too many."""
    boxes = np.tile(np.array([*labels.shape[::-1], 0, 0], dtype=np.intp), (count, 1))
    row, column = np.nonzero(labels)
    component = labels[row, column] - 1
    for edge, where in enumerate((column, row)):
        np.minimum.at(boxes[:, edge], component, where)
        np.maximum.at(boxes[:, edge + 2], component, where + 1)
    longer = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    large = np.flatnonzero(longer > _DUST * longer.max(initial=0))
    largest = np.sort(large[np.argsort(-longer[large], kind="stable")[: 2 * MOST_DIGITS]])
    return [
        _Part(left, top, right, bottom, (number + 1,))
        for number, (left, top, right, bottom) in zip(largest.tolist(), boxes[largest].tolist(), strict=True)
    ]


def _digits(parts: list[_Part], shape: tuple[int, ...]) -> list[_Part]:
    """Join what belongs together, and leave out what is too small beside the tallest."""
    tall = max((part.height for part in parts), default=0)
    digits: list[_Part] = []
    for part in parts:
        digits = _with_part(digits, part, tall)
    tall = max((digit.height for digit in digits), default=0)
    large = [
        digit
        for digit in digits
        if digit.height >= tall * (_SMALLEST_AT_EDGE if digit.is_cut_off(shape) else _SMALLEST)
    ]
    return sorted(large, key=lambda digit: -digit.height)[:MOST_DIGITS]


def _with_part(digits: list[_Part], part: _Part, tall: int) -> list[_Part]:
    """Return digits with one part more, joined with all that it belongs to."""
    for digit in digits:
        if _belong_together(part, digit, tall):
            return _with_part([other for other in digits if other is not digit], digit.joined(part), tall)
    return [*digits, part]


def _belong_together(one: _Part, other: _Part, tall: int) -> bool:
    """Whether parts lie one above the other, or one in the other's box, and are no taller than a digit."""
    beside = min(one.right, other.right) - max(one.left, other.left)
    above = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrower, lower = min(one.width, other.width), min(one.height, other.height)
    is_inside = beside == narrower and above == lower
    is_above = beside > narrower / 2 and -_NEAR * tall <= above <= lower / 2
    both = one.joined(other)
    return is_inside or (is_above and max(both.height, both.width) <= _LARGEST * tall)


def _in_reading_order(digits: list[_Part]) -> list[_Part]:
    lines: list[list[_Part]] = []
    for digit in sorted(digits, key=lambda digit: digit.top):
        # Few people write on a level: what is beside any digit of the line is in the line.
        lowest = max(other.bottom for other in lines[-1]) if lines else digit.top
        if lowest - digit.top > _BESIDE * digit.height:
            lines[-1].append(digit)
        else:
            lines.append([digit])
    return [digit for line in lines for digit in sorted(line, key=lambda digit: digit.left)]


def _alone(part: _Part, ink: FloatArray, labels: NDArray[np.intp]) -> FloatArray:
    """Return the ink of one digit, with one pixel more each way for the grey edge of its strokes."""
    window = np.s_[max(part.top - 1, 0) : part.bottom + 1, max(part.left - 1, 0) : part.right + 1]
    alone: FloatArray = np.where(_widened(np.isin(labels[window], part.members)), ink[window], 0.0)
    return alone


def _widened(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask with its neighbours, corners included."""
    for axis in (0, 1):
        framed = np.pad(mask, [(1, 1) if axis == other else (0, 0) for other in (0, 1)])
        length = mask.shape[axis]
        mask = np.logical_or.reduce([framed.take(range(shift, shift + length), axis) for shift in range(3)])
    return mask
