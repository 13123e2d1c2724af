"""A formula as a flat list of array operations, with its derivatives computed beforehand.

The rules are those of forward-mode differentiation [1]_. What occurs twice is computed once, what holds no variable
is computed beforehand, and neither a factor of 1 nor a slope of 0 costs anything.

References
----------
.. [1] A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd ed. (2008), table 3.3.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from core.arrays import FloatArray
from core.expressions.functions import FUNCTIONS
from core.expressions.tree import Call, Negation, Node, Number, Operation, Variable

HIGHEST_PRODUCT = 8
"""Whole powers from 2 to this one are products, and all others are left to ``np.power``."""

Function: TypeAlias = Callable[..., FloatArray]
Slopes: TypeAlias = tuple[int | None, ...]
"""The registers of the partial derivatives; None for one that is 0 everywhere."""
Dual: TypeAlias = tuple[int, Slopes]
"""The registers of a value and of its slopes."""


class Instruction(NamedTuple):
    """Apply a function to one or two registers, and put what it returns into another."""

    function: Function
    first: int
    second: int | None
    target: int

    @property
    def operands(self) -> tuple[int, ...]:
        """The registers that it reads."""
        return (self.first,) if self.second is None else (self.first, self.second)


@dataclass(frozen=True)
class Program:
    """What to do with the variables.

    Attributes
    ----------
    constants : tuple of ndarray
        What the registers after those of the variables hold, 0-dimensional each.
    temporaries : int
        How many registers there are besides.
    instructions : tuple of Instruction
    results : tuple of int
        Which registers hold the results in the end.
    """

    constants: tuple[FloatArray, ...]
    temporaries: int
    instructions: tuple[Instruction, ...]
    results: tuple[int, ...]

    def run(self, variables: Sequence[FloatArray]) -> list[FloatArray]:
        """Return the results; variables and constants may be among them as they are.

        Floating-point warnings are the caller's to silence.
        """
        registers = [*variables, *self.constants, *[variables[0]] * self.temporaries]
        for function, first, second, target in self.instructions:
            if second is None:
                registers[target] = function(registers[first])
            else:
                registers[target] = function(registers[first], registers[second])
        return [registers[index] for index in self.results]


def value_program(tree: Node, variables: int, dtype: DTypeLike) -> Program:
    """Return the program that computes a formula in the arithmetic of `dtype`."""
    draft = _Draft(variables, dtype, np.multiply, ())
    value, _ = draft.differentiated(tree)
    return _finished(draft, [value])


def gradient_program(tree: Node, variables: int, product: Function) -> Program:
    """Return the program that computes a formula and then its partial derivatives, in float64.

    Parameters
    ----------
    tree : Node
    variables : int
        How many there are.
    product : callable
        Multiplies slopes in the chain rule: ``np.multiply``, or `product_with_zeros` where it is not finite.
    """
    return _gradient(_Draft(variables, np.float64, product, (None,) * variables), tree)


def gradient_program_by_tangents(tree: Node, variables: int, product: Function) -> Program:
    """Return `gradient_program` with sines and cosines by the tangent of half the angle.

    Both are then within a few units in the last place of 1, where NumPy's own are exact to their own last place even
    close to 0. But those are its slowest functions: up to seven times as slow as the tangent where that is vectorised,
    which takes AVX-512, and as slow where it is not.
    """
    return _gradient(_DraftByTangents(variables, np.float64, product, (None,) * variables), tree)


def product_with_zeros(a: FloatArray, b: FloatArray) -> FloatArray:
    """Multiply, where 0 times anything is 0: what stands still moves nothing, not even at a kink."""
    return np.where((a == 0) | (b == 0), 0.0, a * b)


class _Draft:
    """A program that is being written. Registers are never used twice until it is done."""

    def __init__(self, variables: int, dtype: DTypeLike, product: Function, no_slopes: Slopes) -> None:
        self.variables = variables
        self.dtype = dtype
        self.product = product
        self.no_slopes = no_slopes
        self.count = variables
        self.constants: dict[int, FloatArray] = {}
        self.instructions: list[Instruction] = []
        self.known: dict[Hashable, int] = {}
        self.one = self.constant(1.0)

    def constant(self, number: ArrayLike) -> int:
        value: FloatArray = np.asarray(number, dtype=self.dtype)
        register = self._register_of(value.tobytes())
        self.constants[register] = value
        return register

    def apply(self, function: Function, first: int, second: int | None = None) -> int:
        """Return the register of a function's result: a new one, if it is not computed already."""
        operands = (first,) if second is None else (first, second)
        if all(operand in self.constants for operand in operands):
            with np.errstate(all="ignore"):
                return self.constant(function(*(self.constants[operand] for operand in operands)))
        already = self.count
        target = self._register_of((function, operands))
        if target == already:
            self.instructions.append(Instruction(function, first, second, target))
        return target

    def differentiated(self, node: Node) -> Dual:
        """Return the registers of a part of the formula and of its slopes."""
        match node:
            case Number(number):
                return self.constant(number), self.no_slopes
            case Variable(index):
                return index, tuple(self.one if i == index else None for i in range(len(self.no_slopes)))
            case Negation(operand):
                value, slopes = self.differentiated(operand)
                return self.apply(np.negative, value), self._negative(slopes)
            case Call(function, argument):
                return self.called(function, self.differentiated(argument))
            case Operation(operator, left, right):
                return self._joined(operator, self.differentiated(left), self.differentiated(right))

    def called(self, function: str, argument: Dual) -> Dual:
        """Return the registers of a function of a part of the formula, and of its slopes."""
        value, slopes = argument
        result = self.apply(FUNCTIONS[function].value, value)
        if slopes == self.no_slopes:
            return result, slopes
        return result, self.scaled(slopes, self.apply(FUNCTIONS[function].derivative, value, result))

    def scaled(self, slopes: Slopes, factor: int) -> Slopes:
        """Return the registers of slopes times a factor."""
        return tuple(None if slope is None else self._product(slope, factor) for slope in slopes)

    def _joined(self, operator: str, left: Dual, right: Dual) -> Dual:
        (u, slopes_u), (v, slopes_v) = left, right
        match operator:
            case "+":
                return self.apply(np.add, u, v), self._sum(slopes_u, slopes_v)
            case "-":
                return self.apply(np.subtract, u, v), self._sum(slopes_u, self._negative(slopes_v))
            case "*":
                slopes = self._sum(self.scaled(slopes_u, v), self.scaled(slopes_v, u))
                return self.apply(np.multiply, u, v), slopes
            case "/":
                return self._quotient(left, right)
            case _ if v in self.constants:
                return self._power(left, float(self.constants[v]))
            case _:
                return self._general_power(left, right)

    def _quotient(self, left: Dual, right: Dual) -> Dual:
        (u, slopes_u), (v, slopes_v) = left, right
        value = self.apply(np.divide, u, v)
        if slopes_u != self.no_slopes:
            slopes_u = self.scaled(slopes_u, self.apply(np.divide, self.one, v))
        if slopes_v != self.no_slopes:
            slopes_v = self.scaled(slopes_v, self.apply(np.divide, self.apply(np.negative, value), v))
        return value, self._sum(slopes_u, slopes_v)

    def _power(self, base: Dual, exponent: float) -> Dual:
        u, slopes = base
        value = self._power_of(u, exponent)
        if exponent == 0.0 or slopes == self.no_slopes:
            return value, self.no_slopes
        factor = self.apply(np.multiply, self.constant(exponent), self._power_of(u, exponent - 1.0))
        return value, self.scaled(slopes, factor)

    def _power_of(self, base: int, exponent: float) -> int:
        if exponent == 1.0:
            return base
        if exponent == -1.0:
            return self.apply(np.reciprocal, base)
        if exponent == 0.5:
            return self.apply(np.sqrt, base)
        if not (exponent.is_integer() and 2 <= exponent <= HIGHEST_PRODUCT):
            return self.apply(np.power, base, self.constant(exponent))
        if exponent % 2:
            return self.apply(np.multiply, self._power_of(base, exponent - 1), base)
        root = self._power_of(base, exponent / 2)
        return self.apply(np.multiply, root, root)

    def _general_power(self, base: Dual, exponent: Dual) -> Dual:
        (u, slopes_u), (v, slopes_v) = base, exponent
        value = self.apply(np.power, u, v)
        if slopes_u != self.no_slopes:
            one_less = self.apply(np.power, u, self.apply(np.subtract, v, self.one))
            slopes_u = self.scaled(slopes_u, self.apply(np.multiply, v, one_less))
        if slopes_v != self.no_slopes:
            slopes_v = self.scaled(slopes_v, self.apply(_power_by_exponent, value, self.apply(np.log, u)))
        return value, self._sum(slopes_u, slopes_v)

    def _sum(self, a: Slopes, b: Slopes) -> Slopes:
        return tuple(
            q if p is None else p if q is None else self.apply(np.add, p, q)
            for p, q in zip(a, b, strict=True)
        )

    def _negative(self, slopes: Slopes) -> Slopes:
        return tuple(None if slope is None else self.apply(np.negative, slope) for slope in slopes)

    def _product(self, slope: int, factor: int) -> int:
        if slope == self.one:
            return factor
        return slope if factor == self.one else self.apply(self.product, slope, factor)

    def _register_of(self, key: Hashable) -> int:
        register = self.known.setdefault(key, self.count)
        self.count += register == self.count
        return register


