"""One image with the answer to it."""

from PySide6.QtWidgets import QWidget

from core.mnist import SIDE
from explorer.look.theme import SPACE_L, Look
from explorer.training.mistakes.work import Answers
from explorer.widgets.bars import ProbabilityBars
from explorer.widgets.layout import row
from explorer.widgets.pixels import Pixels

_IMAGE_SHARE, _BARS_SHARE = 5, 6


class ImageAnswer(QWidget):
    """An image, and the ten probabilities beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.pixels, self.bars = Pixels(look), ProbabilityBars(look)
        both = row(self.pixels, self.bars, spacing=SPACE_L)
        both.setStretch(0, _IMAGE_SHARE)
        both.setStretch(1, _BARS_SHARE)
        self.setLayout(both)

    def show_image(self, answers: Answers, index: int | None) -> None:
        """Show an image and the answer to it; without one, an empty field and empty bars."""
        if index is None:
            self.pixels.set_array([[0.0]])
            self.bars.set_values(None)
            self.bars.set_label(None)
            return
        self.pixels.set_array(answers.images[index].reshape(SIDE, SIDE), (0, 255))
        self.bars.set_values(answers.probabilities[index])
        self.bars.set_label(int(answers.labels[index]))
