"""Words over a plot: whole, in sight, and none over another."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from explorer.plots.marks import Words, paint_marks

AREA = QRectF(0, 0, 100, 60)


@pytest.fixture
def painted(look):
    """Paint words at places in pixels, and return what is on the picture."""

    def paint(*words):
        image = QImage(140, 100, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setClipRect(AREA)
        paint_marks(words, painter, QTransform(), look)
        painter.end()
        return image

    return paint


@pytest.mark.parametrize(
    ("x", "y", "anchor"), [(95, 30, (0, 0.5)), (5, 30, (1, 0.5)), (50, 2, (0.5, 1)), (50, 58, (0.5, 0))]
)
def test_that_words_at_a_border_are_shown_whole_beside_it(look, painted, x, y, anchor):
    words = Words("mean", "text", x, y, anchor=anchor)
    box = words.box_within(AREA, QTransform(), look)
    assert AREA.contains(box) and not AREA.contains(words.box(QPointF(x, y), look))
    assert painted(words) == painted(Words("mean", "text", box.left(), box.top(), anchor=(0, 0)))


def test_that_words_without_room_or_out_of_sight_are_left_out(painted):
    assert painted(Words("mean of the last fifty", "text", 50, 30)) == painted()
    assert painted(Words("mean", "text", 300, 30)) == painted()


def test_that_of_words_over_one_another_the_later_are_shown(painted):
    first, second = Words("mean", "text", 10, 30), Words("largest", "text", 14, 34)
    assert painted(first, second) == painted(second)
    assert painted(first, Words("largest", "text", 10, 50)) != painted(first)
