"""Saves the session a few seconds after each change, so that a crash loses no more than that."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from explorer.background.background import Background
from explorer.state.files import reason
from explorer.state.session_file import Recording

AUTOSAVE_MILLISECONDS = 5_000
_CHANNEL = "autosave"


class Autosave(QObject):
    """Writes the session to a folder, on a background thread.

    Parameters
    ----------
    record : callable
        Returns the session as it is now.

    Signals
    -------
    failed(reason: str)
        The session could not be written. Emitted once, until a save succeeds again.
    """

    failed = Signal(str)

    def __init__(self, folder: Path, record: Callable[[], Recording], background: Background) -> None:
        super().__init__()
        self._folder, self._record, self._background = folder, record, background
        self._run_names: dict[Hashable, str] = {}
        self._writing: Future[str | None] | None = None  # the latest save
        self._has_failed = self._has_ended = False
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MILLISECONDS)
        self._timer.timeout.connect(self._on_timeout)
        background.finished.connect(self._on_finished)

    @Slot()
    def note_change(self) -> None:
        """Save within a few seconds, as something has changed."""
        if not self._has_ended and not self._timer.isActive():
            self._timer.start()

    def end(self) -> str | None:
        """Save a last time, after `Background.close`; return why if that fails."""
        self._has_ended = True
        self._timer.stop()
        return self._write(self._record())

    @Slot()
    def _on_timeout(self) -> None:
        if self._writing is not None and not self._writing.done():
            self._timer.start()
            return
        recording = self._record()
        self._writing = self._background.promise(_CHANNEL, id(recording), lambda: self._write(recording))

    def _write(self, recording: Recording) -> str | None:
        """Write on any thread, one at a time; return why if that fails."""
        try:
            recording.write_in(self._folder, self._run_names)
        except (OSError, ValueError) as problem:
            return reason(problem)
        return None

    @Slot(str, object, object)
    def _on_finished(self, channel: str, _key: object, problem: str | None) -> None:
        if channel != _CHANNEL:
            return
        if problem is not None and not self._has_failed:
            self.failed.emit(problem)
        self._has_failed = problem is not None
