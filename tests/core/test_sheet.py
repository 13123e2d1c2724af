import numpy as np
import pytest

from core.segmentation import find_digits
from core.sheet import find_sheet
from tests.core.photographs import FOUR, ONE, SEVEN, inked, photographed, side_by_side

INKS, BOXES = side_by_side([inked(strokes, 60, 5) for strokes in (SEVEN, FOUR, ONE)], 30)


def on_table(light, margin, askew):
    """A sheet put down on a table of dark wood, and where it begins."""
    rng = np.random.default_rng(0)
    sheet = photographed(INKS, rng, light=light, grain=0.02)
    rows, columns = sheet.shape
    table = rng.integers(20, 60, (rows + 2 * margin, columns + 2 * margin + rows), dtype=np.uint8)
    for row, line in enumerate(sheet):
        left = margin + int(askew * row)
        table[margin + row, left : left + columns] = line
    return table, margin


@pytest.mark.parametrize("light", ["even", "lamp"])
@pytest.mark.parametrize("askew", [0, 0.1])
def test_that_the_digits_of_a_sheet_on_a_table_are_found_where_they_are(light, askew):
    table, margin = on_table(light, 40, askew)
    found = [(digit.left, digit.top, digit.right, digit.bottom) for digit in find_digits(table)]
    assert len(found) == len(BOXES)
    for box, (left, top, right, bottom) in zip(found, BOXES, strict=True):
        shift = margin + askew * (top + bottom) / 2
        np.testing.assert_allclose(box, (left + shift, top + margin, right + shift, bottom + margin), atol=6)


def test_that_the_paper_goes_on_in_the_corners_beside_it():
    table, margin = on_table("even", 40, 0.1)
    sheet = find_sheet(table / 255)
    assert abs(sheet.left - margin) < 3
    assert abs(sheet.top - margin) < 3
    assert np.median(sheet.grey[-1, :5]) > 0.8


def test_that_paper_alone_a_shadow_on_it_and_bright_digits_are_no_sheet(mnist_dataset):
    rng = np.random.default_rng(0)
    for light in ("even", "lamp", "from the left", "edge of a shadow"):
        photo = photographed(INKS, rng, light=light, grain=0.02) / 255
        assert find_sheet(photo) is None
        assert find_sheet(1 - photo) is None
    for image in mnist_dataset.test_images[:100]:
        assert find_sheet(image.reshape(28, 28) / 255) is None
        assert find_sheet(np.kron(image.reshape(28, 28) / 255, np.ones((4, 4)))) is None
    assert find_sheet(np.zeros((120, 120))) is None
