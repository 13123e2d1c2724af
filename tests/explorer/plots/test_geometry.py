from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.plots import geometry
from explorer.plots.geometry import Area

AREA = Area(-2, 2, -1, 1)
paths = st.integers(2, 12).flatmap(lambda n: arrays(np.float64, (n, 2), elements=st.floats(-10, 10)))


@given(st.floats(0.1, 100), st.floats(0.1, 100), st.floats(50, 2000), st.floats(50, 2000))
def test_that_a_filled_area_has_the_shape_of_the_picture_and_holds_what_was_asked_for(w, h, wide, high):
    area = Area(-w, w, 1 - h, 1 + h)
    filled = area.filling(wide, high)
    assert filled.width / filled.height == pytest.approx(wide / high)
    assert filled.grown(1e-9).contains(np.array([[-w, 1 - h], [w, 1 + h]])).all()
    assert filled.width == pytest.approx(2 * w) or filled.height == pytest.approx(2 * h)


def test_that_an_arrow_is_a_shaft_and_two_barbs_at_its_tip():
    segments = geometry.arrow_segments(*(np.array([value]) for value in (1.0, 2.0, 3.0, 4.0)))
    shaft, left, right = segments.reshape(3, 2, 2)
    np.testing.assert_array_equal(shaft, [[1, 2], [4, 6]])
    np.testing.assert_array_equal(left[0], shaft[1])
    np.testing.assert_array_equal(right[0], shaft[1])
    barbs = np.stack([left[1], right[1]]) - shaft[1]
    assert (barbs @ (3, 4) < 0).all()
    assert barbs.sum(axis=0) @ (-4, 3) == pytest.approx(0)


def test_that_a_path_inside_is_not_cut():
    points = np.array([[0, 0], [1, 0.5], [-2, 1]])
    assert geometry.cut_path(points, AREA) is points


@given(paths)
def test_that_a_cut_path_is_exactly_the_part_of_it_inside(points):
    """Against brute force: many points along each segment are covered by the cut path if and only if inside."""
    assume(not AREA.contains(points).all())
    pieces = geometry.cut_path(points, AREA).reshape(-1, 3, 2)[:, :2]
    assert AREA.grown(1e-9).contains(pieces).all()
    shares = ((np.arange(400) + 0.5) / 400)[:, None]
    inside = sum(
        AREA.contains(start + shares * (end - start)).mean() * np.hypot(*(end - start))
        for start, end in pairwise(points)
    )
    length = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T).sum()
    total = np.hypot(*np.diff(points, axis=0).T).sum()
    assert length == pytest.approx(inside, abs=total / 100 + 1e-9)


def test_that_coordinates_of_any_size_are_cut_without_a_warning():
    points = np.array([[0, 0], [1, 1], [-1e308, 1e308], [1e308, -1e308], [0.5, 0.5]])
    pieces = geometry.cut_path(points, AREA)
    assert AREA.grown(1e-9).contains(pieces[~np.isnan(pieces).any(axis=1)]).all()
    np.testing.assert_allclose(geometry.way_out(points[1], points[2], AREA), [1, 1])


def test_that_the_way_out_is_on_the_border():
    np.testing.assert_allclose(geometry.way_out(np.array([0.0, 0]), np.array([8.0, 2]), AREA), [2, 0.5])


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ([[0, 0], [1, 0]], None),
        ([[5, 0], [6, 0]], None),
        ([[0, 0], [5, 0], [9, 0]], 1),
        ([[0, 0], [5, 0], [1, 0], [9, 0]], 3),
        ([[0, 0], [5, 0], [1, 0]], None),
    ],
)
def test_that_a_departure_is_the_step_that_leaves_for_good(path, step):
    assert geometry.departure(np.array(path, dtype=float), AREA) == step


@given(paths, st.floats(0.01, 5))
def test_that_a_thinned_path_keeps_its_ends_and_stays_close(points, least):
    thin = geometry.thin_path(points, least)
    np.testing.assert_array_equal(thin[[0, -1]], points[[0, -1]])
    for point in points:
        assert np.hypot(*(thin - point).T).min() <= least + 1e-9


