"""Keeps the run under way on disk, so that a crash of the application costs half a minute of it at most."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from core.files import write_atomically
from core.model_file import ModelFileError, SavedRun, load_run, run_to_bytes
from explorer.runs.run import Run, Status
from explorer.state.files import reason
from explorer.state.instance_folder import first_free, set_aside
from explorer.state.session import Session

FILE_NAME = "run_under_way.npz"
INTERRUPTED = "interrupted_run"  # then a number: files of runs interrupted by a crash
AUTOSAVE_MILLISECONDS = 20_000
_WRITE, _READ = "run_keeper.write", "run_keeper.read"


class RunKeeper(QObject):
    """Autosaves the run under way, and offers runs that a crash interrupted.

    Parameters
    ----------
    session : Session
        Its `last_run` is set to one interrupted run after another.
    folder : Path
        Where the files lie.
    """

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session, self._folder, self._file = session, folder, folder / FILE_NAME
        self._run: Run | None = None  # the one that is written
        self._is_due = False
        self._is_behind = False  # more has happened while the file was being written
        self._waiting: list[Path] = []  # files of interrupted runs, newest last
        self._offered: Path | None = None
        self._answered: list[Path] = []
        self._timer = QTimer(self, interval=AUTOSAVE_MILLISECONDS)
        self._timer.timeout.connect(self._on_timeout)
        session.run_changed.connect(self._on_run_changed)
        session.last_run_changed.connect(self._on_last_run_changed)
        session.background.finished.connect(self._on_finished)

    def look_for_last(self) -> None:
        """Read the runs that a crash or kill interrupted, newest first."""
        with suppress(OSError):
            for part in self._folder.glob(".*.part"):  # of an interrupted save
                part.unlink()
            if self._file.exists():
                self._file.replace(first_free(self._folder, f"{INTERRUPTED}_", ".npz"))
            self._waiting = sorted(
                self._folder.glob(f"{INTERRUPTED}_*.npz"), key=lambda file: file.stat().st_mtime
            )
        self._read_next()

    def forget(self) -> None:
        """Remove the files of runs that ended normally, or were resumed or declined."""
        self._timer.stop()
        for file in (self._file, *self._answered):
            with suppress(OSError):
                file.unlink(missing_ok=True)

    def _read_next(self) -> None:
        if self._waiting:
            file = self._offered = self._waiting.pop()
            self._session.background.submit(_READ, str(file), lambda: _read(file))

    @Slot()
    def _on_last_run_changed(self) -> None:
        """Once a run is resumed or declined, offer the next one."""
        if self._session.last_run is None and self._offered is not None:
            self._answered.append(self._offered)
            self._offered = None
            self._read_next()

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
    def _on_finished(self, channel: str, _key: object, result: Any) -> None:
        if channel == _READ:
            self._on_read(result)
        elif channel == _WRITE and result is not None:
            self._timer.stop()
            self._session.problem.emit(f"The current run cannot be saved to {self._file}: {result}.")
        elif channel == _WRITE and self._is_behind:
            self._write()

    def _on_read(self, result: SavedRun | str) -> None:
        if isinstance(result, SavedRun) and not self._session.has_run(result.sha256):
            self._session.offer_last_run(result)
            return
        if isinstance(result, str):
            self._session.problem.emit(result)
        elif self._offered is not None:
            self._answered.append(self._offered)  # it is in the session already
        self._offered = None
        self._read_next()


def _read(file: Path) -> SavedRun | str:
    """Return the run in a file, or a sentence that says why it cannot be read and where the file is."""
    try:
        return load_run(file)
    except ModelFileError as problem:
        try:
            kept = set_aside(file)
        except OSError:
            kept = file
        return f"An earlier training run cannot be restored. {problem} It is kept in {kept}."


def _write(record: Callable[[], SavedRun], file: Path) -> str | None:
    """Write the file, or return why that failed; an existing file is then unchanged."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, run_to_bytes(record()))
    except (OSError, ValueError) as problem:
        return reason(problem)
    return None
