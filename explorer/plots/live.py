"""A plot that is painted many times a second: what stands still is kept as a picture, what moves is painted over it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QTransform

from explorer.look.theme import Look
from explorer.plots.marks import Mark, paint_marks
from explorer.plots.plot import Plot


class LivePlot(Plot):
    """A plot with marks over its axes and items: new marks cost their own painting and nothing else.

    Qt asks each item of a scene again and again, in Python, where it is, and every answer has to wait for the
    interpreter while a run is at work. So the scene is painted when something in it has changed, and kept, and with it
    the marks that last.

    Attributes
    ----------
    lasting : sequence of Mark
        What is painted over the scene, once.
    marks : sequence of Mark
        What is painted over that, at each painting.
    pointed : sequence of Mark
        What is painted over that, of what the pointer is at.
    """

    def __init__(self, look: Look, *, log_y: bool = False, left_width: int = 48) -> None:
        super().__init__(look, log_y=log_y, left_width=left_width)
        self.lasting: Sequence[Mark] = ()
        self.marks: Sequence[Mark] = ()
        self.pointed: Sequence[Mark] = ()
        self._picture = QPixmap()  # of the scene and of the marks in `_painted`, where `_painted_at` leads
        self._painted: tuple[Mark, ...] = ()
        self._painted_at = QTransform()
        self._is_scene_new = True
        self.scene().changed.connect(self._on_scene_changed)
        # Where somebody listens to `changed`, Qt updates the place of an item that moved, and forgets where it was.
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)

    def paint_over(self, marks: Sequence[Mark], lasting: Sequence[Mark] = ()) -> None:
        """Show exactly these marks, the first one lowest.

        Parameters
        ----------
        marks : sequence of Mark
            Those that are others each time.
        lasting : sequence of Mark
            Those below them. Each is painted once, as long as the sequence only grows at its end.
        """
        self.marks, self.lasting = marks, lasting
        self.viewport().update()

    def point_at(self, marks: Sequence[Mark]) -> None:
        """Show these marks of what the pointer is at, above all others."""
        if marks or self.pointed:
            self.pointed = marks
            self.viewport().update()

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        """Paint the marks, on the screen and in exports."""
        self._paint_marks(painter, (*self.lasting, *self.marks, *self.pointed))

    def _to_pixels(self) -> QTransform:
        """Return what leads from data coordinates to the viewport's pixels."""
        to_pixels: QTransform = self.view_box.childTransform() * self.view_box.sceneTransform()
        return to_pixels

    def _paint_marks(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        to_pixels = self._to_pixels()
        painter.save()
        painter.setClipRect(self.view_box.sceneBoundingRect(), Qt.ClipOperation.IntersectClip)
        try:
            paint_marks(marks, painter, to_pixels, self._look)
        finally:
            painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the newest marks over what is kept of scene and marks."""
        self._complete_picture()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        self._paint_marks(painter, (*self.marks, *self.pointed))
        painter.end()
        self._paint_focus()

    def _complete_picture(self) -> None:
        """Paint what of scene and lasting marks the kept picture does not have yet."""
        ratio, lasting, to_pixels = self.devicePixelRatioF(), tuple(self.lasting), self._to_pixels()
        is_part = lasting[: len(self._painted)] == self._painted and to_pixels == self._painted_at
        if self._is_scene_new or not is_part or self._picture.size() != self.viewport().size() * ratio:
            self._is_scene_new = False
            self._picture, self._painted = self._scene_as_picture(ratio), ()
            self._painted_at = to_pixels
        if len(lasting) > len(self._painted):
            painter = QPainter(self._picture)
            self._paint_marks(painter, lasting[len(self._painted) :])
            painter.end()
            self._painted = lasting

    def _scene_as_picture(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._look.theme.panel))
        painter = QPainter(picture)
        area = QRectF(self.viewport().rect())
        self.scene().render(painter, area, area)
        painter.end()
        return picture

    @Slot(list)
    def _on_scene_changed(self, areas: list[QRectF]) -> None:
        if areas:  # Qt also tells of a painting, which changed none
            self._is_scene_new = True
