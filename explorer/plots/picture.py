"""Pictures of widgets for other programs: pixels at any scale, and vectors."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

_PNG_QUALITY = 80  # sets only the compression: half the time of the default, for a third more bytes


class NothingToDrawError(Exception):
    """A widget has no area to draw on, as the window is too small."""


def widget_image(widget: QWidget, ground: str, scale: float) -> QImage:
    """Return what `widget` shows on the colour `ground`, with `scale` pixels for each of its own.

    Raises NothingToDrawError if it has none, as `widget_svg` does.
    """
    _check_size(widget)
    image = QImage(widget.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(ground))
    painter = QPainter(image)
    _paint(widget, painter)
    painter.end()
    return image


def widget_svg(widget: QWidget, ground: str) -> bytes:
    """Return what `widget` shows on the colour `ground` as an SVG document."""
    _check_size(widget)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(widget.rect())
    generator.setResolution(widget.logicalDpiX())  # else letters have another size than on the screen
    painter = QPainter(generator)
    painter.fillRect(widget.rect(), QColor(ground))
    _paint(widget, painter)
    painter.end()
    return bytes(data.data())


def png(image: QImage) -> bytes:
    """Return `image` as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(_PNG_QUALITY)
    writer.write(image)
    return bytes(data.data())


def _paint(widget: QWidget, painter: QPainter) -> None:
    if isinstance(widget, QGraphicsView):
        with _without_caches(widget.scene()):
            widget.render(painter, widget.rect(), widget.rect())
    else:
        widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)


@contextmanager
def _without_caches(scene: QGraphicsScene) -> Iterator[None]:
    """Let items draw themselves afresh, not from pixels that were made for the screen."""
    items = scene.items()
    cached = [item for item in items if item.cacheMode() != QGraphicsItem.CacheMode.NoCache]
    kept = [item for item in items if hasattr(item, "setExportMode")]
    modes = [item.cacheMode() for item in cached]
    for item in cached:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    for item in kept:
        item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
    try:
        yield
    finally:
        for item, mode in zip(cached, modes, strict=True):
            item.setCacheMode(mode)
        for item in kept:
            item.setExportMode(False)


def _check_size(widget: QWidget) -> None:
    if widget.size().isEmpty():
        raise NothingToDrawError
