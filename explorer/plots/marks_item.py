"""Marks over a plot as one of its items: a drag changes them all at every move."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import Look
from explorer.plots.marks import Dot, Mark, Stroke, paint_marks
from explorer.plots.plot import Plot


class MarksItem(Guarded, pg.GraphicsObject):
    """Marks over the data area of a plot.

    Parameters
    ----------
    plot : Plot
        Whose coordinates the marks have.
    z : float
        Height in the plot's stack.
    """

    def __init__(self, plot: Plot, look: Look, z: float = 10) -> None:
        super().__init__()
        self._look, self._box = look, plot.view_box
        self._marks: tuple[Mark, ...] = ()
        self._pointed = ""
        plot.add(self, z)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is shown, from the bottom to the top."""
        return self._marks

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show exactly these marks, the later over the earlier."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.update()

    @Slot(str)
    def point_at(self, term: str) -> None:
        """Emphasise the marks of a term of the formula, or none."""
        if term != self._pointed:
            self._pointed = term
            self.update()

    def is_pointed_at(self, mark: Stroke | Dot) -> bool:
        """Whether a mark is emphasised."""
        return bool(mark.term) and mark.term == self._pointed

    def boundingRect(self) -> QRectF:
        """Return what the plot shows."""
        shown: QRectF = self._box.viewRect()
        return shown

    def viewRangeChanged(self) -> None:
        """Cover what the plot shows now."""
        self.prepareGeometryChange()

    def viewTransformChanged(self) -> None:
        """Keep the marks in their places when the plot is resized."""
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the marks in pixels."""
        to_pixels = self._box.childGroup.transform()
        painter.setTransform(to_pixels.inverted()[0], True)
        marks = [
            mark.emphasised() if isinstance(mark, Stroke | Dot) and self.is_pointed_at(mark) else mark
            for mark in self._marks
        ]
        paint_marks(marks, painter, to_pixels, self._look)
