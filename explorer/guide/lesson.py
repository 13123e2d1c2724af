"""A lesson: steps of text, scenes, guesses and tasks. Nothing but data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

GuessKind = Literal["choice", "number", "point", "line", "open"]


@dataclass(frozen=True)
class Problem:
    """What is wrong in a lesson file, in one sentence, and in which line."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


@dataclass(frozen=True)
class Text:
    """Markdown; ``{name}`` stands for a field or a fact as it is displayed."""

    markdown: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is displayed of it."""
        return (self.markdown,)


@dataclass(frozen=True)
class Scene:
    """The state that a view is set to.

    Attributes
    ----------
    fields : mapping
        Fields of the view's state by name; the others take their defaults, or stay with `keep`.
    controls : tuple of str
        Fields to set in this step, and buttons of the view by the second half of their object names.
    cards : tuple of str or None
        The cards that are shown; all of the page if None.
    """

    view: str
    fields: Mapping[str, Any]
    keep: bool = False
    controls: tuple[str, ...] = ()
    cards: tuple[str, ...] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is displayed of it."""
        return ()


@dataclass(frozen=True)
class Guess:
    """A question to be answered before the picture answers it.

    Attributes
    ----------
    choices, replies : tuple of str
        What can be chosen, and what is replied to each.
    answer : int, float, str, tuple or None
        The number of the choice, counted from 1, a number, or a point; a text is the name of a fact.
    near : float
        How far from the answer a number or a point still counts as right.
    unit : str
        After a number.
    scale : str
        Of the comparison of a number: "linear" by difference, "log" by factor.
    plot : str
        The card on whose plot a point is placed or a line is drawn.
    veil : tuple of str
        Cards, or parts of them, that are hidden until the guess is made.
    then : mapping
        Fields that change when the guess is made.
    why : str
        Markdown, shown after that: to an open question, an answer to compare with.
    """

    ask: str
    kind: GuessKind
    choices: tuple[str, ...] = ()
    answer: float | str | tuple[float | str, ...] | None = None
    near: float = 0.0
    unit: str = ""
    scale: Literal["linear", "log"] = "linear"
    plot: str = ""
    replies: tuple[str, ...] = ()
    veil: tuple[str, ...] = ()
    then: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is displayed of it."""
        return (self.ask, *self.choices, *self.replies, self.unit, self.why)


@dataclass(frozen=True)
class Condition:
    """What a field or a fact must be: one value, or within bounds that are allowed themselves."""

    value: bool | str | None = None
    at_least: float = float("-inf")
    at_most: float = float("inf")

    def holds(self, value: object) -> bool:
        """Whether a value fulfils it; one that is not known yet does not."""
        if self.value is not None:
            return type(value) is type(self.value) and value == self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        return self.at_least <= value <= self.at_most


@dataclass(frozen=True)
class Task:
    """Something to do, recognised as soon as all conditions hold."""

    ask: str
    until: Mapping[str, Condition]
    so_far: str = ""
    hints: tuple[str, ...] = ()

    def is_done(self, value_of: Callable[[str], object]) -> bool:
        """Whether all conditions hold for the values of the facts and fields that they name."""
        return all(condition.holds(value_of(name)) for name, condition in self.until.items())

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is displayed of it."""
        return (self.ask, self.so_far, *self.hints)


Block = Text | Scene | Guess | Task


@dataclass(frozen=True)
class Step:
    """A heading and what follows it; with problems, these are shown in its place.

    Attributes
    ----------
    key : str
        Stays when the lesson is edited: progress and translations refer to it.
    lines : tuple of int
        The first line of each block.
    """

    key: str
    heading: str
    line: int
    blocks: tuple[Block, ...] = ()
    lines: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def scene(self) -> Scene | None:
        """The scene that the step begins with, if it has one."""
        return next((block for block in self.blocks if isinstance(block, Scene)), None)


@dataclass(frozen=True)
class Lesson:
    """The steps of one file.

    Attributes
    ----------
    problems : tuple of Problem
        What is wrong outside the steps.
    """

    title: str
    section: str = ""
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """All problems, in the order of the file."""
        found = [*self.problems, *(problem for step in self.steps for problem in step.problems)]
        return tuple(sorted(found, key=lambda problem: problem.line))
