import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.state import DrawingState
from explorer.drawing.strokes import MOST_POINTS, MOST_STROKES

points = st.tuples(st.floats(-2, 3), st.floats(-2, 3))
drawings = st.lists(st.lists(points, max_size=6).map(tuple), max_size=4).map(tuple)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_that_coordinates_that_are_not_finite_are_refused_in_a_sentence(bad):
    with pytest.raises(ValueError, match="must be finite"):
        DrawingState(strokes=(((0.1, 0.2), (bad, 0.3)),))


@pytest.mark.parametrize("strokes", [((0.1, 0.2),), (((0.1, 0.2, 0.3),),), (("ab",),), (((10**400, 0),),)])
def test_that_what_is_no_row_of_points_is_refused_in_a_sentence(strokes):
    with pytest.raises(ValueError, match="row of points"):
        DrawingState(strokes=strokes)


def test_that_the_size_of_a_drawing_is_bounded():
    with pytest.raises(ValueError, match=f"up to {MOST_STROKES} strokes"):
        DrawingState(strokes=(((0.0, 0.0),),) * (MOST_STROKES + 1))
    with pytest.raises(ValueError, match=f"up to {MOST_POINTS} points"):
        DrawingState(strokes=(((0.0, 0.0),) * (MOST_POINTS + 1),))


@pytest.mark.parametrize(
    "fields",
    [
        {"pressures": ((2.0,),)},
        {"pressures": ((float("nan"),),)},
        {"test_image": -2},
        {"seed": -1},
        {"played": -2},
        {"tool": "brush"},
        {"pen_width": 1},
        {"network": ""},
    ],
)
def test_that_other_values_that_make_no_sense_are_refused(fields):
    with pytest.raises(ValueError, match=r"\w+.*\.$"):
        DrawingState(**fields)


def test_that_strokes_come_before_an_image():
    assert DrawingState(test_image=7).shown_image == -1
    assert DrawingState(strokes=(), test_image=7).shown_image == 7
    assert DrawingState(strokes=((),), test_image=-1).is_empty
    assert not DrawingState(strokes=(), test_image=0).is_empty


@given(drawings, st.integers(0, 30))
def test_that_a_replay_shows_the_first_points_in_their_order(strokes, played):
    shown = DrawingState(strokes=strokes, played=played).shown_strokes
    flat = [point for stroke in strokes for point in stroke]
    assert [point for stroke in shown for point in stroke] == flat[:played]
    assert DrawingState(strokes=strokes).shown_strokes is strokes


@given(drawings)
def test_that_a_state_survives_the_session_file(strokes):
    state = DrawingState(strokes=strokes, network="chapter", played=2)
    assert msgspec.json.decode(msgspec.json.encode(state), type=DrawingState) == state
