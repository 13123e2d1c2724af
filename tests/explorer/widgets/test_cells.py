"""Cells in rows: each is found where it is, and keys lead to its neighbours."""

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from explorer.widgets.cells import Cells

KEY = Qt.Key


@pytest.fixture
def cells():
    """Eight cells in rows of three, 10 wide and 20 high, with gaps of 2 and 3."""
    return Cells(8, 3, QPointF(5, 7), QSizeF(10, 20), QSizeF(12, 23))


def test_that_each_cell_is_found_where_it_is_and_none_beyond(cells):
    for cell in range(8):
        assert cells.at(cells.rect(cell).center()) == cell
    assert cells.rect(4) == QRectF(17, 30, 10, 20)
    for beyond in (cells.rect(8).center(), QPointF(4, 8), QPointF(6, 6), QPointF(5 + 3 * 12, 8)):
        assert cells.at(beyond) is None


def test_that_cells_without_gaps_fill_their_area():
    cells = Cells.filling(QRectF(3, 4, 50, 30), 3, 5)
    assert cells.rect(0).topLeft() == QPointF(3, 4)
    assert cells.rect(14).bottomRight() == QPointF(53, 34)
    assert cells.at(QPointF(52.9, 33.9)) == 14


def test_that_keys_go_through_the_cells_in_their_order(cells):
    assert [cells.next(2, key) for key in (KEY.Key_Right, KEY.Key_Left, KEY.Key_Up, KEY.Key_Down)] == [
        3,
        1,
        0,
        5,
    ]
    assert [cells.next(7, key) for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Home, KEY.Key_End)] == [
        7,
        7,
        0,
        7,
    ]
    assert cells.next(None, KEY.Key_Down) == 0
    assert cells.next(2, KEY.Key_A) is None


def test_that_keys_stay_within_a_row_and_a_column():
    cells = Cells.filling(QRectF(0, 0, 10, 10), 3, 3)
    assert [cells.beside(5, key) for key in (KEY.Key_Right, KEY.Key_Left, KEY.Key_Up, KEY.Key_Down)] == [
        5,
        4,
        2,
        8,
    ]
    assert cells.beside(8, KEY.Key_Down) == 8
    assert cells.beside(5, KEY.Key_Home) is None
