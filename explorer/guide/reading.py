"""Reads lessons: Markdown with TOML blocks, whose fields are checked against those of the views."""

import difflib
import re
import tomllib
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from core.files import FileError, on_one_line, read_regular_file
from explorer.guide.lesson import Block, Condition, Guess, Lesson, Problem, Scene, Step, Task, Text
from explorer.state.declarations import declared_fields
from explorer.state.store import replace_fields

MOST_BYTES = 256 * 1024
MOST_STEPS = 200
MOST_BLOCKS = 1_000  # of all steps together
MOST_CHOICES = 5
LONGEST_LINE = 4_000
LONGEST_TEXT = 4_000  # of a step, in characters
_HEADING = re.compile(r"# +(\S[^\n]*)")
_KEY = re.compile(r"\{#([A-Za-z0-9_-]{1,60})\}$")
_FENCE = re.compile(r"(`{3,}|~{3,}) *(\w*) *")
# Takes Qt seconds to lay out. Each blank belongs to one place of the pattern: else a search would take for ever.
_TOO_DEEP = re.compile(r"^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){12}", re.MULTILINE)
_LINE_OF_TOML = re.compile(r"at line (\d+)")
StateTypes = Mapping[str, type]


class _BadBlockError(ValueError):
    """A block that cannot be used: what is wrong, and in which of its lines."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


def read_lesson_file(path: Path, state_types: StateTypes) -> Lesson:
    """Read a lesson from a file.

    Raises
    ------
    FileError
        With a sentence, if there is no such file, or it is too large or not UTF-8.
    """
    try:
        content = read_regular_file(path, MOST_BYTES)
    except OSError as problem:
        raise FileError(f"{path.name} cannot be read: {problem.strerror}.") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise FileError(f"{path.name} is not UTF-8 text: see line {line}.") from None
    return read_lesson(text, state_types)


def read_scene(text: str, state_types: StateTypes) -> Scene:
    """Read one scene block.

    Raises
    ------
    FileError
        With a sentence, if there is none, or something is wrong in it.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(text) <= MOST_BYTES and max(map(len, lines)) <= LONGEST_LINE:
        for _line, part in _parts(lines, 0):
            if isinstance(part, _Source) and part.kind == "scene":
                try:
                    return _read_scene(part, state_types, None)
                except _BadBlockError as problem:
                    raise FileError(f"Line {problem.line} of the scene: {problem}") from None
    raise FileError("There is no scene block on the clipboard: “Copy this scene” puts one there.")


