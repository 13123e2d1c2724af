"""Where the words in a plot stand, in pixels of its scene."""

from PySide6.QtCore import QPointF, QRectF

from explorer.plots.label import PlotLabel
from explorer.plots.marks import Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot


def boxes(plot: Plot) -> dict[str, QRectF]:
    """Return the box of every label in sight, by its text."""
    labels = [item for item in plot.added if isinstance(item, PlotLabel) and item.isVisible()]
    marks = [mark for item in plot.added if isinstance(item, MarksItem) for mark in item.marks]
    found = {label.toPlainText(): label.box() for label in labels if label.toPlainText()}
    words = [mark for mark in marks if isinstance(mark, Words)]
    return found | {mark.text: mark.box(place_of(plot, mark.x, mark.y), plot._look) for mark in words}


def place_of(plot: Plot, x: float, y: float) -> QPointF:
    """Return where a point of the data is."""
    return plot.view_box.mapViewToScene(QPointF(x, y))
