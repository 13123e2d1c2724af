"""SIGINT, SIGTERM and SIGHUP end the application as closing its window does."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP


class Termination(QObject):
    """Says in the event loop that the process was asked to end.

    Python runs the handler of a signal between two of its instructions, and there is none while Qt waits for events. So
    Python writes the signal to a socket, which wakes Qt up.

    Signals
    -------
    wanted()
        The process was asked to end.
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._received, self._sent = socket.socketpair()
        for end in (self._received, self._sent):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._received.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        signal.set_wakeup_fd(self._sent.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
        self._handlers = {
            number: signal.signal(number, lambda *_: None)
            for number in numbers
            if signal.getsignal(number) is not signal.SIG_IGN  # as under nohup
        }

    def close(self) -> None:
        """Leave signals to the handlers of before."""
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._received.close()
        self._sent.close()

    @Slot()
    def _on_activated(self) -> None:
        self._received.recv(64)
        self.wanted.emit()