def test_that_gaps_survive_thinning():
    gap = [np.nan, np.nan]
    points = np.array([[0, 0], [0.1, 0], gap, [0.1, 0], [0.2, 0]])
    np.testing.assert_array_equal(geometry.thin_path(points, 1), points)


@given(paths, st.floats(0.01, 5))
def test_that_markers_keep_their_distance_and_the_first_one_stays(points, least):
    kept = geometry.far_enough(points, least)
    np.testing.assert_array_equal(kept[0], points[0])
    assert (np.hypot(*np.diff(kept, axis=0).T) >= least - 1e-9).all()


def circles(levels):
    angles = np.linspace(0, 2 * np.pi, 200)
    return [(level, np.sqrt(level) * np.stack([np.cos(angles), np.sin(angles)], axis=1)) for level in levels]


def test_that_level_labels_stand_on_their_lines_apart_and_away_from_minima():
    area, unit = Area(-5, 5, -3, 3), 0.02
    places = geometry.level_label_places(
        circles([0.01, 1, 2, 4, 8, 100]), area, (unit, unit), np.zeros((1, 2))
    )
    assert [level for level, _, _ in places] == [1, 2, 4, 8]
    for level, x, y in places:
        assert x * x + y * y == pytest.approx(level)
        assert area.contains(np.array([x, y]))
    points = np.array([(x, y) for _, x, y in places]) / unit
    apart = np.abs(points[:, None] - points[None])[~np.eye(len(points), dtype=bool)]
    assert ((apart[:, 0] > 40) | (apart[:, 1] > 18)).all()


def test_that_the_points_under_a_label_are_found():
    points = np.array([[0.0, 0.0], [0.1, 0.0], [0.0, 0.5], [3.0, 0.0]])
    assert geometry.near_labels(points, [(2.5, 0.0, 0.0)], (0.02, 0.02)).tolist() == [
        True,
        True,
        False,
        False,
    ]
    assert not geometry.near_labels(points, [], (0.02, 0.02)).any()


def test_that_joined_lines_are_separated_by_gaps():
    joined = geometry.joined_lines([np.zeros((2, 2)), np.ones((3, 2))])
    assert np.flatnonzero(np.isnan(joined[:, 0])).tolist() == [2, 6]
    assert geometry.joined_lines([]).shape == (0, 2)


@pytest.mark.parametrize("period", [40.0, 400.0, 4000.0])
def test_that_a_straightened_line_stays_within_half_a_pixel(period):
    unit = (0.5, 0.02)
    x = np.arange(0, 400.0)
    y = np.sin(2 * np.pi * x / period)
    points = np.stack([x, y], axis=1) * (2 * unit[0], 50 * unit[1])
    kept = geometry.straightened(points, unit)
    drawn = np.interp(points[:, 0], kept[:, 0], kept[:, 1])
    assert np.abs(drawn - points[:, 1]).max() <= 0.5 * unit[1]
    assert (kept[[0, -1]] == points[[0, -1]]).all()


def test_that_a_straightened_line_keeps_corners_and_gaps():
    corner = np.array([[float(k), abs(k - 10.0)] for k in range(21)])
    gap = np.full((1, 2), np.nan)
    kept = geometry.straightened(np.concatenate([corner, gap, corner]), (1, 1))
    assert len(kept) < 30
    assert (kept == [10, 0]).all(axis=1).sum() == 2
    assert np.isnan(kept).any(axis=1).sum() == 1


@given(st.integers(1, 5), st.integers(2, 80), st.randoms(use_true_random=False))
def test_that_a_line_to_and_fro_is_drawn_over_its_whole_length(places, steps, random):
    corners = np.array([(random.randint(-9, 9), random.randint(-9, 9)) for _ in range(places)], dtype=float)
    points = corners[np.arange(steps) % places]
    kept = geometry.straightened(points, (1, 1))
    starts, ways = kept[:-1], np.diff(kept, axis=0)
    lengths = np.maximum((ways * ways).sum(axis=1), 1e-300)
    for point in points:
        shares = np.clip(((point - starts) * ways).sum(axis=1) / lengths, 0, 1)
        beside = np.hypot(*(starts + shares[:, np.newaxis] * ways - point).T)
        assert beside.min(initial=np.inf if len(starts) else 0) <= 0.2
