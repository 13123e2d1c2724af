"""Three contestants below each other: how far each is, its loss, its clock, and what a step costs there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.look.theme import BODY, SEMIBOLD, SMALL, SPACE_L, SPACE_XS, Look
from explorer.texts.language import _
from explorer.training.race import words
from explorer.training.race.contestants import Progress
from explorer.training.share_bar import ShareBar
from explorer.widgets.text import ElidedLabel, Label

TOKENS = ("a", "b", "c")
SYMBOLS = ("●", "■", "▲")
_WIDTHS = (190, 74, 74)  # of steps, loss and time at scale 1


class ContestantBoard(QWidget):
    """The three contestants."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.names = [ElidedLabel(look, BODY, SEMIBOLD, tone) for tone in TOKENS]
        self.steps = [Label(look, BODY) for _unused in TOKENS]
        self.losses = [Label(look, BODY) for _unused in TOKENS]
        self.times = [Label(look, BODY, SEMIBOLD) for _unused in TOKENS]
        self.bars = [ShareBar(look, token) for token in TOKENS]
        self.methods = [ElidedLabel(look, SMALL, tone="text2") for _unused in TOKENS]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_XS)
        grid.setColumnStretch(0, 1)
        for contestant in range(len(TOKENS)):
            numbers = (self.steps[contestant], self.losses[contestant], self.times[contestant])
            for place, (label, width) in enumerate(zip(numbers, _WIDTHS, strict=True), start=1):
                label.setFixedWidth(look.px(width))
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(label, 4 * contestant, place)
            grid.addWidget(self.names[contestant], 4 * contestant, 0)
            grid.addWidget(self.bars[contestant], 4 * contestant + 1, 0, 1, 4)
            grid.addWidget(self.methods[contestant], 4 * contestant + 2, 0, 1, 4)
            grid.setRowMinimumHeight(4 * contestant + 3, SPACE_XS)
        grid.setRowStretch(4 * len(TOKENS), 1)  # what room is left over stays below
        for name, bar, symbol, text in zip(self.names, self.bars, SYMBOLS, words.method_names(), strict=True):
            name.setText(f"{symbol}  {text}")
            bar.setAccessibleName(text)
        for label in self.times:
            label.setToolTip(
                _(
                    "Computing time of this one alone. They take turns on one core: the one with the least time so far "
                    "is next."
                )
            )

    def show_contestants(self, progresses: Sequence[Progress], steps: int, parameters: int) -> None:
        """Show how far the contestants are; without progresses they are at the start line."""
        methods = words.method_costs(parameters)
        for contestant, method in enumerate(methods):
            progress = progresses[contestant] if progresses else None
            is_slow = contestant == len(methods) - 1
            self.steps[contestant].setText(
                words.parameters_done(progress, parameters, steps)
                if is_slow
                else words.steps_done(progress, steps)
            )
            self.losses[contestant].setText(words.last_loss(progress))
            self.times[contestant].setText(words.clock(progress))
            self.methods[contestant].setText(words.method_and_price(method, progress))
            self.bars[contestant].set_share(_share(progress, steps, is_slow))

    def table(self) -> list[tuple[str, list[str]]]:
        """Return what the board shows, as columns."""
        columns = {
            _("method"): words.method_names(),
            _("done"): [label.text() for label in self.steps],
            _("loss"): [label.text() for label in self.losses],
            _("time"): [label.text() for label in self.times],
            _("cost"): [label.text() for label in self.methods],
        }
        return [(name, list(values)) for name, values in columns.items()]


def _share(progress: Progress | None, steps: int, is_slow: bool) -> float:
    """Return the share of the race that is done, in the slow contestant that of the present step."""
    if progress is None:
        return 0.0
    if is_slow:
        return 1.0 if progress.steps and not progress.parts else progress.parts
    return progress.done / steps
