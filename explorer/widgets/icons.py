"""Icons drawn from the SVG files in resources/icons, in the colours of the look."""

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

import resources
from explorer.look.theme import Look

ICON_SIZE = 16
_PIXEL_RATIOS = (1, 2, 3)


def icon(look: Look, name: str, size: int = ICON_SIZE, tone: str = "text") -> QIcon:
    """Return an icon, greyed where its widget is disabled.

    Parameters
    ----------
    name : str
        File name in resources/icons, without its ending.
    size : int
        Side in pixels at scale 1.
    tone : str
        Name of the theme's colour to draw in.

    Raises
    ------
    FileNotFoundError
        If there is no such icon.
    """
    theme, side = look.theme, look.px(size)
    drawn = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, getattr(theme, tone)),
        (QIcon.Mode.Disabled, theme.text3),
    ):
        for ratio in _PIXEL_RATIOS:
            drawn.addPixmap(_pixmap(name, colour, side, ratio), mode)
    return drawn


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(name: str, colour: str, side: int, ratio: int) -> QPixmap:
    """Return an icon in one colour and size; Qt keeps it for the next view that shows it."""
    key, pixmap = f"icon {name} {colour} {side} {ratio}", QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(side * ratio, side * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap
