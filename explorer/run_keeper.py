"""Keeps the run under way on disk, so that a crash of the application costs half a minute of it at most."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from core.model_file import ModelFileError, SavedRun, load_run, write_run
from explorer.runs import Run, Status
from explorer.session import Session

FILE_NAME = "run_under_way.npz"
AUTOSAVE_MILLISECONDS = 30_000
_WRITE, _READ = "run_keeper.write", "run_keeper.read"


class RunKeeper(QObject):
    """Writes the run under way to a file from time to time, and reads what the last start has left there.

    Parameters
    ----------
    session : Session
        Whose `last_run` is set to a run that was cut short.
    folder : Path
        Where the file lies.
    """

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session, self._file = session, folder / FILE_NAME
        self._run: Run | None = None  # the one that is written
        self._is_due = False
        self._is_behind = False  # more has happened while the file was being written
        self._timer = QTimer(self, interval=AUTOSAVE_MILLISECONDS)
        self._timer.timeout.connect(self._on_timeout)
        session.run_changed.connect(self._on_run_changed)
        session.background.finished.connect(self._on_finished)

    def look_for_last(self) -> None:
        """Read the run that was under way when the application last ended without being closed, if there was one."""
        if self._file.exists():
            self._session.background.submit(_READ, str(self._file), lambda: _read(self._file))

    def forget(self) -> None:
        """Remove the file, as everything has ended in good order; but a run that is still offered stays in it."""
        self._timer.stop()
        offered = self._session.last_run
        if offered is not None:
            _write(lambda: offered, self._file)
        elif not self._session.background.is_working_on(_READ):
            self._file.unlink(missing_ok=True)

    @Slot()
    def _on_run_changed(self) -> None:
        run = self._session.active_run
        if run is not None and run is not self._run:
            self._run = run
            run.progressed.connect(self._on_progressed)
            run.status_changed.connect(self._on_status_changed)
        if run is not None:
            self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        """Ask for the newest weights; the run is written when they are there."""
        run = self._session.active_run
        if run is None:
            self._timer.stop()
        elif run.status is Status.PAUSED:
            self._write()
        else:
            self._is_due = True
            run.want_weights()

    @Slot()
    def _on_progressed(self) -> None:
        if self._is_due:
            self._write()

    @Slot()
    def _on_status_changed(self) -> None:
        run = self._run
        if run is not None and not run.is_active:
            self._write()

    def _write(self) -> None:
        """Write beside the window, one file at a time: what is handed over does not change any more."""
        self._is_due = False
        self._is_behind = self._session.background.is_working_on(_WRITE)
        if self._is_behind:
            return
        run, file = self._run, self._file
        record = None if run is None else run.recorder()
        if run is not None and record is not None and run.iteration:
            self._session.background.submit(_WRITE, (run.key, run.iteration), lambda: _write(record, file))

    @Slot(str, object, object)
    def _on_finished(self, room: str, _key: object, result: Any) -> None:
        if room == _READ:
            self._session.offer_last_run(result)
        elif room == _WRITE and result is not None:
            self._timer.stop()
            self._session.problem.emit(f"The run under way cannot be kept in {self._file}: {result}.")
        elif room == _WRITE and self._is_behind:
            self._write()


def _read(file: Path) -> SavedRun | None:
    """Return the run in a file; one that was damaged is no loss worth a message."""
    try:
        return load_run(file)
    except ModelFileError:
        file.unlink(missing_ok=True)
        return None


def _write(record: Callable[[], SavedRun], file: Path) -> str | None:
    """Write the file as a whole, or leave the one of before and return why."""
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as opened:
            write_run(opened, record())
        part.replace(file)
    except OSError as problem:
        return problem.strerror or str(problem)
    except ValueError as problem:
        return str(problem)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return None
