"""What is wrong with a text that is not a formula: one sentence with the place and what would be right."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from core.expressions.functions import FUNCTIONS

CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": math.pi, "e": math.e})

_KNOWN = "the names here are {variables}, pi, e and the functions {functions}."
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "empty": "The formula is empty: type one, such as {variable}^2 + 1.",
        "too long": "The formula has {length} characters: shorten it to {limit} or fewer.",
        "too deep": "At character {place} the formula is nested more than {limit} deep: use fewer brackets.",
        "too many parts": "At character {place} the formula passes {limit} numbers, names and operators: "
        "make it shorter.",
        "unclosed": "The bracket ( at character {place} is never closed: write ) where it should end.",
        "unopened": "The bracket ) at character {place} was never opened: remove it, or write ( before it.",
        "empty brackets": "The brackets that close at character {place} are empty: write {what} in them.",
        "two numbers": "At character {place}, {left} and {right} stand side by side: write one number, "
        "or an operator between them.",
        "no operator": "At character {place} an operator is missing: write {left}*{right}.",
        "nothing before": "At character {place} something is missing before {right}: write {what} there.",
        "nothing between": "At character {place} something is missing between {left} and {right}: "
        "write {what} there.",
        "nothing after": "At character {place} something is missing after {left}: write {what} there.",
        "double slash": "At character {place} there is a second /: write one / to divide.",
        "no brackets": "At character {place}, {name} needs brackets: write {name}({argument}).",
        "early power": "At character {place} the power comes too early: write {name}({argument})^2 instead.",
        "unknown": "At character {place}, {name} is not known: " + _KNOWN,
        "misspelt": "At character {place}, {name} is not known: write {suggestion}; " + _KNOWN,
        "comma": "At character {place} a comma has no place: write a point in numbers, as in 1.5, "
        "and one value in each function.",
        "point": "At character {place} a point stands alone: write a number such as 0.5.",
        "equals": "At character {place}, = has no place: write only what it is equal to, such as {rest}.",
        "comparison": "At character {place}, {character} has no place: write step({variable}) for a jump.",
        "root": "At character {place}, write sqrt({rest}) instead of √.",
        "bars": "At character {place}, write abs({variable}) instead of bars.",
        "lookalike": "At character {place}, write {plain} instead of {character}.",
        "character": "At character {place}, {character} has no place in a formula: use numbers, {variables}, "
        "+ - * / ^, brackets, and functions such as sin({variable}).",
    }
)
"""Every sentence that `ExpressionError` can say, by its code: the source texts of a translation."""

_LOOKALIKES = {
    "−": "-", "–": "-", "—": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/",
    "π": "pi", "[": "(", "]": ")", "{": "(", "}": ")",
}  # fmt: skip
_LONGEST_SHOWN = 20


class ExpressionError(ValueError):
    """A text that is not a formula.

    Parameters
    ----------
    code : str
        A key of `SENTENCES`.
    position : int
        Index in the text at which the trouble starts, from 0 to the text's length.
    **fields : str or int
        What the sentence speaks of, mostly parts of the text.

    Attributes
    ----------
    message : str
        The sentence: the place, counted from 1, and what would be right.
    code, position, fields
        As given, so that the sentence can be translated. ``place`` is added to the fields, and
        characters that cannot be printed are spelled out in them.
    """

    def __init__(self, code: str, position: int, **fields: str | int) -> None:
        self.code = code
        self.position = position
        shown = {name: _shown(field) for name, field in fields.items()}
        self.fields: dict[str, str | int] = {"place": position + 1, **shown}
        self.message = SENTENCES[code].format(**self.fields)
        super().__init__(self.message)


class Token(NamedTuple):
    """A number, name or symbol of the text, or its end."""

    kind: str
    text: str
    position: int

    @property
    def end(self) -> int:
        """Index just behind the token."""
        return self.position + len(self.text)


class Place(NamedTuple):
    """Where reading stopped: the token before, the token reached, and where the last operand began."""

    text: str
    variables: tuple[str, ...]
    previous: Token | None
    token: Token
    operand_start: int


def misplaced(place: Place) -> ExpressionError:
    """Return the error where an operand has ended and what follows is no operator."""
    token, previous = place.token, place.previous
    if token.text == ")":
        return ExpressionError("unopened", token.position)
    if token.kind == "name" and token.text not in _known(place.variables):
        return _unknown(token, place.variables)
    if previous is not None and previous.kind == token.kind == "number":
        return ExpressionError("two numbers", token.position, left=previous.text, right=token.text)
    left = place.text[place.operand_start : token.position].strip()
    right = _operand_from(place.text, token.position)
    if token.text in FUNCTIONS and "(" not in right:
        right += f"({place.variables[0]})"
    return ExpressionError("no operator", token.position, left=left, right=right)


def missing_operand(place: Place) -> ExpressionError:
    """Return the error where a number, a name or a bracket should begin and none does."""
    token, previous, position = place.token, place.previous, place.token.position
    what = f"a number, {place.variables[0]} or a function"
    if previous is None:
        if token.text == ")":
            return ExpressionError("unopened", position)
        return ExpressionError("nothing before", position, right=token.text, what=what)
    if token.kind == "end":
        return ExpressionError("nothing after", position, left=previous.text, what=what)
    if previous.text == token.text == "/":
        return ExpressionError("double slash", position)
    if previous.text == "(" and token.text == ")":
        return ExpressionError("empty brackets", position, what=what)
    return ExpressionError("nothing between", position, left=previous.text, right=token.text, what=what)


def unbracketed(place: Place) -> ExpressionError:
    """Return the error where a function's name, just passed, has no bracket behind it."""
    function, token = place.previous, place.token
    assert function is not None
    if token.text in ("^", "**", "²", "³"):
        argument = place.variables[0]
        return ExpressionError("early power", token.position, name=function.text, argument=argument)
    begins_operand = token.kind in ("number", "name")
    argument = _operand_from(place.text, token.position) if begins_operand else place.variables[0]
    return ExpressionError("no brackets", function.position, name=function.text, argument=argument)


