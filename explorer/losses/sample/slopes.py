"""The derivatives of both losses by each score, as bars."""

import numpy as np

from core.arrays import FloatArray
from explorer.look.theme import BODY, SEMIBOLD, Look
from explorer.losses.state import CLASSES
from explorer.plots.bars import BarSeries
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from explorer.texts.language import _

_Y_RANGE = (-1.08, 1.35)
_WIDTH = 0.34
_NAMES_AT = (-0.5, 1.3)
_LINE_SPACING = 0.95  # of a label's height


class SlopesPlot(Plot):
    """Two bars per class: the slope of the cross-entropy along its score, filled, and that of the squared error."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=40)
        self.set_range((-0.6, CLASSES - 0.4), _Y_RANGE)
        self.show_grid(x=False, y=True)
        self.x_axis.set_ticks([(k, str(k)) for k in range(CLASSES)])
        self.y_axis.set_step(0.5)
        self.entropies = self.add(BarSeries(look, "c"), 5)
        self.squares = self.add(BarSeries(look, "b", hollow=True), 5)
        self.add(Line(look, "text3", 1), 6).set_data((-0.6, CLASSES - 0.4), (0, 0))
        labels = [
            self.add(
                PlotLabel(
                    look, token, anchor=(0, -_LINE_SPACING * line), weight=SEMIBOLD, size=BODY, patch="panel"
                ),
                10,
            )
            for line, token in enumerate(("c", "b"))
        ]
        self.set_labels(_("class"))
        for label, series, name in zip(
            labels,
            (self.entropies, self.squares),
            (_("cross-entropy: y − t"), _("MSE (hollow)")),
            strict=True,
        ):
            label.setPos(*_NAMES_AT)
            label.setText(name)
            self.name_series(series, name)
        self.accept_keys()

    def show_slopes(self, entropies: FloatArray, squares: FloatArray) -> None:
        """Show both slopes along each of the ten scores."""
        classes = np.arange(CLASSES)
        self.entropies.set_data(classes, entropies, _WIDTH, -_WIDTH / 2)
        self.squares.set_data(classes, squares, _WIDTH, _WIDTH / 2)