def read_lesson(text: str, state_types: StateTypes) -> Lesson:
    """Read a lesson; what is wrong is among the problems of the lesson or of the step that it is in.

    Parameters
    ----------
    state_types : mapping of str to type
        The class of each view's state.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    too_long = next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0)
    if too_long:
        return Lesson("", problems=(Problem(too_long, f"longer than {LONGEST_LINE} characters"),))
    head, start, problems = _read_head(lines)
    steps: list[Step] = []
    for step in _steps(lines, start, state_types, problems):
        if len(steps) == MOST_STEPS:
            problems.append(Problem(step.line, f"a lesson has at most {MOST_STEPS} steps"))
            break
        steps.append(step)
    if not steps:
        problems.append(Problem(len(lines), "there is no step: begin one with a line such as “# First step”"))
    keys = set[str]()
    for step in steps:
        if step.key in keys:
            problems.append(Problem(step.line, f"another step has the id {step.key}"))
        keys.add(step.key)
    return Lesson(head.get("title", ""), head.get("section", ""), tuple(steps), tuple(problems))


def _read_head(lines: list[str]) -> tuple[dict[str, str], int, list[Problem]]:
    """Return title and section, the index of the first line after them, and what is wrong with them."""
    if lines[0].strip() != "+++":
        return {}, 0, [Problem(1, 'begin with a line +++, then title = "…", then another line +++')]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "+++"), None)
    if end is None:
        return {}, 1, [Problem(1, "the second line +++ is missing")]
    source = _Source(lines[1:end], 2)
    try:
        values = source.parse()
        source.check_names(values, ("title", "section"), "the head of a lesson")
        for name in values:
            source.check_type(name, values[name], str)
        if not values.get("title"):
            raise _BadBlockError("title is missing", 1)
    except _BadBlockError as problem:
        return {}, end + 1, [Problem(problem.line, str(problem))]
    return values, end + 1, []


@dataclass
class _Draft:
    """A step that is being read."""

    key: str
    heading: str
    line: int
    blocks: list[Block]
    lines: list[int]  # where each begins
    problems: list[Problem]
    length: int = 0  # of all texts

    def add(self, block: Block, line: int) -> None:
        """Add a block that begins in that line, unless its texts are too much to lay out."""
        self.length += sum(map(len, block.texts))
        if self.length > LONGEST_TEXT:
            sentence = f"all texts of a step have at most {LONGEST_TEXT} characters together"
            self.problems.append(Problem(line, sentence))
        elif any(map(_TOO_DEEP.search, block.texts)):
            self.problems.append(Problem(line, "lists and quotations are nested too deeply"))
        else:
            self.blocks.append(block)
            self.lines.append(line)

    def finished(self) -> Step:
        """Return the step."""
        blocks, lines = tuple(self.blocks), tuple(self.lines)
        return Step(self.key, self.heading, self.line, blocks, lines, tuple(self.problems))


def _steps(lines: list[str], start: int, state_types: StateTypes, problems: list[Problem]) -> Iterator[Step]:
    draft: _Draft | None = None
    for count, (line, part) in enumerate(_parts(lines, start)):
        if count == MOST_STEPS + MOST_BLOCKS:
            problems.append(Problem(line, f"a lesson has at most {MOST_BLOCKS} blocks"))
            break
        if isinstance(part, re.Match):
            if draft is not None:
                yield draft.finished()
            heading = part[1].strip()
            found = _KEY.search(heading)
            key = found[1] if found else f"line-{line}"
            draft = _Draft(key, _KEY.sub("", heading).strip(), line, [], [], [])
            if _TOO_DEEP.match(draft.heading):
                draft.problems.append(Problem(line, "lists and quotations are nested too deeply"))
        elif draft is None:
            problems.append(Problem(line, "this stands before the first step"))
        elif isinstance(part, _Source):
            _add_block(draft, part, state_types)
        else:
            draft.add(Text(part), line)
    if draft is not None:
        yield draft.finished()


def _add_block(draft: _Draft, source: "_Source", state_types: StateTypes) -> None:
    scene = next((block for block in draft.blocks if isinstance(block, Scene)), None)
    try:
        draft.add(_READERS[source.kind](source, state_types, scene), source.first_line)
    except _BadBlockError as problem:
        draft.problems.append(Problem(problem.line, str(problem)))


def _parts(lines: list[str], start: int) -> Iterator[tuple[int, "re.Match[str] | _Source | str"]]:
    """Yield headings, blocks and texts, each with the number of its first line."""
    text: list[str] = []
    fence, block, first = "", None, start + 1
    for number, line in enumerate(lines[start:], start + 1):
        opening = _FENCE.fullmatch(line.rstrip())
        heading = None if fence else _HEADING.fullmatch(line.rstrip())
        starts_block = bool(opening) and not fence and opening is not None and opening[2] in _READERS
        if (heading or starts_block) and any(map(str.strip, text)):
            yield first, "\n".join(text).strip("\n")
        if heading or starts_block:
            text = []
        if heading:
            yield number, heading
            first = number + 1
        elif opening and not fence:
            fence = opening[1]
            block = _Source([], number + 1, opening[2]) if starts_block else None
            if block is None:
                text.append(line)
        elif opening and not opening[2] and opening[1].startswith(fence):
            fence = ""
            if block is None:
                text.append(line)
            else:
                yield block.first_line - 1, block
                block, first = None, number + 1
        elif block is not None:
            block.lines.append(line)
        else:
            text.append(line)
    if block is not None:
        block.is_closed = False
        yield block.first_line - 1, block
    elif any(map(str.strip, text)):
        yield first, "\n".join(text).strip("\n")


@dataclass
class _Source:
    """The lines of a TOML block."""

    lines: list[str]
    first_line: int
    kind: str = ""
    is_closed: bool = True

    def parse(self) -> dict[str, Any]:
        """Return the values by name."""
        if not self.is_closed:
            raise _BadBlockError("this block has no end", self.first_line - 1)
        try:
            return tomllib.loads("\n".join(self.lines))
        except tomllib.TOMLDecodeError as problem:
            found = _LINE_OF_TOML.search(str(problem))
            line = int(found[1]) if found else len(self.lines)
            sentence = str(problem).split(" (at ")[0]
            raise _BadBlockError(
                f"not valid TOML: {on_one_line(sentence, 120)}", self.first_line + line - 1
            ) from None
        except (RecursionError, ValueError):
            raise _BadBlockError("not valid TOML", self.first_line) from None

    def line_of(self, name: str) -> int:
        """Return the number of the line where a value is given."""
        pattern = re.compile(rf"\s*{re.escape(name)}\s*=")
        for number, line in enumerate(self.lines, self.first_line):
            if pattern.match(line):
                return number
        return self.first_line

    def check_names(self, values: Collection[str], allowed: Collection[str], owner: str) -> None:
        """Refuse a name that is not among those allowed, and suggest the one that was probably meant."""
        for name in values:
            if name not in allowed:
                meant = difflib.get_close_matches(name[:60], allowed, 1)
                suggestion = f" Did you mean “{meant[0]}”?" if meant else ""
                sentence = f"{owner} has no field “{on_one_line(name, 60)}”.{suggestion}"
                raise _BadBlockError(sentence, self.line_of(name))

    def check_type(self, name: str, value: Any, kind: Any) -> Any:
        """Return a value as the type that is asked for: an array becomes a tuple, and ``"none"`` None."""
        try:
            if value == "none" and type(None) in typing.get_args(kind):
                return None
            return msgspec.convert(value, kind)
        except (msgspec.ValidationError, ValueError, TypeError, OverflowError, RecursionError) as problem:
            if typing.get_origin(kind) is typing.Literal:
                allowed = ", ".join(map(str, typing.get_args(kind)))
                given = f"“{on_one_line(value, 60)}”" if isinstance(value, str) else "this value"
                sentence = f"{name}: {given} is not one of {allowed}"
                raise _BadBlockError(sentence, self.line_of(name)) from None
            sentence = on_one_line(str(problem).split(" - at ")[0].replace("`", ""), 120)
            raise _BadBlockError(
                f"{name}: {sentence[:1].lower()}{sentence[1:]}", self.line_of(name)
            ) from None
        except SystemError:  # how msgspec 0.21 reports an integer that is too large for a float
            raise _BadBlockError(f"{name}: this number is too large", self.line_of(name)) from None


@cache
def _types_of(state_type: Any) -> Mapping[str, Any]:
    """Return the type of each declared field of a state and of its pages."""
    found: dict[str, Any] = {}
    hints = typing.get_type_hints(state_type)
    for field in fields(state_type):
        if "declaration" in field.metadata:
            found[field.name] = hints[field.name]
        elif isinstance(hints[field.name], type):
            found |= _types_of(hints[field.name])
    return found


def _checked_fields(
    source: _Source, values: Mapping[str, Any], view: str, state_types: StateTypes, name: str = ""
) -> dict[str, Any]:
    """Return fields of a view's state with their values; `name` is that of the table that they stand in, if any."""
    state_type = state_types[view]
    source.check_names(values, declared_fields(state_type), view)
    checked = {}
    for field, value in values.items():
        if declared_fields(state_type)[field].declaration.holds_work:
            sentence = f"a scene does not change {field}, which holds the user’s work"
            raise _BadBlockError(sentence, source.line_of(name or field))
        checked[field] = source.check_type(field, value, _types_of(state_type)[field])
        try:
            declared_fields(state_type)[field].declaration.check(checked[field])
        except ValueError as problem:
            raise _BadBlockError(on_one_line(str(problem)), source.line_of(name or field)) from None
    try:
        replace_fields(state_type(), **checked)
    except ValueError as problem:  # a rule about several fields
        raise _BadBlockError(on_one_line(str(problem)), source.first_line) from None
    return checked


