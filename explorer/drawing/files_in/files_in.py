"""Opens pictures beside the window and puts them on the canvas."""

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.picture import Picture, PictureError
from explorer.background.guarded import Guarded
from explorer.drawing.drawing import Drawing
from explorer.drawing.files_in.decode import Source, read_picture
from explorer.drawing.files_in.offered import offers_picture, picture_in
from explorer.drawing.state import DrawingState
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _

_CHANNEL = "drawing.picture"


class FilesIn(Guarded, QObject):
    """Takes pictures from files, the clipboard and drops.

    Parameters
    ----------
    session : Session
        Decodes in its background, and keeps the picture.

    Attributes
    ----------
    problem : str
        Why the picture opened last is not on the canvas; empty while all is well.

    Signals
    -------
    changed()
        `problem` or `is_busy` is another one now.
    """

    changed = Signal()

    def __init__(self, session: Session, store: Store[DrawingState]) -> None:
        super().__init__()
        self._session, self._store = session, store
        self._numbers = itertools.count()
        self.problem = ""
        session.background.finished.connect(self._on_finished)
        session.background.failed.connect(self._on_failed)
        store.changed.connect(self._forget_problem)

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being read."""
        return self._session.background.is_working_on(_CHANNEL)

    def open_file(self, file: Path) -> None:
        """Read a file and put its picture on the canvas, or say why not."""
        self._open(lambda: file)

    def paste(self) -> None:
        """Put the picture on the clipboard on the canvas, or say why not."""
        # None for a clipboard without an owner, although its type stub does not say so.
        offered: QMimeData | None = QGuiApplication.clipboard().mimeData()
        self._open(lambda: picture_in(offered or QMimeData()))

    def take_drops(self, canvas: QWidget) -> None:
        """Let pictures be dropped on a widget."""
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drop with a picture in it."""
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.DragMove,
            QEvent.Type.Drop,
        ):
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        offered: QMimeData = event.mimeData()
        if not offers_picture(offered):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._open(lambda: picture_in(offered))
        return True

    def _open(self, source_of: Callable[[], Source]) -> None:
        try:
            source = source_of()
        except PictureError as problem:
            self._set_problem(str(problem))
            return
        self._set_problem("")
        self._session.background.submit(_CHANNEL, next(self._numbers), lambda: _read(source))
        self.changed.emit()

    def _set_problem(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.changed.emit()

    @Slot()
    def _forget_problem(self) -> None:
        self._set_problem("")

    @Slot(str, object, object)
    def _on_finished(self, channel: str, _key: object, result: Picture | PictureError) -> None:
        if channel != _CHANNEL:
            return
        if isinstance(result, PictureError):
            self._set_problem(str(result))
        else:
            key = self._session.add_picture(result)
            self._session.opened.emit()
            self._store.change_to(self._store.state.showing(Drawing(picture=key)))
        self.changed.emit()

    @Slot(str, object, object)
    def _on_failed(self, channel: str, _key: object, _exception: object) -> None:
        """Wait no longer; the session says what happened."""
        if channel == _CHANNEL:
            self.changed.emit()


def _read(source: Source) -> Picture | PictureError:
    try:
        return read_picture(source)
    except PictureError as problem:
        return problem


def filter_of_files() -> str:
    """Return what a dialog offers to open."""
    return _("Images") + " (*.png *.jpg *.jpeg *.gif *.bmp *.webp *.pgm *.ppm)"
