"""Mutations of lessons: other values, TOML and Markdown that take long, and texts that name files."""

import re
from collections.abc import Callable

import numpy as np

Rng = np.random.Generator

_VALUE = re.compile(r"^(\w+) = .*$", re.MULTILINE)
_LONG = 10_000_000  # characters of one line
_NAMES = (
    "view", "page", "surface", "formula", "learning_rate", "steps", "x", "h", "y", "starts", "weights", "strokes",
    "keep", "controls", "cards", "kind", "ask", "choices", "answer", "near", "unit", "scale", "plot", "replies",
    "veil", "then", "why", "until", "so_far", "hints", "learning_rat", "__class__", "title", '"a b"', "recent_formulas",
)  # fmt: skip
_VALUES = (
    "nan", "inf", "-inf", "1e400", "-1", "0", "0.5", "9" * 3_900, "0x" + "f" * 3_900, "true", '""', "{}", "[]",
    '"none"', '"chapter@99999999999999999999"', "[nan, inf]", "[[[]]]", "1979-05-27T07:32:00Z", "07:32:00",
    '"descent"', '"x0**9**9**9"', '"__import__(\'os\')"', '"' + "a" * 3_900 + '"', "[" + "1, " * 1_200 + "]",
    "[[1.0, 2.0], [3.0]]", "{ a = { b = { c = nan } } }", "{ at_least = nan }", "[2, 1]", '"\\u202e\\u2028\\u0000"',
    '"{distance_1}{distance_1}{nothing}{{"', "'''", '"""', "[", "{ x = ", '"\\ud800"', "00", "1_000", "+",
)  # fmt: skip
_MARKUP = (
    "> ", "1. ", "- ", "* > ", "*", "_", "**a ", "[", "![", "](", "`", "<", "&amp;", "|", "|a", "\\", "{{", "{x}",
    "~~", "a*b_", "[a](b) ", "![a](b) ", "<b>", "<!--", "&#x1F600;", "\u0301", "\u202e", "1\t", "- [ ] ", "http://a ",
)  # fmt: skip
_LINKS = (
    "![x](file:///etc/passwd)", "![x](/dev/zero)", "![x](https://example.org/x.png)", "[x](file:///etc/passwd)",
    '<img src="/dev/zero">', "<file:///etc/passwd>", "[x](javascript:alert(1))", "[x]: file:///dev/zero\n\n![x]",
    '<script src="x"></script>', "![x](data:image/png;base64,AAAA)", "[x](https://example.org/" + "a" * 3_000 + ")",
)  # fmt: skip


def other_lesson(content: bytes, rng: Rng) -> bytes:
    """Return a crafted mutation of a lesson."""
    text = content.decode()
    ways: tuple[Callable[[str, Rng], str], ...] = (
        _other_value, _other_value, _new_value, _deep_toml, _long_markdown, _long_string, _link, _many, _long_line,
    )  # fmt: skip
    return ways[rng.integers(len(ways))](text, rng).encode("utf-8", "replace")


def _any(values: tuple[str, ...], rng: Rng) -> str:
    return values[rng.integers(len(values))]


def _count(rng: Rng, most: int) -> int:
    """Return a number up to `most`, often a small one."""
    return int(most ** rng.random())


def _insert(text: str, added: str, rng: Rng, after: str) -> str:
    """Insert lines behind one of the lines that begin so."""
    places = [match.end() + 1 for match in re.finditer(rf"^{after}.*$", text, re.MULTILINE)] or [0]
    place = places[rng.integers(len(places))]
    return f"{text[:place]}{added}\n{text[place:]}"


def _other_value(text: str, rng: Rng) -> str:
    lines = list(_VALUE.finditer(text))
    line = lines[rng.integers(len(lines))]
    return f"{text[: line.start()]}{line[1]} = {_any(_VALUES, rng)}{text[line.end() :]}"


def _new_value(text: str, rng: Rng) -> str:
    return _insert(text, f"{_any(_NAMES, rng)} = {_any(_VALUES, rng)}", rng, "```(scene|guess|do)")


def _deep_toml(text: str, rng: Rng) -> str:
    depth, name = _count(rng, 120_000), _any(_NAMES, rng)
    added = _any(
        (
            f"{name} = " + "[" * depth + "]" * depth,
            f"{name} = " + "{ a = " * depth + "1" + " }" * depth,
            f"{name}" + ".a" * depth + " = 1",
            f"[{name}" + ".a" * depth + "]",
            "\n".join(f"[[{name}.a{index}]]" for index in range(depth // 20)),
            "\n".join(f"{name}{index} = {index}" for index in range(depth // 20)),
            f"{name} = [\n" + "1,\n" * depth + "]",
            f"{name} = [\n" + "[[\n" * depth,
            "#" * depth,
            "\n" * depth,
        ),
        rng,
    )
    return _insert(text, added, rng, "```(scene|guess|do)")


def _markup(rng: Rng) -> str:
    if rng.random() < 0.2:  # deeper from line to line
        marker, blanks = _any(("- ", "1. ", "> ", "- > "), rng), int(rng.integers(5))
        return "\n".join(" " * (blanks * depth) + marker + "a" for depth in range(_count(rng, 400)))
    if rng.random() < 0.1:  # blanks between markers
        return (_any(("-", "1.", ">"), rng) + " " * _count(rng, 80)) * int(rng.integers(9, 13)) + "a"
    lines = (_any(_MARKUP, rng) * _count(rng, 1_500) for _line in range(_count(rng, 60)))
    return _any(("\n", "\n\n", "  \n"), rng).join(lines)


def _long_markdown(text: str, rng: Rng) -> str:
    return _insert(text, _markup(rng), rng, _any(("# ", "```$"), rng))


def _long_string(text: str, rng: Rng) -> str:
    """Put Markdown into a value of a block."""
    words = _markup(rng).replace("'", "")
    name = _any(("ask", "why", "so_far", "unit", "choices", "replies", "hints"), rng)
    value = f"['''\n{words}''', 'b']" if name in ("choices", "replies", "hints") else f"'''\n{words}'''"
    lines = [match for match in _VALUE.finditer(text) if match[1] == name]
    if not lines:
        return _insert(text, f"{name} = {value}", rng, "```(scene|guess|do)")
    line = lines[rng.integers(len(lines))]
    return f"{text[: line.start()]}{name} = {value}{text[line.end() :]}"


def _link(text: str, rng: Rng) -> str:
    link = _any(_LINKS, rng)
    if rng.random() < 0.5:
        return _insert(text, link, rng, "# ")
    return _insert(text, f"why = '''{link}'''", rng, "```guess")


def _many(text: str, rng: Rng) -> str:
    """Repeat headings, fences, blocks or whole lessons."""
    piece = _any(
        (
            "# a\n",
            "```\n",
            "```scene\n",
            "~~~\n",
            "+++\n",
            "# a {#b}\n",
            '```scene\nview = "losses"\n```\n',
            text,
        ),
        rng,
    )
    return text + piece * _count(rng, 300_000 // len(piece) + 2)


def _long_line(text: str, rng: Rng) -> str:
    length = _LONG if rng.random() < 0.2 else _count(rng, 250_000)
    piece = _any(("a", " ", "# ", "{", "*", "[", '"', "\\", "\u3042", "\0"), rng)
    return _insert(text, piece * (length // len(piece)), rng, "")
