"""The folder of one running instance, for its autosaved session and training run. Others do not write there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import QLockFile

_PREFIX, _LOCK = "autosave-", "lock"
SESSION = "session"  # the folder of the autosaved session


@dataclass(frozen=True)
class InstanceFolder:
    """Where one running instance saves its work.

    Attributes
    ----------
    path : Path
        The folder; it may not exist yet.
    was_interrupted : bool
        Whether the last instance that used it did not exit cleanly.
    lock : QLockFile or None
        The lock file that keeps other instances out, until `release`.
    """

    path: Path
    was_interrupted: bool = False
    lock: QLockFile | None = None

    @property
    def session(self) -> Path:
        """Where the session is autosaved."""
        return self.path / SESSION

    def release(self) -> None:
        """Unlock the folder after a clean exit."""
        if self.lock is not None:
            self.lock.unlock()


def last_folder(root: Path) -> InstanceFolder:
    """Return the folder with the newest save, without locking it."""
    return InstanceFolder(next(iter(_folders(root)), root / f"{_PREFIX}1"))


def claim_folder(root: Path) -> InstanceFolder:
    """Lock and return the folder with the newest save that no running instance has locked, or a new one."""
    known = _folders(root)
    new = (path for number in range(1, len(known) + 2) if (path := root / f"{_PREFIX}{number}") not in known)
    for path in [*known, *new]:
        with suppress(OSError):
            path.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(path / _LOCK))
        lock.setStaleLockTime(0)  # a lock is stale only once its process has ended, however old it is
        was_left = (path / _LOCK).exists()
        if lock.tryLock(0):
            return InstanceFolder(path, was_left, lock)
        if lock.error() is not QLockFile.LockError.LockFailedError:
            break  # not writable: autosave will report that
    return InstanceFolder(path)


def set_aside(path: Path) -> Path:
    """Rename a file or folder that cannot be read, so that it is kept; return its new path.

    Raises
    ------
    OSError
        If it cannot be renamed.
    """
    return path.replace(first_free(path.parent, f"{path.stem}-unread-", path.suffix))


def first_free(folder: Path, prefix: str, suffix: str) -> Path:
    """Return the path with the lowest number between a prefix and a suffix that does not exist yet."""
    return next(path for n in count(1) if not (path := folder / f"{prefix}{n}{suffix}").exists())


def _folders(root: Path) -> list[Path]:
    """Return the folders of all instances, newest save first."""
    return sorted((path for path in root.glob(f"{_PREFIX}*") if path.is_dir()), key=_saved_at, reverse=True)


def _saved_at(path: Path) -> float:
    try:
        return (path / SESSION / "state.json").stat().st_mtime
    except OSError:
        return 0.0
