"""The state of one view: checked, observed, and undoable. Everything that a person does goes through here."""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import msgspec
import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.state import declarations

UNDO_STEPS = 500  # kept at most
MERGE_SECONDS = 1.0  # key presses and wheel notches closer together than this are one undo step


class OpensPages(Protocol):
    """The state of a view, whichever it is: it says which page is open."""

    @property
    def page(self) -> str:
        """Name of the page."""
        ...


def replace_fields[State](state: State, **fields: Any) -> State:
    """Return `state` with `fields` replaced, looking for each name in the state and in its pages.

    Parameters
    ----------
    state : frozen dataclass
        Its fields may themselves be frozen dataclasses, the pages of a view.
    **fields
        New values by name; a page's fields are named flat. NumPy scalars and arrays become Python numbers and tuples.

    Raises
    ------
    AttributeError
        If no part of the state has a field of that name.
    ValueError
        From the state's own checks, with a sentence for the person.
    """
    own = {field.name for field in dataclasses.fields(state)}  # type: ignore[arg-type]
    if isinstance(state, declarations.State):
        fields = dict(state.completed(fields))
    changes = {name: _without_numpy(value) for name, value in fields.items() if name in own}
    rest = {name: value for name, value in fields.items() if name not in own}
    for page_name in sorted(own - changes.keys()):
        page = getattr(state, page_name)
        if not rest or not dataclasses.is_dataclass(page):
            continue
        page_fields = {field.name for field in dataclasses.fields(page)}
        chosen = {name: rest.pop(name) for name in list(rest) if name in page_fields}
        if chosen:
            changes[page_name] = replace_fields(page, **chosen)
    if rest:
        raise AttributeError(f"{type(state).__name__} has no field {', '.join(sorted(rest))}")
    return dataclasses.replace(state, **changes)  # type: ignore[type-var]


def differing_fields(before: Any, after: Any) -> frozenset[str]:
    """Return the names of the fields that differ between two states, those of their pages included."""
    names: frozenset[str] = frozenset()
    for field in dataclasses.fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            is_page = dataclasses.is_dataclass(old) and type(old) is type(new)
            names |= differing_fields(old, new) if is_page else {field.name}
    return names


def _without_numpy(value: Any) -> Any:
    """Return the value with NumPy scalars and arrays converted to Python; without any, the same object."""
    try:
        msgspec.to_builtins(value)  # six times as fast as a loop over 100,000 numbers here
    except TypeError:
        return _python(value)
    return value


