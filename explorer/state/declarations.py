"""Fields of a state, each declared once: its default, the values that are allowed, and how it is shown. Knows no Qt.

A state or a page of it derives from `State`, and each of its fields is made by one of the functions here::

    @dataclass(frozen=True)
    class RunState(State):
        stop_at: float = number(90.0, 1, 100, label=N_("Target accuracy (%)"), hint=N_("Checked once per epoch."))
"""

import dataclasses
import math
import sys
from collections.abc import Callable, Collection, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from explorer.texts.language import _
from explorer.texts.numbers import grouped, plain

LAST_SEED = 999_999
_LONGEST_WRITTEN = 1e12  # with all its digits


@dataclasses.dataclass(frozen=True)
class LogTrack:
    """The track of a slider over powers of ten, with some of them written below it."""

    low_exponent: float
    high_exponent: float
    tick_exponents: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True)
class LinearTrack:
    """The track of a slider over an even range, with a position for each step of the number."""

    low: float
    high: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is known about a field.

    Attributes
    ----------
    label : str
        What it is called, marked with `N_`; empty where only the program changes the field.
    hint : str
        What it does and what to try, marked with `N_`.
    shown : str
        Name of a property or a switch of the same state that says whether the control is visible; empty: always.
    shown_by : str
        Name of the field that decides whether the control can be seen and used, where `shown` is not its name.
    enabled : str
        Name of a property or a switch of the same state that says whether the control can be used; empty: always.
    locked : str
        Why the field cannot be changed during training, marked with `N_`; empty where it can.
    holds_work : bool
        Whether the value is the user's work, which a lesson does not change.
    """

    label: str = ""
    hint: str = ""
    shown: str = ""
    shown_by: str = ""
    enabled: str = ""
    locked: str = ""
    holds_work: bool = False

    def check(self, value: Any) -> None:
        """Raise ValueError, with a sentence for the user, if the value is not allowed."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Number(Declaration):
    """A real or a whole number, both bounds allowed.

    Attributes
    ----------
    step : float or None
        What an arrow key adds; None for a hundredth of a decade.
    digits : int
        Significant digits that are shown of a real number.
    track : LogTrack, LinearTrack or None
        Of a slider below the number.
    slider_hint : str
        Of the slider, where it is another one.
    """

    low: float
    high: float
    is_whole: bool = False
    step: float | None = None
    digits: int = 6
    track: LogTrack | LinearTrack | None = None
    slider_hint: str = ""

    def __post_init__(self) -> None:
        """Raise TypeError where a step is missing."""
        if self.step is None and (self.low <= 0 or isinstance(self.track, LinearTrack)):
            raise TypeError(f"{self.label} needs a step: it can be 0, or its slider has an even range")

    def check(self, value: Any) -> None:
        """Raise ValueError unless `value` is a number within the bounds."""
        kinds = int if self.is_whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not self.low <= value <= self.high:
            kind = _("a whole number") if self.is_whole else _("a number")
            sentence = _("{label} must be {kind} from {low} to {high}, not {value}.")
            raise ValueError(
                sentence.format(
                    label=_(self.label),
                    kind=kind,
                    low=_written(self.low),
                    high=_written(self.high),
                    value=_written(value) if type(value) in (int, float) else value,
                )
            )

    def nearest(self, number: float) -> float:
        """Return the allowed number nearest to a finite one."""
        return min(max(round(number) if self.is_whole else number, self.low), self.high)


class Option(NamedTuple):
    """What an allowed value is called, and what it means; both marked with `N_`."""

    text: str
    hint: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Choice(Declaration):
    """One of several values, in the order in which they are offered."""

    options: Mapping[Any, Option]

    def check(self, value: Any) -> None:
        """Raise ValueError unless `value` is one of the options."""
        if not any(type(value) is type(option) and value == option for option in self.options):  # True == 1
            sentence = _("{label} must be one of {values}, not {value}.")
            values = ", ".join(map(str, self.options))
            raise ValueError(sentence.format(label=_(self.label), values=values, value=value))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pages(Choice):
    """Which page of a view, or which part of a page, is open.

    Attributes
    ----------
    further : tuple of str
        The pages that go beyond the chapter: the last ones, one step further away.
    """

    further: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Raise ValueError unless there is a page of that name."""
        if value not in self.options:
            raise ValueError(_("There is no page “{0}”.").format(value))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Switch(Declaration):
    """On or off."""

    def check(self, value: Any) -> None:
        """Raise ValueError unless `value` is True or False."""
        if not isinstance(value, bool):
            sentence = _("{label} must be on or off, not {value}.")
            raise ValueError(sentence.format(label=_(self.label), value=value))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Value(Declaration):
    """Anything else: what it may be is decided by a function that raises ValueError.

    Attributes
    ----------
    names : tuple of str
        The names that a field may have where it is a name or a formula.
    """

    checked_by: Callable[[Any], object] | None = None
    names: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Raise ValueError if the function does."""
        if self.checked_by is not None:
            self.checked_by(value)


def number(default: float, low: float, high: float, **others: Any) -> Any:
    """Declare a field for a real number; `others` as in `Number`."""
    return _field(default, Number(low=low, high=high, **others))


