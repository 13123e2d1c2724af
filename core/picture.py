"""A picture with digits on it: kept in grey levels, with the digits found in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import UInt8Array
from core.files import FileError
from core.segmentation import FoundDigit, find_digits

LONGEST_SIDE = 640
"""Pixels of a picture that is kept: more make a digit no clearer."""

_HEADER = re.compile(rb"P5\n([1-9]\d{0,3}) ([1-9]\d{0,3})\n255\n")


class PictureError(FileError):
    """One sentence that says why there is no picture."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture and the digits on it.

    Attributes
    ----------
    grey : ndarray of uint8, shape (rows, columns)
        From 0, black, to 255.

    Raises
    ------
    PictureError
        If `grey` has another type or shape, no pixel, or a side longer than `LONGEST_SIDE`.
    """

    grey: UInt8Array

    def __post_init__(self) -> None:
        if self.grey.ndim != 2 or self.grey.dtype != np.uint8:
            raise PictureError("A picture is kept as bytes in rows and columns.")
        if not 0 < min(self.grey.shape) <= max(self.grey.shape) <= LONGEST_SIDE:
            raise PictureError(f"A picture that is kept has 1 to {LONGEST_SIDE} pixels a side.")

    @cached_property
    def digits(self) -> tuple[FoundDigit, ...]:
        """The digits in it, in the order of reading: 0.1 s, when first asked for."""
        return find_digits(self.grey)

    @cached_property
    def sha256(self) -> str:
        """What its pixels alone decide."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """Return it as a file, in the format PGM [1]_.

        References
        ----------
        .. [1] Netpbm, "PGM format specification", https://netpbm.sourceforge.net/doc/pgm.html
        """
        rows, columns = self.grey.shape
        return b"P5\n%d %d\n255\n" % (columns, rows) + self.grey.tobytes()

    @classmethod
    def from_bytes(cls, content: bytes) -> Picture:
        """Return the picture of a file that `to_bytes` wrote.

        Raises
        ------
        PictureError
            If it is another file, or does not have exactly as many bytes as it says.
        """
        header = _HEADER.match(content)
        if header is None:
            raise PictureError("It is no picture that Learnscope wrote.")
        columns, rows = map(int, header.groups())
        if len(content) - header.end() != rows * columns:
            raise PictureError("It does not have as many pixels as it says.")
        return cls(np.frombuffer(content, np.uint8, offset=header.end()).reshape(rows, columns))
