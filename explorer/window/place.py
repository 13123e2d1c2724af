"""Where a person is in the window: the keyboard focus and the scroll positions, by object name."""

from dataclasses import dataclass, field
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget


@dataclass(frozen=True)
class Place:
    """What a window that is made anew restores.

    Attributes
    ----------
    focus : str
        Name of the widget that has the keyboard, or of the nearest one around it that has a name.
    scrolled : dict of str to (int, int)
        Values of the scroll bars by the names of their areas.
    """

    focus: str = ""
    scrolled: dict[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, window: QWidget) -> Self:
        """Return the place in a window, and end what is being typed as a click elsewhere does."""
        focused = QApplication.focusWidget()
        named: QWidget | None = focused if focused is not None and window.isAncestorOf(focused) else None
        while named is not None and not named.objectName():
            named = named.parentWidget()
        areas = {
            area.objectName(): (area.horizontalScrollBar().value(), area.verticalScrollBar().value())
            for area in window.findChildren(QAbstractScrollArea)
            if area.objectName() and area.isVisible()
        }
        if named is not None and focused is not None:
            focused.clearFocus()
        return cls("" if named is None else named.objectName(), areas)

    def restore(self, window: QWidget) -> None:
        """Return to the place in a window that was made anew."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for area in window.findChildren(QAbstractScrollArea):
            across, down = self.scrolled.get(area.objectName(), (0, 0))
            area.horizontalScrollBar().setValue(across)
            area.verticalScrollBar().setValue(down)
        focused = [
            widget for widget in window.findChildren(QWidget, self.focus) if self.focus and widget.isVisible()
        ]
        if focused:
            focused[0].setFocus()
