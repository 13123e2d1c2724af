import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.picture import LONGEST_SIDE, Picture, PictureError
from core.segmentation import find_digits
from tests.core.photographs import FOUR, SEVEN, inked, side_by_side

SHEET = (255 * (1 - side_by_side([inked(SEVEN, 60, 5), inked(FOUR, 60, 5)], 10)[0])).astype(np.uint8)


@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, max_side=20)))
def test_that_a_file_gives_the_same_picture_again(grey):
    picture = Picture(grey)
    again = Picture.from_bytes(picture.to_bytes())
    assert np.array_equal(again.grey, grey)
    assert again.sha256 == picture.sha256
    other = grey.copy()
    other.flat[0] ^= 1
    assert Picture(other).sha256 != picture.sha256


def test_that_its_digits_are_those_found_in_it_and_are_looked_for_once():
    picture = Picture(SHEET)
    assert [digit.left for digit in picture.digits] == [digit.left for digit in find_digits(SHEET)]
    assert len(picture.digits) == 2
    assert picture.digits is picture.digits


@given(st.binary(max_size=60))
def test_that_other_bytes_are_refused_in_a_sentence(content):
    with pytest.raises(PictureError, match=r"\.$"):
        Picture.from_bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"P5\n2 2\n255\n123",
        b"P5\n2 2\n255\n12345",
        b"P5\n0 2\n255\n",
        b"P5\n99999 99999\n255\n",
        b"P5\n641 1\n255\n" + bytes(641),
    ],
)
def test_that_files_that_lie_about_their_size_are_refused(content):
    with pytest.raises(PictureError):
        Picture.from_bytes(content)


@pytest.mark.parametrize(
    "grey",
    [
        np.zeros((0, 3), np.uint8),
        np.zeros(3, np.uint8),
        np.zeros((2, 2)),
        np.zeros((1, LONGEST_SIDE + 1), np.uint8),
    ],
)
def test_that_what_is_no_kept_picture_is_refused(grey):
    with pytest.raises(PictureError):
        Picture(grey)
