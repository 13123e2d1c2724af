"""Pictures of widgets for other programs and for paper: pixels, vectors, and pages of A4."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget

from explorer.look.theme import BODY, LEAD, SEMIBOLD, SMALL, SPACE_L, SPACE_S, Look, pen

_PNG_QUALITY = 80  # sets only the compression: half the time of the default, for a third more bytes
_DOTS_PER_INCH = 96  # of paper: a pixel of the screen is as large there
_DOTS_PER_METRE = _DOTS_PER_INCH / 0.0254
_PAPER_MARGIN = 0.5  # inches
_LARGEST = 2.0  # on paper, times as large as on the screen
_BLANK_WIDTH = 240  # pixels: of the line to write on


class NothingToDrawError(Exception):
    """A widget has no area to draw on, as the window is too small."""


@dataclass(frozen=True)
class Sheet:
    """What a widget shows, below a heading.

    Attributes
    ----------
    look : Look
        The widget's.
    title, settings : str
        Heading; without one there is only the picture.
    blank : str
        What is to be filled in by hand beside the title, such as a name; empty for nothing.

    Raises
    ------
    NothingToDrawError
        If the widget has no area.
    """

    widget: QWidget
    look: Look
    title: str = ""
    settings: str = ""
    blank: str = ""

    def __post_init__(self) -> None:
        """Refuse a widget without an area."""
        if self.widget.size().isEmpty():
            raise NothingToDrawError

    def image(self, scale: float) -> QImage:
        """Return the sheet with `scale` pixels for each of the screen; printed it is as large as there."""
        image = QImage((self._size * scale).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(self.look.theme.panel))
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        image.setDevicePixelRatio(1)
        for set_dots in (image.setDotsPerMeterX, image.setDotsPerMeterY):
            set_dots(round(_DOTS_PER_METRE * scale))
        return image

    def svg(self) -> bytes:
        """Return the sheet as an SVG document."""

        def write(buffer: QBuffer) -> None:
            generator = QSvgGenerator()
            generator.setOutputDevice(buffer)
            generator.setTitle(self.title)
            generator.setSize(self._size.toSize())
            generator.setViewBox(QRectF(QPoint(), self._size))
            generator.setResolution(
                self.widget.logicalDpiX()
            )  # else letters have another size than on the screen
            painter = QPainter(generator)
            painter.fillRect(QRectF(QPoint(), self._size), QColor(self.look.theme.panel))
            self._paint(painter)
            painter.end()

        return _written(write)

    def pdf(self) -> bytes:
        """Return the sheet on one page of A4, upright or across, as fits it better."""

        def write(buffer: QBuffer) -> None:
            writer = QPdfWriter(buffer)
            writer.setTitle(self.title)
            writer.setCreator("Learnscope")
            across = self._size.width() > self._size.height()
            writer.setPageLayout(
                QPageLayout(
                    QPageSize(QPageSize.PageSizeId.A4),
                    QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait,
                    QMarginsF(0, 0, 0, 0),
                    QPageLayout.Unit.Millimeter,
                )
            )
            # A pixel of the widget is one of the page, as pens and some labels keep their size in pixels.
            paper = writer.pageLayout().fullRect(QPageLayout.Unit.Inch)
            pixels = max(
                self._size.width() / (paper.width() - 2 * _PAPER_MARGIN),
                self._size.height() / (paper.height() - 2 * _PAPER_MARGIN),
                _DOTS_PER_INCH / _LARGEST,
            )
            writer.setResolution(math.ceil(pixels))
            painter = QPainter(writer)
            painter.fillRect(QRectF(0, 0, writer.width(), writer.height()), QColor(self.look.theme.panel))
            painter.translate((writer.width() - self._size.width()) / 2, _PAPER_MARGIN * writer.resolution())
            self._paint(painter)
            painter.end()

        return _written(write)

    @property
    def _margin(self) -> float:
        return SPACE_L if self.title else 0.0

    @property
    def _size(self) -> QSizeF:
        margin = self._margin
        width = self.widget.width() + 2 * margin
        return QSizeF(width, self.widget.height() + 2 * margin + self._heading_height)

    @property
    def _heading_height(self) -> float:
        if not self.title:
            return 0.0
        return self._line_height + SPACE_S + self._settings_height + SPACE_L

    @property
    def _title_font(self) -> QFont:
        return self.look.font(LEAD, SEMIBOLD)

    @property
    def _line_height(self) -> float:
        return QFontMetricsF(self._title_font).height()

    @property
    def _settings_height(self) -> float:
        room = QRectF(0, 0, self.widget.width(), 10_000)
        box = QFontMetricsF(self.look.font(SMALL)).boundingRect(room, _WRAPPED, self.settings)
        return box.height() if self.settings else 0.0

    def _paint(self, painter: QPainter) -> None:
        margin, width = self._margin, self.widget.width()
        if self.title:
            self._paint_heading(painter, QRectF(margin, margin, width, self._line_height))
        painter.save()
        painter.translate(margin, margin + self._heading_height)
        _paint_widget(self.widget, painter)
        painter.restore()

    def _paint_heading(self, painter: QPainter, line: QRectF) -> None:
        theme = self.look.theme
        painter.setFont(self._title_font)
        painter.setPen(QColor(theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.title)
        painter.setFont(self.look.font(SMALL))
        painter.setPen(QColor(theme.text2))
        below = QRectF(line.left(), line.bottom() + SPACE_S, line.width(), self._settings_height)
        painter.drawText(below, _WRAPPED, self.settings)
        if self.blank:
            blank = line.adjusted(line.width() - _BLANK_WIDTH, 0, 0, 0)
            painter.setPen(pen(theme.text2))
            painter.drawLine(blank.bottomLeft(), blank.bottomRight())
            painter.setFont(self.look.font(BODY))
            painter.drawText(blank, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.blank)


_WRAPPED = Qt.TextFlag.TextWordWrap.value


def png(image: QImage) -> bytes:
    """Return `image` as a PNG file."""

    def write(buffer: QBuffer) -> None:
        writer = QImageWriter(buffer, QByteArray(b"png"))
        writer.setQuality(_PNG_QUALITY)
        writer.write(image)

    return _written(write)


def _written(write: Callable[[QBuffer], None]) -> bytes:
    """Return what `write` writes."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    return bytes(data.data())


def _paint_widget(widget: QWidget, painter: QPainter) -> None:
    with _without_caches(widget):
        # Not as a plot alone would be: its axes keep their own scale then.
        QWidget.render(widget, painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)


@contextmanager
def _without_caches(widget: QWidget) -> Iterator[None]:
    """Let items of plots draw themselves afresh, not from pixels that were made for the screen."""
    plots = [widget] if isinstance(widget, QGraphicsView) else widget.findChildren(QGraphicsView)
    items = [item for plot in plots if (scene := plot.scene()) is not None for item in scene.items()]
    cached = [item for item in items if item.cacheMode() != QGraphicsItem.CacheMode.NoCache]
    kept = [item for item in items if hasattr(item, "setExportMode")]
    modes, view_modes = [item.cacheMode() for item in cached], [plot.cacheMode() for plot in plots]
    for plot in plots:
        plot.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        plot.viewport().setAutoFillBackground(False)  # else another colour shows at the edges in a PDF
    for item in cached:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    for item in kept:
        item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
    try:
        yield
    finally:
        for plot, view_mode in zip(plots, view_modes, strict=True):
            plot.setCacheMode(view_mode)
            plot.viewport().setAutoFillBackground(True)
        for item, mode in zip(cached, modes, strict=True):
            item.setCacheMode(mode)
        for item in kept:
            item.setExportMode(False)
