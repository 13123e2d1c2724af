"""The weights of hidden units as small pictures, kept until the network changes."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from core.mnist import SIDE
from core.two_layer_net import TwoLayerNet
from explorer.drawing.tile import paint_frame
from explorer.look.theme import Look, lookup_table
from explorer.widgets.pixels import indices, picture

_LIMIT_PERCENTILE = 99.5  # of a unit's weights: where the ramp ends


class UnitTiles:
    """Paints tiles, each only once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._network: TwoLayerNet | None = None
        self._tiles: dict[tuple[int, int, float], QPixmap] = {}

    def tile(self, network: TwoLayerNet, unit: int, side: int, ratio: float) -> QPixmap:
        """Return a unit's weights as a square of `side` pixels, each of them `ratio` device pixels wide."""
        if network is not self._network:
            self._network = network
            self._tiles.clear()
        key = (unit, side, ratio)
        if key not in self._tiles:
            self._tiles[key] = self._painted(network, unit, side, ratio)
        return self._tiles[key]

    def _painted(self, network: TwoLayerNet, unit: int, side: int, ratio: float) -> QPixmap:
        weights = network.params["W1"][:, unit].reshape(SIDE, SIDE)
        limit = float(np.percentile(np.abs(weights), _LIMIT_PERCENTILE))
        table = lookup_table(self._look.theme.diverging)
        pixels = max(round(side * ratio), 1)
        tile = QPixmap(pixels, pixels)
        tile.setDevicePixelRatio(ratio)
        painter = QPainter(tile)
        place = QRectF(0, 0, side, side)
        painter.drawImage(place, picture(indices(weights, (-limit, limit)), table))
        paint_frame(painter, place, self._look.theme)
        painter.end()
        return tile
