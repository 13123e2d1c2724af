"""One hidden unit: its weights in both layers, and the images with its largest outputs."""

import math

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from core.hidden_units import images_with_largest_outputs
from core.two_layer_net import TwoLayerNet
from explorer.look.theme import SMALL, SPACE_M, Look
from explorer.plots.export import Table
from explorer.texts.language import _
from explorer.texts.numbers import fixed
from explorer.training.inside import words
from explorer.training.inside.digit_bars import DigitBars
from explorer.training.inside.spread import Spread
from explorer.training.inside.units import Activity, Importance
from explorer.training.inside.weight_image import WeightImage
from explorer.views.controls import heading
from explorer.widgets.gallery import Gallery, Pictures
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_IMAGE, _LARGE_IMAGE = 5 * 28 + 2, 6 * 28 + 2  # pixels across, in a small window and in a larger one
_MOST_IMAGES = 12
_VOTES = 92  # pixels


class UnitPicture(QWidget):
    """The content of the card of one hidden unit.

    Attributes
    ----------
    votes : DigitBars
        The unit's row of W2.
    lines : tuple of Label
        Norm, bias, effect, and the weight that is pointed at.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._unit = 0
        self._column: FloatArray = np.zeros(0)
        self._network: TwoLayerNet | None = None
        self.weights, self.votes, self.images = (
            WeightImage(look),
            DigitBars(look, "W2"),
            Gallery(look, _MOST_IMAGES),
        )
        self.lines = tuple(Label(look, SMALL, tone="text2", wrap=True) for _index in range(4))
        votes_title = heading(look, _("Its weights in W2, one per class"))
        images_title = heading(look, _("Test images with its largest outputs"))
        numbers = column(*self.lines, 1)
        head = row(self.weights, spacing=SPACE_M)
        head.addLayout(numbers, 1)
        whole = column(head, votes_title, self.votes, images_title, self.images)
        whole.setStretch(4, 1)
        self.setLayout(whole)
        self.weights.pointed.connect(self._write_weight)
        self.votes.setFixedHeight(look.px(_VOTES))
        self.set_compact(False)

    def show_unit(
        self, spread: Spread, unit: int, activity: Activity | None, known: Importance | None
    ) -> None:
        """Show one unit of the network that `spread` is about."""
        network, lengths = spread.network, spread.norms
        self._network, self._unit, self._column = network, unit, network.params["W1"][:, unit]
        self.weights.show_weights(self._column, spread.arrays["W1"].limit)
        self.lines[0].setText(words.norm_line(lengths, unit))
        self.lines[1].setText(words.bias_line(float(network.params["b1"][unit])))
        self.lines[2].setText(self._importance(known))
        self._write_weight()
        reach = _rounded_up(float(np.abs(network.params["W2"]).max()))
        self.votes.show_values(network.params["W2"][unit], -reach, reach)
        if activity is not None:
            self.images.show_pictures(self._pictures(activity))

    def set_compact(self, compact: bool) -> None:
        """Show the weights smaller in a small window."""
        side = _IMAGE if compact else _LARGE_IMAGE
        self.weights.setFixedSize(side, side)

    def table(self) -> Table:
        """Return the weights of the unit, row by row."""
        if self._network is None:
            return []
        return [
            (f"W1 {self._unit}", self._column),
            (f"W2 {self._unit}", self._network.params["W2"][self._unit]),
        ]

    def _importance(self, known: Importance | None) -> str:
        if known is None or self._unit >= len(known.rises):
            return _("Without it: …")
        return words.importance_line(known.rises, self._unit)

    def _pictures(self, activity: Activity) -> Pictures:
        unit = min(self._unit, activity.outputs.shape[1] - 1)
        outputs: FloatArray = activity.outputs[:, unit]
        indices = images_with_largest_outputs(activity.outputs, unit, _MOST_IMAGES)
        labels = activity.labels
        return Pictures(
            activity.images,
            indices,
            lambda place: fixed(float(outputs[indices[place]]), 4),
            lambda place: words.output_line(
                int(indices[place]), int(labels[indices[place]]), float(outputs[indices[place]])
            ),
        )

    @Slot()
    def _write_weight(self) -> None:
        pixel = self.weights.pixel
        value = (
            0.0 if pixel is None or not self._column.size else float(self._column[28 * pixel[0] + pixel[1]])
        )
        line = words.weight_line(pixel, self._unit, value)
        self.lines[3].setText(line)
        self.weights.setAccessibleDescription(line)


def _rounded_up(value: float) -> float:
    """Return the next number with one digit, whose label is short; 1 for 0."""
    if not 0 < value < math.inf:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(value))
    return math.ceil(value / unit) * unit
