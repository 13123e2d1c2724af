"""Two of the cards: the form that the network sees, and its answer."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.mnist import SIDE
from explorer.drawing import words
from explorer.drawing.reading import Reading, Subject
from explorer.theme import BIG, BODY, LEAD, SEMIBOLD, SMALL, SPACE_L, SPACE_S, SPACE_XS, Look
from explorer.widgets.bars import ProbabilityBars
from explorer.widgets.layout import column, row
from explorer.widgets.numbers import percent
from explorer.widgets.pixels import Pixels
from explorer.widgets.text import Label

_NO_INK = np.zeros((SIDE, SIDE))
_SENTENCE_LINES = 2


class FormPicture(QWidget):
    """The 28 x 28 form with its three facts below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._pixels = Pixels(look, grid=True)
        self._names = [Label(look, SMALL, tone="text2") for _ in range(3)]
        self._values = [Label(look, SMALL) for _ in range(3)]
        facts = [row(name, 1, value) for name, value in zip(self._names, self._values, strict=True)]
        layout: QVBoxLayout = column(self._pixels, 1, column(*facts, spacing=SPACE_XS))
        layout.setStretch(0, 1000)  # the form takes what it can use, being a square
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the form at the top, as high as it is wide."""
        super().resizeEvent(event)
        self._pixels.setMaximumHeight(self.width())

    def show_reading(self, reading: Reading | None) -> None:
        """Show the form of a reading, or an empty one."""
        self._pixels.set_array(_NO_INK if reading is None else reading.stages.form)
        for label, text in zip(self._values, words.form_facts(reading), strict=True):
            label.setText(text)

    def set_names(self, names: tuple[str, str, str]) -> None:
        """Set what the three facts are called."""
        for label, name in zip(self._names, names, strict=True):
            label.setText(name)


class AnswerPicture(QWidget):
    """The answer as a title, how sure it is, and ten bars."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bars = ProbabilityBars(look)
        self._title = Label(look, BIG, SEMIBOLD)
        self._share = Label(look, BIG, SEMIBOLD, "a")
        self._sentence = Label(look, BODY, tone="text2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for label in (self._title, self._share):
            label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._head = row(self._title, 1, self._share)
        layout: QVBoxLayout = column(self._head, self._sentence, self.bars)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        look.changed.connect(self._fix_sizes)
        self._fix_sizes()

    def show_reading(self, reading: Reading | None, subject: Subject) -> None:
        """Show the answer, or why there is none."""
        self._title.setText(words.title(reading))
        self._share.setText("" if reading is None else percent(reading.answer.share))
        self._sentence.setText(words.sentence(reading, subject))
        self.bars.set_values(None if reading is None else reading.answer.probabilities)

    def set_compact(self, compact: bool) -> None:
        """Write smaller in a small window."""
        for label in (self._title, self._share):
            label.set_size(LEAD if compact else BIG)

    def _fix_sizes(self) -> None:
        """Keep room for the export button in the corner, and for two lines, so that no bar moves with them."""
        self._head.setContentsMargins(0, 0, self._look.px(SPACE_L + SPACE_XS), 0)
        height = QFontMetrics(self._look.font(BODY)).lineSpacing()
        self._sentence.setFixedHeight(_SENTENCE_LINES * height + SPACE_S // 4)
