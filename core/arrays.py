"""The array types that all of `core` speaks, and the one way into them."""

from __future__ import annotations

import mmap
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.floating]
UInt8Array: TypeAlias = NDArray[np.uint8]

LINE_BYTES = 64
"""Length of a line of a processor's cache."""


def as_float(x: ArrayLike) -> FloatArray:
    """Return `x` as an array of floating-point numbers.

    Parameters
    ----------
    x : array_like, any shape
        Numbers. Never modified, but not copied either where it is a float array already.

    Returns
    -------
    ndarray, shape of `x`
        Floats keep their dtype; integers and booleans become float64.

    Raises
    ------
    TypeError
        If `x` holds anything but real numbers.
    """
    array = np.asarray(x)
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    raise TypeError(f"real numbers are needed, got an array of {array.dtype}")


def set_apart[Scalar: np.generic](array: NDArray[Scalar]) -> NDArray[Scalar]:
    """Return a copy in memory of its own, which goes back to the system as a whole.

    For arrays of many kilobytes that come and go for long: elsewhere small things would settle in the places that they
    leave, and the process would grow.

    Parameters
    ----------
    array : ndarray, any shape

    Returns
    -------
    ndarray, shape and dtype of `array`
        In rows, as C has them. It takes whole pages of memory.
    """
    if not array.size:
        return array.copy()
    memory = mmap.mmap(-1, array.nbytes)
    apart = np.frombuffer(memory, dtype=array.dtype).reshape(array.shape)
    apart[...] = array
    return apart


def in_lines(count: int) -> NDArray[np.float64]:
    """Return room for so many numbers, from the start of a line of the cache on.

    NumPy writes whole lines, and takes twice as long where they are cut: memory as it comes hardly ever begins with a
    line.

    Returns
    -------
    ndarray of float64, shape (count,)
        Its content is left to chance.
    """
    line = LINE_BYTES // np.dtype(np.float64).itemsize
    room = np.empty(count + line)
    start = -room.ctypes.data // room.itemsize % line
    return room[start : start + count]
