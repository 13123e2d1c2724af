"""The store: what is an undo step, what is not, and that a refused change leaves no trace."""

from dataclasses import dataclass, field

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.state.store import Store


@dataclass(frozen=True)
class Page:
    zoom: float = 1.0


@dataclass(frozen=True)
class Part:
    flags: tuple[bool, ...] = ()


@dataclass(frozen=True)
class State:
    x: float = 0.0
    name: str = "a"
    page: Page = field(default_factory=Page)
    points: tuple[tuple[float, float], ...] = ()
    kept: tuple[Part, ...] = ()

    def __post_init__(self):
        if self.x > 100:
            raise ValueError("x goes up to 100.")


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(clock):
    return Store(State(), clock)


def test_that_a_change_is_one_undo_step(store):
    store.change(x=1.0, name="b")
    store.change(x=2.0)
    store.undo()
    assert store.state == State(1.0, "b")
    store.undo()
    assert store.state == State()
    assert not store.can_undo
    store.redo()
    store.redo()
    assert store.state == State(2.0, "b")


def test_that_a_gesture_is_one_undo_step_and_live_meanwhile(store, qtbot):
    seen = []
    store.changed.connect(lambda: seen.append(store.state.x))
    with store.gesture():
        for x in (1.0, 2.0, 3.0):
            store.change(x=x)
    assert seen == [1.0, 2.0, 3.0]
    store.undo()
    assert store.state.x == 0.0
    assert not store.can_undo


def test_that_a_gesture_that_ends_where_it_began_is_no_step(store):
    with store.gesture():
        store.change(x=1.0)
        store.change(x=0.0)
    assert not store.can_undo


def test_that_undo_during_a_gesture_ends_it(store):
    store.change(x=1.0)
    store.begin_gesture()
    store.change(x=2.0)
    store.undo()
    store.end_gesture()
    assert store.state.x == 0.0


def test_that_key_presses_in_quick_succession_are_one_step(store, clock):
    for x in (1.0, 2.0, 3.0):
        store.nudge(x=x)
        clock.now += 0.2
    clock.now += 5
    store.nudge(x=4.0)
    store.undo()
    assert store.state.x == 3.0
    store.undo()
    assert store.state.x == 0.0


def test_that_nudges_of_different_fields_are_steps_of_their_own(store):
    store.nudge(x=1.0)
    store.nudge(name="b")
    store.undo()
    assert store.state == State(1.0, "a")


def test_that_a_tick_makes_no_undo_step(store):
    store.tick(x=5.0)
    assert store.state.x == 5.0
    assert not store.can_undo


def test_that_a_page_field_is_named_flat(store):
    store.change(zoom=2.0, x=1.0)
    assert store.state == State(1.0, "a", Page(2.0))


def test_that_a_refused_change_leaves_everything_as_it_was(store, qtbot):
    store.change(x=1.0)
    with qtbot.assertNotEmitted(store.changed), pytest.raises(ValueError, match="up to 100"):
        store.change(x=1000.0)
    assert store.state.x == 1.0
    store.undo()
    assert store.state.x == 0.0


def test_that_a_field_that_does_not_exist_is_refused(store):
    with pytest.raises(AttributeError, match="wrong"):
        store.change(wrong=1)


def test_that_the_same_value_is_no_step_and_no_signal(store, qtbot):
    with qtbot.assertNotEmitted(store.changed):
        store.change(x=0.0)
    assert not store.can_undo


def test_that_reset_returns_to_the_beginning_and_can_be_undone(store):
    store.change(x=7.0)
    store.reset()
    assert store.state == State()
    store.undo()
    assert store.state.x == 7.0


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30))
def test_that_undoing_everything_returns_the_exact_first_state(values):
    store = Store(State())
    for value in values:
        store.change(x=value)
    states = store.state
    while store.can_undo:
        store.undo()
    assert store.state == State()
    while store.can_redo:
        store.redo()
    assert store.state == states


def test_that_a_state_holds_python_numbers_only(clock):
    store = Store(State(), clock)
    numbers = np.array([[0.5, 0.25], [1, 2]])
    store.change(
        x=np.float32(0.5),
        zoom=np.int64(3),
        points=((np.float64(0.1), 2), *map(tuple, numbers)),
        kept=(Part(flags=(np.bool_(True),)),),
    )
    assert store.state == State(
        0.5, points=((0.1, 2), (0.5, 0.25), (1.0, 2.0)), kept=(Part((True,)),), page=Page(3)
    )
    assert msgspec.json.decode(msgspec.json.encode(store.state), type=State) == store.state
    assert {type(store.state.x), type(store.state.points[0][0])} == {float}
    assert type(store.state.page.zoom) is int
    store.tick(points=numbers)
    assert store.state.points == ((0.5, 0.25), (1.0, 2.0))


def test_that_a_value_without_numpy_stays_the_same_object(clock):
    store, points = Store(State(), clock), ((0.5, 0.25),)
    store.change(points=points)
    assert store.state.points is points


def test_that_a_state_with_one_name_on_two_pages_is_rejected():
    @dataclass(frozen=True)
    class First:
        number: int = 0

    @dataclass(frozen=True)
    class Second:
        number: int = 0

    @dataclass(frozen=True)
    class Both:
        first: First = First()
        second: Second = Second()

    with pytest.raises(TypeError, match="Both has more than one field number"):
        Store(Both())


def test_that_a_gesture_can_be_ended_from_outside_however_deep():
    store = Store(State())
    store.begin_gesture()
    store.begin_gesture()
    store.change(x=1.0)
    store.change(x=2.0)
    store.finish_gesture()
    store.change(x=3.0)
    store.undo()
    assert store.state.x == 2.0
    store.undo()
    assert store.state.x == 0.0
    assert not store.can_undo
    store.finish_gesture()
    assert not store.can_undo
