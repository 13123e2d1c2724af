"""The window: a header, and a list of views of which it knows no more than the names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from explorer.background.garbage import keep_what_is_there, unfreeze
from explorer.background.guarded import Guarded, failures_reported
from explorer.look.theme import Look
from explorer.state.declarations import first_label
from explorer.state.session import Session
from explorer.state.store import OpensPages, Store
from explorer.texts.language import _
from explorer.views.view import View, ViewSource
from explorer.widgets.layout import column, row
from explorer.window.failure_banner import FailureBanner
from explorer.window.header import Header
from explorer.window.place import Place

_UNTIL_TIDY = 1000  # milliseconds: collecting garbage takes 50 ms, which nobody misses after a switch
_UNTIL_FREE = 50  # milliseconds from one look at the mouse, menus and dialogs to the next


class MainWindow(Guarded, QWidget):
    """Header, message banner, and one view at a time.

    Parameters
    ----------
    stores : mapping of str to Store
        The state of each view.
    views : sequence of ViewSource
        The views in their order; each is made when it is shown or asked for.

    Signals
    -------
    view_changed(name: str)
        Another view is shown.
    state_changed()
        The state of a view has changed.
    rebuilt()
        Header, banner and view were made anew, in the present look and language.
    guide_wanted(), theme_wanted(), help_wanted(), menu_wanted()
        A button of the header was clicked, or its key pressed.
    explanation_wanted(widget: QWidget or None, place: QPoint)
        What is at this place of the window is to be explained.
    file_dropped(path: str)
        A file was dropped on the window.
    closing()
        The window is about to close; what has to be saved or stopped does so now.
    """

    view_changed = Signal(str)
    state_changed = Signal()
    rebuilt = Signal()
    guide_wanted = Signal()
    theme_wanted = Signal()
    help_wanted = Signal()
    menu_wanted = Signal()
    explanation_wanted = Signal(object, QPoint)
    file_dropped = Signal(str)
    closing = Signal()

    def __init__(
        self,
        look: Look,
        session: Session,
        stores: Mapping[str, Store[OpensPages]],
        views: Sequence[ViewSource],
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.look, self.stores = look, stores
        self._session = session
        self._sources = {source.name: source for source in views}
        self._views: dict[str, View[OpensPages]] = {}
        self._shown = self._session_name = ""

        self._stack = QStackedWidget()
        self._place = Place()
        self._waiting: list[Callable[[], None]] = []
        self._retry = QTimer(self, singleShot=True, interval=_UNTIL_FREE)
        self._retry.timeout.connect(self._do_waiting)
        self._tidying = QTimer(self, singleShot=True, interval=_UNTIL_TIDY)
        self._tidying.timeout.connect(keep_what_is_there)
        self._side: QWidget | None = None
        self._beside = row(self._stack, spacing=0)
        self._beside.setStretch(0, 1)
        self.setLayout(column(self._beside, spacing=0))
        self._make_frame()
        self._make_shortcuts()

        for store in stores.values():
            store.changed.connect(self.state_changed)
            store.history_changed.connect(self._on_history_changed)
        session.view_wanted.connect(self._on_view_wanted)
        session.announced.connect(self.announce)
        session.dataset_changed.connect(self._name_data)
        look.about_to_change.connect(self._dispose)
        look.changed.connect(self._make_anew)

    @property
    def view_names(self) -> tuple[str, ...]:
        """Names of the views, in the order of the header."""
        return tuple(self._sources)

    @property
    def shown_name(self) -> str:
        """Name of the view that the user sees; empty before one was shown."""
        return self._shown

    @property
    def _store(self) -> Store[OpensPages]:
        """Holds the state of the view that is shown."""
        return self.stores[self._shown or next(iter(self._sources))]

    @property
    def shown_view(self) -> View[OpensPages]:
        """The view that the person sees."""
        return self.view(self._shown or next(iter(self._sources)))

    def view(self, name: str) -> View[OpensPages]:
        """Return the view of that name, made now if it was not needed before.

        Raises
        ------
        KeyError
            If there is no view of that name.
        """
        is_new = name not in self._views
        view = self._made(name)
        if is_new:
            view.catch_up()
        return view

    def _made(self, name: str) -> View[OpensPages]:
        """Return the view of that name, which may not be drawn yet: when it is shown it is, in its own size."""
        if name not in self._views:
            view = self._sources[name](self.look, self._session, self.stores[name])
            view.status_announced.connect(self.announce)
            view.column.setVisible(self._side is None)
            self._views[name] = view
            self._stack.addWidget(view)
        return self._views[name]

    def replace_columns(self, side: QWidget | None) -> None:
        """Show one widget at the left in place of the control columns of all views, or these again with None."""
        if self._side is not None:
            self._beside.removeWidget(self._side)
            self._side.hide()
            self._side.setParent(None)
            self._side.deleteLater()
        self._side = side
        if side is not None:
            self._beside.insertWidget(0, side)
            side.show()  # now: the layout would show it in a later turn
        for view in self._views.values():
            view.column.setVisible(side is None)
        self.header.guide_button.setChecked(side is not None)

    def load_view(self, name: str) -> None:
        """Load the modules of the view of that name, for it to be made sooner when it is needed."""
        self._sources[name].load()

    def show_view(self, name: str) -> None:
        """Show the view of that name."""
        view = self._made(name)
        if name == self._shown:
            return
        focused = QApplication.focusWidget()
        is_left = self._shown != "" and focused is not None and self._made(self._shown).isAncestorOf(focused)
        self._shown = name
        self.tabs.setCurrentIndex(self.view_names.index(name))
        with self._session.frames.painting_once(self._stack):
            self._stack.setCurrentWidget(view)
            view.catch_up()  # where the window is hidden
        if is_left:
            (view.focusWidget() or view.column).setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_history_changed()
        self.view_changed.emit(name)

    def show_setting(self, view: str, field: str) -> None:
        """Show the control of a field, and give it the keyboard."""
        found = self._made(view)
        page = found.page_of(field)
        if page not in found.page_names and view != self._shown:
            page = found.page_names[0]  # it has the controls of most fields that pages share
        if page in found.page_names:
            self.stores[view].tick(page=page)  # before the view is shown, or two pages might be built
        self.show_view(view)
        self.view(view).reveal(field)

    @property
    def state_types(self) -> dict[str, type]:
        """The type of each view's state, by the view's name."""
        return {name: type(store.state) for name, store in self.stores.items()}

    @property
    def states(self) -> dict[str, Any]:
        """The state of each view."""
        return {name: store.state for name, store in self.stores.items()}

    def rebuild(self) -> None:
        """Make what is shown anew in the present look and language, and other views when they are next shown."""
        self._dispose()
        self._make_anew()

    def when_free(self, change: Callable[[], None]) -> None:
        """Change the look or the language once no button is down, no menu or dialog open, and no export under way."""
        self._waiting.append(change)
        self._do_waiting()

    def show_message(self, sentence: str) -> None:
        """Say a sentence about a file or the data that could not be used."""
        self.banner.show_message(sentence)

    def name_session(self, name: str) -> None:
        """Name the session in the title bar; without a name it was never saved."""
        self._session_name = name
        title = _("Learnscope")
        self.setWindowTitle(f"{name} - {title}" if name else title)

    def clear_message(self) -> None:
        """Hide a message about a file, as another one has been opened."""
        self.banner.clear_message()

    def show_failure(self, summary: str, details: str) -> None:
        """Say that something inside went wrong."""
        self.banner.show_failure(summary, details)

    @Slot()
    def undo(self) -> None:
        """Take back the last step of the view that is shown."""
        self._store.undo()

    @Slot()
    def redo(self) -> None:
        """Take again the step undone last in the view that is shown."""
        self._store.redo()

    @Slot()
    def reset_view(self) -> None:
        """Return the view that is shown to how it was at the very start."""
        self._store.reset()

    def grab(self, *area: QRect) -> QPixmap:
        """Return a picture of the present state."""
        self.shown_view.catch_up()
        self._session.frames.draw_now()
        return super().grab(*area)

    def event(self, event: QEvent) -> bool:
        """Say that everything explains itself, and have explained what is pointed at."""
        if event.type() is QEvent.Type.QueryWhatsThis:
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.WhatsThis:
            place = self.mapFromGlobal(event.globalPos())
            self.explanation_wanted.emit(self.childAt(place), place)
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell that a file was dropped."""
        event.acceptProposedAction()
        self.file_dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let everything end in good order before the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def _make_frame(self) -> None:
        """Make the header and the banner in the present look and language."""
        self.name_session(self._session_name)
        header = self.header = Header(self.look, self.view_names)
        self.tabs, self.theme_button = header.tabs, header.theme_button
        self.undo_button, self.redo_button = header.undo_button, header.redo_button
        self.help_button, self.menu_button = header.help_button, header.menu_button
        self._name_data()
        self.banner = FailureBanner(self.look)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, header)
        layout.insertWidget(1, self.banner)
        if self._shown:
            self.tabs.setCurrentIndex(self.view_names.index(self._shown))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.theme_button.clicked.connect(self.theme_wanted)
        header.guide_button.clicked.connect(self.guide_wanted)
        header.guide_button.setChecked(self._side is not None)
        self.help_button.clicked.connect(self.help_wanted)
        self.menu_button.clicked.connect(self.menu_wanted)

    @Slot()
    def _name_data(self) -> None:
        dataset = self._session.dataset
        self.header.name_data("" if dataset is None else dataset.name)

    @Slot()
    def _dispose(self) -> None:
        """Delete all views; `_make_anew` makes the one that was shown again."""
        shown = self._views.get(self._shown)
        self._place = Place() if shown is None else Place.of(self)
        views = sorted(self._views.values(), key=QWidget.isVisible)  # the stack would show another one
        self._views.clear()
        for view in views:
            view.dispose()
        if views:
            unfreeze()
            self._tidying.start()

    @Slot()
    def _make_anew(self) -> None:
        """Make header, banner and the view that is shown; focus and scroll bars are where they were."""
        header, banner = self.header, self.banner
        self._make_frame()
        self.banner.take_over(banner)
        for old in (header, banner):
            old.hide()
            old.deleteLater()  # not now: the switch may have been asked for by one of its buttons
        self.header.show()  # now, or the view would be laid out twice
        if self._shown:
            with failures_reported(), self._session.frames.painting_once(self._stack):
                self._stack.setCurrentWidget(self._made(self._shown))
                self._place.restore(self)
            self._on_history_changed()
        self.rebuilt.emit()

    @Slot()
    def _do_waiting(self) -> None:
        is_held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        is_open = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if is_held or is_open or self._session.is_exporting:
            self._retry.start()
            return
        while self._waiting:
            self._waiting.pop(0)()

    def _make_shortcuts(self) -> None:
        """Give every key an action: a button's own shortcut would act only after its click animation."""
        for index, name in enumerate(self.view_names):
            self._add_shortcut(f"show_{name}", self._on_view_action, f"Ctrl+{index + 1}").setData(name)
        self._add_shortcut("undo_key", self.undo, "Ctrl+Z")
        self._add_shortcut("redo_key", self.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        self._add_shortcut("guide_key", self.guide_wanted, "Ctrl+G")
        self._add_shortcut("theme_key", self.theme_wanted, "Ctrl+T")
        self._add_shortcut("menu_key", self.menu_wanted, "F10")

    def _add_shortcut(self, name: str, slot: Callable[[], None] | SignalInstance, *keys: str) -> QAction:
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
        self.stores[name].change(**fields)

    @Slot(int)
    def _on_tab_changed(self, index: int) -> None:
        with failures_reported():
            self.show_view(self.view_names[index])
        # Back to the view shown, if the other could not be built.
        self.tabs.setCurrentIndex(self.view_names.index(self._shown))

    @Slot()
    def _on_history_changed(self) -> None:
        store = self._store
        self.undo_button.setEnabled(store.can_undo)
        self.redo_button.setEnabled(store.can_redo)
        self.header.show_history(
            first_label(store.state_type, store.undo_fields), first_label(store.state_type, store.redo_fields)
        )

    @Slot(str)
    def announce(self, text: str) -> None:
        """Tell people who do not see the screen."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
