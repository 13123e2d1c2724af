import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.ink_on_paper import _brightest_around, _mean_around, ink_on_paper
from tests.core.photographs import FOUR, SEVEN, inked, photographed, side_by_side

LIGHTS = ["even", "from the left", "lamp", "edge of a shadow"]
MARGIN = 28
SHEET, _ = side_by_side([inked(SEVEN, 90, 7), inked(FOUR, 90, 7)], 30)
bytes_pictures = arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=9))


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("is_negative", [False, True])
@pytest.mark.parametrize("grain", [0.0, 0.04])
def test_that_ink_is_where_it_was_drawn_under_any_light(light, is_negative, grain):
    picture = photographed(SHEET, np.random.default_rng(0), light=light, grain=grain)
    ink = ink_on_paper(255 - picture if is_negative else picture)
    found, drawn = ink > 0.5, SHEET > 0.5
    assert (found & drawn).sum() > 0.97 * drawn.sum()
    # Where a shadow's edge leaves the picture, a corner of it may be taken for ink.
    assert (found & (SHEET < 0.05))[MARGIN:-MARGIN, MARGIN:-MARGIN].sum() < 0.01 * drawn.sum()


def test_that_pencil_is_seen_as_well_as_ink():
    rng = np.random.default_rng(0)
    faint = ink_on_paper(photographed(SHEET, rng, ink_level=0.6, paper_level=0.85, grain=0.02))
    assert np.mean((faint > 0.5) == (SHEET > 0.5)) > 0.99


@pytest.mark.parametrize(
    "blank",
    [
        np.zeros((20, 30)),
        np.ones((20, 30)),
        np.full((20, 30), 128, np.uint8),
        np.tile(np.linspace(0.2, 0.9, 60), (40, 1)),
        0.7 + np.random.default_rng(0).normal(0, 0.01, (40, 40)),
    ],
    ids=["black", "white", "grey", "gradient", "grain"],
)
def test_that_nothing_stands_out_on_blank_paper(blank):
    assert not ink_on_paper(blank).any()


@given(bytes_pictures)
def test_that_any_picture_gives_ink_from_0_to_1_of_its_shape(picture):
    ink = ink_on_paper(picture)
    assert ink.shape == picture.shape
    assert ((ink >= 0) & (ink <= 1)).all()


@given(bytes_pictures.filter(lambda picture: picture.size), st.integers(0, 6))
def test_that_windows_give_what_slicing_gives(picture, reach):
    values = picture.astype(float)
    mean, brightest = _mean_around(values, reach), _brightest_around(values, reach)
    framed = np.pad(values, reach, mode="edge")
    for row, column in np.ndindex(values.shape):
        window = framed[row : row + 2 * reach + 1, column : column + 2 * reach + 1]
        assert mean[row, column] == pytest.approx(window.mean())
        assert brightest[row, column] == window.max()


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (np.zeros(5), "rows and columns"),
        (np.full((2, 2), 256), "from 0 to 255"),
        (np.full((2, 2), 1.5), "from 0 to 1"),
        (np.full((2, 2), np.nan), "from 0 to 1"),
    ],
)
def test_that_what_is_no_picture_gets_a_sentence(picture, words):
    with pytest.raises(ValueError, match=words):
        ink_on_paper(picture)
