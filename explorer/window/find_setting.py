"""Find a setting: a field to type in, and all controls of the program whose label or hint has these words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SPACE_L, SPACE_M, Look
from explorer.state.declarations import Pages, declared_fields
from explorer.state.store import OpensPages, Store
from explorer.texts.language import _
from explorer.widgets.layout import column

_WIDTH, _HEIGHT = 480, 420  # at scale 1
_TO_LIST = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True)
class Setting:
    """A declared field of a view's state, with its label and hint in the language in use."""

    view: str
    field: str
    label: str
    hint: str


def settings_of(stores: Mapping[str, Store[OpensPages]]) -> list[Setting]:
    """Return every field that has a label, but for pages, in the order of the views and of their declarations."""
    found = []
    for view, store in stores.items():
        state_type: Any = type(store.state)
        for field, (_page, declaration) in declared_fields(state_type).items():
            if declaration.label and not isinstance(declaration, Pages):
                found.append(Setting(view, field, _(declaration.label), _(declaration.hint)))
    return found


def matching(settings: Iterable[Setting], wanted: str) -> list[Setting]:
    """Return the settings whose label or hint has all words that are wanted; those with a fitting label first."""
    words = wanted.casefold().split()

    def has_all(text: str) -> bool:
        return all(word in text.casefold() for word in words)

    found = [setting for setting in settings if has_all(f"{setting.label} {setting.hint}")]
    return sorted(found, key=lambda setting: not has_all(setting.label))


class FindSetting(Guarded, QDialog):
    """The field, and below it the settings found.

    Parameters
    ----------
    view_titles : mapping of str to str
        What each view is called.

    Signals
    -------
    chosen(view: str, field: str)
        The user wants to go to this setting.
    """

    chosen = Signal(str, str)

    def __init__(
        self, parent: QWidget, look: Look, settings: list[Setting], view_titles: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window.find")
        self.setWindowTitle(_("Find a setting"))
        self._settings, self._view_titles = settings, view_titles
        self._wanted, self._list = QLineEdit(), QListWidget()
        self._wanted.setObjectName("window.find_text")
        self._wanted.setAccessibleName(_("Find a setting"))
        self._wanted.setPlaceholderText(_("Learning rate, batch, seed, …"))
        self._wanted.setToolTip(_("Type a word of its label or of its explanation, then press Enter"))
        self._wanted.installEventFilter(self)
        self._list.setObjectName("window.find_list")
        self._list.setAccessibleName(_("Settings found"))
        self._list.setFont(look.font())
        self.setLayout(
            column(self._wanted, self._list, spacing=SPACE_M, margins=(SPACE_L, SPACE_L, SPACE_L, SPACE_L))
        )
        self.resize(look.px(_WIDTH), look.px(_HEIGHT))
        self._wanted.textChanged.connect(self._fill)
        self._wanted.returnPressed.connect(self._on_return)
        self._list.itemActivated.connect(self._choose)
        self._list.itemClicked.connect(self._choose)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys choose in the list while the field has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _TO_LIST:
            QApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _fill(self) -> None:
        self._list.clear()
        for setting in matching(self._settings, self._wanted.text()):
            item = QListWidgetItem(f"{setting.label}  ·  {self._view_titles[setting.view]}")
            item.setToolTip(setting.hint)
            item.setData(Qt.ItemDataRole.UserRole, setting)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    @Slot()
    def _on_return(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._choose(item)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        if not self.isVisible():  # where a click also activates, this comes twice
            return
        setting: Setting = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        self.chosen.emit(setting.view, setting.field)
