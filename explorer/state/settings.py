"""What is remembered between starts: window, theme, sizes, recent files. A damaged file means defaults."""

import json
from pathlib import Path
from typing import Literal, cast, get_args

from PySide6.QtCore import QByteArray, QSettings

Colours = Literal["dark", "light"]
ThemeChoice = Literal["system", "dark", "light"]
THEME_CHOICES: tuple[ThemeChoice, ...] = ("system", "dark", "light")
RECENT_FILES = 8
_LONGEST_PATH = 4096
VIEW_NAMES = ("losses", "derivative", "descent", "training", "drawing")


class Settings:
    """Typed access to the settings file.

    Parameters
    ----------
    file : Path or None
        An INI file; None is the place that the system has for it.

    Notes
    -----
    QSettings turns a damaged number into 0 and clamps in silence, so everything is read as text and checked here.
    """

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            self._file = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Learnscope", "learnscope"
            )
        else:
            self._file = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def folder(self) -> Path:
        """Where the settings file is; the autosaved session and the log lie beside it."""
        return Path(self._file.fileName()).parent

    @property
    def theme(self) -> ThemeChoice:
        """Theme, or to follow the system."""
        return cast(ThemeChoice, self._one_of("theme", THEME_CHOICES, "system"))

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._file.setValue("theme", choice)

    @property
    def projector(self) -> bool:
        """Whether type is larger, for a projector."""
        return self._one_of("projector", ("false", "true"), "false") == "true"

    @projector.setter
    def projector(self, on: bool) -> None:
        self._file.setValue("projector", "true" if on else "false")

    @property
    def export_theme(self) -> Colours | None:
        """In which theme pictures are exported; None for the one that is shown."""
        return cast(Colours | None, self._one_of("export_theme", get_args(Colours), "") or None)

    @export_theme.setter
    def export_theme(self, theme: Colours | None) -> None:
        self._file.setValue("export_theme", theme or "")

    @property
    def view(self) -> str:
        """Name of the view that was shown last."""
        return self._one_of("view", VIEW_NAMES, VIEW_NAMES[0])

    @view.setter
    def view(self, name: str) -> None:
        self._file.setValue("view", name)

    @property
    def geometry(self) -> QByteArray:
        """The window's place as Qt wrote it; Qt itself refuses one that is damaged."""
        value = self._file.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, place: QByteArray) -> None:
        self._file.setValue("geometry", place)

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Session files and data folders opened last, the newest first."""
        text = self._text("recent_files")
        try:
            known = json.loads(text)
        except (ValueError, RecursionError):
            known = text.splitlines()  # the format of earlier versions
        files = [file for file in known if _is_path(file)] if isinstance(known, list) else []
        return tuple(map(Path, files[:RECENT_FILES]))

    def remember_file(self, file: Path) -> None:
        """Put a file or folder at the head of `recent_files`."""
        file = file.absolute()
        others = [known for known in self.recent_files if known != file]
        files = [str(path) for path in (file, *others)[:RECENT_FILES]]
        self._file.setValue("recent_files", json.dumps(files))  # names may contain newlines

    def save(self) -> None:
        """Write to the disk now."""
        self._file.sync()

    def _one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        text = self._text(name)
        return text if text in allowed else default

    def _text(self, name: str) -> str:
        value = self._file.value(name)
        return value if isinstance(value, str) else ""


def _is_path(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip()) and len(text) <= _LONGEST_PATH and "\0" not in text
