"""Two of the pictures: the form that the network sees, and its answer."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.mnist import SIDE
from explorer.background.guarded import Guarded
from explorer.drawing import words
from explorer.drawing.ask_bars import AskBars
from explorer.drawing.painted import LEFT, RIGHT, Painted
from explorer.drawing.reading import Reading, Subject
from explorer.look.theme import BIG, BODY, LEAD, SEMIBOLD, SPACE_L, SPACE_S, SPACE_XS, Look
from explorer.widgets.layout import column
from explorer.widgets.pixels import Pixels

_NO_INK = np.zeros((SIDE, SIDE))
_FACTS, _SENTENCE_LINES = 3, 2


class FormPicture(Guarded, QWidget):
    """The 28 x 28 form with its three facts below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._pixels = Pixels(look, grid=True)
        self._facts = _Facts(look)
        layout: QVBoxLayout = column(self._pixels, 1, self._facts)
        layout.setStretch(0, 1000)  # the form takes what it can use, being a square
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the form at the top, as high as it is wide."""
        super().resizeEvent(event)
        self._pixels.setMaximumHeight(self.width())

    def show_reading(self, reading: Reading | None) -> None:
        """Show the form of a reading, or an empty one."""
        self._pixels.set_array(_NO_INK if reading is None else reading.stages.form)
        self._facts.show_values(words.form_facts(reading))

    def set_names(self, names: tuple[str, str, str]) -> None:
        """Set what the three facts are called."""
        self._facts.show_names(names)


class AnswerPicture(QWidget):
    """The answer as a title, how sure it is, and ten bars."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bars = AskBars(look)
        self._head = _AnswerHead(look)
        layout: QVBoxLayout = column(self._head, self.bars)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_reading(self, reading: Reading | None, subject: Subject) -> None:
        """Show the answer, or why there is none."""
        share = "" if reading is None else words.share(reading.answer)
        self._head.show_words(words.title(reading), share, words.sentence(reading, subject))
        self.bars.set_values(None if reading is None else reading.answer.probabilities)

    def set_compact(self, compact: bool) -> None:
        """Write smaller in a small window."""
        self._head.set_title_size(LEAD if compact else BIG)


class _Facts(Painted):
    """Names at the left, values at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._names = self._values = ("",) * _FACTS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_names(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._describe()

    def show_values(self, values: tuple[str, ...]) -> None:
        if values != self._values:
            self._values = values
            self._describe()

    def sizeHint(self) -> QSize:
        return QSize(120, _FACTS * self.line() + (_FACTS - 1) * SPACE_XS)

    def paint(self, painter: QPainter) -> None:
        line = self.line()
        for index, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            place = QRectF(0, index * (line + SPACE_XS), self.width(), line)
            self.write(painter, place, name, tone="text2")
            self.write(painter, place, value, flags=RIGHT)

    def _describe(self) -> None:
        facts = zip(self._names, self._values, strict=True)
        self.setAccessibleDescription("; ".join(f"{name}: {value}" for name, value in facts))
        self.update()


class _AnswerHead(Painted):
    """Title and share on one line, and room for two lines below, so that no bar moves with the words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = self._share = self._sentence = ""
        self._size = BIG
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, title: str, share: str, sentence: str) -> None:
        if (title, share, sentence) != (self._title, self._share, self._sentence):
            self._title, self._share, self._sentence = title, share, sentence
            self.setAccessibleName(f"{title} {share}".strip())
            self.setAccessibleDescription(sentence)
            self.update()

    def set_title_size(self, size: int) -> None:
        self._size = size
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.line(self._size) + SPACE_S + _SENTENCE_LINES * self.line(BODY))

    def paint(self, painter: QPainter) -> None:
        height = self.line(self._size)
        # The export button is in the corner of the card, beside the share.
        head = QRectF(0, 0, self.width() - self.look.px(SPACE_L + SPACE_XS), height)
        self.write(painter, head, self._title, size=self._size, weight=SEMIBOLD, flags=LEFT)
        self.write(painter, head, self._share, size=self._size, weight=SEMIBOLD, tone="a", flags=RIGHT)
        below = QRectF(0, height + SPACE_S, self.width(), self.height() - height - SPACE_S)
        wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        self.write(painter, below, self._sentence, size=BODY, tone="text2", flags=wrapped)
