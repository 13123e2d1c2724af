import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtGui import QFontMetrics

from explorer.look.theme import SMALL, rgb
from explorer.widgets.pixels import ColourRamp, Mosaic, Pixels, indices, ramp_colours
from tests.explorer.looks import in_both_themes


def colour_at(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).name().upper()


@given(
    arrays(np.float64, (3, 4), elements=st.floats(allow_nan=True)),
    st.floats(-1e300, 1e300),
    st.floats(0, 1e300),
)
def test_that_any_array_gets_places_in_the_table(array, low, width):
    places = indices(array, (low, low + width), 255)
    assert places.shape == array.shape
    assert places.max() <= 254


def test_that_places_run_from_low_to_high_and_stop_there():
    assert indices([-9, 0, 0.5, 1, 9], (0, 1)).tolist() == [0, 0, 128, 255, 255]
    assert indices([np.nan, np.inf, -np.inf], (-1, 1)).tolist() == [128, 255, 0]


@in_both_themes
@pytest.mark.parametrize("ramp", ["ink", "diverging", "heat"])
def test_that_pixels_are_whole_blocks_in_the_colours_of_the_ramp(qtbot, look, ramp):
    pixels = Pixels(look, ramp)
    qtbot.addWidget(pixels)
    pixels.set_array(np.array([[0.0, 1.0], [1.0, 0.0]]))
    pixels.resize(80, 80)
    colours = ramp_colours(look.theme, ramp)
    assert colour_at(pixels, 3, 3) == colour_at(pixels, 38, 38) == colours[0].upper()
    assert colour_at(pixels, 41, 38) == colours[-1].upper()


def test_that_pixels_keep_their_shape_in_any_place(qtbot, look):
    pixels = Pixels(look, grid=True)
    qtbot.addWidget(pixels)
    pixels.set_array(np.zeros((28, 28)))
    pixels.resize(300, 200)
    place = pixels.place()
    assert (place.width(), place.height()) == (196, 196)
    assert abs(place.center().x() - 150) <= 1
    pixels.resize(20, 100)
    assert pixels.place().width() == pixels.place().height() == 20
    pixels.grab()


def test_that_a_mosaic_puts_each_unit_in_its_tile(qtbot, look):
    weights = np.zeros((784, 7))
    weights[:, 4] = 0.5
    weights[0, 5] = -0.5
    mosaic = Mosaic(look)
    qtbot.addWidget(mosaic)
    mosaic.set_weights(weights, columns=3)
    mosaic.resize(3 * 30 - 2, 3 * 30 - 2)
    assert mosaic.limit == 0.5
    assert colour_at(mosaic, 44, 44) == look.theme.diverging[2]
    assert colour_at(mosaic, 60, 30) == look.theme.diverging[0]
    assert colour_at(mosaic, 75, 45) == look.theme.diverging[1]
    assert colour_at(mosaic, 28, 10) == look.theme.panel
    assert colour_at(mosaic, 70, 80) == look.theme.panel


def test_that_a_mosaic_bears_what_training_can_do_to_weights(qtbot, look):
    mosaic = Mosaic(look)
    qtbot.addWidget(mosaic)
    for weights in (np.zeros((784, 1)), np.full((784, 2), np.nan), np.array([[np.inf]] * 784)):
        mosaic.set_weights(weights, columns=5)
        mosaic.grab()
        assert np.isfinite(mosaic.limit)
        assert mosaic.limit > 0


def test_that_weights_that_make_no_square_are_refused(qtbot, look):
    mosaic = Mosaic(look)
    qtbot.addWidget(mosaic)
    with pytest.raises(ValueError, match="783"):
        mosaic.set_weights(np.zeros((783, 5)), columns=5)


def test_that_a_ramp_runs_from_its_low_to_its_high_colour(qtbot, look):
    ramp = ColourRamp(look)
    qtbot.addWidget(ramp)
    ramp.set_levels((-0.26, 0.26))
    assert ramp.accessibleDescription() == "−0.26 … +0.26"
    ramp.resize(ramp.sizeHint())
    image = ramp.grab().toImage()
    middle = ramp.height() // 2
    row = [image.pixelColor(x, middle).getRgb()[:3] for x in range(ramp.width())]
    for colour in look.theme.diverging:
        assert min(max(abs(a - b) for a, b in zip(rgb(colour), pixel, strict=True)) for pixel in row) <= 6


def test_that_the_ends_of_a_ramp_can_have_words(look, qtbot):
    ramp = ColourRamp(look, "ink")
    qtbot.addWidget(ramp)
    narrow = ramp.sizeHint().width()
    ramp.set_texts("equal", "nothing in common")
    assert ramp.accessibleDescription() == "equal … nothing in common"
    assert ramp.sizeHint().width() > narrow


@pytest.mark.parametrize("levels", [(-0.1, 0.1), (-15.0, 15.0), (-1234.5, 1234.5)])
def test_that_a_squeezed_ramp_covers_none_of_its_numbers(look, show, levels):
    ramp = ColourRamp(look)
    ramp.set_levels(levels)
    show(ramp)
    whole = ramp.sizeHint().width()
    ramp.setFixedSize(whole - 30, ramp.sizeHint().height())
    metrics = QFontMetrics(look.font(SMALL))
    low, high = (metrics.horizontalAdvance(text) for text in ramp.accessibleDescription().split(" … "))
    image, rows = ramp.grab().toImage(), range(ramp.height() // 2 - 4, ramp.height() // 2 + 4)
    ground = image.pixelColor(0, 0)
    filled = [x for x in range(image.width()) if all(image.pixelColor(x, y) != ground for y in rows)]
    bar = max(np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1), key=len)  # letters are thinner
    assert len(bar) >= 20 and low < bar[0] and bar[-1] < image.width() - high
