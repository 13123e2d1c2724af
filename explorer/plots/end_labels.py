"""Names at the right ends of lines, pushed apart where they would overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot

from core.arrays import FloatArray
from explorer.look.theme import SMALL, Look
from explorer.plots.label import MARGIN
from explorer.plots.marks import Words
from explorer.plots.marks_item import MarksItem
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
        Words(end.text, end.token, end.x, height, _OFFSET, size=size, margin=MARGIN)
        for end, height in zip(ends, heights, strict=True)
    ]


class EndLabels(MarksItem):
    """Labels one below the other at the ends of a plot's lines.

    Parameters
    ----------
    plot : Plot
        Where they stand; its range has to leave room on the right.
    """

    def __init__(self, plot: Plot, look: Look) -> None:
        super().__init__(plot, look, 50)
        self._plot = plot
        self._ends: Sequence[End] = ()
        plot.view_box.sigTransformChanged.connect(self._place)

    def write(self, ends: Sequence[End]) -> None:
        """Label exactly these ends."""
        self._ends = ends
        self._place()

    @Slot()
    def _place(self) -> None:
        self.show_marks(end_words(self._plot, self._look, self._ends))
