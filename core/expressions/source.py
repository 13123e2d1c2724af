"""A formula as Python source with NumPy, for a script that computes the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from core.expressions.tree import Call, Negation, Node, Number, Operation, Variable

FUNCTION_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "abs": "np.abs",
        "acos": "np.arccos",
        "asin": "np.arcsin",
        "atan": "np.arctan",
        "cos": "np.cos",
        "cosh": "np.cosh",
        "exp": "np.exp",
        "ln": "np.log",
        "log": "np.log",
        "log10": "np.log10",
        "log2": "np.log2",
        "relu": "relu",
        "sigmoid": "sigmoid",
        "sin": "np.sin",
        "sinh": "np.sinh",
        "sqrt": "np.sqrt",
        "step": "step_function",
        "tan": "np.tan",
        "tanh": "np.tanh",
    }
)
"""What each function of a formula is called in Python: NumPy's, or the chapter's ``sigmoid`` and the like."""

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 6)  # how tightly a piece of source holds together
_PRECEDENCE = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}


class _Piece(NamedTuple):
    text: str
    precedence: int
    varies: bool

    def at_least(self, precedence: int) -> str:
        return self.text if self.precedence >= precedence else f"({self.text})"


def python_source(tree: Node, variables: Sequence[str]) -> str:
    """Return a Python expression with the value of a formula.

    Parameters
    ----------
    tree : Node
        ``Expression.tree``.
    variables : sequence of str
        What to call the variables. They must be numbers or arrays of NumPy for the same values to come out where
        a formula divides by 0 or overflows.

    Returns
    -------
    str
        In ``np`` and in the chapter's ``sigmoid``, ``relu`` and ``step_function``, where the formula has them.

    Notes
    -----
    The value may differ from that of `Expression.value` by rounding: whole powers are products there.
    """
    return _written(tree, variables).text


def _written(node: Node, variables: Sequence[str]) -> _Piece:
    match node:
        case Number(number):
            return _number(number)
        case Variable(index):
            return _Piece(variables[index], _ATOM, True)
        case Negation(operand):
            inner = _written(operand, variables)
            return _Piece(f"-{inner.at_least(_SIGN)}", _SIGN, inner.varies)
        case Call(function, argument):
            inner = _written(argument, variables)
            return _Piece(f"{FUNCTION_SOURCES[function]}({inner.text})", _ATOM, inner.varies)
        case Operation(operator, left, right):
            return _operation(operator, _written(left, variables), _written(right, variables))


def _number(number: float) -> _Piece:
    if not math.isfinite(number):
        return _Piece("np.inf" if number > 0 else "np.nan", _ATOM, False)
    whole = number.is_integer() and abs(number) < 1e15
    return _Piece(str(int(number)) if whole else repr(number), _ATOM, False)


def _operation(operator: str, left: _Piece, right: _Piece) -> _Piece:
    precedence, varies = _PRECEDENCE[operator], left.varies or right.varies
    if operator in "/^" and not varies:
        # Python's own numbers would raise where NumPy's overflow, and whole ones would grow without end.
        left = _Piece(f"np.float64({left.text})", _ATOM, False)
    if operator == "^":
        return _Piece(f"{left.at_least(_ATOM)}**{right.at_least(_SIGN)}", precedence, varies)
    spaced = f" {operator} " if precedence == _SUM else operator
    return _Piece(f"{left.at_least(precedence)}{spaced}{right.at_least(precedence + 1)}", precedence, varies)
