"""The page Draw: a canvas, the form that the network sees, its ten probabilities, and what decided about them."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.drawing import words
from explorer.drawing.actions import CanvasActions
from explorer.drawing.board import show_on
from explorer.drawing.canvas import Canvas
from explorer.drawing.draw.arrangement import Arrangement
from explorer.drawing.draw.cards import AnswerPicture, FormPicture
from explorer.drawing.draw.controls import DrawControls
from explorer.drawing.draw.explanations import card_texts, explain_tests, explanations
from explorer.drawing.draw.export import Tables
from explorer.drawing.draw.neighbours import Neighbours
from explorer.drawing.draw.neighbours_picture import NeighboursPicture
from explorer.drawing.draw.number_words import numbers_hint
from explorer.drawing.draw.numbers_picture import NumbersPicture
from explorer.drawing.draw.stages_picture import StagesPicture
from explorer.drawing.draw.units_picture import UnitsPicture
from explorer.drawing.drawing import NO_LABEL
from explorer.drawing.files_in.boxes import PictureBoxes
from explorer.drawing.files_in.files_in import FilesIn
from explorer.drawing.files_in.readings import readings
from explorer.drawing.mistakes import Mistakes
from explorer.drawing.page import ANSWER, DrawingPage
from explorer.drawing.reading import Reader, Reading
from explorer.drawing.state import DrawingState
from explorer.drawing.stroke_editor import StrokeEditor
from explorer.look.theme import SPACE_M, Look
from explorer.plots.export import WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.views.facts import MISSING, PENDING, Fact, Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import Card, column


class DrawPage(DrawingPage):
    """Canvas, form and answer above the way in and the hidden units."""

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DrawingState],
        reader: Reader,
        actions: CanvasActions,
        mistakes: Mistakes,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, reader)
        self._mistakes = mistakes
        self.neighbours = session.lasting("drawing.neighbours", lambda: Neighbours(session))
        self.files = session.lasting("drawing.files", lambda: FilesIn(session, store))
        self.controls = DrawControls(look, store, session, actions, self.files, panel)
        self.controls.setParent(self)
        self.canvas = Canvas(look)
        self.boxes = PictureBoxes(look, self.canvas)
        self.files.take_drops(self.canvas)
        self.stroke_editor = StrokeEditor(self.canvas, store)
        self.form, self.answer = FormPicture(look), AnswerPicture(look)
        self.stages, self.nearest = StagesPicture(look), NeighboursPicture(look)
        self.units = UnitsPicture(look)
        pictures: dict[str, QWidget] = {
            "canvas": self.canvas,
            "form": self.form,
            "answer": self.answer,
            "stages": _stack(self.stages, self.nearest),
            "units": self.units,
        }
        self.tables = Tables(self.reading, store, self.neighbours)
        self._cards = {
            name: self.card(name, WidgetExport(picture, table), *texts)
            for (name, picture), table, texts in zip(
                pictures.items(), self.tables.all(), card_texts(), strict=True
            )
        }
        self._cards["answer"].set_title("")
        named = {**self.controls.by_name, **pictures, "picture": self.boxes}
        name_widgets(self.view_name, named, explanations())
        self._explain_tests()
        self.numbers = NumbersPicture(look)
        self.numbers.setAccessibleName(_("The 784 numbers"))
        self._numbers_card = self._card_of_numbers()
        canvas, form, answer, stages, units = self._cards.values()
        self._arrangement = Arrangement(look, canvas, form, answer, stages, units, self._numbers_card)
        self.setLayout(column(self._arrangement))
        self.stroke_editor.ended.connect(self.outdated)
        self.boxes.chosen.connect(self._on_digit_chosen)
        self.boxes.stepped.connect(self._on_digit_stepped)
        for key, slot in (("F", self.controls.files.choose_file), ("Ctrl+V", self.files.paste)):
            self._add_key(key, slot)
        self.answer.bars.asked.connect(self._on_asked)
        self.numbers.pointed_changed.connect(self._on_number_pointed)
        self.neighbours.changed.connect(self.outdated)
        mistakes.changed.connect(self.outdated)
        session.dataset_changed.connect(self._on_dataset_changed)

    fact_labels = {
        **DrawingPage.fact_labels,
        "score": N_("Its score"),
        "nearest_digit": N_("Most frequent digit of the nearest training images"),
    }
    card_facts = {
        "canvas": ("label",),
        "answer": ("label", *ANSWER),
        "stages": ("nearest_digit",),
        "units": ("prediction", "score"),
    }

    def facts(self) -> Facts:
        """Return the answer, its score, and what most of the nearest training images are."""
        reading = self.reading()
        if reading is None:
            return {**super().facts(), "score": MISSING, "nearest_digit": MISSING}
        score = reading.evidence.score
        return {
            **super().facts(),
            "score": Fact(score, fixed(score, 2)),
            "nearest_digit": self._nearest_digit(reading),
        }

    def _nearest_digit(self, reading: Reading) -> Fact:
        found = self.neighbours.found if self.neighbours.are_of(reading.stages.form) else None
        return PENDING if found is None else whole(words.nearest(found)[0])

    def render_state(self) -> None:
        """Draw the state."""
        state, reading, now = self.state, self.reading(), self.subject()
        self.controls.show_state(state, self._mistakes.of(self.session.at_moment(state.network)))
        show_on(self.canvas, state, now)
        self.boxes.show_picture(now.picture, readings(now), state.picture_digit)
        if hint := self.stroke_editor.problem or words.canvas_hint(state, now):
            self._cards["canvas"].set_hint(hint)
        else:
            self._cards["canvas"].set_instruction(words.canvas_instruction(state))
        self.form.show_reading(reading)
        self.answer.show_reading(reading, now)
        self._show_stages(reading)
        self._cards["units"].set_title(words.units_title(reading))
        self.units.show_reading(reading, now.network.network)
        self._show_numbers()

    def set_compact(self, compact: bool) -> None:
        """Write less, and smaller, in a small window."""
        super().set_compact(compact)
        self._arrangement.set_compact(compact)
        self.answer.set_compact(compact)
        self._set_words_by_size()
        self.outdated.emit()

    def _show_stages(self, reading: Reading | None) -> None:
        form = None if reading is None else reading.stages.form
        if form is not None and not self.canvas.is_down:
            self.neighbours.want(form)
        is_current = self.neighbours.are_of(form)
        found = None if form is None else self.neighbours.found
        hint = words.neighbours_hint(found, is_current, self.session.dataset) if form is not None else ""
        self.stages.show_reading(reading)
        self.nearest.show_found(found, is_current, hint)

    def _card_of_numbers(self) -> Card:
        scroll = QScrollArea()
        scroll.setWidget(self.numbers)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setObjectName("drawing.numbers_scroll")
        self.numbers.setObjectName("drawing.number_picture")
        about = _("The network’s input written out: 28 rows of 28 numbers, from 0 to 255, or divided by 255.")
        export = WidgetExport(self.numbers, self.tables.form)
        return self.card("numbers", export, _("The 784 numbers"), about, picture=scroll)

    def _show_numbers(self) -> None:
        reading, name = self.reading(), self.state.numbers
        form = None if reading is None else reading.stages.form
        is_shown = name != "hidden"
        self._arrangement.show_numbers(is_shown)
        if is_shown:
            self.numbers.show_numbers(form, name)
            self._numbers_card.set_hint(numbers_hint(form, name, self.numbers.decimals, self.numbers.pointed))

    @Slot()
    def _on_number_pointed(self) -> None:
        self._show_numbers()

    def _set_words_by_size(self) -> None:
        centre = _("Centre of mass")
        self._cards["units"].set_hint("" if self.is_compact else _("activation × weight"))
        self.form.set_names((_("Longest side"), centre, _("Mean (MNIST 13 %)")))

    def _explain_tests(self) -> None:
        explain_tests(self.controls.by_name, self.session.dataset is not None)

    def _add_key(self, key: str, slot: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        self.addAction(action)

    @Slot(int)
    def _on_digit_chosen(self, index: int) -> None:
        self.store.change_to(replace(self.state, picture_digit=index, label=NO_LABEL))

    @Slot(int)
    def _on_digit_stepped(self, index: int) -> None:
        self.store.nudge_to(replace(self.state, picture_digit=index, label=NO_LABEL))

    @Slot(int)
    def _on_asked(self, digit: int) -> None:
        """Open the page Why with the question why it is not this digit."""
        self.store.change_to(self.state.asking(digit))
        why = replace(self.state.why, part="evidence")
        self.store.tick_to(replace(self.state, page="why", why=why))

    @Slot()
    def _on_dataset_changed(self) -> None:
        self._explain_tests()
        self.outdated.emit()


def _stack(upper: QWidget, lower: QWidget) -> QWidget:
    """Return one widget with another below it, which keeps its height."""
    both = QWidget()
    layout: QVBoxLayout = column(upper, lower, spacing=SPACE_M)
    layout.setStretch(0, 1)
    both.setLayout(layout)
    return both
