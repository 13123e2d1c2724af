"""A digit with a sign for each pixel: colours over faint ink, and marks on the pixels that matter most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from core.arrays import FloatArray
from core.mnist import SIDE
from explorer.drawing.painted import Line, Painted
from explorer.drawing.sign import paint_sign
from explorer.drawing.tile import paint_frame
from explorer.look.palette import Theme
from explorer.look.theme import SEMIBOLD, Look, rgb

_INK_SHARE = 0.32  # of the ink's full brightness below the colours
_GAMMA = 0.6  # so that small signs are still seen
_GAP, _SMALLEST = 4, 84


@dataclass(frozen=True)
class Mark:
    """A pixel to paint or to erase."""

    row: int
    column: int
    paints: bool


def tinted(ink: FloatArray, signs: FloatArray, limit: float, theme: Theme) -> QImage:
    """Return ink with colours over it; without any sign the ink has its full brightness.

    Parameters
    ----------
    ink : ndarray, shape (28, 28)
        From 0 to 1.
    signs : ndarray, shape (28, 28)
        Positive in the colour of the first series, negative in that of the second.
    limit : float
        The magnitude that has its full colour.
    """
    ground, text = np.array(rgb(theme.diverging[1])), np.array(rgb(theme.text))
    ink_share = _INK_SHARE if signs.any() else 1.0
    base = ground + (ink_share * np.clip(ink, 0, 1))[..., np.newaxis] * (text - ground)
    share = np.clip(np.nan_to_num(np.abs(signs) / (limit or 1)), 0, 1) ** _GAMMA
    colour = np.where((signs > 0)[..., np.newaxis], rgb(theme.a), rgb(theme.b))
    mixed = base + share[..., np.newaxis] * (colour - base)
    pixels = np.ascontiguousarray(mixed.round().astype(np.uint8))
    image = QImage(pixels.data, ink.shape[1], ink.shape[0], 3 * ink.shape[1], QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


class TintedPicture(Painted):
    """A square picture with a title above and lines of words below it.

    Parameters
    ----------
    lines : int
        Lines below the picture.
    """

    def __init__(self, look: Look, lines: int = 2) -> None:
        super().__init__(look)
        self._line_count = lines
        self._title = ""
        self._lines: tuple[str, ...] = ()
        self._ink: FloatArray = np.zeros((SIDE, SIDE))
        self._signs: FloatArray = np.zeros((SIDE, SIDE))
        self._limit = 1.0
        self._marks: Sequence[Mark] = ()
        self._image: QImage | None = None

    @property
    def signs(self) -> FloatArray:
        """The signs shown, shape (28, 28)."""
        return self._signs

    @property
    def marks(self) -> Sequence[Mark]:
        """The marks shown."""
        return self._marks

    def show_signs(
        self,
        ink: FloatArray | None,
        signs: FloatArray | None = None,
        limit: float | None = None,
        marks: Sequence[Mark] = (),
    ) -> None:
        """Show an image of shape (28, 28) or (784,) with signs of the same; None shows an empty square."""
        shape = (SIDE, SIDE)
        self._ink = np.zeros(shape) if ink is None else ink.reshape(shape)
        self._signs = np.zeros(shape) if signs is None else signs.reshape(shape)
        self._limit = float(np.abs(self._signs).max()) if limit is None else limit
        self._marks = marks
        self._image = None
        self.update()

    def show_words(self, title: str, *lines: str) -> None:
        """Set title and lines."""
        if (title, lines) != (self._title, self._lines):
            self._title, self._lines = title, lines
            self.setAccessibleName(title)
            self.setAccessibleDescription(" ".join(lines))
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for a picture that still shows something."""
        side = self.look.px(_SMALLEST)
        return QSize(side, side + (1 + self._line_count) * self.line() + 2 * _GAP)

    def place(self) -> QRectF:
        """Return the square of the picture."""
        words = (1 + self._line_count) * self.line() + 2 * _GAP
        side = max(min(self.width(), self.height() - words) // SIDE * SIDE, SIDE)
        return QRectF(0, self.line() + _GAP, side, side)

    def paint(self, painter: QPainter) -> None:
        """Paint title, picture, marks and lines."""
        if self._image is None:
            self._image = tinted(self._ink, self._signs, self._limit, self.look.theme)
        place, line = self.place(), self.line()
        self.write(painter, QRectF(0, 0, self.width(), line), self._title, weight=SEMIBOLD, tone="text2")
        painter.drawImage(place, self._image)
        paint_frame(painter, place, self.look.theme)
        for mark in self._marks:
            self._paint_mark(painter, mark, place)
        first, *others = self._lines[: self._line_count] or ("",)
        caption = (Line(first), *(Line(words, tone="text2") for words in others))
        self.write_lines(painter, place.bottomLeft() + QPointF(0, _GAP), self.width(), caption)

    def _paint_mark(self, painter: QPainter, mark: Mark, place: QRectF) -> None:
        pitch = place.width() / SIDE
        middle = place.topLeft() + QPointF((mark.column + 0.5) * pitch, (mark.row + 0.5) * pitch)
        paint_sign(painter, middle, max(pitch * 0.35, 3), mark.paints, self.look.theme)
