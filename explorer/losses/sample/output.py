"""Changes of an output y: one bar moved, two swapped, a sum of 1."""

from core.arrays import FloatArray, as_float
from explorer.losses.state import CLASSES

Output = tuple[float, ...]

EQUAL: Output = (1 / CLASSES,) * CLASSES


def certain(index: int) -> Output:
    """Return the output that is 1 on class `index` and 0 elsewhere."""
    return tuple(float(k == index) for k in range(CLASSES))


def proportions(y: Output, index: int) -> FloatArray:
    """Return the shares of the classes other than `index` in the sum of them all.

    Returns
    -------
    ndarray, shape (10,)
        Sums to 1 and is 0 at `index`. Where all others are 0, their shares are equal.
    """
    others = as_float(y).copy()
    others[index] = 0
    largest = others.max()
    if largest == 0:
        others[:] = 1
        others[index] = 0
    else:
        others /= largest  # so that no sum of subnormal numbers loses its digits
    shares: FloatArray = others / others.sum()
    return shares


def with_bar(y: Output, index: int, probability: float, *, keep_sum: bool) -> Output:
    """Return the output with one bar moved.

    Parameters
    ----------
    index : int
        The class whose bar moves.
    probability : float
        Where to; brought into 0 to 1.
    keep_sum : bool
        Whether the others shrink or grow in proportion, so that all sum to 1. Others that are all 0
        share equally.
    """
    probability = min(max(float(probability), 0.0), 1.0)
    moved = as_float(y).copy()
    if keep_sum:
        moved = (1 - probability) * proportions(y, index)
    moved[index] = probability
    return tuple(moved.tolist())


def normalised(y: Output) -> Output:
    """Return the output scaled to a sum of 1; ten zeros become ten equal shares."""
    values = as_float(y)
    largest = values.max()
    if largest == 0:
        return EQUAL
    values = values / largest
    return tuple((values / values.sum()).tolist())


def most_probable_wrong(y: Output, target: int) -> int:
    """Return the class with the largest probability but for `target`; the last one of equals."""
    return max((k for k in range(CLASSES) if k != target), key=lambda k: (y[k], k))


def swapped(y: Output, first: int, second: int) -> Output:
    """Return the output with two classes' probabilities swapped."""
    values = list(y)
    values[first], values[second] = values[second], values[first]
    return tuple(values)
