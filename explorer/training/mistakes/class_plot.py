"""The accuracy for each digit, beside that of all."""

import numpy as np

from core.arrays import FloatArray
from explorer.look.theme import DASH, Look
from explorer.plots.label import LabelPool
from explorer.plots.marks import Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.texts.numbers import fixed, percent
from explorer.training.mistakes.state import CLASSES
from explorer.training.mistakes.work import Answers

_LOWEST = (0.9, 0.8, 0.6, 0.0)  # where the axis may begin
_WORDS_ROOM = 0.34  # of the axis, at its right, for the percentages
_ABOVE, _BELOW = 2.0, 0.6  # rows above the first digit, for words, and below the last


class ClassPlot(Plot):
    """One row for each digit: a line from the accuracy of all to that of the digit."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=20)
        self._all = self.add(Line(look, "text3", 1, DASH), 4)
        self._stems = self.add(Line(look, "b", 2), 5)
        self._dots = self.add(Markers(look, "b", size=10, edge_width=2), 6)
        self._percents = LabelPool(self, look, token="text", anchor=(0, 0.5))
        self._all_words = MarksItem(self, look, 50)
        self.y_axis.set_ticks([(digit, str(digit)) for digit in range(CLASSES)])
        self.view_box.invertY(True)

    def show_answers(self, answers: Answers) -> None:
        """Show the accuracies of one network."""
        shares = answers.by_class
        known = np.isfinite(shares)
        least = min(float(shares[known].min(initial=1.0)), answers.accuracy)
        low = next(bound for bound in _LOWEST if bound <= least)
        self.set_range((low, 1 + _WORDS_ROOM * (1 - low)), (-_ABOVE, CLASSES - 1 + _BELOW))
        step = (1 - low) / 2
        self.x_axis.set_ticks([(tick, percent(tick, 0)) for tick in (low, low + step, 1.0)])
        digits = np.arange(CLASSES, dtype=np.float64)
        x = np.stack([np.full(CLASSES, answers.accuracy), shares, np.full(CLASSES, np.nan)], axis=1)
        self._stems.set_data(x.ravel(), np.repeat(digits, 3))
        self._dots.set_data(shares, digits, numbers=(digits, shares))
        self._all.set_data((answers.accuracy,) * 2, (-_BELOW, CLASSES))
        self._percents.write(
            [
                (fixed(100 * float(share), 1), 1 + 0.03 * (1 - low), float(digit))
                for digit, share in zip(digits, shares, strict=True)
                if np.isfinite(share)
            ]
        )
        self._all_words.show_marks(
            [Words(_("all"), "text2", answers.accuracy, -_BELOW, up=4, anchor=(0.5, 1))]
        )

    def columns(self) -> dict[str, FloatArray]:
        """Return the digits and the accuracy for each."""
        return dict(zip((_("digit"), _("accuracy")), self._dots.numbers(), strict=True))
