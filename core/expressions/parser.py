"""The grammar of typed formulas: text to a tree, or one sentence about what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.expressions import errors
from core.expressions.errors import ExpressionError, Place, Token
from core.expressions.functions import FUNCTIONS
from core.expressions.tree import Call, Negation, Node, Number, Operation, Variable

MAX_LENGTH = 200
MAX_NODES = 100
MAX_DEPTH = 30

_RAISED = {"²": 2.0, "³": 3.0}

_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z]\w*)|(?P<symbol>\*\*|[-+*/^()²³])",
    re.ASCII,
)


def parse_tree(text: str, variables: tuple[str, ...]) -> Node:
    """Read `text` as a formula in `variables`; see `core.expressions.parse`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError("too long", MAX_LENGTH, length=len(text), limit=MAX_LENGTH)
    if not text.strip():
        raise ExpressionError("empty", 0, variable=variables[0])
    return _Parser(text, variables).formula()


class _Parser:
    """Recursive descent with one token of look-ahead; it stops at the first error."""

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self.text = text
        self.variables = variables
        self.nodes = 0
        self.depth = 0
        self.operand_start = 0
        self.previous: Token | None = None
        self.token = self._read(0)

    def formula(self) -> Node:
        tree = self._sum()
        if self.token.kind != "end":
            raise errors.misplaced(self._place())
        return tree

    def _sum(self) -> Node:
        return self._chain(("+", "-"), self._product)

    def _product(self) -> Node:
        return self._chain(("*", "/"), self._signed)

    def _chain(self, operators: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        left = operand()
        while self.token.text in operators:
            operator = self._advance().text
            left = self._counted(Operation(operator, left, operand()))
        return left

    def _signed(self) -> Node:
        if self.token.text not in ("+", "-"):
            return self._power()
        sign = self._advance().text
        operand = self._nested(self._signed)
        return operand if sign == "+" else self._counted(Negation(operand))

    def _power(self) -> Node:
        base = self._operand()
        if self.token.text in _RAISED:
            power = self._counted(Number(_RAISED[self._advance().text]))
            return self._counted(Operation("^", base, power))
        if self.token.text not in ("^", "**"):
            return base
        self._advance()
        return self._counted(Operation("^", base, self._nested(self._signed)))

    def _operand(self) -> Node:
        start = self.token.position
        if self.token.kind == "number":
            operand = self._counted(Number(float(self._advance().text)))
        elif self.token.kind == "name":
            operand = self._named()
        elif self.token.text == "(":
            operand = self._bracketed()
        else:
            raise errors.missing_operand(self._place())
        self.operand_start = start
        return operand

    def _named(self) -> Node:
        name = self._advance().text
        if name in self.variables:
            return self._counted(Variable(self.variables.index(name)))
        if name in errors.CONSTANTS:
            return self._counted(Number(errors.CONSTANTS[name]))
        if name not in FUNCTIONS:
            raise errors.unknown_name(self._place())
        if self.token.text != "(":
            raise errors.unbracketed(self._place())
        return self._counted(Call(name, self._bracketed()))

    def _bracketed(self) -> Node:
        opening = self._advance()
        inside = self._nested(self._sum)
        if self.token.kind == "end":
            raise ExpressionError("unclosed", opening.position)
        if self.token.text != ")":
            raise errors.misplaced(self._place())
        self._advance()
        return inside

    def _nested(self, part: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError("too deep", self.token.position, limit=MAX_DEPTH)
        node = part()
        self.depth -= 1
        return node

    def _counted(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise ExpressionError("too many parts", self.token.position, limit=MAX_NODES)
        return node

    def _advance(self) -> Token:
        """Move on to the next token, and return the one that was current."""
        self.previous = self.token
        self.token = self._read(self.token.end)
        return self.previous

    def _read(self, position: int) -> Token:
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        if position == len(self.text):
            return Token("end", "", position)
        match = _TOKEN.match(self.text, position)
        if match is None:
            raise errors.unreadable(self.text, position, self.variables)
        return Token(str(match.lastgroup), match[0], position)

    def _place(self) -> Place:
        return Place(self.text, self.variables, self.previous, self.token, self.operand_start)
