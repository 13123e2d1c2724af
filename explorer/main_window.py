"""The window: a header, and a list of views of which it knows no more than the names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QTabBar, QVBoxLayout, QWidget

from explorer.failure_banner import FailureBanner
from explorer.guarded import Guarded, failures_reported
from explorer.language import _
from explorer.session import Session
from explorer.theme import HEADER_HEIGHT, LEAD, MEDIUM, SPACE_L, SPACE_XS, Look
from explorer.view import View, ViewSource
from explorer.widgets.buttons import IconButton
from explorer.widgets.icons import icon
from explorer.widgets.layout import row
from explorer.widgets.stack import Stack
from explorer.widgets.text import set_font


class MainWindow(Guarded, QWidget):
    """Header, message banner, and one view at a time.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    session : Session
        What the views share.
    views : sequence of ViewSource
        The views in their order; each is made when it is first shown or asked for.

    Signals
    -------
    view_changed(name: str)
        Another view is shown.
    state_changed()
        The state of a view has changed.
    closing()
        The window is about to close; what has to be saved or stopped does so now.
    """

    view_changed = Signal(str)
    state_changed = Signal()
    closing = Signal()

    def __init__(self, look: Look, session: Session, views: Sequence[ViewSource]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.look = look
        self._session = session
        self._sources = {source.name: source for source in views}
        self._views: dict[str, View] = {}
        self._states_to_load: dict[str, list[Any]] = {}  # of views that are not built yet, oldest first
        self._shown = ""

        self.tabs = QTabBar(documentMode=True, drawBase=False, expanding=False, usesScrollButtons=False)
        self.tabs.setObjectName("window.views")
        for _unused in views:
            self.tabs.addTab("")
        self.undo_button = IconButton(look, "undo")
        self.redo_button = IconButton(look, "redo")
        self.theme_button = IconButton(look, "theme")
        self.help_button = IconButton(look, "help")
        self.menu_button = IconButton(look, "menu")
        for name, button in (
            ("undo", self.undo_button),
            ("redo", self.redo_button),
            ("theme", self.theme_button),
            ("help", self.help_button),
            ("menu", self.menu_button),
        ):
            button.setObjectName(f"window.{name}")
        self.banner = FailureBanner(look)
        self._stack = Stack()
        self._lay_out()
        self._make_shortcuts()

        session.view_wanted.connect(self._on_view_wanted)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()

    @property
    def view_names(self) -> tuple[str, ...]:
        """Names of the views, in the order of the header."""
        return tuple(self._sources)

    @property
    def shown_view(self) -> View:
        """The view that the person sees."""
        return self.view(self._shown or next(iter(self._sources)))

    def view(self, name: str) -> View:
        """Return the view of that name, made now if it was not needed before.

        Raises
        ------
        KeyError
            If there is no view of that name.
        """
        if name not in self._views:
            view = self._sources[name](self.look, self._session)
            first, *later = self._states_to_load.pop(name, [view.store.state])
            view.store.tick_to(first)
            for state in later:
                view.store.load(state)
            view.store.changed.connect(self.state_changed)
            view.store.history_changed.connect(self._on_history_changed)
            view.status_announced.connect(self._on_status_announced)
            self._views[name] = view
            self._stack.addWidget(view)
        return self._views[name]

    def load_view(self, name: str) -> None:
        """Load the modules of the view of that name, for it to be made sooner when it is needed."""
        self._sources[name].load()

    def paint_view_ahead(self, name: str) -> None:
        """Draw and paint the view of that name out of sight, for it to be shown sooner when it is needed."""
        view = self.view(name)
        view.catch_up()
        self._stack.paint_ahead(view)

    def show_view(self, name: str) -> None:
        """Show the view of that name."""
        view = self.view(name)
        if name == self._shown:
            return
        self._shown = name
        self.tabs.setCurrentIndex(self.view_names.index(name))
        self._stack.turn_to(view)
        self._on_history_changed()
        self.view_changed.emit(name)

    @property
    def state_types(self) -> dict[str, type]:
        """The type of each view's state, by the view's name."""
        return {name: source.state_type for name, source in self._sources.items()}

    @property
    def states(self) -> dict[str, Any]:
        """The state of each view; a view that was never needed is left out."""
        waiting = {name: states[-1] for name, states in self._states_to_load.items()}
        return waiting | {name: view.store.state for name, view in self._views.items()}

    def load_states(self, states: Mapping[str, Any]) -> None:
        """Show states from a file; a view that is not built yet gets them when it is."""
        for name, state in states.items():
            if name in self._views:
                self._views[name].store.load(state)
            else:
                self._states_to_load.setdefault(name, []).append(state)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setWindowTitle(_("Learnscope"))
        titles = {
            "losses": _("Losses"),
            "derivative": _("Derivative"),
            "descent": _("Descent"),
            "training": _("Training"),
            "drawing": _("Drawing"),
        }
        for index, name in enumerate(self.view_names):
            self.tabs.setTabText(index, titles[name])
            self.tabs.setTabToolTip(index, _("{0} (Ctrl+{1})").format(titles[name], index + 1))
        self.tabs.setAccessibleName(_("Views"))
        for button, words in (
            (self.undo_button, _("Undo in this view (Ctrl+Z)")),
            (self.redo_button, _("Redo in this view (Ctrl+Shift+Z)")),
            (self.theme_button, _("Switch between dark and light (Ctrl+T)")),
            (self.help_button, _("All keyboard shortcuts (F1)")),
            (self.menu_button, _("Data, session, export, view and help (F10)")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words.split(" (")[0])

    @Slot()
    def undo(self) -> None:
        """Take back the last step of the view that is shown."""
        self.shown_view.store.undo()

    @Slot()
    def redo(self) -> None:
        """Take again the step undone last in the view that is shown."""
        self.shown_view.store.redo()

    @Slot()
    def reset_view(self) -> None:
        """Return the view that is shown to how it was at the very start."""
        self.shown_view.store.reset()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let everything end in good order before the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self._header = QFrame()
        self._header.setLayout(
            row(
                self.tabs,
                1,
                self.undo_button,
                self.redo_button,
                self.theme_button,
                self.help_button,
                self.menu_button,
                spacing=SPACE_XS,
                margins=(SPACE_L + SPACE_XS, 0, SPACE_L, 0),
            )
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._header)
        box.addWidget(self.banner)
        box.addWidget(self._stack, 1)

    def _make_shortcuts(self) -> None:
        """Give every key an action: a button's own shortcut would act only after its click animation."""
        for index, name in enumerate(self.view_names):
            self._add_shortcut(f"show_{name}", self._on_view_action, f"Ctrl+{index + 1}").setData(name)
        self._add_shortcut("undo_key", self.undo, "Ctrl+Z")
        self._add_shortcut("redo_key", self.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        self._add_shortcut("theme_key", self.theme_button.click, "Ctrl+T")
        self._add_shortcut("menu_key", self.menu_button.click, "F10")

    def _add_shortcut(self, name: str, slot: Callable[[], None], *keys: str) -> QAction:
        action = QAction(self)
        action.setObjectName(f"window.{name}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    @Slot()
    def _on_view_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_view(action.data())

    @Slot(str, object)
    def _on_view_wanted(self, name: str, fields: Mapping[str, Any]) -> None:
        self.show_view(name)
        self.view(name).store.change(**fields)

    @Slot(int)
    def _on_tab_changed(self, index: int) -> None:
        with failures_reported():
            self.show_view(self.view_names[index])
        # Back to the view shown, if the other could not be built.
        self.tabs.setCurrentIndex(self.view_names.index(self._shown))

    @Slot()
    def _on_history_changed(self) -> None:
        store = self.shown_view.store
        self.undo_button.setEnabled(store.can_undo)
        self.redo_button.setEnabled(store.can_redo)

    @Slot(str)
    def _on_status_announced(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @Slot()
    def _on_look_changed(self) -> None:
        self._header.setFixedHeight(self.look.px(HEADER_HEIGHT))
        set_font(self.tabs, self.look.font(LEAD, MEDIUM))
        for index, name in enumerate(self.view_names):
            self.tabs.setTabIcon(index, icon(self.look, name, tone="text2"))
