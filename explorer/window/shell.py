"""Joins the window to what outlives a view: settings, sessions on disk, data, and messages."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWhatsThis, QWidget

from explorer.background.failures import Failures
from explorer.background.garbage import keep_what_is_there
from explorer.look.palette import ThemeName
from explorer.look.theme import Look
from explorer.plots.picture import NothingToDrawError
from explorer.state.autosave import Autosave
from explorer.state.files import ask_where_to_save, ask_which_file, ask_which_folder, save_file, use_folder
from explorer.state.instance_folder import InstanceFolder, set_aside
from explorer.state.run_keeper import RunKeeper
from explorer.state.session import Session
from explorer.state.session_file import STATE_FILE, OpenedSession, Recording, SessionFileError, open_session
from explorer.state.settings import Settings, ThemeChoice
from explorer.state.store import OpensPages, Store
from explorer.texts.language import _
from explorer.texts.numbers import grouped
from explorer.views.export_menu import page_sheet, too_small
from explorer.views.sheets import sheet_file
from explorer.window.about import show_about, show_shortcuts
from explorer.window.find_setting import FindSetting, settings_of
from explorer.window.header import page_title, view_titles
from explorer.window.main_window import MainWindow
from explorer.window.menu import HeaderMenu
from explorer.window.what_is_this import NAME, WhatIsThis, explanation_of

EARLIER_AUTOSAVE = "last.learnscope"  # in the settings folder, from versions that saved only on exit
PROJECTOR_SCALE = 1.25
LESSON_SUFFIX = ".md"
_SAVE = "shell.save "  # before the file, in the name of the channel that writes it
_OPEN = "shell.open"


class Shell(QObject):
    """The window's surroundings. Lives as long as the window, its parent.

    Signals
    -------
    lesson_wanted(file: Path)
        The user opens a lesson.
    welcome_wanted()
        The window is there, and no file was opened with it.
    """

    lesson_wanted = Signal(Path)
    welcome_wanted = Signal()

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        session: Session,
        settings: Settings,
        failures: Failures,
        folder: InstanceFolder,
    ) -> None:
        super().__init__(window)
        self.failures = failures
        self._folder = folder
        self._is_closed = self._has_file = False
        self._window = window
        self._look = look
        self._session = session
        self._settings = settings
        self._to_make: list[Callable[[], object]] = []
        self._saving: dict[str, Future[str]] = {}  # by file; the result says why it failed, or is empty
        self.menu = HeaderMenu(window, look, settings)
        self._keeper = RunKeeper(session, folder.path)
        self._autosave = Autosave(folder.session, self._record, session.background)
        self._connect()

    def restore(self, *, theme: ThemeName | None, size: tuple[int, int] | None, file: Path | None) -> None:
        """Bring back the window, the theme and the state of the last time, or those of the command line."""
        self._apply_theme(theme or self._settings.theme)
        self._look.set_scale(PROJECTOR_SCALE if self._settings.projector else 1.0)
        self._look.export_theme = self._settings.export_theme
        if size is None and not self._settings.geometry.isEmpty():
            self._window.restoreGeometry(self._settings.geometry)
        if recent := self._settings.recent_files:
            use_folder(recent[0].parent)
        self._restore_autosave()
        self._has_file = file is not None
        if file is not None and file.suffix.lower() != LESSON_SUFFIX:
            self._opened(file, _open(file, self._window.state_types))
        self._window.show_view(self._settings.view)
        if file is not None and file.suffix.lower() == LESSON_SUFFIX:
            self.lesson_wanted.emit(file)
        self._window.shown_view.catch_up()  # with what was brought back, before it is painted first

    @Slot()
    def start(self) -> None:
        """After the first paint: load the data, and make the other views one after the other."""
        if not self._has_file:
            self.welcome_wanted.emit()
        self._session.want_dataset()
        self._keeper.look_for_last()
        window = self._window
        self._to_make = [
            partial(part, name) for name in window.view_names for part in (window.load_view, window.view)
        ]
        self._to_make.append(keep_what_is_there)
        self._session.frames.request(self._make_next)

    @property
    def is_preparing(self) -> bool:
        """Whether views are still to be made."""
        return bool(self._to_make)

    def _make_next(self) -> None:
        if self._to_make:
            make = self._to_make.pop(0)
            self._session.frames.request(self._make_next)
            make()

    def open_session(self, file: Path) -> None:
        """Read a session file in the background and show it; if it cannot be read, say why and change nothing."""
        types = self._window.state_types
        self._session.background.submit(_OPEN, str(file), lambda: (file, _open(file, types)))

    def save_session(self, file: Path) -> None:
        """Write the session as it is now to a file in the background; if that fails, say why."""
        recording, channel = self._record(), f"{_SAVE}{file}"
        self._saving[str(file)] = self._session.background.promise(
            channel, id(recording), partial(save_file, file, recording.to_zip)
        )

    def _opened(self, file: Path, opened: OpenedSession | SessionFileError) -> None:
        if isinstance(opened, SessionFileError):
            self._window.show_message(str(opened))
            return
        self._show(opened)
        self._window.show_view(opened.view)
        self._session.opened.emit()
        self._settings.remember_file(file)
        self._window.name_session(file.stem)

    def _show(
        self, opened: OpenedSession, put_in: Callable[[Store[OpensPages], Any], None] = Store.load
    ) -> None:
        for network in opened.networks:
            self._session.add_network(network)
        for run in opened.runs:
            self._session.add_run(run)
        for picture in opened.pictures:
            self._session.add_picture(picture)
        for name, state in opened.states.items():
            put_in(self._window.stores[name], state)
        self._settings.view = opened.view

    def _record(self) -> Recording:
        return Recording.of(self._window.shown_view.name, self._window.states, self._session)

    def _connect(self) -> None:
        window, menu = self._window, self.menu
        window.closing.connect(self._on_closing)
        window.rebuilt.connect(self._on_rebuilt)
        window.theme_wanted.connect(self._on_theme_button)
        window.help_wanted.connect(self._point)
        window.explanation_wanted.connect(self._explain)
        window.menu_wanted.connect(self._on_menu_button)
        window.file_dropped.connect(self._on_recent)
        self._session.problem.connect(window.show_message)
        self._session.opened.connect(window.clear_message)
        self._session.last_run_changed.connect(self._on_last_run_changed)
        self._session.failed.connect(self.failures.report_text)
        self._session.background.finished.connect(self._on_finished)
        self._autosave.failed.connect(self._on_autosave_failed)
        for changed in (
            window.state_changed,
            window.view_changed,
            self._session.networks_changed,
            self._session.run_changed,
        ):
            changed.connect(self._autosave.note_change)
        self.failures.happened.connect(window.show_failure)
        menu.open_folder_chosen.connect(self._on_open_folder)
        menu.bundled_data_chosen.connect(self._on_bundled_data)
        menu.open_session_chosen.connect(self._on_open_session)
        menu.save_session_chosen.connect(self._on_save_session)
        menu.recent_chosen.connect(self._on_recent)
        menu.reset_chosen.connect(window.reset_view)
        menu.worksheet_chosen.connect(self._on_worksheet)
        menu.page_png_chosen.connect(partial(self._on_save_page, ".png"))
        menu.page_svg_chosen.connect(partial(self._on_save_page, ".svg"))
        menu.picture_chosen.connect(self._on_picture)
        menu.theme_chosen.connect(self._on_theme_chosen)
        menu.projector_chosen.connect(self._on_projector)
        menu.full_screen_chosen.connect(self._on_full_screen)
        menu.find_chosen.connect(self._on_find)
        menu.what_is_this_chosen.connect(self._on_what_is_this)
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

    def _restore_autosave(self) -> None:
        """Show the session autosaved last; one that cannot be read is set aside, and a new one begins."""
        saved, earlier = self._folder.session, self._settings.folder / EARLIER_AUTOSAVE
        if not saved.exists():
            saved = earlier
        if not saved.exists():
            return
        opened = _open(saved, self._window.state_types)
        if isinstance(opened, SessionFileError):
            try:
                kept = set_aside(saved)
            except OSError:
                kept = saved
            sentence = _("The last session could not be restored. {0} It is kept in {1}.")
            self._window.show_message(sentence.format(opened, kept))
            return
        self._show(opened, Store.tick_to)
        if self._folder.was_interrupted and saved != earlier:
            time = QDateTime.fromSecsSinceEpoch(int((saved / STATE_FILE).stat().st_mtime))
            sentence = _(
                "Learnscope did not close properly last time. Your work was restored as it was on {0}."
            )
            self._window.show_message(
                sentence.format(QLocale().toString(time, QLocale.FormatType.ShortFormat))
            )

    @Slot(str, object, object)
    def _on_finished(self, channel: str, _key: object, result: Any) -> None:
        """Show a session that was opened; remember one that was saved, or say why it was not saved."""
        if channel == _OPEN:
            self._opened(*result)
        elif channel.startswith(_SAVE):
            file = Path(channel.removeprefix(_SAVE))
            self._saving.pop(str(file), None)
            if result:
                self._window.show_message(result)
            else:
                self._settings.remember_file(file)
                self._window.name_session(file.stem)

    @Slot()
    def _on_last_run_changed(self) -> None:
        """Say after a crash that a training run can be continued."""
        saved, banner = self._session.last_run, self._window.banner
        if saved is None or not self._folder.was_interrupted:
            return
        sentence = _("A training run was interrupted at iteration {0}: you can continue it in Training.")
        restored = "" if banner.isHidden() else f"{banner.text} "
        banner.show_message(restored + sentence.format(grouped(len(saved.losses))))

    @Slot(str)
    def _on_autosave_failed(self, why: str) -> None:
        sentence = _("Your work cannot be autosaved in {0}: {1}.")
        self._window.show_message(sentence.format(self._folder.path, why))

    @Slot()
    def _on_closing(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._to_make.clear()
        self._session.close()
        for saving in self._saving.values():
            if sentence := saving.result():
                self.failures.report_text(sentence, sentence)
        self._settings.geometry = self._window.saveGeometry()
        self._settings.view = self._window.shown_view.name
        self._settings.export_theme = self._look.export_theme
        self._settings.save()
        problem = self._autosave.end()
        if problem is None:
            self._keeper.forget()
            self._folder.release()
        else:
            self.failures.report_text(_("The session could not be saved"), problem)

    @Slot()
    def _on_rebuilt(self) -> None:
        """Write the texts of the menu again, and open anew a sheet that was open."""
        self.menu.write_texts()
        self._close_explanation()
        for name, open_it in (
            ("window.shortcuts_sheet", self._on_shortcuts),
            ("window.about_sheet", self._on_about),
            ("window.find", self._on_find),
        ):
            sheet = self._window.findChild(QDialog, name)
            if sheet is not None and sheet.isVisible():
                sheet.close()
                open_it()

    @Slot()
    def _on_theme_button(self) -> None:
        self._on_theme_chosen("light" if self._look.theme.name == "dark" else "dark")

    @Slot(str)
    def _on_theme_chosen(self, choice: ThemeChoice) -> None:
        self._settings.theme = choice
        self.menu.show_theme(choice)
        self._window.when_free(partial(self._apply_theme, choice))

    @Slot()
    def _on_system_theme(self) -> None:
        if self._settings.theme == "system":
            self._window.when_free(partial(self._apply_theme, "system"))

    @Slot(bool)
    def _on_projector(self, on: bool) -> None:
        self._settings.projector = on
        self._window.when_free(partial(self._look.set_scale, PROJECTOR_SCALE if on else 1.0))

    @Slot()
    def _on_menu_button(self) -> None:
        button = self._window.menu_button
        menu = self.menu.menu
        corner = button.mapToGlobal(button.rect().bottomRight())
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y()))

    @Slot()
    def _on_full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def _on_open_folder(self) -> None:
        folder = ask_which_folder(self._window, _("A folder with the four IDX files"))
        if folder is not None:
            self._settings.remember_file(folder)
            self._session.open_dataset(folder)

    @Slot()
    def _on_bundled_data(self) -> None:
        self._session.open_dataset(None)

    @Slot()
    def _on_open_session(self) -> None:
        file = ask_which_file(self._window, _("Open a session"), _("Learnscope sessions (*.learnscope)"))
        if file is not None:
            self.open_session(file)

    @Slot()
    def _on_save_session(self) -> None:
        file = ask_where_to_save(self._window, _("Save the session"), Path("session.learnscope"))
        if file is not None:
            self.save_session(file)

    @Slot(str)
    def _on_recent(self, file: str) -> None:
        path = Path(file)
        if path.is_dir():
            self._session.open_dataset(path)
        elif path.suffix.lower() == LESSON_SUFFIX:
            self.lesson_wanted.emit(path)
        else:
            self.open_session(path)

    @Slot()
    def _on_worksheet(self) -> None:
        """Save the page as a worksheet: A4, light, with a place for a name."""
        self._save_page(".pdf", "light", _("Name:"))

    def _on_save_page(self, suffix: str) -> None:
        self._save_page(suffix, self._look.export_theme or self._look.theme.name)

    def _save_page(self, suffix: str, theme: ThemeName, blank: str = "") -> None:
        view = self._window.shown_view
        suggestion = Path(f"{view.name}-{view.store.state.page}{suffix}")
        file = ask_where_to_save(self._window, _("Save this page"), suggestion)
        if file is None:
            return
        try:
            with page_sheet(view, theme, page_title(view), blank) as sheet:
                contents = sheet_file(sheet, suffix)
        except NothingToDrawError:
            self._window.show_message(too_small())
            return
        if problem := save_file(file, lambda: contents):
            self._window.show_message(problem)

    @Slot()
    def _on_picture(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._window.shown_view.grab())

    @Slot()
    def _on_find(self) -> None:
        present = self._window.findChild(QDialog, "window.find")
        if present is not None and present.isVisible():
            present.activateWindow()
            return
        sheet = FindSetting(self._window, self._look, settings_of(self._window.stores), view_titles())
        sheet.chosen.connect(self._window.show_setting)
        sheet.show()

    @Slot()
    def _on_what_is_this(self) -> None:
        """Explain what has the keyboard; else, and where that is explained already, what is clicked next."""
        focused = QApplication.focusWidget()
        view = self._window.shown_view
        if focused is None or not view.isAncestorOf(focused) or explanation_of(focused) is None:
            self._point()
        else:
            self._explain(focused, focused.mapTo(self._window, focused.rect().bottomLeft()))

    @Slot()
    def _point(self) -> None:
        """Explain what is clicked next; Esc ends that."""
        self._close_explanation()
        QWhatsThis.enterWhatsThisMode()

    @Slot(object, QPoint)
    def _explain(self, widget: QWidget | None, place: QPoint) -> None:
        QWhatsThis.leaveWhatsThisMode()
        self._close_explanation()
        explanation = explanation_of(widget)
        if explanation is not None:
            sheet = WhatIsThis(self._window, self._look, self._window.shown_view, explanation)
            sheet.another_wanted.connect(self._point)
            sheet.place_at(place)
            sheet.show()

    def _close_explanation(self) -> None:
        for sheet in self._window.findChildren(QDialog, NAME):
            sheet.close()

    @Slot()
    def _on_shortcuts(self) -> None:
        show_shortcuts(self._window, self._look, self.menu.actions)

    @Slot()
    def _on_about(self) -> None:
        show_about(self._window, self._look)


def _open(file: Path, state_types: Mapping[str, type]) -> OpenedSession | SessionFileError:
    """Read a session on any thread."""
    try:
        return open_session(file, state_types)
    except SessionFileError as problem:
        return problem