def unknown_name(place: Place) -> ExpressionError:
    """Return the error where the name just passed does not exist."""
    assert place.previous is not None
    return _unknown(place.previous, place.variables)


def unreadable(text: str, position: int, variables: tuple[str, ...]) -> ExpressionError:
    """Return the error where no token can begin."""
    character = text[position]
    plain = _LOOKALIKES.get(character) or unicodedata.normalize("NFKC", character)
    rest = _operand_from(text, position + 1)
    if character == "√":
        code, rest = "root", rest.removeprefix("(").removesuffix(")") or variables[0]
    elif character == "=":
        code, rest = "equals", text[position + 1 :].strip(" =") or f"{variables[0]}^2"
    elif plain != character and plain.isascii() and plain.isprintable():
        code = "lookalike"
    else:
        codes = {",": "comma", ".": "point", "|": "bars", **dict.fromkeys("<>≤≥≠", "comparison")}
        code = codes.get(character, "character")
    return ExpressionError(
        code, position, character=character, plain=plain, rest=rest, variable=variables[0],
        variables=", ".join(variables),
    )  # fmt: skip


def _shown(field: str | int) -> str | int:
    """Return `field` with U+ codes in place of what cannot be printed."""
    if isinstance(field, int):
        return field
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in field)


def _known(variables: tuple[str, ...]) -> tuple[str, ...]:
    return (*variables, *CONSTANTS, *FUNCTIONS)


def _unknown(token: Token, variables: tuple[str, ...]) -> ExpressionError:
    name = token.text if len(token.text) <= _LONGEST_SHOWN else token.text[:_LONGEST_SHOWN] + "…"
    suggestion = _meant(token.text, variables)
    return ExpressionError(
        "misspelt" if suggestion else "unknown",
        token.position,
        name=name,
        suggestion=suggestion,
        variables=", ".join(variables),
        functions=", ".join(FUNCTIONS),
    )


def _meant(name: str, variables: tuple[str, ...]) -> str:
    """Return what `name` was probably meant to be, or an empty text."""
    known = _known(variables)
    if name.lower() in known:
        return name.lower()
    for cut in range(1, len(name)):
        left, right = name[:cut], name[cut:]
        if left in variables and right.isdigit() and right not in ("0", "1"):
            return f"{left}^{right} or {left}*{right}"
        if left in (*variables, *CONSTANTS) and right in (*variables, *CONSTANTS):
            return f"{left}*{right}"
    if len(name) <= 2:  # another letter or another index: y, x1
        return " or ".join(variables)
    return "".join(difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6))


def _operand_from(text: str, position: int) -> str:
    """Return the operand that begins at `position`: a number or name, and the whole of a bracket."""
    match = re.compile(r"\s*[\w.]*\s*\(?").match(text, position)
    end = position if match is None else match.end()
    depth = int(text[:end].endswith("("))
    while end < len(text) and depth:
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    return text[position:end].strip() + ")" * depth
