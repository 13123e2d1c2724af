"""Changing strokes until a network reads another digit, and where the canvas lies in the form."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import resources
from core.digit_image import from_strokes, placement
from core.eraser import erased
from core.model_file import load_network
from core.retouching import MOST_RETOUCHES, retouching
from core.two_layer_net import TwoLayerNet
from tests.generators import result_of

SEVEN = (((0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.45), (0.5, 0.65), (0.42, 0.85)),)
points = st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2)
drawings = st.lists(st.lists(points, min_size=1, max_size=4).map(tuple), max_size=3).map(tuple)


@pytest.fixture(scope="module")
def network():
    return load_network(resources.path("models", "chapter.npz")).network


@pytest.mark.parametrize("target", range(10))
def test_that_following_each_retouch_leads_to_the_wanted_answer(network, target):
    found = result_of(retouching(network, SEVEN, target))
    strokes, lead = SEVEN, found.lead
    assert (found.retouches == ()) == (lead > 0)
    for retouch in found.retouches:
        if retouch.paints:
            strokes = (*strokes, (retouch.at,))
        else:
            strokes = erased(strokes, retouch.at, retouch.at, retouch.radius)
        assert strokes == retouch.strokes
        scores = network.scores(from_strokes(strokes))
        assert retouch.lead == pytest.approx(scores[target] - np.delete(scores, target).max(), abs=1e-9)
        assert retouch.lead > lead
        lead = retouch.lead
    assert found.succeeded
    assert network.predict(from_strokes(strokes)).argmax() == target


def test_that_going_on_after_the_first_retouch_finds_the_rest(network):
    whole = result_of(retouching(network, SEVEN, 3)).retouches
    rest = result_of(retouching(network, whole[0].strokes, 3)).retouches
    assert [(retouch.paints, retouch.at) for retouch in rest] == [
        (retouch.paints, retouch.at) for retouch in whole[1:]
    ]


def test_that_a_network_that_never_moves_is_given_up(network):
    params = {name: np.zeros_like(array) for name, array in network.params.items()}
    params["b2"] = np.arange(10.0)
    found = result_of(retouching(TwoLayerNet.from_params(params), SEVEN, 0))
    assert not found.succeeded
    assert found.retouches == ()


def test_that_no_ink_has_no_retouching_and_no_class_is_refused(network):
    assert result_of(retouching(network, (), 3)) is None
    assert placement(((),)) is None
    with pytest.raises(ValueError, match="no class 10"):
        result_of(retouching(network, SEVEN, 10))


@settings(max_examples=20)
@given(drawings, st.integers(0, 9))
@example((((0.0, 0.0), (1.7255342686359603e308, 0.0)),), 1)
def test_that_any_strokes_end_in_a_defined_result(network, drawing, target):
    found = result_of(retouching(network, drawing, target))
    if found is not None:
        assert len(found.retouches) <= MOST_RETOUCHES
        assert math.isfinite(found.lead)
        assert all(0 <= coordinate <= 1 for one in found.retouches for coordinate in one.at)


@pytest.mark.parametrize("move", [(0, 0), (-0.2, 0.1)])
@pytest.mark.parametrize("size", [0.02, 0.4, 1, 30])
def test_that_the_ink_lies_where_the_placement_says(move, size):
    strokes = tuple(tuple((size * x + move[0], size * y + move[1]) for x, y in stroke) for stroke in SEVEN)
    form = from_strokes(strokes).reshape(28, 28)
    placed = placement(strokes)
    for x, y in strokes[0]:
        column = placed.scale * x + placed.shift[0] - 0.5
        row = placed.scale * y + placed.shift[1] - 0.5
        assert form[round(row), round(column)] > 0.7
        assert placed.on_canvas(column, row) == pytest.approx((x, y), abs=1e-9 * size)


def test_that_a_dot_is_placed_in_the_middle():
    placed = placement((((0.3, 0.6),),))
    assert placed.on_canvas(14, 14) == pytest.approx((0.3, 0.6))
