"""Several widgets in one place, of which one is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QStackedWidget, QWidget

from explorer.guarded import Guarded
from explorer.turns import Turns


class Stack(Guarded, QStackedWidget):
    """Shows one of several widgets; a turn to another paints it once.

    Qt posts an update to every single widget that appears, beside that of the whole, and left alone paints all of
    them two or three times over. So it does with plots that change: each scene tells of that in an event of its own,
    upon which all that is due in the window is painted, for the first scene all plots, and the others again for theirs.
    So nothing is painted before all of that is done. It is painted in a turn of its own: to draw a view and to paint it
    would keep a person waiting together.
    """

    def __init__(self) -> None:
        super().__init__()
        self._painting = Turns(self, self._paint)

    @contextmanager
    def turning_to(self, widget: QWidget) -> Iterator[None]:
        """Show a widget that was added, painted together with all that is drawn in it within the context."""
        if widget is self.currentWidget():
            yield
            return
        with self.painted_once():
            self.setCurrentWidget(widget)
            yield

    @contextmanager
    def painted_once(self) -> Iterator[None]:
        """Paint all that changes within the context together, in a turn to come."""
        if not self.isVisible():
            yield
            return
        self.setUpdatesEnabled(False)
        try:
            yield
        finally:
            self._painting.begin()

    def turn_to(self, widget: QWidget) -> None:
        """Show a widget that was added."""
        with self.turning_to(widget):
            pass

    def _paint(self) -> None:
        self.setUpdatesEnabled(True)
