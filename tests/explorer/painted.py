"""The picture of a widget, as it is on the screen once all of it is painted."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

_MOST_TURNS = 100


def picture_of(widget: QWidget) -> QPixmap:
    """Return the picture when every page that was turned to is painted, which takes some turns of the event loop."""
    for _ in range(_MOST_TURNS):
        if all(each.updatesEnabled() for each in (widget, *widget.findChildren(QStackedWidget))):
            return widget.grab()
        QApplication.processEvents()
    raise AssertionError("a page that was turned to is never painted")
