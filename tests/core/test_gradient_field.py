import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.gradient_field import (
    arrow_lengths,
    arrows,
    contour_levels,
    contour_lines,
    gradient_field,
    value_grid,
)
from core.surfaces import SURFACES, find

EVERY_SURFACE = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES.keys())


@EVERY_SURFACE
def test_that_a_value_grid_holds_the_surface_at_its_places(surface):
    grid = value_grid(surface, (-2, 3), (0, 1), columns=6, rows=3)
    assert grid.x0.tolist() == [-2, -1, 0, 1, 2, 3]
    assert grid.x1.tolist() == [0, 0.5, 1]
    expected = [[surface.value([x0, x1]) for x0 in grid.x0] for x1 in grid.x1]
    assert grid.values == pytest.approx(np.array(expected), rel=1e-12, abs=1e-12)


@EVERY_SURFACE
def test_that_a_field_holds_the_negative_gradient_in_the_middle_of_each_cell(surface):
    field = gradient_field(surface, (-2, 2), (0, 3), columns=4, rows=3)
    assert field.x0.tolist() == [-1.5, -0.5, 0.5, 1.5]
    assert field.x1.tolist() == [0.5, 1.5, 2.5]
    assert field.cell == (1, 1)
    for row, x1 in enumerate(field.x1):
        for column, x0 in enumerate(field.x0):
            slope = surface.gradient([x0, x1])
            assert (-field.u[row, column], -field.v[row, column]) == pytest.approx(
                slope, rel=1e-12, abs=1e-12
            )


def test_that_the_arrows_of_the_bowl_point_at_its_bottom_and_grow_outwards():
    field = gradient_field(SURFACES["bowl"], (-2, 2), (-2, 2), columns=8, rows=8)
    along_x0, along_x1 = arrows(field, arrow_lengths(field))
    x0, x1 = np.meshgrid(field.x0, field.x1)
    assert along_x0 * x1 == pytest.approx(along_x1 * x0)
    assert (along_x0 * x0 < 0).all()
    order = np.argsort(np.hypot(x0, x1), axis=None)
    assert (np.diff(np.hypot(along_x0, along_x1).ravel()[order]) > -1e-12).all()


@EVERY_SURFACE
def test_that_no_arrow_is_longer_than_its_cell_is_wide_or_high(surface):
    field = gradient_field(surface, surface.x_range, surface.y_range, columns=20, rows=11)
    lengths = arrow_lengths(field)
    assert lengths.max() == 1
    assert np.hypot(*arrows(field, lengths)).max() == pytest.approx(min(field.cell))


def test_that_a_length_is_the_root_of_the_share_of_the_steepest_slope():
    field = gradient_field(find("x0^2/2"), (0, 4), (0, 1), columns=2, rows=1)
    assert arrow_lengths(field) == pytest.approx(np.sqrt([[1 / 3, 1]]))


def test_that_arrows_of_equal_length_only_show_the_direction():
    field = gradient_field(SURFACES["bowl"], (-3, 3), (-3, 3), columns=3, rows=3)
    lengths = np.hypot(*arrows(field, 1))
    assert lengths[1, 1] == 0
    assert np.delete(lengths, 4) == pytest.approx(np.full(8, 2))


@pytest.mark.parametrize("formula", ["sqrt(x0)", "1/x0", "exp(exp(x0^2))", "log(-1)", "7"])
def test_that_there_is_no_arrow_where_there_is_no_finite_gradient(formula):
    field = gradient_field(find(formula), (-3, 3), (-3, 3), columns=7, rows=7)
    along_x0, along_x1 = arrows(field, arrow_lengths(field))
    undefined = ~np.isfinite(np.hypot(field.u, field.v))
    assert np.isfinite(along_x0).all()
    assert np.isfinite(along_x1).all()
    assert not along_x0[undefined].any()
    assert not along_x1[undefined].any()


@EVERY_SURFACE
def test_that_levels_rise_within_the_values_and_share_out_the_area(surface):
    values = value_grid(surface, surface.x_range, surface.y_range, 60, 60).values
    levels = contour_levels(values, 9)
    assert (np.diff(levels) > 0).all()
    assert values.min() < levels[0]
    assert levels[-1] < values.max()
    between = np.diff([np.mean(values < level) for level in levels])
    assert surface.key == "plateau" or between == pytest.approx(np.full(8, 0.1), abs=0.05)


@pytest.mark.parametrize("values", [[], [[np.nan, np.inf]], [[3.0, 3.0]]])
def test_that_values_without_a_range_have_no_levels(values):
    assert contour_levels(values, 5).size == 0


@given(values=hnp.arrays(np.float64, (4, 5), elements=st.floats(width=64)), count=st.integers(0, 12))
def test_that_levels_and_lines_of_any_values_are_finite(values, count):
    levels = contour_levels(values, count)
    assert len(levels) <= count
    assert np.isfinite(levels).all()
    for level, line in contour_lines(range(5), range(4), values, levels):
        assert level in levels
        assert line.shape[1] == 2


def test_that_the_contours_of_the_bowl_are_circles():
    grid = value_grid(SURFACES["bowl"], (-3, 3), (-3, 3), 201, 201)
    lines = contour_lines(grid.x0, grid.x1, grid.values, [1.0, 4.0])
    assert [level for level, _ in lines] == [1.0, 4.0]
    for level, line in lines:
        assert np.hypot(*line.T) == pytest.approx(np.full(len(line), np.sqrt(level)), abs=1e-3)
        assert np.array_equal(line[0], line[-1])


def test_that_a_level_may_have_several_lines_or_none():
    grid = value_grid(SURFACES["himmelblau"], (-6, 6), (-6, 6), 201, 201)
    assert len(contour_lines(grid.x0, grid.x1, grid.values, [5.0])) == 4
    assert contour_lines(grid.x0, grid.x1, grid.values, [-1.0]) == []


def test_that_no_contour_passes_where_there_is_no_value():
    grid = value_grid(find("sqrt(x0) + x1"), (-3, 3), (-3, 3), 61, 61)
    for _, line in contour_lines(grid.x0, grid.x1, grid.values, contour_levels(grid.values, 5)):
        assert (line[:, 0] >= 0).all()
