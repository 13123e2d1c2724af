"""Work that is done a piece at each turn of the event loop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot


class Turns(QObject):
    """Does a few things in a row, each in a turn of its own: what a person does in between is not kept waiting for all.

    What a thing causes to be painted has a turn of its own as well, before the next thing.

    Parameters
    ----------
    parent : QObject
        With which it ends.
    actions : callables
        What is to be done, in this order. Each draws what is true at its time, so that it may be left out for a later
        one.
    """

    def __init__(self, parent: QObject, *actions: Callable[[], None]) -> None:
        super().__init__(parent)
        self._actions = actions
        self._waiting: list[Callable[[], None]] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)
        self._painting = QTimer(self, singleShot=True, interval=0)
        self._painting.timeout.connect(self._on_painted)

    def begin(self) -> None:
        """Do the first that waits now, and the others in turns to come: each once more after this call."""
        self._waiting += [action for action in self._actions if action not in self._waiting]
        self._go_on()

    def do_all(self) -> None:
        """Do everything now."""
        self._waiting.clear()
        self._painting.stop()
        self._next.stop()
        for action in self._actions:
            action()

    @Slot()
    def _on_painted(self) -> None:
        self._next.start()

    @Slot()
    def _go_on(self) -> None:
        action = self._waiting.pop(0)
        self._painting.stop()
        self._next.stop()
        if self._waiting:
            self._painting.start()
        action()
