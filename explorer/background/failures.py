"""An exception anywhere is logged to a file and shown once, in place; the application goes on."""

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

_log = logging.getLogger("learnscope")
LOG_BYTES = 500_000


class Failures(QObject):
    """Collects exceptions of slots, timers, threads and workers.

    Parameters
    ----------
    folder : Path
        Where ``learnscope.log`` is written. Where that is not possible, nothing is logged.

    Signals
    -------
    happened(summary: str, details: str)
        An exception that was not seen before; always emitted in the main thread.
    """

    happened = Signal(str, str)
    _reported = Signal(str, str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.log_file = folder / "learnscope.log"
        self._handler: logging.Handler | None = None
        self._seen: set[str] = set()
        self._reported.connect(self._on_reported, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        """Send every exception that nobody caught here."""
        try:
            self.log_file.parent.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                self.log_file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8"
            )
            _log.addHandler(self._handler)
        except OSError:
            self._handler = None
        sys.excepthook = self.report
        threading.excepthook = self._report_thread

    def close(self) -> None:
        """Give back Python's own hooks and close the log."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._handler is not None:
            _log.removeHandler(self._handler)
            self._handler.close()

    def report(
        self, kind: type[BaseException], exception: BaseException, trace: TracebackType | None
    ) -> None:
        """Take in one exception; may be called from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, exception, trace)
            return
        details = "".join(traceback.format_exception(kind, exception, trace))
        self.report_text(f"{kind.__name__}: {exception}", details)

    def report_text(self, summary: str, details: str) -> None:
        """Take in a failure that is text already, such as a training thread's traceback."""
        _log.error("%s\n%s", summary, details)
        self._reported.emit(summary, details)

    def _report_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_reported(self, summary: str, details: str) -> None:
        if details not in self._seen:
            self._seen.add(details)
            self.happened.emit(summary, details)
