"""Push buttons with words, and square ones with an icon only."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, CONTROL_HEIGHT, MEDIUM, Look
from explorer.widgets.icons import ICON_SIZE, icon
from explorer.widgets.text import set_font, set_style_property


class _WithIcon:
    """What both kinds of buttons can do."""

    _look: Look
    _icon_name: str | None

    def set_icon(self, name: str | None) -> None:
        """Show another icon, such as pause for play; None for none on a button with words."""
        if name != self._icon_name:
            self._icon_name = name
            self._draw_icon()

    def set_primary(self, primary: bool) -> None:
        """Say whether this is the view's one main action now."""
        assert isinstance(self, QWidget)
        if primary != self.property("primary"):
            set_style_property(self, "primary", primary)
            self._draw_icon()

    def _draw_icon(self) -> None:
        assert isinstance(self, QAbstractButton)
        side = self._look.px(ICON_SIZE)
        self.setIconSize(QSize(side, side))
        tone = "on_accent" if self.property("primary") else "text"
        self.setIcon(QIcon() if self._icon_name is None else icon(self._look, self._icon_name, tone=tone))


class Button(_WithIcon, QPushButton):
    """A button with words, and with an icon before them if it has a name.

    Parameters
    ----------
    primary : bool
        Whether it is the view's one main action.
    """

    def __init__(self, look: Look, icon_name: str | None = None, primary: bool = False) -> None:
        super().__init__()
        self._look, self._icon_name = look, icon_name
        self.setProperty("primary", primary)
        self.setAutoDefault(True)  # Enter clicks it, as Space does
        set_font(self, look.font(BODY, MEDIUM))
        self._draw_icon()


class IconButton(Guarded, _WithIcon, QToolButton):
    """A square button of 32 pixels with an icon; its words are the tooltip and the accessible name.

    Parameters
    ----------
    primary : bool
        Whether it is the view's one main action.
    """

    def __init__(self, look: Look, icon_name: str, primary: bool = False) -> None:
        super().__init__()
        self._look, self._icon_name = look, icon_name
        self.setProperty("primary", primary)
        side = look.px(CONTROL_HEIGHT)
        self.setFixedSize(side, side)
        self._draw_icon()
