import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.plots.series import Line, Markers, spread_labels, thin_min_max
from tests.explorer.looks import in_both_themes

series = st.integers(0, 500).flatmap(
    lambda n: arrays(np.float64, n, elements=st.floats(-1e6, 1e6) | st.just(np.nan))
)


@given(series, st.integers(1, 40))
def test_that_thinning_keeps_order_ends_and_extremes(y, columns):
    x = np.arange(len(y), dtype=float)
    thin_x, thin_y = thin_min_max(x, y, columns)
    assert len(thin_x) == len(thin_y) <= max(2 * columns + 2, 0)
    assert (np.diff(thin_x) > 0).all()
    np.testing.assert_array_equal(y[thin_x.astype(int)], thin_y)
    if len(y):
        assert (thin_x[0], thin_x[-1]) == (0, len(y) - 1)
    if not np.isnan(y).all():
        assert (np.nanmin(thin_y), np.nanmax(thin_y)) == (np.nanmin(y), np.nanmax(y))


@given(st.integers(100, 400), st.integers(2, 20))
def test_that_thinning_keeps_the_extremes_of_each_stretch(count, columns):
    y = np.random.default_rng(count).normal(size=count)
    x, thin_y = thin_min_max(np.arange(count, dtype=float), y, columns)
    size = -(-count // columns)
    for first in range(0, count, size):
        here = thin_y[(x >= first) & (x < first + size)]
        assert (here.min(), here.max()) == (y[first : first + size].min(), y[first : first + size].max())


heights = st.lists(st.floats(-1000, 1000), max_size=12)


@given(heights, st.floats(0.1, 50))
def test_that_spread_labels_keep_their_gap_and_their_order(wishes, gap):
    places = spread_labels(wishes, gap)
    order = np.argsort(wishes, kind="stable")
    assert (np.diff(places[order]) >= gap - 1e-6).all()


@given(heights)
def test_that_labels_with_room_stay_where_they_are(wishes):
    wishes = sorted({round(wish) for wish in wishes})
    np.testing.assert_allclose(spread_labels(wishes, 1.0), np.array(wishes, dtype=float), atol=1e-9)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=8), st.floats(0.5, 10))
def test_that_spread_labels_stay_in_bounds_where_they_fit(wishes, gap):
    room = gap * (len(wishes) - 1) + 5
    places = spread_labels(wishes, gap, -3, -3 + room)
    assert places.min() >= -3 - 1e-6 and places.max() <= -3 + room + 1e-6
    assert (np.diff(np.sort(places)) >= gap - 1e-6).all()


def test_that_two_labels_at_one_height_move_apart_evenly():
    np.testing.assert_allclose(spread_labels([5, 5], 2), [4, 6])


def test_that_a_long_line_is_thinned_for_the_screen_only(plot, look):
    line = plot.add(Line(look, "a"))
    y = np.random.default_rng(0).normal(size=50_000)
    line.set_data(np.arange(50_000), y)
    assert len(line.getData()[0]) <= 2000
    np.testing.assert_array_equal(line.numbers()[1], y)


@pytest.mark.parametrize("kind", [Line, Markers])
def test_that_the_numbers_behind_a_logarithmic_picture_are_kept(plot, look, kind):
    item = plot.add(kind(look, "a"))
    x, y = np.array([1e-16, 1e-4]), np.array([0.3, 2.5e-12])
    item.set_data(np.log10(x), np.log10(y), numbers=(x, y))
    np.testing.assert_array_equal(item.getData()[1], np.log10(y))
    np.testing.assert_array_equal(item.numbers(), (x, y))


@pytest.mark.parametrize("kind", [Line, Markers])
def test_that_an_empty_series_and_gaps_are_drawn_without_a_warning(plot, look, kind):
    item = plot.add(kind(look, "a"))
    for data in ([], [np.nan, np.nan, np.nan], [1, np.nan, 2]):
        item.set_data(np.arange(len(data)), data)
        plot.grab()


@in_both_themes
def test_that_series_have_the_colours_of_the_look(plot, look):
    line, markers = plot.add(Line(look, "a")), plot.add(Markers(look, "b"))
    theme = look.theme
    assert line.opts["pen"].color().name() == theme.a.lower()
    assert markers.opts["brush"].color().name() == theme.b.lower()
    line.set_token("d")
    assert line.opts["pen"].color().name() == theme.d.lower()
