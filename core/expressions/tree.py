"""The tree of a formula: five kinds of node."""

from __future__ import annotations

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
