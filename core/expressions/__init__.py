"""A typed formula as a function: its values and its exact derivatives, without running any code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from core.arrays import FloatArray, as_float
from core.expressions.dual import FUNCTIONS, Dual
from core.expressions.errors import SENTENCES, ExpressionError
from core.expressions.parser import MAX_DEPTH, MAX_LENGTH, MAX_NODES, parse_tree
from core.expressions.tree import Node

__all__ = [
    "FUNCTIONS",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_NODES",
    "SENTENCES",
    "Expression",
    "ExpressionError",
    "parse",
]

Float64Array = NDArray[np.float64]


@dataclass(frozen=True)
class Expression:
    """A formula that has been read and can be evaluated. Made by `parse`.

    Attributes
    ----------
    text : str
        The formula as it was typed.
    variables : tuple of str
        The names that may vary, in the order in which `value` takes them.
    """

    text: str
    variables: tuple[str, ...]
    tree: Node = field(repr=False)

    def value(self, *arrays: ArrayLike, dtype: DTypeLike = np.float64) -> FloatArray:
        """Evaluate the formula elementwise.

        Parameters
        ----------
        *arrays : array_like
            One a variable; they broadcast against each other. Never modified.
        dtype : dtype, optional
            float64 or float32: the arithmetic, constants included.

        Returns
        -------
        ndarray of `dtype`, the broadcast shape
            A fresh array (0-dimensional for scalars); inf or nan where the formula has no finite value.

        Raises
        ------
        TypeError
            If the number of arrays is not the number of variables.
        ValueError
            If the arrays do not broadcast.
        """
        inputs, shape = self._inputs(arrays, dtype)
        values = self._evaluated([Dual(x, ()) for x in inputs]).value
        filled: FloatArray = np.array(np.broadcast_to(values, shape), dtype=dtype)
        return filled

    def value_and_gradient(self, *arrays: ArrayLike) -> tuple[Float64Array, tuple[Float64Array, ...]]:
        """Evaluate the formula and its exact partial derivatives elementwise.

        Parameters
        ----------
        *arrays : array_like
            As in `value`.

        Returns
        -------
        value : ndarray of float64, the broadcast shape
            As from `value`.
        gradient : tuple of ndarray of float64, each of the broadcast shape
            One partial derivative a variable. nan where the value is not finite and where there is
            no derivative (the kink of ``abs(x)``); infinite where the tangent is vertical.

        Notes
        -----
        Forward-mode differentiation: exact to rounding, in one walk over the formula, at about
        one evaluation more for each variable. In the chain rule 0 times anything is 0: right
        where the inside is flat (``sqrt(relu(x))`` at -1), and what central differences say
        where it is not (``sqrt(x^2)`` at 0).
        """
        inputs, shape = self._inputs(arrays, np.float64)
        one, order = np.ones(()), range(len(inputs))
        seeds = [Dual(inputs[k], tuple(one if i == k else None for i in order)) for k in order]
        result = self._evaluated(seeds)
        value = _filled(result.value, shape)
        finite = np.isfinite(value)
        slopes = (0.0 if slope is None else slope for slope in result.slopes)
        return value, tuple(_filled(np.where(finite, slope, np.nan), shape) for slope in slopes)

    def _inputs(
        self, arrays: Sequence[ArrayLike], dtype: DTypeLike
    ) -> tuple[list[FloatArray], tuple[int, ...]]:
        if len(arrays) != len(self.variables):
            raise TypeError(f"the variables are {', '.join(self.variables)}: got {len(arrays)} arrays")
        with np.errstate(over="ignore"):
            inputs = [as_float(x).astype(dtype, copy=False) for x in arrays]
        return inputs, np.broadcast_shapes(*(x.shape for x in inputs))

    def _evaluated(self, variables: list[Dual]) -> Dual:
        with np.errstate(all="ignore"):
            return self.tree.evaluate(variables)


def parse(text: str, variables: Sequence[str] = ("x",)) -> Expression:
    """Read a formula that a person typed.

    Allowed are numbers, the variables, ``pi`` and ``e``, ``+ - * /``, powers as ``^`` or ``**``,
    brackets, and the one-argument functions of `FUNCTIONS`. A sign binds less than a power
    (``-x^2`` is ``-(x^2)``) and powers are taken from the right, as in Python.

    Parameters
    ----------
    text : str
        The formula: at most `MAX_LENGTH` characters, `MAX_NODES` parts, nested `MAX_DEPTH` deep.
    variables : sequence of str, optional
        The names that may vary.

    Returns
    -------
    Expression

    Raises
    ------
    ExpressionError
        If the text is not such a formula: one sentence that names the place and what would be right.

    Notes
    -----
    Every number is a float, so ``9**9**9`` is inf at once. The work is bounded by the limits above.

    Examples
    --------
    >>> value, (slope,) = parse("0.01*x^2 + 0.1*x").value_and_gradient(5)
    >>> float(value), float(slope)
    (0.75, 0.2)
    """
    names = tuple(variables)
    return Expression(text, names, parse_tree(text, names))


def _filled(values: ArrayLike, shape: tuple[int, ...]) -> Float64Array:
    return np.array(np.broadcast_to(values, shape), dtype=np.float64)
