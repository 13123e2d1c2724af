"""What the hidden units answer before any training, by how large the weights are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from core.inspection import WEIGHT_SPREADS, Histogram, activations_at_start
from core.mnist import Dataset
from explorer.language import _
from explorer.plots.export import Table
from explorer.theme import SEMIBOLD, SMALL, SPACE_L, Look
from explorer.training.inside import words
from explorer.training.inside.histogram_plot import HistogramPlot
from explorer.training.inside.units import BINS
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

IMAGES = 1_000  # of the test images: enough for a histogram


@dataclass(frozen=True)
class FreshQuestion:
    """Which untrained networks are compared: frozen, the key of the work."""

    sizes: tuple[int, int, int]
    activation: str
    seed: int

    def answer(self, dataset: Dataset) -> dict[float, Histogram]:
        """Return a histogram of outputs for each standard deviation of the weights."""
        return activations_at_start(
            self.sizes, self.activation, dataset.test_images[:IMAGES], self.seed, bins=BINS
        )


class FreshNetworks(QWidget):
    """One histogram for each standard deviation, with its name and what it means above it.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        columns = (_("output"), _("outputs"))
        self.plots = tuple(
            HistogramPlot(look, f"start-{spread:g}", columns, "d") for spread in WEIGHT_SPREADS
        )
        self._names = tuple(Label(look, SMALL, SEMIBOLD, wrap=True) for _unused in WEIGHT_SPREADS)
        self._meanings = tuple(Label(look, SMALL, tone="text2", wrap=True) for _unused in WEIGHT_SPREADS)
        whole = row(spacing=SPACE_L)
        for parts in zip(self._names, self._meanings, self.plots, strict=True):
            one = column(*parts, spacing=2)
            one.setStretch(2, 1)
            whole.addLayout(one, 1)
        self.setLayout(whole)

    def show_histograms(
        self, histograms: Mapping[float, Histogram] | None, activation: str, spread: float
    ) -> None:
        """Show the histograms, and which of them is that of the run, drawn with `spread`."""
        for name, own in zip(self._names, WEIGHT_SPREADS, strict=True):
            name.setText(words.spread_name(own, own == spread))
        if histograms is None:
            return
        for plot, meaning, histogram in zip(self.plots, self._meanings, histograms.values(), strict=True):
            plot.show_histogram(histogram)
            meaning.setText(words.spread_meaning(histogram, activation))

    def table(self) -> Table:
        """Return the counts by standard deviation."""
        return [
            (f"{name} ({spread:g})", values)
            for spread, plot in zip(WEIGHT_SPREADS, self.plots, strict=True)
            for name, values in plot.columns().items()
        ]