class _DraftByTangents(_Draft):
    """A program that computes the sine and the cosine of an angle together."""

    def called(self, function: str, argument: Dual) -> Dual:
        """Return the registers of a function of a part of the formula, and of its slopes."""
        if function not in ("sin", "cos"):
            return super().called(function, argument)
        angle, slopes = argument
        tangent = self.apply(np.tan, self.apply(np.multiply, self.constant(0.5), angle))
        square = self.apply(np.multiply, tangent, tangent)
        doubled = self.apply(np.divide, self.constant(2.0), self.apply(np.add, self.one, square))
        sine = self.apply(np.multiply, tangent, doubled)
        cosine = self.apply(np.subtract, doubled, self.one)
        if slopes == self.no_slopes:
            return (sine if function == "sin" else cosine), slopes
        if function == "sin":
            return sine, self.scaled(slopes, cosine)
        return cosine, self.scaled(slopes, self.apply(np.negative, sine))


def _gradient(draft: _Draft, tree: Node) -> Program:
    value, slopes = draft.differentiated(tree)
    zero = draft.constant(0.0)
    return _finished(draft, [value, *(zero if slope is None else slope for slope in slopes)])


def _power_by_exponent(value: FloatArray, logarithm: FloatArray) -> FloatArray:
    # At 0 to a positive power the limit of value * log(base) is 0, where the product itself is nan.
    return np.where(value == 0, 0.0, value * logarithm)


