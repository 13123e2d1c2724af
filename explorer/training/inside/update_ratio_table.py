"""The numbers of the page Update-to-weight ratio."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.inspection import UpdateSizes
from core.training_config import TrainingConfig
from core.two_layer_net import PARAMETER_NAMES
from explorer.look.theme import SEMIBOLD, SMALL, SPACE_S, Look
from explorer.plots.export import Table
from explorer.training.inside import words
from explorer.views.controls import heading
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class UpdateRatioTable(QWidget):
    """Four rows of four numbers, and what they say.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._heads = words.update_ratio_heads()
        self._cells = {name: [Label(look) for _head in self._heads] for name in PARAMETER_NAMES}
        self._sentence = Label(look, SMALL, tone="text2", wrap=True)
        self._update_sizes: Mapping[str, UpdateSizes] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(SPACE_S)
        right = Qt.AlignmentFlag.AlignRight
        for place, head in enumerate(self._heads):
            grid.addWidget(heading(look, head), 0, place + 1, right)
            grid.setColumnStretch(place + 1, 1)
        for row, (name, cells) in enumerate(self._cells.items(), start=1):
            title = Label(look, weight=SEMIBOLD)
            title.setText(name)
            grid.addWidget(title, row, 0)
            for place, cell in enumerate(cells):
                grid.addWidget(cell, row, place + 1, right)
        self.setLayout(column(grid, self._sentence, 1))

    def show_update_sizes(
        self, update_sizes: Mapping[str, UpdateSizes], config: TrainingConfig, iteration: int
    ) -> None:
        """Write the numbers of a run with this configuration before a step."""
        self._update_sizes = update_sizes
        for name, cells in self._cells.items():
            part = update_sizes[name]
            for cell, size in zip(cells, (part.rms_weight, part.rms_gradient, part.rms_update), strict=False):
                cell.setText(words.size(size))
            cells[-1].setText(words.ratio(part.update_to_weight))
        self._sentence.setText(words.update_ratio_sentence(update_sizes, config, iteration))

    def table(self) -> Table:
        """Return the numbers as they are shown, unrounded."""
        if not self._update_sizes:
            return []
        parts = [self._update_sizes[name] for name in PARAMETER_NAMES]
        numbers = (
            [part.rms_weight for part in parts],
            [part.rms_gradient for part in parts],
            [part.rms_update for part in parts],
            [part.update_to_weight for part in parts],
        )
        return [("", PARAMETER_NAMES), *zip(self._heads, numbers, strict=True)]
