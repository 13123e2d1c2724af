"""Work that is done a piece at each turn of the event loop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot


class Turns(QObject):
    """Does a few things in a row, each in a turn of its own: what a person does in between is not kept waiting for all.

    Before each of them there is a turn in which what was done last can be painted: in a turn Qt paints before it looks
    at timers, so that otherwise this painting and the next thing would keep a person waiting together.

    Parameters
    ----------
    parent : QObject
        With which it ends.
    actions : callables
        What is to be done, in this order. Each draws what is true at its time, so that it may be left out for a later
        one.
    """

    def __init__(self, parent: QObject, *actions: Callable[[], object]) -> None:
        super().__init__(parent)
        self._actions = actions
        self._waiting: list[Callable[[], object]] = []
        self._to_paint = QTimer(self, singleShot=True, interval=0)
        self._to_paint.timeout.connect(self._on_painted)
        self._to_act = QTimer(self, singleShot=True, interval=0)
        self._to_act.timeout.connect(self._on_turn)

    @property
    def are_due(self) -> bool:
        """Whether something is still to be done."""
        return bool(self._waiting)

    def begin(self) -> None:
        """Do everything in turns to come: what waits already is done once."""
        is_idle = not self._waiting
        self._waiting += [action for action in self._actions if action not in self._waiting]
        if is_idle:
            self._to_paint.start()

    def do_all(self) -> None:
        """Do everything now."""
        self.stop()
        for action in self._actions:
            action()

    def stop(self) -> None:
        """Leave out what waits."""
        self._waiting.clear()
        self._to_paint.stop()
        self._to_act.stop()

    @Slot()
    def _on_painted(self) -> None:
        self._to_act.start()

    @Slot()
    def _on_turn(self) -> None:
        action = self._waiting.pop(0)
        if self._waiting:
            self._to_paint.start()
        action()
