"""The page Mistakes: which images a network gets wrong, and how."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.background.latest_result import LatestResult
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Exportable, Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.training.mistakes import words
from explorer.training.mistakes.class_plot import ClassPlot
from explorer.training.mistakes.controls import MistakesControls
from explorer.training.mistakes.explanations import card_texts, explanations, sending
from explorer.training.mistakes.image_card import ImageAnswer
from explorer.training.mistakes.matrix import ConfusionMatrix
from explorer.training.mistakes.state import CLASSES, Cell, MistakesState
from explorer.training.mistakes.work import Answers, answers
from explorer.training.page import TrainingPage
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.gallery import PicturePicker, Pictures
from explorer.widgets.layout import column, row
from explorer.widgets.memo import Memo

SECONDS = {"test": 1.0, "training": 5.0}  # from one reading of all images to the next while a run is at work
_ENOUGH = 8  # images in sight
_LEFT, _RIGHT = 57, 43  # shares of the width
_UPPER, _LOWER = 54, 46  # shares of the height
_FACTS = ("accuracy", "mistakes", "listed_images", "label_images")
_IMAGE_FACTS = ("image", "label", "prediction", "label_probability", "image_loss")


class MistakesPage(TrainingPage):
    """Confusion matrix and accuracies above, the images that a cell counts and one of them below."""

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self._answers: LatestResult[Answers] = session.latest_result_with_images("training.answers")
        self._answers.changed.connect(self.outdated)
        self._memo = Memo()
        self._shown: Answers | None = None
        self._listed: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self.controls = MistakesControls(look, store)
        self.matrix, self.classes = ConfusionMatrix(look), ClassPlot(look)
        self.gallery, self.answer = PicturePicker(look, _ENOUGH), ImageAnswer(look)
        self._send = Button(look, "drawing")
        self._send.setObjectName("training.open_in_drawing")
        self._send.setText(_("Open in Drawing"))
        self._send.setAccessibleName(_("Open this image in Drawing"))
        self._send.setEnabled(False)  # until there is an image
        shown: dict[str, Exportable] = {
            "matrix": WidgetExport(self.matrix, self._matrix_table),
            "classes": self.classes,
            "mistake_images": WidgetExport(self.gallery, self._images_table),
            "mistake_answer": WidgetExport(self.answer, self._image_table),
        }
        self.cards = {name: self.card(name, shown[name], *texts) for name, texts in card_texts().items()}
        named: dict[str, QWidget] = {
            "matrix": self.matrix,
            "classes": self.classes,
            "mistake_images": self.gallery,
            "mistake_answer": self.answer,
            "mistake_image": self.answer.pixels,
            "mistake_bars": self.answer.bars,
        }
        name_widgets(self.view_name, named, explanations())
        self._lay_out(panel)
        self._connect()

    @property
    def answers(self) -> Answers | None:
        """The answers that are shown."""
        return self._shown

    @property
    def listed(self) -> NDArray[np.intp]:
        """The images to choose from, in their order."""
        return self._listed

    @property
    def image(self) -> int | None:
        """Index of the image that is looked at closely."""
        place = self._place
        return int(self._listed[place]) if place >= 0 else None

    def render_state(self) -> None:
        """Draw the state, or as much of it as is known yet."""
        state = self.store.state.mistakes
        found, is_current = self._find(state)
        self.controls.show_state(self.store.state, found)
        if found is None:
            self.cards["matrix"].set_hint(_("computing…"))
            return
        if not self._memo.has_changed(state, found, is_current, self.gallery.capacity):
            return
        self._shown, self._listed = found, found.listed(state.cell)
        self.matrix.show_counts(found.counts, state.cell)
        self.classes.show_answers(found)
        self.cards["matrix"].set_hint(self._standing(is_current))
        self.cards["classes"].set_hint(words.classes_hint(found.by_class))
        self._show_images(found, state)

    fact_labels = {
        "accuracy": N_("Accuracy on all images"),
        "mistakes": N_("Wrong predictions"),
        "listed_images": N_("Images listed"),
        "label_images": N_("Images with the label of the cell"),
        "image": N_("Index of the image"),
        "label": N_("Label"),
        "prediction": N_("Prediction"),
        "label_probability": N_("Probability of the label"),
        "image_loss": N_("Loss"),
    }
    card_facts = {
        "matrix": ("accuracy", "mistakes"),
        "classes": ("accuracy",),
        "mistake_images": ("listed_images",),
        "mistake_answer": ("label", "prediction", "label_probability", "image_loss"),
    }

    def facts(self) -> Facts:
        """Return how many images are wrong, those of the cell, and the prediction for the one looked at."""
        state = self.store.state.mistakes
        found, is_current = self._find(state)
        if found is None or not is_current:
            return dict.fromkeys(_FACTS + _IMAGE_FACTS, PENDING)
        listed = found.listed(state.cell)
        place = _place_of(state.mistake, listed)
        facts = {
            "accuracy": percentage(found.accuracy, 2),
            "mistakes": whole(found.mistakes),
            "listed_images": whole(len(listed)),
            "label_images": MISSING if state.cell is None else whole(int(found.counts[state.cell[0]].sum())),
        }
        if place < 0:
            return facts | dict.fromkeys(_IMAGE_FACTS, MISSING)
        image = int(listed[place])
        label = int(found.labels[image])
        probabilities = found.probabilities[image]
        return facts | {
            "image": whole(image),
            "label": whole(label),
            "prediction": whole(int(found.predicted[image])),
            "label_probability": percentage(float(probabilities[label])),
            "image_loss": Fact(loss := words.loss_of(probabilities, label), fixed(loss, 2)),
        }

    def _find(self, state: MistakesState) -> tuple[Answers | None, bool]:
        """Return the newest answers that are known, and whether they are those that are asked for."""
        held, dataset = self.subject.held(SECONDS[state.split]), self.subject.dataset
        if held is None or dataset is None:
            return self._answers.latest, False
        key = (held.key, dataset.number, state.split)
        found = self._answers.request_in_turn(key, partial(answers, held.network, dataset, state.split))
        is_current = found is not None and held.network is self.subject.network
        return found or self._answers.latest, is_current

    def _standing(self, is_current: bool) -> str:
        """Return whose answers are shown, where they are not those that are asked for."""
        if is_current:
            return ""
        if self.subject.network is None and not self.subject.run.is_active:
            return _("no network yet: predictions of another one")
        return _("updating…")

    def _show_images(self, found: Answers, state: MistakesState) -> None:
        chosen = self._place
        self.gallery.show_pictures(
            Pictures(
                found.images,
                self._listed,
                self._caption,
                self._describe,
                lambda place: "text" if place == chosen else "text2",
            ),
            chosen,
        )
        image = self.image
        self.answer.show_image(found, image)
        self.cards["mistake_images"].set_title(words.gallery_title(state.cell))
        self.cards["mistake_images"].set_hint(
            words.gallery_hint(self.gallery.shown, len(self._listed), state.cell)
        )
        self._name_image(found, image)
        is_test = found.split == "test"
        self._send.setEnabled(is_test and image is not None)
        self._send.setToolTip(sending(is_test))

    def _name_image(self, found: Answers, image: int | None) -> None:
        card = self.cards["mistake_answer"]
        if image is None:
            card.set_title(_("No image"))
            card.set_hint("")
            return
        label = int(found.labels[image])
        card.set_title(words.image_title(image, label))
        card.set_hint(words.image_hint(label, found.probabilities[image]))

    @property
    def _place(self) -> int:
        """Place of the image that is looked at among those listed: the first, unless the state names another."""
        return _place_of(self.store.state.mistakes.mistake, self._listed)

    def _caption(self, place: int) -> str:
        assert self._shown is not None
        index, shown = int(self._listed[place]), self._shown
        return words.caption(
            int(shown.labels[index]),
            int(shown.predicted[index]),
            shown.probabilities[index],
            self.store.state.mistakes.cell,
        )

    def _describe(self, place: int) -> str:
        assert self._shown is not None
        index, shown = int(self._listed[place]), self._shown
        return words.description(
            index, int(shown.labels[index]), int(shown.predicted[index]), shown.probabilities[index]
        )

    def _matrix_table(self) -> Table:
        if self._shown is None:
            return []
        columns = [(_("predicted as {0}").format(k), self._shown.counts[:, k]) for k in range(CLASSES)]
        return [(_("label"), range(CLASSES)), *columns]

    def _images_table(self) -> Table:
        return [] if self._shown is None else self._table_of(self._shown, self._listed)

    def _image_table(self) -> Table:
        image = self.image
        if self._shown is None or image is None:
            return []
        return self._table_of(self._shown, np.array([image]))

    def _table_of(self, shown: Answers, indices: NDArray[np.intp]) -> Table:
        probabilities = shown.probabilities[indices]
        return [
            (_("image"), indices),
            (_("label"), shown.labels[indices]),
            (_("prediction"), shown.predicted[indices]),
            *((_("probability of {0}").format(k), probabilities[:, k]) for k in range(CLASSES)),
        ]

    # Construction, and what the user does

    def _lay_out(self, panel: PagePanel) -> None:
        panel.add_section(None, self.controls)
        panel.pinned.addWidget(self._send)
        cards = self.cards
        rows = [
            row(cards["matrix"], cards["classes"], spacing=SPACE_L),
            row(cards["mistake_images"], cards["mistake_answer"], spacing=SPACE_L),
        ]
        both = column(*rows, spacing=SPACE_L)
        for line, share in zip(rows, (_UPPER, _LOWER), strict=True):
            line.setStretch(0, _LEFT)
            line.setStretch(1, _RIGHT)
            both.setStretchFactor(line, share)
        self.setLayout(both)

    def _connect(self) -> None:
        self.gallery.resized.connect(self.outdated)
        self.matrix.chosen.connect(self._on_cell_chosen)
        self.matrix.moved.connect(self._on_cell_moved)
        self.matrix.left.connect(self._on_cell_left)
        self.gallery.chosen.connect(self._on_image_chosen)
        self.gallery.moved.connect(self._on_image_moved)
        self._send.clicked.connect(self._on_send)

    def _looking_at(self, cell: Cell | None, mistake: int | None = None) -> TrainingState:
        state = self.store.state
        return replace(state, mistakes=replace(state.mistakes, cell=cell, mistake=mistake))

    @Slot(int, int)
    def _on_cell_chosen(self, label: int, answer: int) -> None:
        self.store.change_to(self._looking_at((label, answer)))
        self._announce_cell()

    @Slot(int, int)
    def _on_cell_moved(self, label: int, answer: int) -> None:
        self.store.nudge_to(self._looking_at((label, answer)))
        self._announce_cell()

    def _announce_cell(self) -> None:
        self.status_announced.emit(self.matrix.accessibleDescription())

    @Slot()
    def _on_cell_left(self) -> None:
        self.store.change_to(self._looking_at(None))

    @Slot(int)
    def _on_image_chosen(self, place: int) -> None:
        self.store.change_to(self._looking_at(self.store.state.mistakes.cell, int(self._listed[place])))

    @Slot(int)
    def _on_image_moved(self, place: int) -> None:
        self.store.nudge_to(self._looking_at(self.store.state.mistakes.cell, int(self._listed[place])))

    @Slot()
    def _on_send(self) -> None:
        fields: dict[str, object] = {"strokes": (), "test_image": self.image}
        if self.session.has_network(self.subject.network_key):
            fields["network"] = self.subject.network_key
        self.session.view_wanted.emit("drawing", fields)


def _place_of(image: int | None, listed: NDArray[np.intp]) -> int:
    """Return the place of an image among those listed; the first place where it is not there, -1 where none is."""
    places = np.flatnonzero(listed == image)
    return int(places[0]) if places.size else min(len(listed), 1) - 1
