from hypothesis import given
from hypothesis import strategies as st

from explorer.training.tiling import GAP, TILE, tiling, width_for


def test_that_the_chapters_network_fills_the_card_as_drawn():
    layout = tiling(50, 296, 600)
    assert (layout.columns, layout.zoom, layout.shown) == (5, 2, 50)
    assert (layout.width, layout.height) == (296, 596)
    assert width_for(400, 600) == 296


def test_that_too_many_units_show_the_first_ones():
    layout = tiling(1000, 296, 600)
    assert layout.zoom == 1 and layout.shown == layout.columns * 20 < 1000


@given(st.integers(1, 1000), st.floats(1, 2000), st.floats(1, 2000))
def test_that_tiles_stay_in_their_box(units, width, height):
    layout = tiling(units, width, height)
    assert 1 <= layout.shown <= units
    if width >= TILE and height >= TILE:
        assert layout.width <= width and layout.height <= height
    larger = layout.zoom + 1
    if layout.shown == units and larger <= 6:
        across = (width / larger + GAP) // (TILE + GAP)
        down = (height / larger + GAP) // (TILE + GAP)
        assert across * down < units
