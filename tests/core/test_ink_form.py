import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digit_image import from_pixels, from_strokes
from core.ink_form import THICKEST, THINNEST, from_ink, stroke_width
from tests.core.photographs import FIVE_WITH_LOOSE_BAR, FOUR, SEVEN, inked


@pytest.mark.parametrize("width", [2, 5, 11])
@pytest.mark.parametrize("degrees", [0, 20, 45, 70])
def test_that_the_width_of_a_line_is_found_at_any_angle(width, degrees):
    x, y = 0.4 * np.cos(np.radians(degrees)), 0.4 * np.sin(np.radians(degrees))
    line = inked([[(0.5 - x, 0.5 - y), (0.5 + x, 0.5 + y)]], 200, width)
    assert stroke_width(line) == pytest.approx(width, rel=0.1)


@pytest.mark.parametrize("strokes", [SEVEN, FOUR, FIVE_WITH_LOOSE_BAR])
@pytest.mark.parametrize(("side", "width"), [(80, 2), (150, 5), (400, 3), (400, 14)])
def test_that_a_pen_of_any_width_leaves_the_form_of_the_strokes_themselves(strokes, side, width):
    form = from_ink(inked(strokes, side, width))
    # A pen of the canvas would have drawn the same picture, up to the rounding of pixels.
    assert np.corrcoef(form, from_strokes(strokes))[0, 1] > 0.95
    assert np.abs(form.mean() - np.mean(from_strokes(strokes))) < 0.02


def test_that_a_thick_marker_is_drawn_thinner_and_what_lies_between_stays():
    thick = inked(SEVEN, 100, 30)
    form = from_ink(thick)
    assert (
        stroke_width(form.reshape(28, 28))
        < 1.25 * THICKEST
        < stroke_width(from_pixels(thick).reshape(28, 28))
    )
    usual = inked(SEVEN, 100, 13)
    assert np.array_equal(from_ink(usual), from_pixels(usual))


def test_that_most_digits_of_mnist_keep_their_pixels(mnist_dataset):
    images = mnist_dataset.test_images[:200].reshape(-1, 28, 28) / 255
    kept = [np.array_equal(from_ink(image), image.reshape(-1)) for image in images]
    assert np.mean(kept) > 0.85
    widths = [stroke_width(image) for image in images]
    assert THINNEST < np.median(widths) < THICKEST


@given(st.integers(1, 40), st.integers(1, 40), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_that_any_ink_becomes_a_form_in_the_middle_or_nothing(rows, columns, share, seed):
    rng = np.random.default_rng(seed)
    ink = rng.random((rows, columns)) * (rng.random((rows, columns)) < share)
    form = from_ink(ink)
    if not (ink > 0.5).any():
        assert form is None
        return
    assert form.shape == (784,)
    assert 0 <= form.min() <= form.max() <= 1
    assert form.max() > 0
