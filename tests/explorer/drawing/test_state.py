import math
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.compare.state import CompareState
from explorer.drawing.drawing import Drawing
from explorer.drawing.gallery.state import GalleryState
from explorer.drawing.state import DrawingState
from explorer.drawing.strokes import MOST_POINTS, MOST_STROKES
from explorer.drawing.why.state import WhyState
from explorer.state.session_upgrade import from_version_1

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
    ("part", "fields", "sentence"),
    [
        (DrawingState, {"pressures": ((2.0,),)}, "The pressure of a pen is from 0 to 1"),
        (DrawingState, {"pressures": ((math.nan,),)}, "The pressure of a pen is from 0 to 1"),
        (
            DrawingState,
            {"test_image": -2},
            "Images, points, digits and drawings are counted from 0.",
        ),
        (
            DrawingState,
            {"label": 10},
            "Label must be one of -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, not 10.",
        ),
        (DrawingState, {"seed": -1}, "Images, points, digits and drawings are counted from 0."),
        (
            DrawingState,
            {"played": -2},
            "Images, points, digits and drawings are counted from 0.",
        ),
        (DrawingState, {"tool": "brush"}, "Pen or eraser must be one of pen, eraser, not brush."),
        (DrawingState, {"pen_width": 1}, "Pen width must be a whole number from 2 to 16, not 1."),
        (DrawingState, {"pen_width": 17}, "Pen width must be a whole number from 2 to 16, not 17."),
        (DrawingState, {"network": ""}, "The id of a network or a run has 1 to 200 letters."),
        (DrawingState, {"picture": 201 * "a"}, "The id of an image has up to 200 letters."),
        (
            DrawingState,
            {"picture_digit": -1},
            "Images, points, digits and drawings are counted from 0.",
        ),
        (DrawingState, {"page": "film"}, "There is no page “film”."),
        (
            WhyState,
            {"part": "film"},
            "There is no page “film”.",
        ),
        (WhyState, {"asked": 10}, "A digit to ask about is from 0 to 9."),
        (
            WhyState,
            {"slope": "steep"},
            "Exact or numerical gradient must be one of exact, numerical, not steep.",
        ),
        (
            WhyState,
            {"off_units": (2, 1)},
            "What is switched off is counted from 0, in rising order, each once.",
        ),
        (WhyState, {"off_units": (10_000,)}, "What is switched off"),
        (WhyState, {"off_pixels": (784,)}, "What is switched off"),
        (
            WhyState,
            {"correction_rate": math.nan},
            "Learning rate must be a number from 0.0001 to 100, not NaN.",
        ),
        (
            WhyState,
            {"correction_rate": 101.0},
            "Learning rate must be a number from 0.0001 to 100, not 101.",
        ),
        (DrawingState, {"page": "compare"}, "There is no page “compare”."),
        (CompareState, {"compared": tuple("abcdefg")}, "Up to 6 networks are compared."),
        (CompareState, {"compared": ("a", "a")}, "Each network is compared once."),
        (CompareState, {"compared": ("",)}, "The id of a network or a run has 1 to 200 letters."),
        (CompareState, {"compared_run": ""}, "The id of a network or a run has 1 to 200 letters."),
        (CompareState, {"compared_moment": -1}, "Moment of the run must be a whole number from 0 to"),
        (
            GalleryState,
            {"chosen_drawing": -2},
            "Images, points, digits and drawings are counted from 0.",
        ),
        (
            GalleryState,
            {"asked_digits": -1},
            "Images, points, digits and drawings are counted from 0.",
        ),
        (GalleryState, {"kept": 201 * (Drawing(),)}, "The gallery is full"),
        (GalleryState, {"kept": (Drawing(strokes=(50_001 * ((0.0, 0.0),),)),)}, "The gallery is full"),
        (Drawing, {"label": 10}, "Label must be one of"),
        (
            Drawing,
            {"test_image": -2},
            "Images, points, digits and drawings are counted from 0.",
        ),
        (Drawing, {"strokes": (((0.1, math.nan),),)}, "must be finite"),
    ],
)
def test_that_other_values_that_make_no_sense_are_refused_in_a_sentence(part, fields, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        part(**fields)


@pytest.mark.parametrize(
    "state",
    [
        DrawingState(test_image=9_999, label=9, seed=999_999, played=100_000, pen_width=2),
        DrawingState(test_image=59_999, pen_width=16, picture=200 * "a", network=200 * "a"),
        DrawingState(why=WhyState(asked=9, off_units=(0, 9_999), off_pixels=(0, 783), correction_rate=1e-4)),
        DrawingState(compare=CompareState(compared=tuple("abcdef"), compared_moment=10_000_000)),
        DrawingState(gallery=GalleryState(kept=200 * (Drawing(label=0),), chosen_drawing=199)),
    ],
)
def test_that_values_at_the_bounds_survive_the_session_file(state):
    assert msgspec.json.decode(msgspec.json.encode(state), type=DrawingState) == state


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


@pytest.mark.parametrize("page", ["compare", "draw"])
@pytest.mark.parametrize("part", ["networks", "features"])
def test_that_a_session_with_the_page_compare_opens_on_the_page_that_its_part_is_now(page, part):
    old = {"page": page, "compare": {"compare_part": part, "compared": ["reader"], "compared_moment": 1200}}
    state = msgspec.convert(from_version_1("drawing", old), DrawingState, strict=False)
    assert state.page == (part if page == "compare" else "draw")
    assert state.compare == CompareState(compared=("reader",), compared_moment=1200)
