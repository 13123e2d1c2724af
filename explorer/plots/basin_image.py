"""The basin map as colours: one for each minimum, stronger where a path gets there sooner."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from core.arrays import FloatArray
from core.basins import LEFT, BasinMap
from explorer.background.guarded import Guarded
from explorer.look.palette import Theme
from explorer.look.theme import Look, rgb
from explorer.widgets.memo import Memo

COLOURS = 4  # the fifth minimum has the first one's colour again
_QUICKEST, _SLOWEST = 0.6, 0.16  # of a minimum's colour; the rest is ground
_STRIPE, _BETWEEN = 0.26, 0.09  # of the colour of trouble, in the hatching of what leaves the picture
_STRIPE_PERIOD, _STRIPE_WIDTH = 8, 3  # cells
_SHADES = 64
_SWATCH_SHADE = 12  # of a minimum's shades, in a legend
_GROUND, _BETWEEN_STRIPES, _STRIPES = range(COLOURS, COLOURS + 3)  # what comes after the colours of minima


class BasinImage(Guarded, pg.ImageItem):
    """A `BasinMap` in the colours of the theme, invisible while there is none."""

    def __init__(self, look: Look) -> None:
        super().__init__(axisOrder="row-major")
        self._look = look
        self._memo = Memo()
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
        self.hide()

    def set_map(self, basins: BasinMap | None, most_steps: int) -> None:
        """Show a map whose paths took up to `most_steps` steps, or none."""
        if not self._memo.has_changed(basins, most_steps):
            return
        self.setVisible(basins is not None)
        if basins is None:
            return
        x0, x1 = basins.x0, basins.x1
        self.setImage(basin_colours(basins, most_steps, self._look.theme), autoLevels=False)
        width, height = ((middles[-1] - middles[0]) / max(len(middles) - 1, 1) or 1.0 for middles in (x0, x1))
        self.setRect(QRectF(x0[0] - width / 2, x1[0] - height / 2, width * len(x0), height * len(x1)))


def basin_colours(basins: BasinMap, most_steps: int, theme: Theme) -> NDArray[np.uint8]:
    """Return a picture of shape (rows, columns, 3), its rows from bottom to top.

    What reaches no minimum has the ground's colour, what leaves the picture is hatched.
    """
    steps = np.arange(basins.steps.max(initial=0) + 1)
    shares = np.log1p(steps) / np.log1p(max(most_steps, 1))
    shades = np.minimum((shares * (_SHADES - 1)).astype(np.uint16), _SHADES - 1)
    # The labels of no minimum are negative: they find the last two.
    colours = np.array([*colours_apart(basins.minima), _GROUND, _BETWEEN_STRIPES], dtype=np.uint16) * _SHADES
    shown = colours.take(basins.labels, mode="wrap") + shades.take(basins.steps)
    rows, columns = (np.arange(length) for length in shown.shape)
    is_stripe = (rows[:, np.newaxis] + columns) % _STRIPE_PERIOD < _STRIPE_WIDTH
    shown[(basins.labels == LEFT) & is_stripe] += (_STRIPES - _BETWEEN_STRIPES) * _SHADES
    picture: NDArray[np.uint8] = _palette(theme).take(shown, axis=0)
    return picture


def colours_apart(minima: FloatArray) -> list[int]:
    """Return the number of a colour for each of `minima`, shape (k, 2): near ones get different colours.

    Each takes the colour whose nearest bearer so far is farthest away, so that more minima change none.
    """
    x, y = minima.T
    away = (x - x[:, np.newaxis]) ** 2 + (y - y[:, np.newaxis]) ** 2
    nearest = np.full((COLOURS, len(minima)), np.inf)  # to each minimum, of those that have each colour
    colours: list[int] = []
    for index, distances in enumerate(away):
        own = int(nearest[:, index].argmax())
        np.minimum(nearest[own], distances, out=nearest[own])
        colours.append(own)
    return colours


def swatches(theme: Theme) -> tuple[list[str], str, tuple[str, str]]:
    """Return the colours of minima that are reached soon, of what is not there yet, and of the hatching."""
    parts = _palette(theme).reshape(COLOURS + 3, _SHADES, 3)[:, _SWATCH_SHADE]
    codes = ["#" + bytes(part).hex() for part in parts]
    return codes[:COLOURS], codes[_GROUND], (codes[_BETWEEN_STRIPES], codes[_STRIPES])


def _palette(theme: Theme) -> NDArray[np.uint8]:
    """Return the shades of each colour one after the other, the quickest first, and as many of each that has none."""
    shares = np.linspace(_QUICKEST, _SLOWEST, _SHADES)[:, np.newaxis]
    own = [_mixed(theme.heat[0], basin, shares) for basin in theme.basins]
    plain = [np.full((_SHADES, 1), share) for share in (0.0, _BETWEEN, _STRIPE)]
    return np.concatenate([*own, *(_mixed(theme.heat[0], theme.bad, share) for share in plain)])


def _mixed(ground: str, colour: str, shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    low, high = np.array(rgb(ground)), np.array(rgb(colour))
    mixed: NDArray[np.uint8] = (low + shares * (high - low)).round().astype(np.uint8)
    return mixed
