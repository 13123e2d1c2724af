"""Where the words in a plot stand, in pixels of its scene."""

from PySide6.QtCore import QPointF, QRectF

from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot


def boxes(plot: Plot) -> dict[str, QRectF]:
    """Return the box of every label in sight, by its text."""
    labels = [item for item in plot.added if isinstance(item, PlotLabel)]
    return {label.toPlainText(): label.box() for label in labels if label.isVisible() and label.toPlainText()}


def place_of(plot: Plot, x: float, y: float) -> QPointF:
    """Return where a point of the data is."""
    return plot.view_box.mapViewToScene(QPointF(x, y))
