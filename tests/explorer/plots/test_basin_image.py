import numpy as np
import pytest

from core.basins import LEFT, NOT_ARRIVED, BasinMap
from explorer.look.palette import DARK, LIGHT
from explorer.look.theme import rgb
from explorer.plots.basin_image import basin_colours, colours_apart, swatches


def basins(labels, steps, minima=((0.0, 0.0), (1.0, 0.0))):
    labels = np.array(labels, dtype=np.int16)
    rows, columns = labels.shape
    return BasinMap(
        np.arange(columns, dtype=float),
        np.arange(rows, dtype=float),
        labels,
        np.array(steps, dtype=np.int32),
        np.array(minima, dtype=float).reshape(-1, 2),
        1,
    )


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_sooner_is_nearer_to_the_minimums_own_colour(theme):
    picture = basin_colours(basins([[0, 0, 1]], [[0, 50, 0]]), 60, theme).astype(int)
    away_soon, away_late = (np.abs(picture[0, k] - rgb(theme.basins[0])).sum() for k in (0, 1))
    assert away_soon < away_late
    assert (
        np.abs(picture[0, 2] - rgb(theme.basins[1])).sum()
        < np.abs(picture[0, 2] - rgb(theme.basins[0])).sum()
    )


def test_that_what_has_not_arrived_has_the_grounds_colour_and_what_left_is_hatched():
    picture = basin_colours(basins([[NOT_ARRIVED] + [LEFT] * 20], [[60] * 21]), 60, DARK)
    assert tuple(picture[0, 0]) == rgb(DARK.heat[0])
    assert len({tuple(colour) for colour in picture[0, 1:].tolist()}) == 2


def test_that_a_map_without_minima_is_coloured():
    picture = basin_colours(basins([[NOT_ARRIVED, LEFT]], [[0, 0]], ()), 0, DARK)
    assert tuple(picture[0, 0]) == rgb(DARK.heat[0])


def test_that_neighbours_on_a_grid_differ_and_more_minima_change_no_colour():
    grid = np.array([(x, y) for x in range(9) for y in range(9)], dtype=float)
    colours = np.array(colours_apart(grid)).reshape(9, 9)
    assert (colours[1:] != colours[:-1]).all() and (colours[:, 1:] != colours[:, :-1]).all()
    assert colours_apart(grid[:40]) == colours.ravel()[:40].tolist()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_no_basin_has_the_colour_of_a_start(theme):
    own, not_there, hatching = swatches(theme)
    assert len({*own, not_there, *hatching}) == 7
    for colour in own:
        for series in (theme.a, theme.b, theme.c, theme.d):
            assert np.abs(np.subtract(rgb(colour), rgb(series))).sum() > 60
