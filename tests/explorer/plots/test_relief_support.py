import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.plots.geometry import Area
from explorer.plots.height_scale import HeightScale
from explorer.plots.relief_support import HEIGHT, WIDTH, axes, draped, fitting_distance, lit, placed

AREA = Area(-2, 6, -1, 3)


def flat(points):
    return np.zeros(points.shape[:-1])


def test_that_a_place_keeps_its_proportions():
    corners = placed(np.array([[-2.0, -1.0], [6.0, 3.0]]), np.array([0.0, 1.0]), AREA)
    assert corners[:, 0].tolist() == [-WIDTH / 2, WIDTH / 2]
    assert corners[:, 1].tolist() == [-WIDTH / 4, WIDTH / 4]
    assert corners[1, 2] - corners[0, 2] == HEIGHT


def test_that_a_long_step_lies_on_the_surface_all_the_way():
    line = draped(np.array([[0.0, 0.0], [4.0, 0.0]]), AREA, lambda at: (at[..., 0] - 2) ** 2 / 4)
    assert len(line) % 2 == 0 and line[1:-1:2] == pytest.approx(line[2::2])
    x = line[:, 0] / WIDTH * 8 + 2
    assert line[:, 2] == pytest.approx(HEIGHT * (x - 2) ** 2 / 4 + line[len(line) // 2, 2], abs=1e-3)


points = st.lists(st.tuples(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9)), max_size=6)


@given(points)
def test_that_what_is_draped_is_finite_and_in_the_picture(path):
    line = draped(np.array(path).reshape(-1, 2), AREA, flat)
    assert np.isfinite(line).all()
    assert (np.abs(line[:, :2]) <= WIDTH / 2 * (1 + 1e-6)).all()


def test_that_slopes_towards_the_light_are_brighter():
    rise = np.add.outer(np.zeros(5), np.arange(5.0))
    level, towards, away = (float(lit(heights, 1, 1)[2, 2]) for heights in (0 * rise, rise, -rise))
    assert away < level < 1 and towards != away
    assert away >= 0 and towards <= 1


def test_that_heights_are_shares_by_the_square_root():
    scale = HeightScale(1.0, 5.0)
    assert scale.shares(np.array([1.0, 2.0, 5.0, 9.0, np.inf, np.nan, 0.0])).tolist() == [
        0,
        0.5,
        1,
        1,
        1,
        1,
        0,
    ]
    assert HeightScale.of(np.array([np.nan, np.inf])) is None


@given(
    st.floats(0.01, 100),
    st.floats(0.01, 100),
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.floats(1, 5),
)
def test_that_the_whole_relief_is_seen_from_the_fitting_distance(width, height, azimuth, elevation, shape):
    area, angle = Area(0, width, 0, height), 40
    distance = fitting_distance(area, elevation, angle, shape)
    turn, rise = np.radians([azimuth, elevation])
    towards = np.array([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)])
    right = np.array([-np.sin(turn), np.cos(turn), 0])
    up = np.cross(towards, right)
    half = np.tan(np.radians(angle) / 2)
    sides = np.array([width, height]) * WIDTH / max(width, height) / 2
    for x in (-sides[0], sides[0]):
        for y in (-sides[1], sides[1]):
            for z in (-HEIGHT / 2, HEIGHT / 2):
                corner = np.array([x, y, z])
                depth = distance - corner @ towards
                assert depth > 0
                assert abs(corner @ right) <= half * depth * (1 + 1e-9)
                assert abs(corner @ up) <= half / shape * depth * (1 + 1e-9)


@pytest.mark.parametrize(
    ("azimuth", "near"), [(-60, (1, -1)), (30, (1, 1)), (150, (-1, 1)), (-150, (-1, -1))]
)
def test_that_axes_stand_at_the_edges_that_are_nearest_and_carry_true_numbers(azimuth, near):
    scale = HeightScale(1.0, 5.0)
    x_axis, y_axis, heights = axes(AREA, scale, azimuth)
    assert {end[1] for end in x_axis.ends} == {near[1] * WIDTH / 4}
    assert {end[0] for end in y_axis.ends} == {near[0] * WIDTH / 2}
    for axis, number in ((x_axis, 0), (y_axis, 1)):
        values = np.array([value for *_, value in axis.ticks])
        at = np.zeros((len(values), 2))
        at[:, number] = values
        expected = placed(at, np.zeros(len(values)), AREA)[:, number]
        assert [place[number] for place, *_ in axis.ticks] == pytest.approx(expected, abs=1e-9)
    for place, _, value in heights.ticks:
        assert place[2] == pytest.approx(HEIGHT * float(scale.shares(np.array(value))))
