"""How many derivatives agree, and what most of the error is of the others, as bars with their numbers."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.gradient_check import Verdict
from explorer.look.theme import SPACE_M, SPACE_XS, Look
from explorer.texts.numbers import grouped
from explorer.training.race.check.words import verdict_names, zeros_name
from explorer.training.race.check.work import Slopes
from explorer.training.share_bar import ShareBar
from explorer.widgets.text import Label

TOKENS: Mapping[Verdict, str] = {
    Verdict.EXACT: "creep",
    Verdict.ROUNDED: "c",
    Verdict.TRUNCATED: "a",
    Verdict.CROSSED: "d",
}


class VerdictTable(QWidget):
    """One line a verdict."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._bars = {verdict: ShareBar(look, TOKENS[verdict]) for verdict in Verdict}
        self._counts = {verdict: Label(look) for verdict in Verdict}
        self._names = {verdict: Label(look) for verdict in Verdict}
        zeros, self._zeros_count = Label(look, tone="text2"), Label(look, tone="text2")
        zeros.setText(zeros_name())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_XS)
        grid.setColumnStretch(1, 1)
        for line, (verdict, name) in enumerate(verdict_names().items()):
            self._names[verdict].setText(name)
            self._bars[verdict].setAccessibleName(name)
            grid.addWidget(self._names[verdict], line, 0)
            grid.addWidget(self._bars[verdict], line, 1)
            grid.addWidget(self._counts[verdict], line, 2)
        grid.addWidget(zeros, len(Verdict), 0, 1, 2)
        grid.addWidget(self._zeros_count, len(Verdict), 2)
        for count in (*self._counts.values(), self._zeros_count):
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_slopes(self, slopes: Slopes) -> None:
        """Show the numbers of a check."""
        for verdict, count in slopes.counts.items():
            self._bars[verdict].set_share(count / max(slopes.total, 1))
            self._counts[verdict].setText(grouped(count))
            is_shown = count > 0 or verdict is not Verdict.CROSSED  # sigmoids have no kink
            for widget in (self._names[verdict], self._bars[verdict], self._counts[verdict]):
                widget.setVisible(is_shown)
        self._zeros_count.setText(grouped(slopes.zeros))

    def texts(self) -> dict[Verdict, str]:
        """Return the numbers that are shown."""
        return {verdict: label.text() for verdict, label in self._counts.items()}
