"""The array type that all of `core` speaks, and the one way into it."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.floating]


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