def _finished(draft: _Draft, results: Sequence[int]) -> Program:
    """Leave out what the results do not need, and use a register again when nothing more reads it."""
    last_use = dict.fromkeys(results, len(draft.instructions))
    needed: list[tuple[int, Instruction]] = []
    for number, instruction in reversed(list(enumerate(draft.instructions))):
        if instruction.target in last_use:
            needed.append((number, instruction))
            for operand in instruction.operands:
                last_use.setdefault(operand, number)
    constants = [register for register in draft.constants if register in last_use]
    fixed = [*range(draft.variables), *constants]
    place = {register: index for index, register in enumerate(fixed)}
    free: list[int] = []
    used = len(fixed)
    instructions: list[Instruction] = []
    for number, instruction in reversed(needed):
        first, second = instruction.first, instruction.second
        ended = [operand for operand in set(instruction.operands) if last_use[operand] == number]
        free += [place[operand] for operand in ended if place[operand] >= len(fixed)]
        if not free:
            free.append(used)
            used += 1
        place[instruction.target] = target = free.pop()
        placed_second = None if second is None else place[second]
        instructions.append(Instruction(instruction.function, place[first], placed_second, target))
    return Program(
        constants=tuple(draft.constants[register] for register in constants),
        temporaries=used - len(fixed),
        instructions=tuple(instructions),
        results=tuple(place[register] for register in results),
    )
