"""Joins the window to what outlives a view: settings, sessions on disk, data, and messages."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from explorer import session_file
from explorer.about import show_about, show_shortcuts
from explorer.failures import Failures
from explorer.files import write_whole
from explorer.garbage import keep_what_is_there
from explorer.main_window import MainWindow
from explorer.menu import HeaderMenu
from explorer.run_keeper import RunKeeper
from explorer.session import Session
from explorer.settings import Settings, ThemeChoice
from explorer.theme import Look, ThemeName
from explorer.turns import Turns

AUTOSAVE_NAME, UNREAD_NAME = "last.learnscope", "last-unread.learnscope"
PROJECTOR_SCALE = 1.25
_SAVE = "shell.save "  # before the file, in the name of the room that writes it


class Shell(QObject):
    """The window's surroundings. Lives as long as the window, its parent."""

    def __init__(
        self, window: MainWindow, look: Look, session: Session, settings: Settings, failures: Failures
    ) -> None:
        super().__init__(window)
        self.failures = failures
        self._window = window
        self._look = look
        self._session = session
        self._settings = settings
        names = window.view_names
        made = (partial(part, name) for name in names for part in (window.load_view, window.view))
        painted = (partial(window.paint_view_ahead, name) for name in names)
        self._making = Turns(self, *made, keep_what_is_there, self._paint_ahead)
        self._painting = Turns(self, *painted)
        self._saving: dict[str, Future[str | None]] = {}  # by file: why it could not be written
        self._menu = HeaderMenu(window, settings)
        self._keeper = RunKeeper(session, settings.folder)
        self._connect()

    def restore(self, *, theme: ThemeName | None, size: tuple[int, int] | None, file: Path | None) -> None:
        """Bring back the window, the theme and the state of the last time, or those of the command line."""
        self._apply_theme(theme or self._settings.theme)
        self._look.set_scale(PROJECTOR_SCALE if self._settings.projector else 1.0)
        if size is None and not self._settings.geometry.isEmpty():
            self._window.restoreGeometry(self._settings.geometry)
        if file is not None:
            self.open_session(file)
        elif self._autosave_file.exists():
            self._open_autosave()
        self._window.show_view(self._settings.view)
        self._window.shown_view.catch_up()  # with what was brought back, before it is painted first

    @Slot()
    def start(self) -> None:
        """After the first paint: load the data and make the other views, in turns."""
        self._session.dataset_changed.connect(self._paint_ahead, Qt.ConnectionType.SingleShotConnection)
        self._session.want_dataset()
        self._keeper.look_for_last()
        self._making.begin()

    @property
    def is_preparing(self) -> bool:
        """Whether views are still to be made, or to be painted now that the data are there."""
        return self._making.are_due or self._painting.are_due

    def open_session(self, file: Path) -> None:
        """Show a session file; where it cannot be read, say why and change nothing."""
        try:
            self._show(session_file.open_session(file, self._window.state_types))
        except session_file.SessionFileError as problem:
            self._window.banner.show_message(str(problem))
            return
        self._settings.remember_file(file)
        self._window.show_view(self._settings.view)

    def save_session(self, file: Path) -> None:
        """Write the session as it is now to a file beside the window, or say why that was not possible."""
        record, room = self._record(), f"{_SAVE}{file}"
        self._saving[str(file)] = self._session.background.promise(
            room, id(record), lambda: _write(file, record)
        )

    def _show(self, opened: session_file.OpenedSession) -> None:
        for network in opened.networks:
            self._session.add_network(network)
        for run in opened.runs:
            self._session.add_run(run)
        for picture in opened.pictures:
            self._session.add_picture(picture)
        self._window.load_states(opened.states)
        self._settings.view = opened.view

    def _record(self) -> Callable[[], bytes]:
        return session_file.session_recorder(self._window.shown_view.name, self._window.states, self._session)

    @property
    def _autosave_file(self) -> Path:
        return self._settings.folder / AUTOSAVE_NAME

    def _connect(self) -> None:
        window, menu = self._window, self._menu
        window.closing.connect(self._on_closing)
        window.theme_button.clicked.connect(self._on_theme_button)
        window.help_button.clicked.connect(self._on_shortcuts)
        window.menu_button.clicked.connect(self._on_menu_button)
        self._session.problem.connect(window.banner.show_message)
        self._session.failed.connect(self.failures.report_text)
        self._session.background.finished.connect(self._on_finished)
        self.failures.happened.connect(window.banner.show_failure)
        menu.open_folder_chosen.connect(self._on_open_folder)
        menu.bundled_data_chosen.connect(self._on_bundled_data)
        menu.open_session_chosen.connect(self._on_open_session)
        menu.save_session_chosen.connect(self._on_save_session)
        menu.recent_chosen.connect(self._on_recent)
        menu.reset_chosen.connect(window.reset_view)
        menu.picture_chosen.connect(self._on_picture)
        menu.theme_chosen.connect(self._on_theme_chosen)
        menu.projector_chosen.connect(self._on_projector)
        menu.full_screen_chosen.connect(self._on_full_screen)
        menu.shortcuts_chosen.connect(self._on_shortcuts)
        menu.about_chosen.connect(self._on_about)
        menu.quit_chosen.connect(window.close)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def _apply_theme(self, choice: ThemeChoice) -> None:
        if choice == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            self._look.set_theme("light" if scheme is Qt.ColorScheme.Light else "dark")
        else:
            self._look.set_theme(choice)

    def _open_autosave(self) -> None:
        try:
            self._show(session_file.open_session(self._autosave_file, self._window.state_types))
        except session_file.SessionFileError as problem:
            aside = self._settings.folder / UNREAD_NAME
            with suppress(OSError):
                self._autosave_file.replace(aside)  # this window writes its own when it is closed
            self._window.banner.show_message(
                self.tr(
                    "The last session could not be brought back, so this is a new one. {0} It is kept in {1}."
                ).format(problem, aside)
            )

    @Slot(str, object, object)
    def _on_finished(self, room: str, _key: object, problem: Any) -> None:
        """Remember a session file that was written, or say why it was not."""
        if not room.startswith(_SAVE):
            return
        file = Path(room.removeprefix(_SAVE))
        self._saving.pop(str(file), None)
        if problem is None:
            self._settings.remember_file(file)
        else:
            self._window.banner.show_message(
                self.tr("The session could not be saved to {0}: {1}").format(file.name, problem)
            )

    @Slot()
    def _paint_ahead(self) -> None:
        """Paint all views out of sight as soon as they are made and the data are there, which they show."""
        if not self._making.are_due and self._session.dataset is not None:
            self._painting.begin()

    @Slot()
    def _on_closing(self) -> None:
        self._making.stop()
        self._painting.stop()
        self._session.close()
        for file, saving in self._saving.items():
            if problem := saving.result():
                self.failures.report_text(f"The session could not be saved to {file}", problem)
        self._settings.geometry = self._window.saveGeometry()
        self._settings.view = self._window.shown_view.name
        try:
            self._autosave_file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._autosave_file, self._record()())
            self._keeper.forget()
        except OSError as problem:
            self.failures.report_text("The session could not be kept", str(problem))
        self._settings.save()

    @Slot()
    def _on_theme_button(self) -> None:
        self._on_theme_chosen("light" if self._look.theme.name == "dark" else "dark")

    @Slot(str)
    def _on_theme_chosen(self, choice: ThemeChoice) -> None:
        self._settings.theme = choice
        self._menu.show_theme(choice)
        self._apply_theme(choice)

    @Slot()
    def _on_system_theme(self) -> None:
        if self._settings.theme == "system":
            self._apply_theme("system")

    @Slot(bool)
    def _on_projector(self, on: bool) -> None:
        self._settings.projector = on
        self._look.set_scale(PROJECTOR_SCALE if on else 1.0)

    @Slot()
    def _on_menu_button(self) -> None:
        button = self._window.menu_button
        menu = self._menu.menu
        corner = button.mapToGlobal(button.rect().bottomRight())
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y()))

    @Slot()
    def _on_full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def _on_open_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("A folder with the four IDX files"))
        if folder:
            self._settings.remember_file(Path(folder))
            self._session.open_dataset(Path(folder))

    @Slot()
    def _on_bundled_data(self) -> None:
        self._session.open_dataset(None)

    @Slot()
    def _on_open_session(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a session"), "", self.tr("Learnscope sessions (*.learnscope)")
        )
        if file:
            self.open_session(Path(file))

    @Slot()
    def _on_save_session(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the session"),
            "session.learnscope",
            self.tr("Learnscope sessions (*.learnscope)"),
        )
        if file:
            self.save_session(Path(file).with_suffix(".learnscope"))

    @Slot(str)
    def _on_recent(self, file: str) -> None:
        path = Path(file)
        if path.is_dir():
            self._session.open_dataset(path)
        else:
            self.open_session(path)

    @Slot()
    def _on_picture(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._window.shown_view.grab())

    @Slot()
    def _on_shortcuts(self) -> None:
        show_shortcuts(self._window, self._look, self._menu.actions)

    @Slot()
    def _on_about(self) -> None:
        show_about(self._window, self._look)


def _write(file: Path, record: Callable[[], bytes]) -> str | None:
    """Write a session file, or return why that was not possible."""
    try:
        write_whole(file, record())
    except OSError as problem:
        return problem.strerror or str(problem)
    except ValueError as problem:
        return str(problem)
    return None
