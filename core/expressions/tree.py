"""The tree of a formula: five kinds of node, each of which evaluates itself on dual numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from core.expressions.dual import FUNCTIONS, Dual


@dataclass(frozen=True)
class Number:
    """A constant."""

    number: float

    def evaluate(self, variables: Sequence[Dual]) -> Dual:
        """Return the constant in the precision of the variables, with no slopes."""
        first = variables[0]
        return Dual(np.asarray(self.number, dtype=first.value.dtype), (None,) * len(first.slopes))


@dataclass(frozen=True)
class Variable:
    """One of the variables, by its index."""

    index: int

    def evaluate(self, variables: Sequence[Dual]) -> Dual:
        """Return the variable as given."""
        return variables[self.index]


@dataclass(frozen=True)
class Negation:
    """Minus something."""

    operand: Node

    def evaluate(self, variables: Sequence[Dual]) -> Dual:
        """Return the operand with its sign changed."""
        return -self.operand.evaluate(variables)


@dataclass(frozen=True)
class Operation:
    """Two operands joined by ``+ - * / ^``."""

    operator: str
    left: Node
    right: Node

    def evaluate(self, variables: Sequence[Dual]) -> Dual:
        """Return the two operands, joined."""
        left, right = self.left.evaluate(variables), self.right.evaluate(variables)
        match self.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
            case _:
                return left**right


@dataclass(frozen=True)
class Call:
    """A function of `FUNCTIONS`, applied."""

    function: str
    argument: Node

    def evaluate(self, variables: Sequence[Dual]) -> Dual:
        """Return the function of its argument."""
        return self.argument.evaluate(variables).apply(FUNCTIONS[self.function])


Node: TypeAlias = Number | Variable | Negation | Operation | Call
