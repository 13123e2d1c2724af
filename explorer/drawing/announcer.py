"""The answer as a sentence, for users who do not see the picture."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from explorer.drawing import words
from explorer.drawing.reading import Reader, subject
from explorer.drawing.state import DrawingState
from explorer.state.session import Session
from explorer.state.store import Store

_REST = 250  # milliseconds without a change: so that a stroke is announced at its end


class Announcer(QObject):
    """Says the answer when it has become another one and the state has come to rest.

    Parameters
    ----------
    parent : QObject
        With which it ends.

    Signals
    -------
    announced(sentence: str)
    """

    announced = Signal(str)

    def __init__(self, parent: QObject, session: Session, store: Store[DrawingState], reader: Reader) -> None:
        super().__init__(parent)
        self._session, self._store, self._reader = session, store, reader
        self._said = self._status()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._on_rest)
        store.changed.connect(self._rest.start)
        session.networks_changed.connect(self._rest.start)

    @Slot()
    def _on_rest(self) -> None:
        status = self._status()
        if status != self._said:
            self._said = status
            self.announced.emit(status)

    def _status(self) -> str:
        state = self._store.state
        return words.status(self._reader.read(state), subject(state, self._session))