def _read_scene(source: _Source, state_types: StateTypes, _scene: Scene | None) -> Scene:
    values = source.parse()
    view = source.check_type("view", values.pop("view", ""), str)
    if view not in state_types:
        sentence = f"there is no view “{on_one_line(view, 60)}”" if view else "view is missing"
        raise _BadBlockError(f"{sentence}: it is one of {', '.join(state_types)}", source.line_of("view"))
    keep = source.check_type("keep", values.pop("keep", False), bool)
    controls = source.check_type("controls", values.pop("controls", ()), tuple[str, ...])
    cards = source.check_type("cards", values.pop("cards", None), tuple[str, ...] | None)
    return Scene(view, _checked_fields(source, values, view, state_types), keep, controls, cards)


def _read_guess(source: _Source, state_types: StateTypes, scene: Scene | None) -> Guess:
    values = source.parse()
    guess: Guess = _filled(Guess, source, values, "a guess")
    if guess.then:
        if scene is None:
            raise _BadBlockError("then needs a scene before it", source.line_of("then"))
        then = _checked_fields(source, guess.then, scene.view, state_types, "then")
        guess = replace(guess, then=then)
    problem = _problem_of(guess)
    if problem:
        raise _BadBlockError(problem, source.first_line)
    return guess


def _problem_of(guess: Guess) -> str:
    """Return what is wrong with a guess whose values have the right types, or an empty text."""
    answer, count = guess.answer, len(guess.choices)
    if not guess.ask.strip():
        return "ask is missing"
    if guess.kind == "choice":
        if not 2 <= count <= MOST_CHOICES:
            return f"a choice has 2 to {MOST_CHOICES} choices, not {count}"
        if guess.replies and len(guess.replies) != count:
            return f"there are {count} choices and {len(guess.replies)} replies"
        if not isinstance(answer, str) and answer not in range(1, count + 1):
            return f"answer is the number of a choice, from 1 to {count}, or the name of a fact"
    elif guess.kind == "number" and not isinstance(answer, (float, int, str)):
        return "answer is a number, or the name of a fact"
    elif guess.kind == "point" and not (isinstance(answer, tuple) and len(answer) == 2):
        return "answer is an array of two numbers, or of the names of two facts"
    if guess.kind in ("point", "line") and not guess.plot:
        return "plot is missing: the card with the plot"
    return ""


