"""Several widgets in one place, of which one is shown."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Stack(QStackedWidget):
    """Shows one of several widgets; a turn to another paints it once.

    Qt posts an update to every single widget that appears, beside that of the whole, and left alone paints all of
    them two or three times over.
    """

    def turn_to(self, widget: QWidget) -> None:
        """Show a widget that was added."""
        if widget is self.currentWidget():
            return
        self.setUpdatesEnabled(False)
        self.setCurrentWidget(widget)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater.value)
        self.setUpdatesEnabled(True)
