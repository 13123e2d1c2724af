"""SIGINT, SIGTERM and SIGHUP close the application cleanly, as closing its window does."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP


class Termination(QObject):
    """Turns termination signals into a Qt signal.

    Python runs signal handlers between bytecode instructions only, and so not while Qt waits for events. Therefore it
    also writes to a socket (`signal.set_wakeup_fd`), which wakes Qt's event loop.

    Signals
    -------
    requested()
        The process has received a termination signal.
    """

    requested = Signal()

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
            number: signal.signal(number, lambda *_unused: None)
            for number in numbers
            if signal.getsignal(number) is not signal.SIG_IGN  # as under nohup
        }

    def close(self) -> None:
        """Restore the previous signal handlers."""
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._received.close()
        self._sent.close()

    @Slot()
    def _on_activated(self) -> None:
        self._received.recv(64)
        self.requested.emit()
