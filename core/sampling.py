"""Mini-batches: which samples each step of a run learns from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

IndexArray: TypeAlias = NDArray[np.int64]

_BLOCK = 10_000


class SamplerState(NamedTuple):
    """Where a `Sampler` stands.

    Attributes
    ----------
    generator : dict
        State of the bit generator before it drew the present block of indices.
    position : int
        How many indices of the block are used up.
    """

    generator: Mapping[str, Any]
    position: int


def _with_replacement(rng: np.random.Generator, count: int) -> IndexArray:
    return rng.integers(count, size=_BLOCK)


def _shuffled(rng: np.random.Generator, count: int) -> IndexArray:
    return rng.permutation(count)


SAMPLINGS: Mapping[str, Callable[[np.random.Generator, int], IndexArray]] = MappingProxyType(
    {"replacement": _with_replacement, "shuffle": _shuffled}
)
"""How the next block of indices is drawn, by name."""


class Sampler:
    """An endless stream of sample indices, cut into mini-batches.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the indices, many batches at a time.
    count : int
        How many samples there are.
    sampling : str
        "replacement": every index is drawn from all samples, as in the book; "shuffle": all samples in random
        order, then all again in another. A batch may take the end of one order and the start of the next.
    """

    def __init__(self, rng: np.random.Generator, count: int, sampling: str) -> None:
        self._rng = rng
        self._count = count
        self._draw = SAMPLINGS[sampling]
        self._refill()

    def _refill(self) -> None:
        self._generator_state = self._rng.bit_generator.state
        self._block = self._draw(self._rng, self._count)
        self._position = 0

    def next_batch(self, size: int) -> IndexArray:
        """Return the next `size` indices, shape (size,)."""
        parts = []
        while size > self._block.size - self._position:
            parts.append(self._block[self._position :])
            size -= parts[-1].size
            self._refill()
        parts.append(self._block[self._position : self._position + size])
        self._position += size
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    @property
    def state(self) -> SamplerState:
        """Where the stream stands."""
        return SamplerState(self._generator_state, self._position)

    @state.setter
    def state(self, state: SamplerState) -> None:
        self._rng.bit_generator.state = state.generator
        self._refill()
        self._position = state.position
