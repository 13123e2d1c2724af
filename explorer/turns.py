"""Work that is done a piece at each turn of the event loop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot


class Turns(QObject):
    """Does a few things in a row, each in a turn of its own: what a person does in between is not kept waiting for all.

    Between two things there is a turn in which what the first one changed can be painted: in a turn Qt paints before it
    looks at timers, so that otherwise this painting and the second thing would keep a person waiting together.

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
        self._between = QTimer(self, singleShot=True, interval=0)
        self._between.timeout.connect(self._on_turn_between)

    def begin(self) -> None:
        """Do the first that waits now, and the others in turns to come: each once more after this call."""
        self._waiting += [action for action in self._actions if action not in self._waiting]
        self._go_on()

    def do_all(self) -> None:
        """Do everything now."""
        self._waiting.clear()
        self._between.stop()
        self._next.stop()
        for action in self._actions:
            action()

    @Slot()
    def _on_turn_between(self) -> None:
        self._next.start()

    @Slot()
    def _go_on(self) -> None:
        action = self._waiting.pop(0)
        self._between.stop()
        self._next.stop()
        if self._waiting:
            self._between.start()
        action()
