"""Where the cards of the page Draw are: a square canvas decides about the rest."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.mnist import SIDE
from explorer.background.guarded import Guarded
from explorer.look.theme import SPACE_L, SPACE_M, SPACE_S, Look
from explorer.widgets.layout import Card

_CANVAS_SHARE, _FORM_SHARE, _STAGES_SHARE = 0.39, 0.302, 0.53  # of the width
_FRAME = 2 * SPACE_L + 2  # from a card's side to the other side, without its content
_HEAD = 2 * SPACE_M + 2 + SPACE_S  # above and below the content, without the title's line
_TITLE, _FACTS = 18, 66  # heights at scale 1
_NARROWEST_FORM, _NARROWEST_ANSWER = 156, (244, 164)  # widths at scale 1; the answer usual and compact
_LOWEST_UPPER, _LOWEST = 262, 240  # heights of the upper and the lower cards at scale 1
_SMALLEST = QSize(640, 520)


class Arrangement(Guarded, QWidget):
    """Places canvas, form and answer above stages and units, or above the numbers in their place."""

    def __init__(
        self, look: Look, canvas: Card, form: Card, answer: Card, stages: Card, units: Card, numbers: Card
    ) -> None:
        super().__init__()
        self._look = look
        self._is_compact = False
        self._upper, self._lower, self._numbers = (canvas, form, answer), (stages, units), numbers
        for card in (*self._upper, *self._lower, numbers):
            card.setParent(self)
        numbers.hide()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut."""
        return _SMALLEST

    def show_numbers(self, is_shown: bool) -> None:
        """Show the numbers in the place of stages and units, or hide them."""
        self._numbers.setVisible(is_shown)
        for card in self._lower:
            card.setVisible(not is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards."""
        super().resizeEvent(event)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Leave less to the answer, which is written smaller in a small window."""
        self._is_compact = compact
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        head = _HEAD + self._look.px(_TITLE)
        side = self._canvas_side(width, height - SPACE_L - head - self._look.px(_LOWEST))
        form = max(
            min(self._form_side(width), _whole_pixels(side - self._look.px(_FACTS))),
            self._look.px(_NARROWEST_FORM),
        )
        lefts = (0, side + _FRAME + SPACE_L, side + form + 2 * (_FRAME + SPACE_L))
        widths = (side + _FRAME, form + _FRAME, width - lefts[2])
        by_words = min(self._look.px(_LOWEST_UPPER), height - SPACE_L - self._look.px(_LOWEST))
        upper = max(side + head, by_words)
        for card, left, card_width in zip(self._upper, lefts, widths, strict=True):
            card.setGeometry(QRect(left, 0, card_width, upper))
        top = upper + SPACE_L
        self._numbers.setGeometry(QRect(0, top, width, height - top))
        stages = int(_STAGES_SHARE * width)
        for card, left, card_width in zip(
            self._lower, (0, stages + SPACE_L), (stages, width - stages - SPACE_L), strict=True
        ):
            card.setGeometry(QRect(left, top, card_width, height - top))

    def _canvas_side(self, width: int, by_height: int) -> int:
        form = max(self._form_side(width), self._look.px(_NARROWEST_FORM))
        answer = self._look.px(_NARROWEST_ANSWER[self._is_compact])
        by_others = width - form - answer - 3 * _FRAME - 2 * SPACE_L
        return max(min(int(_CANVAS_SHARE * width) - _FRAME, by_others, by_height), 1)

    def _form_side(self, width: int) -> int:
        return _whole_pixels(int(_FORM_SHARE * width) - _FRAME)


def _whole_pixels(side: int) -> int:
    """Return the largest side up to this one at which every element of a form is as large as the others."""
    return side // SIDE * SIDE
