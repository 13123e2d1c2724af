"""Names at the right ends of lines, pushed apart where they would overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot

from core.arrays import FloatArray
from explorer.look.theme import SEMIBOLD, SMALL, Look
from explorer.plots.label import PlotLabel
from explorer.plots.live import Words
from explorer.plots.plot import Plot
from explorer.plots.series import spread_labels

_OFFSET, _LINE_HEIGHT = 8, 16  # pixels from the line's end, and from one label to the next


@dataclass(frozen=True)
class End:
    """Where a line ends, what to write there, and the name of its colour."""

    text: str
    token: str
    x: float
    y: float


def _heights_of(plot: Plot, look: Look, ends: Sequence[End]) -> FloatArray:
    """Return the height of each label in data coordinates: as near to its line's end as the others allow."""
    frame = plot.frame
    bottom, (_unused, up) = frame.shown.bottom, frame.unit
    room, line = frame.shown.height / up, look.px(_LINE_HEIGHT)
    spread = spread_labels([(end.y - bottom) / up for end in ends], line, line / 2, room - line / 2)
    heights: FloatArray = bottom + spread * up
    return heights


def end_words(plot: Plot, look: Look, ends: Sequence[End], size: int = SMALL) -> list[Words]:
    """Return the labels as marks of a plot that is painted many times a second."""
    heights = _heights_of(plot, look, ends).tolist()
    return [
        Words(end.text, end.x, height, (0, 0.5), end.token, SEMIBOLD, _OFFSET, size)
        for end, height in zip(ends, heights, strict=True)
    ]


class EndLabels:
    """Labels one below the other at the ends of a plot's lines.

    Parameters
    ----------
    plot : Plot
        Where they stand; its range has to leave room on the right.
    look : Look
        Theme and type scale.
    """

    def __init__(self, plot: Plot, look: Look) -> None:
        self._plot, self._look = plot, look
        self._labels: list[PlotLabel] = []
        self._ends: Sequence[End] = ()
        plot.view_box.sigTransformChanged.connect(self._place)

    def write(self, ends: Sequence[End]) -> None:
        """Label exactly these ends."""
        if not ends and not self._ends:
            return
        self._ends = ends
        while len(self._labels) < len(ends):
            label = PlotLabel(self._look, weight=SEMIBOLD)
            self._labels.append(self._plot.add(label, 50))
        for label in self._labels[len(ends) :]:
            label.hide()
        for label, end in zip(self._labels, ends, strict=False):
            label.setText(end.text)
            label.set_token(end.token)
            label.show()
        self._place()

    @Slot()
    def _place(self) -> None:
        across, _unused = self._plot.frame.unit
        heights = _heights_of(self._plot, self._look, self._ends)
        for label, end, height in zip(self._labels, self._ends, heights, strict=False):
            label.setPos(end.x + _OFFSET * across, height)