def whole_number(default: int, low: int, high: int, *, step: int = 1, **others: Any) -> Any:
    """Declare a field for a whole number; `others` as in `Number`."""
    return _field(default, Number(low=low, high=high, step=step, is_whole=True, **others))


def seed(default: int = 0, **others: Any) -> Any:
    """Declare a field for the seed of a random generator; `others` as in `Number`."""
    return whole_number(default, 0, LAST_SEED, **others)


def next_seed(present: int) -> int:
    """Return the seed after this one; after the last comes 0."""
    return (present + 1) % (LAST_SEED + 1)


def choice(default: Any, options: Mapping[Any, str | tuple[str, str]], **others: Any) -> Any:
    """Declare a field for one of several values, each with its text or with (text, hint)."""
    return _field(default, Choice(options=_options(options), **others))


def pages(default: str, options: Mapping[str, str], **others: Any) -> Any:
    """Declare a field for the name of the open page, or of the open part of a page, each with what it is called."""
    return _field(default, Pages(options=_options(options), **others))


def _options(options: Mapping[Any, str | tuple[str, str]]) -> Mapping[Any, Option]:
    return {
        value: Option(words) if isinstance(words, str) else Option(*words) for value, words in options.items()
    }


def switch(default: bool, **others: Any) -> Any:
    """Declare a field that is on or off."""
    return _field(default, Switch(**others))


def value(default: Any, check: Callable[[Any], object] | None = None, **others: Any) -> Any:
    """Declare a field for anything else; `check` raises ValueError where a value is not allowed."""
    return _field(default, Value(checked_by=check, **others))


def _field(default: Any, declaration: Declaration) -> Any:
    if not declaration.label and not isinstance(declaration, Value):
        raise TypeError("a number, a choice or a switch needs a label: its control and its messages have it")
    declaration.check(default)
    return dataclasses.field(default=default, metadata={"declaration": declaration})


class State:
    """Base of all states and of their pages, each a frozen dataclass whose fields are declared or are pages.

    A rule about several fields belongs in a ``__post_init__`` that calls this one first.

    Raises
    ------
    ValueError
        With a sentence for the user, where a value is not allowed.
    """

    def __init_subclass__(cls) -> None:
        """Check that each property named by a declaration exists."""
        for name, default in vars(cls).items():
            if isinstance(default, dataclasses.Field) and "declaration" in default.metadata:
                declaration = default.metadata["declaration"]
                for condition in filter(None, (declaration.shown, declaration.enabled)):
                    if not isinstance(vars(cls).get(condition), (property, dataclasses.Field)):
                        raise TypeError(f"{cls.__name__} has no property {condition!r}, which {name!r} names")

    def completed(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return all fields to replace where the user replaces these: more where a page opens with its own example."""
        return fields

    def __post_init__(self) -> None:
        """Check the value of each declared field."""
        state_type: Any = type(self)
        for name, declaration in _own_declarations(state_type):
            declaration.check(getattr(self, name))


class DeclaredField(NamedTuple):
    """Where a field of a state or of one of its pages is: the page's name, or "", and its declaration."""

    page: str
    declaration: Declaration


@cache
def _own_declarations(state_type: Any) -> tuple[tuple[str, Declaration], ...]:
    return tuple(
        (field.name, field.metadata["declaration"])
        for field in dataclasses.fields(state_type)
        if "declaration" in field.metadata
    )


@cache
def declared_fields(state_type: Any) -> Mapping[str, DeclaredField]:
    """Return all declared fields of a view's state and of its pages by name, in their order.

    Raises
    ------
    TypeError
        If two of them have the same name, or `shown_by` names none of them.
    """
    found: dict[str, DeclaredField] = {}
    pages = [("", state_type)]
    for field in dataclasses.fields(state_type):
        page_type = field.default_factory
        if isinstance(page_type, type) and dataclasses.is_dataclass(page_type):
            pages.append((field.name, page_type))
    for page, owner in pages:
        for name, declaration in _own_declarations(owner):
            if name in found or any(name == other for other, _type in pages):
                raise TypeError(f"{state_type.__name__} has two fields {name!r}")
            found[name] = DeclaredField(page, declaration)
    for name, (_page, declaration) in found.items():
        if declaration.shown_by and declaration.shown_by not in found:
            raise TypeError(
                f"{state_type.__name__} has no field {declaration.shown_by!r}, which {name!r} names"
            )
    return found


def first_label(state_type: Any, names: Collection[str]) -> str:
    """Return the label of the first of some fields, in the language in use; an empty text if it has none."""
    labels = (place.declaration.label for name, place in declared_fields(state_type).items() if name in names)
    return _(next(labels, ""))


def owner_of(state: Any, name: str) -> Any:
    """Return the state itself or its page that has the field.

    Raises
    ------
    AttributeError
        If no part of the state has a declared field of that name.
    """
    state_type: Any = type(state)
    place = declared_fields(state_type).get(name)
    if place is None:
        raise AttributeError(f"{state_type.__name__} has no field {name}")
    return attrgetter(place.page)(state) if place.page else state


def _written(number: float) -> str:
    if abs(number) > sys.float_info.max:
        number = math.inf if number > 0 else -math.inf
    is_short = abs(number) < _LONGEST_WRITTEN and number == int(number)
    return grouped(int(number)) if is_short else plain(number, 6)
