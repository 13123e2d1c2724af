import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.eraser import erased

RADIUS = 0.04
LINE = ((0.1, 0.5), (0.9, 0.5))
points = st.tuples(st.floats(0, 1), st.floats(0, 1))
strokes = st.lists(st.lists(points, min_size=1, max_size=8).map(tuple), max_size=4).map(tuple)


def length(stroke):
    return sum(math.dist(a, b) for a, b in pairwise(stroke))


def distance_to_segment(point, a, b):
    squared = math.dist(a, b) ** 2
    along = sum((p - s) * (e - s) for p, s, e in zip(point, a, b, strict=True))
    share = min(max(along / squared, 0), 1) if squared else 0
    return math.dist(point, [s + share * (e - s) for s, e in zip(a, b, strict=True)])


def test_that_a_stroke_is_cut_in_two():
    left, right = erased((LINE,), (0.5, 0.5), (0.5, 0.5), 0.1)
    assert left[0] == (0.1, 0.5)
    assert math.isclose(left[-1][0], 0.4)
    assert math.isclose(right[0][0], 0.6)
    assert right[-1] == (0.9, 0.5)


def test_that_a_stroke_that_is_not_touched_stays_the_same_object():
    drawing = (LINE, ((0.1, 0.1), (0.9, 0.1)))
    left = erased(drawing, (0.5, 0.5), (0.5, 0.5), RADIUS)
    assert left[-1] is drawing[1]


def test_that_a_fast_move_leaves_no_gap():
    zigzag = tuple((0.05 + 0.9 * k / 40, 0.45 + 0.1 * (k % 2)) for k in range(41))
    left = erased((zigzag,), (0.0, 0.5), (1.0, 0.5), 0.06)
    assert sum(map(length, left)) < 0.05 * length(zigzag)


def test_that_dots_under_the_disc_go():
    assert erased((((0.5, 0.5),), ((0.9, 0.9),)), (0.5, 0.52), (0.5, 0.52), RADIUS) == (((0.9, 0.9),),)


@given(strokes, points)
def test_that_nothing_is_left_inside_the_disc_and_nothing_is_added(drawing, middle):
    left = erased(drawing, middle, middle, RADIUS)
    assert all(left)
    for stroke in left:
        pairs = list(pairwise(stroke)) or [(stroke[0], stroke[0])]
        assert all(distance_to_segment(middle, a, b) > RADIUS - 1e-6 for a, b in pairs)
    assert sum(map(length, left)) <= sum(map(length, drawing)) + 1e-9