def _read_task(source: _Source, _state_types: StateTypes, _scene: Scene | None) -> Task:
    values = source.parse()
    until = source.check_type("until", values.pop("until", {}), dict[str, Any])
    if not until:
        raise _BadBlockError("until is missing: what fulfils the task", source.first_line)
    conditions = {name: _condition(source, value) for name, value in until.items()}
    task: Task = _filled(Task, source, values | {"until": conditions}, "a task")
    return task


def _condition(source: _Source, value: Any) -> Condition:
    match value:
        case bool() | str():
            return Condition(value)
        case float() | int():
            return Condition(at_least=value, at_most=value)
        case [float() | int() as low, float() | int() as high]:
            return Condition(at_least=low, at_most=high)
        case dict() if value and value.keys() <= {"at_least", "at_most"}:
            bounds = {name: source.check_type("until", bound, float) for name, bound in value.items()}
            return Condition(**bounds)
    sentence = "until: a value, [low, high], {at_least = x} or {at_most = x}"
    raise _BadBlockError(sentence, source.line_of("until"))


def _filled(kind: Any, source: _Source, values: Mapping[str, Any], owner: str) -> Any:
    """Return a block of a kind from the values of its fields."""
    hints = typing.get_type_hints(kind)
    source.check_names(values, hints, owner)
    for field in fields(kind):
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            raise _BadBlockError(f"{field.name} is missing", source.first_line)
    return kind(**{name: source.check_type(name, value, hints[name]) for name, value in values.items()})


_READERS: Mapping[str, Callable[[_Source, StateTypes, Scene | None], Block]] = {
    "scene": _read_scene,
    "guess": _read_guess,
    "do": _read_task,
}
