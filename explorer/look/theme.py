"""Fonts, sizes, pens and what else the look of Learnscope is made of, and `Look`, which applies it."""

import sys
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

import resources
from explorer.look.palette import DARK, LIGHT, Theme, ThemeName
from explorer.look.stylesheet import stylesheet

THEMES: dict[ThemeName, Theme] = {"dark": DARK, "light": LIGHT}

# Spaces and sizes in pixels at scale 1.
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
COLUMN_WIDTH, HEADER_HEIGHT, CONTROL_HEIGHT = 280, 48, 32
COMPACT_WIDTH, COMPACT_HEIGHT = 1270, 780  # below either, views take their compact layout
SMALL, BODY, LEAD, BIG, HERO, DISPLAY = 12, 13, 15, 22, 32, 40  # DISPLAY: the two losses only

NORMAL, MEDIUM, SEMIBOLD, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)
SOLID, DASH, DOT = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine

_FAMILIES = {
    "win32": ("Inter", "Segoe UI Variable Text", "Segoe UI", "Microsoft YaHei UI"),
    "darwin": ("Inter", ".AppleSystemUIFont", "PingFang SC"),
}
_LINUX_FAMILIES = ("Inter", "Noto Sans", "Noto Sans CJK SC", "DejaVu Sans")


@cache
def load_fonts() -> None:
    """Make the bundled typeface known to Qt; needs a QApplication."""
    for file in sorted(resources.path("fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    for known_before in (_families, _font):
        known_before.cache_clear()


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    known = set(QFontDatabase.families())
    wanted = _FAMILIES.get(sys.platform, _LINUX_FAMILIES)
    return tuple(name for name in wanted if name in known or name.startswith(".")) or ("sans-serif",)


def series_colour(theme: Theme, index: int) -> str:
    """Colour of series `index` (from 0); a fifth series starts again with `a`, told apart by its number."""
    return (theme.a, theme.b, theme.c, theme.d)[index % 4]


# The marker of each start or series, as pyqtgraph names them.
SERIES_SYMBOLS = ("o", "s", "t1", "d")


def series_symbol(index: int) -> str:
    """Marker shape of series `index` (from 0)."""
    return SERIES_SYMBOLS[index % 4]


def pen(colour: str, width: float = 1, style: Qt.PenStyle = SOLID) -> QPen:
    """Return a cosmetic opaque pen: 1 for anything of over 2,000 points, 2 for a series."""
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255."""
    parsed = QColor(colour)
    return parsed.red(), parsed.green(), parsed.blue()


@lru_cache(maxsize=32)
def lookup_table(colours: tuple[str, ...], size: int = 256) -> NDArray[np.uint8]:
    """Return a colour map as a read-only array of shape (size, 3), from the first colour to the last."""
    stops = np.linspace(0, 1, len(colours))
    channels = np.array([rgb(colour) for colour in colours], dtype=np.float64)
    positions = np.linspace(0, 1, size)
    columns = [np.interp(positions, stops, channel) for channel in channels.T]
    table = np.stack(columns, axis=1).round().astype(np.uint8)
    table.flags.writeable = False
    return table


@lru_cache(maxsize=64)
def ink_on(theme: Theme, fill: str) -> str:
    """Return `text` or `panel`, whichever stands out more (WCAG contrast) against `fill`."""

    def luminance(colour: str) -> float:
        channels = np.array(rgb(colour)) / 255
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    def contrast(colour: str) -> float:
        low, high = sorted((luminance(colour), luminance(fill)))
        return (high + 0.05) / (low + 0.05)

    return max((theme.text, theme.panel), key=contrast)


def _palette(theme: Theme) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.Base: theme.control,
        role.AlternateBase: theme.panel,
        role.Button: theme.control,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.PlaceholderText: theme.text3,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.ToolTipBase: theme.control,
        role.ToolTipText: theme.text,
        role.Light: theme.line,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.window,
        role.Accent: theme.accent,
    }
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(theme.text3))
    return palette


@lru_cache(maxsize=64)
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(list(_families()))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font


class Look(QObject):
    """The theme and type scale in use, shared by every widget: each takes them when it is made.

    Parameters
    ----------
    theme : Theme
        Colours to begin with.
    scale : float
        Factor on every type size: 1, or 1.25 for a projector.

    Attributes
    ----------
    reduced_motion : bool
        Whether pictures change at once, without moving: for still pictures, and for people whom movement troubles.

    export_theme : str or None
        The theme of pictures that are copied or saved; None for the one that is shown.

    Signals
    -------
    about_to_change()
        Colours or sizes will be others.
    changed()
        Colours or sizes are others now.
    """

    about_to_change = Signal()
    changed = Signal()

    def __init__(self, theme: Theme = DARK, scale: float = 1.0) -> None:
        super().__init__()
        self.theme = theme
        self.scale = scale
        self.reduced_motion = False
        self.export_theme: ThemeName | None = None

    def font(self, size: int = BODY, weight: QFont.Weight = NORMAL) -> QFont:
        """Return the interface's font in `size` pixels (at scale 1), its figures all of one width."""
        return QFont(_font(round(size * self.scale), weight))

    def px(self, size: float) -> int:
        """Return a length that has to grow with the type, in pixels."""
        return round(size * self.scale)

    def set_theme(self, name: ThemeName) -> None:
        """Use another theme; the window is made anew in it."""
        self._apply(THEMES[name], self.scale)

    def set_scale(self, scale: float) -> None:
        """Use another type scale; the window is made anew in it."""
        self._apply(self.theme, scale)

    def apply_to_application(self) -> None:
        """Give the application this look's palette, font and style sheet."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setPalette(_palette(self.theme))
        application.setFont(self.font())
        application.setStyleSheet(stylesheet(self.theme, self.scale))

    def apply_to(self, widget: QWidget) -> None:
        """Give a widget and all that will be in it this look, whatever that of the application is."""
        widget.setPalette(_palette(self.theme))
        widget.setStyleSheet(stylesheet(self.theme, self.scale))

    def _apply(self, theme: Theme, scale: float) -> None:
        if (theme, scale) != (self.theme, self.scale):
            self.about_to_change.emit()
            self.theme, self.scale = theme, scale
            self.apply_to_application()
            self.changed.emit()
