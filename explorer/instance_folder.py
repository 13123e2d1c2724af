"""The folder of one running Learnscope: its autosaved session and its training run. No other one writes there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

_PREFIX, _LOCK = "autosave-", "lock"
SESSION = "session"  # the folder of the autosaved session


@dataclass(frozen=True)
class InstanceFolder:
    """Where one running Learnscope saves its work.

    Attributes
    ----------
    path : Path
        The folder; it may not exist yet.
    was_cut_short : bool
        Whether the Learnscope that had it last did not end in good order.
    lock : QLockFile or None
        Keeps others out, until `release`.
    """

    path: Path
    was_cut_short: bool = False
    lock: QLockFile | None = None

    @property
    def session(self) -> Path:
        """Where the session is autosaved."""
        return self.path / SESSION

    def release(self) -> None:
        """Let others have the folder: everything has ended in good order."""
        if self.lock is not None:
            self.lock.unlock()


def last_folder(root: Path) -> InstanceFolder:
    """Return the folder that was saved in last, whoever has it."""
    return InstanceFolder(next(iter(_folders(root)), root / f"{_PREFIX}1"))


def claim_folder(root: Path) -> InstanceFolder:
    """Return the folder that was saved in last of those that no running Learnscope has, and lock it."""
    known = _folders(root)
    new = (path for number in range(1, len(known) + 2) if (path := root / f"{_PREFIX}{number}") not in known)
    for path in [*known, *new]:
        with suppress(OSError):
            path.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(path / _LOCK))
        lock.setStaleLockTime(0)  # however old: only the end of its process makes a lock stale
        was_left = (path / _LOCK).exists()
        if lock.tryLock(0):
            return InstanceFolder(path, was_left, lock)
        if lock.error() is not QLockFile.LockError.LockFailedError:
            break  # the folder cannot be written to; autosaving will say so
    return InstanceFolder(path)


def set_aside(path: Path) -> Path:
    """Rename a file or folder that cannot be read, for it to be kept; return its new path.

    Raises
    ------
    OSError
        If that is not possible.
    """
    number = 1
    while (kept := path.with_name(f"{path.stem}-unread-{number}{path.suffix}")).exists():
        number += 1
    return path.replace(kept)


def _folders(root: Path) -> list[Path]:
    """Return the folders of all instances, those saved in last first."""
    return sorted((path for path in root.glob(f"{_PREFIX}*") if path.is_dir()), key=_saved_at, reverse=True)


def _saved_at(path: Path) -> float:
    try:
        return (path / SESSION / "state.json").stat().st_mtime
    except OSError:
        return 0.0
