"""How the parameters of a network are spread: what its pictures of weights need to know about all of them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.inspection import Histogram, histogram, rms
from core.two_layer_net import TwoLayerNet
from explorer.training.colour_limit import colour_limit

BINS = 60
BEYOND = 1.2  # of where the colours end, for the histogram


@dataclass(frozen=True, eq=False)
class ArraySpread:
    """How the entries of one array are spread.

    Attributes
    ----------
    limit : float
        Where the colours of their picture end: one of a few round numbers.
    counts : Histogram
        To a fifth beyond the limit either way; the outer bins count what lies farther out.
    size : int
        Number of entries.
    rms : float
        Their root mean square.
    """

    limit: float
    counts: Histogram
    size: int
    rms: float

    @classmethod
    def of(cls, values: FloatArray) -> "ArraySpread":
        """Compute it."""
        limit = colour_limit(values)
        end = BEYOND * limit
        return cls(limit, histogram(np.clip(values, -end, end), BINS, (-end, end)), values.size, rms(values))

    def expected(self, spread: float) -> FloatArray:
        """Return the counts that normal numbers about 0 of that standard deviation would have."""
        return expected_counts(self.counts.edges, self.size, spread)


@dataclass(frozen=True, eq=False)
class Spread:
    """How the parameters of a network are spread.

    Attributes
    ----------
    arrays : mapping of ArraySpread
        By the names of the parameters.
    norms : ndarray, shape (hidden,)
        Length of the weights that lead into each hidden unit.
    """

    network: TwoLayerNet
    arrays: Mapping[str, ArraySpread]
    norms: FloatArray

    @classmethod
    def of(cls, network: TwoLayerNet) -> "Spread":
        """Compute it."""
        arrays = {name: ArraySpread.of(values) for name, values in network.params.items()}
        return cls(network, arrays, norms_of(network))


def norms_of(network: TwoLayerNet) -> FloatArray:
    """Return the length of the weights that lead into each hidden unit, shape (hidden,)."""
    return np.linalg.norm(network.params["W1"], axis=0)


def expected_counts(edges: FloatArray, count: int, spread: float) -> FloatArray:
    """Return how many of `count` normal numbers about 0 are expected in each bin; all in the middle for 0."""
    if spread == 0:
        return np.where((edges[:-1] <= 0) & (edges[1:] > 0), float(count), 0.0)
    below = np.array([0.5 * (1 + math.erf(edge / (spread * math.sqrt(2)))) for edge in edges.tolist()])
    return count * np.diff(below)