def _python(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _python(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return tuple(map(_python, value)) if isinstance(value, (np.ndarray, list, tuple)) else value


def _field_names(state: Any) -> Iterator[str]:
    """Yield the name of each field of a state and of its pages."""
    for field in dataclasses.fields(state):
        yield field.name
        value = getattr(state, field.name)
        if dataclasses.is_dataclass(value):
            yield from _field_names(value)


@dataclasses.dataclass(frozen=True)
class Mark[State]:
    """A state, and the undo steps that lead back from it."""

    state: State
    past: tuple[tuple[State, frozenset[str]], ...]


class Store[State](QObject):
    """Holds the frozen state of a view.

    Parameters
    ----------
    state : frozen dataclass
        The default state, to which `reset` returns. Its ``__post_init__`` raises ValueError, with a sentence for
        the person, where values are not allowed. A state in which two pages have a field of the same name raises
        TypeError here: `change` could not tell which one is meant.
    clock : callable, optional
        Seconds that never go back; decides whether key presses merge.

    Signals
    -------
    changed()
        The state is another one now; render it.
    history_changed()
        What can be undone or redone is different now.
    scene_set()
        A lesson is about to set the state.
    """

    changed = Signal()
    history_changed = Signal()
    scene_set = Signal()

    def __init__(self, state: State, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        counts = Counter(_field_names(state))
        if twice := sorted(name for name, count in counts.items() if count > 1):
            raise TypeError(f"{type(state).__name__} has more than one field {', '.join(twice)}")
        self._default = state
        self._state = state
        self._clock = clock
        self._past: list[tuple[State, frozenset[str]]] = []  # and which fields the step from there changed
        self._future: list[tuple[State, frozenset[str]]] = []
        self._before_gesture: State | None = None
        self._gesture_depth = 0
        self._nudge: tuple[frozenset[str], float] | None = None

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    @property
    def state_type(self) -> Any:
        """The class of the state."""
        return type(self._state)

    @property
    def is_in_gesture(self) -> bool:
        """Whether something is being dragged."""
        return self._gesture_depth > 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    @property
    def undo_fields(self) -> frozenset[str]:
        """Names of the fields that `undo` would change."""
        return self._past[-1][1] if self._past else frozenset()

    @property
    def redo_fields(self) -> frozenset[str]:
        """Names of the fields that `redo` would change."""
        return self._future[-1][1] if self._future else frozenset()

    def change_to(self, state: State) -> None:
        """Go to another state: one undo step, or part of the gesture under way."""
        self._nudge = None
        self._move_to(state)

    def nudge_to(self, state: State) -> None:
        """Go to another state by a key press or a wheel notch: those in quick succession are one undo step."""
        now, names = self._clock(), differing_fields(self._state, state)
        follows = self._nudge is not None and self._nudge[0] == names and now - self._nudge[1] < MERGE_SECONDS
        if follows:
            self._set(state)
        else:
            self._move_to(state)
        self._nudge = (names, now)

    def tick_to(self, state: State) -> None:
        """Go to another state without an undo step, as playback does."""
        self._set(state)

    def change(self, **fields: Any) -> None:
        """Replace fields by name, as one undo step: for lessons, scripts, tests, and controls made from declarations.

        Raises
        ------
        ValueError
            With a sentence for the person; the state stays as it was.
        """
        self.change_to(replace_fields(self._state, **fields))

    def nudge(self, **fields: Any) -> None:
        """Replace fields by name, as `nudge_to` does."""
        self.nudge_to(replace_fields(self._state, **fields))

    def tick(self, **fields: Any) -> None:
        """Replace fields by name without an undo step."""
        self.tick_to(replace_fields(self._state, **fields))

    @contextmanager
    def gesture(self) -> Iterator[None]:
        """Make all changes inside one undo step."""
        self.begin_gesture()
        try:
            yield
        finally:
            self.end_gesture()

    def begin_gesture(self) -> None:
        """Start a drag: changes are shown at once and become one undo step at its end."""
        self._nudge = None
        if self._gesture_depth == 0:
            self._before_gesture = self._state
        self._gesture_depth += 1

    def end_gesture(self) -> None:
        """End a drag; does nothing where none is under way."""
        if self._gesture_depth == 0:
            return
        self._gesture_depth -= 1
        if self._gesture_depth == 0:
            before, self._before_gesture = self._before_gesture, None
            if before is not None and before != self._state:
                self._remember(before, self._state)
                self.history_changed.emit()

    def finish_gesture(self) -> None:
        """End the drag under way, as what was dragged is no longer there."""
        self._gesture_depth = min(self._gesture_depth, 1)
        self.end_gesture()

    def undo(self) -> None:
        """Return to the state before the last step."""
        if self._past:
            self._abandon_gesture()
            before, fields = self._past.pop()
            self._future.append((self._state, fields))
            self._set(before)
            self.history_changed.emit()

    def redo(self) -> None:
        """Take again the step that was undone last."""
        if self._future:
            self._abandon_gesture()
            after, fields = self._future.pop()
            self._past.append((self._state, fields))
            self._set(after)
            self.history_changed.emit()

    def reset(self) -> None:
        """Return to the default state, as one undo step."""
        self._abandon_gesture()
        self._move_to(self._default)

    def load(self, state: State) -> None:
        """Show a state from a file; what came before can be undone to."""
        self._abandon_gesture()
        self._move_to(state)

    def mark(self) -> "Mark[State]":
        """Return the present state and the undo steps to it, for `set_scene`."""
        return Mark(self._state, tuple(self._past))

    def set_scene(self, state: State, before: "Mark[State]") -> None:
        """Show a state of a lesson; undoing leads from it to where the mark was set, whatever happened since."""
        self._abandon_gesture()
        self.scene_set.emit()
        self._past = list(before.past)
        self._future.clear()
        if before.state != state:
            self._remember(before.state, state)
        self._set(state)
        self.history_changed.emit()

    def _abandon_gesture(self) -> None:
        self._gesture_depth, self._before_gesture, self._nudge = 0, None, None

    def _move_to(self, state: State) -> None:
        before = self._state
        if state == before:
            return
        is_step = self._gesture_depth == 0
        if is_step:
            self._remember(before, state)
        self._set(state)
        if is_step:
            self.history_changed.emit()

    def _remember(self, before: State, after: State) -> None:
        self._past.append((before, differing_fields(before, after)))
        del self._past[:-UNDO_STEPS]
        self._future.clear()

    def _set(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit()
