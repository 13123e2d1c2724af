"""The drawing view: a digit drawn by hand, what networks make of it, and why."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent

from explorer.drawing.actions import CanvasActions
from explorer.drawing.announcer import Announcer
from explorer.drawing.board import Board
from explorer.drawing.compare.page import ComparePage
from explorer.drawing.draw.page import DrawPage
from explorer.drawing.features.page import FeaturesPage
from explorer.drawing.gallery.page import GalleryPage
from explorer.drawing.mistakes import Mistakes
from explorer.drawing.network_section import NetworkSection
from explorer.drawing.reading import Reader, Reading, subject
from explorer.drawing.state import DrawingState
from explorer.drawing.why.page import WhyPage
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.paged_view import PagedView


class DrawingView(PagedView[DrawingState]):
    """Pages about one canvas: large on the page Draw, small in the control column on every other."""

    name = "drawing"

    def __init__(self, look: Look, session: Session, store: Store[DrawingState]) -> None:
        super().__init__(look, session, store)
        self._reader = session.lasting("drawing.reader", lambda: Reader(session))
        self._mistakes = session.lasting("drawing.mistakes_found", lambda: Mistakes(session))
        self._announcer = Announcer(self, session, store, self._reader)
        self.canvas_actions = CanvasActions(session, self.store, self._mistakes)
        self.board = Board(look, session, self.store, self.canvas_actions)
        self.network = NetworkSection(look, session, self.store)
        self.column.sections.addWidget(self.board)
        shared = (look, session, self.store, self._reader)
        self.add_page("draw", partial(DrawPage, *shared, self.canvas_actions, self._mistakes))
        self.add_page("why", partial(WhyPage, *shared, self.board.canvas))
        self.add_page("features", partial(FeaturesPage, *shared))
        self.add_page("gallery", partial(GalleryPage, *shared, self.canvas_actions))
        self.add_page("networks", partial(ComparePage, *shared))
        self.column.pinned.addWidget(self.network)
        self._announcer.announced.connect(self._on_announced)
        self.board.stroke_editor.ended.connect(self.refresh)
        session.networks_changed.connect(self._on_networks_changed)
        session.moment_changed.connect(self._on_networks_changed)
        session.dataset_changed.connect(self.refresh)
        for key, action in self.canvas_actions.keys().items():
            self._add_key(key, action)
        self.finish_pages()

    def probabilities(self) -> NDArray[np.floating] | None:
        """Return the ten probabilities for what is on the canvas, or None where there is nothing to read."""
        reading = self.reading()
        return None if reading is None else reading.answer.probabilities

    def reading(self) -> Reading | None:
        """Return what the network makes of what is on the canvas."""
        return self._reader.read(self.store.state)

    def render_state(self) -> None:
        """Draw the canvas in the column and the page that is open."""
        state = self.store.state
        is_seen = state.page != "draw"
        self.board.setVisible(is_seen)
        if is_seen:
            self.board.show_reading(state, subject(state, self.session), self.reading())
        self.network.show_state(state)
        super().render_state()

    def set_compact(self, compact: bool) -> None:
        """Take less room in a small window."""
        self.board.set_compact(compact)
        self.network.set_compact(compact)
        super().set_compact(compact)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the data when they are needed first."""
        super().showEvent(event)
        self.session.want_dataset()

    def _add_key(self, key: str, slot: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        self.addAction(action)

    @Slot(str)
    def _on_announced(self, sentence: str) -> None:
        if self.isVisible():
            self.status_announced.emit(sentence)

    @Slot()
    def _on_networks_changed(self) -> None:
        self.network.show_networks()
        self.refresh()
