"""Joins the guide to the window: its column, its button, lessons from files, and scenes on the clipboard."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Slot
from PySide6.QtGui import QGuiApplication

import resources
from core.files import FileError
from explorer.background.frame_clock import FrameClock
from explorer.guide.column import GuideColumn
from explorer.guide.guide import Guide
from explorer.guide.lesson import Lesson
from explorer.guide.reading import StateTypes, read_lesson_file, read_scene
from explorer.guide.sample import SAMPLE
from explorer.guide.scene_text import scene_text
from explorer.guide.scenes import scene_state
from explorer.guide.welcome import Welcome
from explorer.look.theme import Look
from explorer.state.files import ask_where_to_save, ask_which_file, save_file
from explorer.texts.language import _
from explorer.window.main_window import MainWindow
from explorer.window.shell import LESSON_SUFFIX


def bundled_lessons(state_types: StateTypes) -> dict[str, Lesson]:
    """Return the chapter's lessons by name, in their order."""
    files = sorted(resources.path("lessons").glob(f"*{LESSON_SUFFIX}"))
    return {file.stem: read_lesson_file(file, state_types) for file in files}


class GuideHost(QObject):
    """Opens and closes the guide's column.

    Parameters
    ----------
    frames : FrameClock
        When the chapter's examples are looked for on the screen.
    folder : Path
        Where the progress is kept.
    opened : callable
        Told the file of a lesson that was opened.
    """

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        frames: FrameClock,
        folder: Path,
        opened: Callable[[Path], None],
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._opened = window, look, opened
        self.guide = Guide(window, frames, partial(bundled_lessons, window.state_types), folder)
        self._column: GuideColumn | None = None
        self._welcome: Welcome | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self.reload)
        self.guide.opened_or_closed.connect(self._show)
        self.guide.announced.connect(window.announce)
        window.guide_wanted.connect(self.guide.toggle)
        window.rebuilt.connect(self._on_rebuilt)
        look.about_to_change.connect(self._on_about_to_change)
        window.closing.connect(self._on_about_to_change)

    @Slot(Path)
    def open_lesson(self, file: Path) -> None:
        """Open a lesson from a file, and follow its changes; what cannot be read is said."""
        if self._read(file):
            self._watcher.addPath(str(file))
            self._opened(file)
            self.guide.begin(str(file))

    def _read(self, file: Path) -> bool:
        try:
            lesson = read_lesson_file(file, self._window.state_types)
        except FileError as problem:
            self._window.show_message(str(problem))
            return False
        if not lesson.steps:
            self._window.show_message(f"{file.name}, {lesson.all_problems[0]}")
            return False
        self.guide.set_lesson(str(file), lesson)
        return True

    @Slot(str)
    def reload(self, name: str) -> None:
        """Read a lesson again that has changed; where its file is gone, it stays as it was."""
        file = Path(name)
        if file.exists():
            self._watcher.addPath(name)  # editors replace the file, which ends the watch
            self._read(file)

    @Slot()
    def welcome(self) -> None:
        """Ask on the first start whether to begin with the chapter."""
        if self.guide.progress.is_welcomed or self.guide.is_open:
            return
        steps = sum(len(lesson.steps) for lesson in self.guide.lessons.values())
        self._welcome = Welcome(self._look, self._window, steps)
        self._welcome.guide_chosen.connect(self._on_guide_chosen)
        self._welcome.explore_chosen.connect(self._on_explore_chosen)

    @Slot()
    def copy_scene(self) -> None:
        """Put what is on the screen on the clipboard, as a scene block of a lesson."""
        store = self._window.stores[self._window.shown_name]
        QGuiApplication.clipboard().setText(scene_text(self._window.shown_name, store.state))

    @Slot()
    def paste_scene(self) -> None:
        """Show the scene block that is on the clipboard, as one undo step."""
        try:
            scene = read_scene(QGuiApplication.clipboard().text(), self._window.state_types)
        except FileError as problem:
            self._window.show_message(str(problem))
            return
        store = self._window.stores[scene.view]
        store.change_to(scene_state(scene, store.state))
        self._window.show_view(scene.view)

    @Slot()
    def _on_guide_chosen(self) -> None:
        self._on_explore_chosen()
        self.guide.begin(next(iter(self.guide.lessons)))

    @Slot()
    def _on_explore_chosen(self) -> None:
        self.guide.note_welcome()
        self._hide_welcome()

    @Slot()
    def _hide_welcome(self) -> None:
        if self._welcome is not None:
            self._welcome.hide()
            self._welcome.deleteLater()
            self._welcome = None

    @Slot()
    def _on_about_to_change(self) -> None:
        if self._column is not None:
            self._column.clear()

    @Slot()
    def _on_rebuilt(self) -> None:
        self._show()
        if self._welcome is not None:
            self._hide_welcome()
            self.welcome()

    @Slot()
    def _show(self) -> None:
        """Show the column where the guide is open, made anew."""
        if self._column is not None:
            self._column.clear()
        self._column = None
        if self.guide.is_open:
            self._hide_welcome()
            self._column = GuideColumn(self._look, self.guide, self._ask_for_file, self._make_file)
        self._window.replace_columns(self._column)
        if self._column is not None:
            self._column.focus_on_what_waits()  # in the window it can have the keyboard

    def _ask_for_file(self) -> None:
        file = ask_which_file(self._window, _("Open a lesson"), _("Lessons (*.md)"))
        if file is not None:
            self.open_lesson(file)

    def _make_file(self) -> None:
        file = ask_where_to_save(self._window, _("Make a lesson"), Path(f"lesson{LESSON_SUFFIX}"))
        if file is None:
            return
        if sentence := save_file(file, lambda: SAMPLE.encode()):
            self._window.show_message(sentence)
        else:
            self.open_lesson(file)
