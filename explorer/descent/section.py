"""What the groups of controls in the column share."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from explorer.descent.state import DescentState
from explorer.store import Store
from explorer.theme import Look


class Section(QWidget):
    """A group of controls that follows the language and changes one store."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._look, self._store = look, store

    def retranslate(self) -> None:
        """Set every text in the present language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
