"""The weights of the first layer as one image per hidden unit."""

import numpy as np
from PySide6.QtGui import QResizeEvent

from core.arrays import FloatArray
from core.mnist import SIDE
from core.two_layer_net import TwoLayerNet
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import Table, WidgetExport
from explorer.texts.language import _
from explorer.training import words
from explorer.training.colour_limit import colour_limit
from explorer.training.tiling import tiling, width_for
from explorer.views.export_menu import ExportMenu
from explorer.widgets.layout import Card, row
from explorer.widgets.memo import Memo
from explorer.widgets.pixels import ColourRamp, Mosaic
from explorer.widgets.text import Label

_MARGINS = 2 * SPACE_L + 2  # left and right of the tiles, with the card's border
_HEAD_AND_NOTE = 132  # pixels at scale 1 that the card needs above and below the tiles


class WeightsCard(Card):
    """The mosaic of W1."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "training.weights",
            _("Weights W1"),
            _(
                "The 784 weights of each hidden unit, laid out as the 28 × 28 pixels that they multiply. Ink on a warm "
                "pixel raises the unit’s sum, ink on a blue one lowers it."
            ),
        )
        self._memo = Memo()
        self._network: TwoLayerNet | None = None
        self._newest: TwoLayerNet | None = None  # of the same run
        self._units = 0  # before there is a network
        self._ramp = ColourRamp(look)
        self._ramp.setAccessibleName(_("Colours of the weights"))
        self._mosaic = Mosaic(look)
        self._mosaic.setObjectName("training.weights")
        self._mosaic.setAccessibleName(_("Weights of the first layer, one image per hidden unit"))
        self._mosaic.setToolTip(
            _(
                "W1: 784 weights per hidden unit, laid out as the 28 × 28 pixels that they multiply. (Section 6)"
            )
        )
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self.menu = ExportMenu(look, WidgetExport(self._mosaic, self._table))
        self.menu.setObjectName("training.weights_export")
        self.body.addLayout(row(self._ramp, 1))
        self.body.addWidget(self._mosaic)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.add_menu(self.menu)

    @property
    def network(self) -> TwoLayerNet | None:
        """The network whose weights are shown."""
        return self._network

    def show_network(self, network: TwoLayerNet | None, newest: TwoLayerNet | None) -> None:
        """Show the weights of a network; without one, the last picture stays.

        The colours mean what they mean for the run's newest network, so that weights are seen to grow with time.
        """
        if network is not None and newest is not None and self._memo.has_changed(network, newest):
            self._network, self._newest = network, newest
            self._draw(network.params["W1"])

    def show_frame(self, units: int) -> None:
        """Show where the weights of so many hidden units will be: there is no network yet."""
        if self._memo.has_changed(units, None):
            self._network = self._newest = None
            self._units = units
            self._draw(np.zeros((SIDE * SIDE, units)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out for another room."""
        super().resizeEvent(event)
        if self._network is not None:
            self._draw(self._network.params["W1"])
        elif self._units:
            self._draw(np.zeros((SIDE * SIDE, self._units)))

    def _draw(self, weights: FloatArray) -> None:
        units = weights.shape[1]
        tiles = tiling(units, self.width() - _MARGINS, self.height() - self._look.px(_HEAD_AND_NOTE))
        limit = colour_limit(weights if self._newest is None else self._newest.params["W1"])
        self._mosaic.set_weights(np.clip(weights[:, : tiles.shown], -limit, limit), tiles.columns)
        self._mosaic.setFixedHeight(tiles.height)
        self._ramp.setVisible(self._network is not None)
        self._ramp.set_levels((-limit, limit))
        self._note.setText(
            _("Start draws them at random; then each update changes them.")
            if self._network is None
            else words.weights_note(units, tiles.shown)
        )

    def fit(self, most: float, height: float) -> None:
        """Take the width that suits tiles in a card of this height, `most` pixels across at most."""
        tiles = width_for(most - _MARGINS, height - self._look.px(_HEAD_AND_NOTE))
        self.fix_width(max(tiles, self._ramp.sizeHint().width()) + _MARGINS)

    def _table(self) -> Table:
        if self._network is None:
            return []
        weights = self._network.params["W1"]
        return [(f"unit {unit}", weights[:, unit]) for unit in range(weights.shape[1])]
