"""The tree of a formula: five kinds of node."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Number:
    """A constant."""

    number: float


@dataclass(frozen=True)
class Variable:
    """One of the variables, by its index."""

    index: int


@dataclass(frozen=True)
class Negation:
    """Minus something."""

    operand: Node


@dataclass(frozen=True)
class Operation:
    """Two operands joined by ``+ - * / ^``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    """A function of `core.expressions.FUNCTIONS`, applied."""

    function: str
    argument: Node


Node: TypeAlias = Number | Variable | Negation | Operation | Call


def polynomial_degree(node: Node) -> float:
    """Return the degree of a formula that is built as a polynomial, at most; infinity where it is not.

    Cancelling terms are not found: ``x^3 - x^3`` counts as 3.
    """
    match node:
        case Number():
            return 0
        case Variable():
            return 1
        case Negation(operand):
            return polynomial_degree(operand)
        case Operation("+" | "-", left, right):
            return max(polynomial_degree(left), polynomial_degree(right))
        case Operation("*", left, right):
            return polynomial_degree(left) + polynomial_degree(right)
        case Operation("/", left, right) if polynomial_degree(right) == 0:
            return polynomial_degree(left)
        case Operation("^", left, Number(power)) if power >= 0 and power == int(power):
            return polynomial_degree(left) * power if power else 0
        case _:
            return 0 if _is_constant(node) else math.inf


def _is_constant(node: Node) -> bool:
    match node:
        case Variable():
            return False
        case Operation(_, left, right):
            return _is_constant(left) and _is_constant(right)
        case Negation(part) | Call(_, part):
            return _is_constant(part)
        case _:
            return True
