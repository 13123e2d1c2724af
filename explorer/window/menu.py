"""The header's menu: data, session, export, view, help, and the way out."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from explorer.look.theme import Look
from explorer.state.settings import THEME_CHOICES, Settings, ThemeChoice
from explorer.texts.language import _
from explorer.texts.shortening import shortened
from explorer.views.export_menu import ColoursMenu

_LONGEST_SHOWN = 80  # characters of a path


class HeaderMenu(QObject):
    """Builds the menu and says what was chosen; it does nothing itself.

    Signals
    -------
    open_folder_chosen(), bundled_data_chosen(), open_session_chosen(), save_session_chosen(), reset_chosen(),
    worksheet_chosen(), page_png_chosen(), page_svg_chosen(), picture_chosen(), copy_scene_chosen(),
    paste_scene_chosen(), what_is_this_chosen(), shortcuts_chosen(), about_chosen(), full_screen_chosen(),
    find_chosen(), quit_chosen()
        The entry was chosen.
    theme_chosen(choice: str)
        "system", "dark" or "light".
    projector_chosen(on: bool)
        Larger type was switched on or off.
    recent_chosen(file: str)
        A file or folder opened before.
    """

    open_folder_chosen = Signal()
    bundled_data_chosen = Signal()
    open_session_chosen = Signal()
    save_session_chosen = Signal()
    reset_chosen = Signal()
    worksheet_chosen = Signal()
    page_png_chosen = Signal()
    page_svg_chosen = Signal()
    picture_chosen = Signal()
    copy_scene_chosen = Signal()
    paste_scene_chosen = Signal()
    theme_chosen = Signal(str)
    projector_chosen = Signal(bool)
    full_screen_chosen = Signal()
    find_chosen = Signal()
    what_is_this_chosen = Signal()
    shortcuts_chosen = Signal()
    about_chosen = Signal()
    quit_chosen = Signal()
    recent_chosen = Signal(str)

    def __init__(self, window: QWidget, look: Look, settings: Settings) -> None:
        super().__init__(window)
        self._settings = settings
        self.menu = QMenu(window)
        self.menu.setObjectName("window.main_menu")
        self._data, self._session, self._export, self._view, self._help = (
            self.menu.addMenu("") for _index in range(5)
        )
        self._theme = QMenu(self._view)
        self._recent = QMenu(self._session)
        self._open_folder = self._add(
            window, self._data, "open_folder", self.open_folder_chosen, "Ctrl+Shift+O"
        )
        self._bundled = self._add(window, self._data, "bundled_data", self.bundled_data_chosen)
        self._open = self._add(window, self._session, "open_session", self.open_session_chosen, "Ctrl+O")
        self._save = self._add(window, self._session, "save_session", self.save_session_chosen, "Ctrl+S")
        self._session.addMenu(self._recent)
        self._session.addSeparator()
        self._reset = self._add(window, self._session, "reset_view", self.reset_chosen, "Ctrl+R")
        self._worksheet = self._add(window, self._export, "worksheet", self.worksheet_chosen, "Ctrl+P")
        self._page_png = self._add(window, self._export, "page_png", self.page_png_chosen)
        self._page_svg = self._add(window, self._export, "page_svg", self.page_svg_chosen)
        self._colours = ColoursMenu(self._export, look)
        self._export.addMenu(self._colours)
        self._export.addSeparator()
        self._picture = self._add(window, self._export, "picture", self.picture_chosen, "Ctrl+Shift+C")
        self._copy_scene = self._add(
            window, self._export, "copy_scene", self.copy_scene_chosen, "Ctrl+Shift+L"
        )
        self._paste_scene = self._add(
            window, self._export, "paste_scene", self.paste_scene_chosen, "Ctrl+Shift+V"
        )
        self._view.addMenu(self._theme)
        self._theme_group = QActionGroup(self)
        self._theme_actions = {choice: self._add_theme(choice) for choice in THEME_CHOICES}
        self._projector = QAction(window)
        self._projector.setObjectName("window.projector")
        self._projector.setCheckable(True)
        self._projector.setChecked(settings.projector)
        self._projector.setShortcut(QKeySequence("Ctrl+Shift+P"))
        self._projector.toggled.connect(self.projector_chosen)
        window.addAction(self._projector)
        self._view.addAction(self._projector)
        self._full_screen = self._add(window, self._view, "full_screen", self.full_screen_chosen, "F11")
        self._find = self._add(window, self._view, "find_setting", self.find_chosen, "Ctrl+F")
        self._what = self._add(window, self._help, "explain", self.what_is_this_chosen, "F1")
        self._shortcuts = self._add(window, self._help, "shortcuts", self.shortcuts_chosen, "Ctrl+/")
        self._about = self._add(window, self._help, "about", self.about_chosen)
        self.menu.addSeparator()
        self._quit = self._add(window, self.menu, "quit", self.quit_chosen, "Ctrl+Q")
        self._recent.aboutToShow.connect(self._fill_recent)
        self.show_theme(settings.theme)
        self.write_texts()

    @property
    def actions(self) -> list[QAction]:
        """All entries that have a shortcut, for the sheet of shortcuts."""
        entries = (
            self._open_folder,
            self._open,
            self._save,
            self._reset,
            self._worksheet,
            self._picture,
            self._copy_scene,
            self._paste_scene,
            self._projector,
            self._full_screen,
            self._find,
            self._what,
            self._shortcuts,
            self._quit,
        )
        return list(entries)

    def show_theme(self, choice: ThemeChoice) -> None:
        """Tick the theme that was chosen."""
        self._theme_actions[choice].setChecked(True)

    def write_texts(self) -> None:
        """Set every text in the present language."""
        self._data.setTitle(_("Data"))
        self._session.setTitle(_("Session"))
        self._export.setTitle(_("Export"))
        self._view.setTitle(_("View"))
        self._help.setTitle(_("Help"))
        self._theme.setTitle(_("Theme"))
        self._recent.setTitle(_("Recent files"))
        self._open_folder.setText(_("Open a folder of IDX files…"))
        self._bundled.setText(_("Use the bundled MNIST"))
        self._open.setText(_("Open a session…"))
        self._save.setText(_("Save the session…"))
        self._reset.setText(_("Reset this view"))
        self._worksheet.setText(_("Export as PDF…"))
        self._page_png.setText(_("Save this page as PNG…"))
        self._page_svg.setText(_("Save this page as SVG…"))
        self._colours.write_texts()
        self._picture.setText(_("Copy a picture of this view"))
        self._copy_scene.setText(_("Copy this scene"))
        self._paste_scene.setText(_("Paste a scene"))
        self._theme_actions["system"].setText(_("Follow the system"))
        self._theme_actions["dark"].setText(_("Dark"))
        self._theme_actions["light"].setText(_("Light"))
        self._projector.setText(_("Projector type size"))
        self._full_screen.setText(_("Full screen"))
        self._find.setText(_("Find a setting…"))
        self._what.setText(_("What is this?"))
        self._shortcuts.setText(_("Keyboard shortcuts"))
        self._about.setText(_("About Learnscope"))
        self._quit.setText(_("Quit"))

    def _add(self, window: QWidget, menu: QMenu, name: str, chosen: object, keys: str = "") -> QAction:
        action = QAction(window)
        action.setObjectName(f"window.{name}")
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(chosen)
        window.addAction(action)
        menu.addAction(action)
        return action

    def _add_theme(self, choice: ThemeChoice) -> QAction:
        action = QAction(self)
        action.setObjectName(f"window.theme_{choice}")
        action.setCheckable(True)
        action.setData(choice)
        action.triggered.connect(self._on_theme_action)
        self._theme_group.addAction(action)
        self._theme.addAction(action)
        return action

    @Slot()
    def _on_theme_action(self) -> None:
        action = self._theme_group.checkedAction()
        if action is not None:
            self.theme_chosen.emit(action.data())

    @Slot()
    def _fill_recent(self) -> None:
        self._recent.clear()
        for file in self._settings.recent_files:
            shown = shortened(str(file), _LONGEST_SHOWN)
            action = self._recent.addAction(
                shown.replace("&", "&&")
            )  # a single & would underline the next letter
            action.setData(str(file))
            action.triggered.connect(self._on_recent_action)
        if self._recent.isEmpty():
            self._recent.addAction(_("Nothing opened yet")).setEnabled(False)

    @Slot()
    def _on_recent_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.recent_chosen.emit(action.data())
