"""The drawing view: a digit drawn by hand, what a network makes of it, and why."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.drawing import words
from explorer.drawing.arrangement import Arrangement
from explorer.drawing.canvas import Canvas
from explorer.drawing.cards import AnswerPicture, FormPicture
from explorer.drawing.controls import DrawingControls
from explorer.drawing.explanations import explain, explain_test_image
from explorer.drawing.export import Tables
from explorer.drawing.hand import Hand
from explorer.drawing.neighbours import Neighbours
from explorer.drawing.neighbours_picture import NeighboursPicture
from explorer.drawing.reading import Reader, Reading, Subject, subject
from explorer.drawing.stages_picture import StagesPicture
from explorer.drawing.state import DrawingState
from explorer.drawing.units_picture import UnitsPicture
from explorer.plots.export import ExportMenu, WidgetExport
from explorer.session import Session
from explorer.theme import SPACE_M, Look
from explorer.view import View
from explorer.widgets.layout import Card, column


class DrawingView(View):
    """A canvas, the form that the network sees, its ten probabilities, and what decided about them."""

    name = "drawing"
    state_type = DrawingState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self._reader = Reader(session)
        self.neighbours = Neighbours(session)
        self.controls = DrawingControls(look, self.store, session, self.column)
        self.canvas = Canvas(look)
        self.hand = Hand(self.canvas, self.store)
        self.form, self.answer = FormPicture(look), AnswerPicture(look)
        self.stages, self.nearest = StagesPicture(look), NeighboursPicture(look)
        self.units = UnitsPicture(look)
        self._pictures: dict[str, QWidget] = {
            "canvas": self.canvas,
            "form": self.form,
            "answer": self.answer,
            "stages": _stack(self.stages, self.nearest),
            "units": self.units,
        }
        self.tables = Tables(self.reading, self.store, self.neighbours)
        self._cards = {name: self._card(name) for name in self._pictures}
        for name, widget in {**self.controls.by_name, **self._pictures}.items():
            widget.setObjectName(f"{self.name}.{name}")
        self._connect()
        self._arrangement = Arrangement(look, *self._cards.values())
        self.finish(self._arrangement)

    def probabilities(self) -> NDArray[np.floating] | None:
        """Return the ten probabilities for what is on the canvas, or None where there is nothing to read."""
        reading = self.reading()
        return None if reading is None else reading.answer.probabilities

    def reading(self) -> Reading | None:
        """Return what the network makes of what is on the canvas."""
        return self._reader.read(self.store.state)

    def render_state(self) -> None:
        """Draw the state."""
        state: DrawingState = self.store.state
        reading, now = self.reading(), subject(state, self.session)
        self.controls.show_state(state)
        self._show_canvas(state, now)
        self.form.show_reading(reading)
        self.answer.show_reading(reading, now)
        self._show_stages(reading)
        self._cards["units"].set_title(words.units_title(reading, self.is_compact))
        self.units.show_reading(reading, now.network.network)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self.controls.retranslate()
        explain({**self.controls.by_name, **self._pictures})
        self._explain_test_image()
        self._cards["canvas"].set_title(self.tr("Your digit"))
        self._cards["form"].set_title(self.tr("The network sees"))
        self._cards["stages"].set_title(self.tr("From ink to 784 numbers"))
        self._set_words_by_size()
        self.nearest.set_title(self.tr("Nearest training images"))
        self.units.set_words(self.tr("For"), self.tr("Against"), self.tr("No unit."))

    def set_compact(self, compact: bool) -> None:
        """Write less, and smaller, in a small window."""
        self._arrangement.set_compact(compact)
        self.controls.set_compact(compact)
        self.answer.set_compact(compact)
        self._set_words_by_size()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the data when they are needed first."""
        super().showEvent(event)
        self.session.want_dataset()

    def _show_canvas(self, state: DrawingState, now: Subject) -> None:
        image = None
        if now.label is not None and now.dataset is not None:
            image = now.dataset.test_images[now.image]
        self.canvas.show_ink(now.strokes, image, state.pen_width)
        self.canvas.show_words(words.canvas_words(state, now))
        self.canvas.set_erasing(state.tool == "eraser")
        self._cards["canvas"].set_hint(self.hand.problem or words.canvas_hint(state, now))

    def _show_stages(self, reading: Reading | None) -> None:
        form = None if reading is None else reading.stages.form
        if form is not None and not self.canvas.is_down:
            self.neighbours.want(form)
        is_current = self.neighbours.are_of(form)
        found = None if form is None else self.neighbours.found
        hint = words.neighbours_hint(found, is_current, self.session.dataset) if form is not None else ""
        self.stages.show_reading(reading)
        self.nearest.show_found(found, is_current, hint)

    def _set_words_by_size(self) -> None:
        centre = self.tr("Centre, aim 14") if self.is_compact else self.tr("Centre of mass, aim 14, 14")
        self._cards["units"].set_hint("" if self.is_compact else self.tr("activation × weight"))
        self.form.set_names((self.tr("Longest side"), centre, self.tr("Ink, MNIST 13.1 %")))

    def _explain_test_image(self) -> None:
        explain_test_image(self.controls.by_name["test_image"], self.session.dataset is not None)

    def _card(self, name: str) -> Card:
        card, picture = Card(self.look), self._pictures[name]
        card.body.addWidget(picture, 1)
        exportable = WidgetExport(picture, self.look, f"drawing-{name}", getattr(self.tables, name))
        menu = ExportMenu(self.look, exportable)
        menu.setObjectName(f"{self.name}.export_{name}")
        menu.failed.connect(self.session.problem)
        card.add_menu(menu)
        return card

    def _connect(self) -> None:
        self.hand.ended.connect(self._on_stroke_ended)
        self.neighbours.changed.connect(self.refresh)
        self.session.networks_changed.connect(self._on_networks_changed)
        self.session.dataset_changed.connect(self._on_dataset_changed)
        self._add_key("E", self.controls.take_test_image)
        self._add_key("Del", self.controls.clear)

    def _add_key(self, key: str, slot: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        self.addAction(action)

    @Slot()
    def _on_stroke_ended(self) -> None:
        self.refresh()
        if not self.canvas.is_down:
            self.status_announced.emit(words.status(self.reading(), subject(self.store.state, self.session)))

    @Slot()
    def _on_networks_changed(self) -> None:
        self.controls.show_networks()
        self.refresh()

    @Slot()
    def _on_dataset_changed(self) -> None:
        self._explain_test_image()
        self.refresh()


def _stack(upper: QWidget, lower: QWidget) -> QWidget:
    """Return one widget with another below it, which keeps its height."""
    both = QWidget()
    layout: QVBoxLayout = column(upper, lower, spacing=SPACE_M)
    layout.setStretch(0, 1)
    both.setLayout(layout)
    return both
