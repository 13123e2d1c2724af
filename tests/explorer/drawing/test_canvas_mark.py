import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.drawing.canvas_mark import CanvasMark, paint_mark


@pytest.mark.parametrize("paints", [True, False])
@pytest.mark.parametrize("at", [(0.5, 0.5), (0.0, 0.0), (1.0, 0.3), (0.6, 1.0)])
def test_that_a_mark_is_whole_even_at_the_border(look, at, paints):
    image = QImage(140, 140, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    paint_mark(painter, CanvasMark(at, 0.05, paints), QRectF(20, 20, 100, 100), look.theme)
    painter.end()
    touched = [(x, y) for x in range(140) for y in range(140) if image.pixelColor(x, y) != QColor("black")]
    xs, ys = zip(*touched, strict=True)
    assert min(xs) >= 20 and min(ys) >= 20 and max(xs) < 120 and max(ys) < 120
    assert max(xs) - min(xs) == max(ys) - min(ys) >= 16
