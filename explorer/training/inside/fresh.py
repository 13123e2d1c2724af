"""Untrained networks whose initial weights have different standard deviations, and what one epoch makes of them."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtWidgets import QWidget

from core.accuracy import share_of_right_answers
from core.inspection import UntrainedOutputs
from core.mnist import Dataset
from core.training import TrainingConfig, initial_checkpoint, train
from core.two_layer_net import TwoLayerNet
from explorer.look.theme import SEMIBOLD, SMALL, SPACE_L, Look
from explorer.plots.export import Table
from explorer.texts.language import _
from explorer.training.inside import words
from explorer.training.inside.histogram_plot import HistogramPlot
from explorer.training.inside.units import BINS
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

SPREADS = (0.0, 0.01, 0.1, 1.0)
"""The standard deviations that are compared."""
IMAGES = 1_000  # of the test images: enough for a histogram
_MOST_WORK = 2 * 60_000 * 50  # images × units of an epoch: twice the chapter's
_STEPS_A_SLICE = 10


@dataclass(frozen=True, eq=False)
class FreshNetwork:
    """An untrained network, and the same after one epoch.

    Attributes
    ----------
    accuracy : float or None
        On the test images after one epoch; None where that is not known.
    difference : float or None
        The largest difference after one epoch between weights of two hidden units that belong to one input.
    """

    outputs: UntrainedOutputs
    accuracy: float | None = None
    difference: float | None = None


type FreshNetworkBySpread = Mapping[float, FreshNetwork]


@dataclass(frozen=True)
class FreshQuestion:
    """Which untrained networks are compared: frozen, the key of the work.

    Attributes
    ----------
    config : TrainingConfig
        How the run is trained; its `weight_init_std` does not count.
    """

    config: TrainingConfig

    @classmethod
    def about(cls, network: TwoLayerNet, config: TrainingConfig, dataset: Dataset) -> "FreshQuestion":
        """Return the question about a run of that configuration to which a network belongs."""
        fitting = replace(config, hidden_size=network.sizes[1], activation=network.activation)
        if not fitting.fits(len(dataset.train_images)):
            fitting = replace(fitting, training_images=None, validation_images=0)
        return cls(replace(fitting, weight_init_std=0.0))

    @property
    def is_trained(self) -> bool:
        """Whether an epoch takes no more than a second or two."""
        config = self.config
        is_plain = (
            config.gradient == "backprop" and config.style_variants is None and config.augmentation is None
        )
        return is_plain and config.hidden_size <= _MOST_WORK // 60_000

    def answer(self, dataset: Dataset) -> Generator[FreshNetworkBySpread | None, None, FreshNetworkBySpread]:
        """Find the outputs before training, then train each network for one epoch."""
        known: dict[float, FreshNetwork] = {}
        plain = replace(self.config, augmentation=None, style_variants=None)
        for spread in SPREADS:
            start = initial_checkpoint(replace(plain, weight_init_std=spread), dataset).network()
            known[spread] = FreshNetwork(UntrainedOutputs.of(start, dataset.test_images[:IMAGES], BINS))
            yield None
        yield dict(known)
        for spread in SPREADS if self.is_trained else ():
            network = yield from _after_an_epoch(replace(plain, weight_init_std=spread), dataset)
            accuracy = share_of_right_answers(network, dataset.test_images, dataset.test_labels)
            difference = float(np.ptp(network.params["W1"], axis=1).max())
            known[spread] = replace(known[spread], accuracy=accuracy, difference=difference)
            yield dict(known)
        return known


def _after_an_epoch(config: TrainingConfig, dataset: Dataset) -> Generator[None, None, TwoLayerNet]:
    """Train as a run does, from its first step to the end of the first epoch."""
    epoch = config.iterations_per_epoch(len(dataset.train_images))
    config = replace(config, iterations=max(config.iterations, epoch))
    with closing(train(config, dataset, evaluate=False)) as steps:
        for done in range(1, epoch + 1):
            step = next(steps)
            if done % _STEPS_A_SLICE == 0:
                yield
        return step.checkpoint().network()


class FreshNetworks(QWidget):
    """One histogram for each standard deviation, with its name and what it means above it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        columns = (_("output"), _("outputs"))
        self.plots = tuple(HistogramPlot(look, columns, "d") for _spread in SPREADS)
        self._names = tuple(Label(look, SMALL, SEMIBOLD, wrap=True) for _unused in SPREADS)
        self._meanings = tuple(Label(look, SMALL, tone="text2", wrap=True) for _unused in SPREADS)
        self._accuracies = tuple(Label(look, SMALL, tone="text2", wrap=True) for _unused in SPREADS)
        whole = row(spacing=SPACE_L)
        for parts in zip(self._names, self._meanings, self._accuracies, self.plots, strict=True):
            one = column(*parts, spacing=2)
            one.setStretch(3, 1)
            whole.addLayout(one, 1)
        self.setLayout(whole)

    def show_networks(self, known: FreshNetworkBySpread, config: TrainingConfig) -> None:
        """Show what is known of the networks, and which of them a run with this configuration started from."""
        for place, (spread, fresh) in enumerate(known.items()):
            self._names[place].setText(words.spread_name(spread, spread == config.weight_init_std))
            self._meanings[place].setText(words.outputs_at_start(fresh.outputs, config.activation))
            self._accuracies[place].setText(words.after_an_epoch(fresh.accuracy, fresh.difference))
            self.plots[place].show_histogram(fresh.outputs.histogram)

    def table(self) -> Table:
        """Return the counts by standard deviation."""
        return [
            (f"{name} ({spread:g})", values)
            for spread, plot in zip(SPREADS, self.plots, strict=True)
            for name, values in plot.columns().items()
        ]
