import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from core.model_file import load_network
from core.segmentation import LONGEST, MOST_DIGITS, find_digits
from tests.core.photographs import (
    FIVE_WITH_LOOSE_BAR,
    FOUR,
    ONE,
    SEVEN,
    inked,
    photographed,
    side_by_side,
)

INKS = [inked(strokes, 60, 5) for strokes in (SEVEN, FOUR, FIVE_WITH_LOOSE_BAR, ONE)]
SHEET, BOXES = side_by_side(INKS, 12, drops=[0, 20, 8, 14])
READER = load_network(resources.path("models", "reader.npz")).network


def boxes(found):
    return [(digit.left, digit.top, digit.right, digit.bottom) for digit in found]


def read(found):
    return [int(READER.predict(digit.image / 255).argmax()) for digit in found]


@pytest.mark.parametrize("light", ["even", "from the left", "lamp", "edge of a shadow"])
@pytest.mark.parametrize("is_negative", [False, True])
def test_that_several_digits_are_told_apart_and_read_from_left_to_right(light, is_negative):
    picture = photographed(SHEET, np.random.default_rng(0), light=light, grain=0.02)
    found = find_digits(255 - picture if is_negative else picture)
    assert read(found) == [7, 4, 5, 1]
    np.testing.assert_allclose(boxes(found), BOXES, atol=2)


def test_that_specks_dashes_and_lines_below_are_left_out():
    sheet = SHEET.copy()
    rng = np.random.default_rng(0)
    for row, column in rng.integers(0, np.array(sheet.shape) - 4, (30, 2)):
        if not sheet[row - 3 : row + 6, column - 3 : column + 6].any():
            sheet[row : row + 3, column : column + 3] = 1
    sheet[-6:-3, 10:-10] = 1
    assert read(find_digits(photographed(sheet, rng))) == [7, 4, 5, 1]


def test_that_lines_are_read_from_the_top():
    second, _ = side_by_side(INKS[::-1], 12)
    both = np.concatenate([SHEET, np.pad(second, ((0, 0), (0, SHEET.shape[1] - second.shape[1])))])
    assert read(find_digits(1 - both)) == [7, 4, 5, 1, 1, 5, 4, 7]


def test_that_digits_whose_boxes_overlap_stay_apart():
    sheet = np.zeros((80, 120))
    sheet[10:70, 5:65] = inked(SEVEN, 60, 5)
    sheet[20:80, 35:95] = np.maximum(sheet[20:80, 35:95], inked([[(0.45, 0.15), (0.15, 0.95)]], 60, 5))
    assert read(find_digits(sheet)) == [7, 1]


def test_that_digits_of_a_large_picture_are_found_where_they_are():
    large = np.kron(SHEET, np.ones((7, 7)))
    assert large.shape[1] > LONGEST
    found = find_digits(photographed(large, np.random.default_rng(0), light="lamp"))
    assert read(found) == [7, 4, 5, 1]
    np.testing.assert_allclose(boxes(found), 7 * np.array(BOXES), atol=14)


def test_that_an_image_of_mnist_is_one_digit_and_keeps_its_answer(mnist_dataset):
    alone, same = 0, 0
    for image in mnist_dataset.test_images[:150]:
        found = find_digits(image.reshape(28, 28))
        alone += len(found) == 1
        same += len(found) == 1 and read(found) == [int(READER.predict(image / 255).argmax())]
    assert alone >= 143
    assert same >= 141


def test_that_a_page_of_noise_or_of_text_gives_no_more_than_the_most():
    rng = np.random.default_rng(0)
    assert len(find_digits(rng.random((300, 300)))) <= MOST_DIGITS
    page = np.zeros((300, 300))
    page[5::10, 5::10] = page[6::10, 5::10] = page[7::10, 5::10] = 1
    assert len(find_digits(page)) == MOST_DIGITS


def test_that_there_is_nothing_on_blank_paper():
    assert find_digits(np.zeros((0, 5))) == ()
    assert find_digits(np.full((50, 50), 0.8)) == ()


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_that_whatever_is_found_lies_in_the_picture(rows, columns, seed):
    picture = np.random.default_rng(seed).integers(0, 256, (rows, columns), dtype=np.uint8)
    for digit in find_digits(picture):
        assert 0 <= digit.left < digit.right <= columns
        assert 0 <= digit.top < digit.bottom <= rows
        assert digit.image.shape == (784,)
        assert digit.image.dtype == np.uint8
