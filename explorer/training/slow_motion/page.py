"""The page Slow motion: one iteration of stochastic gradient descent, a step at a time."""

import math
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.two_layer_net import PARAMETER_NAMES
from explorer.background.guarded import Guarded
from explorer.background.latest_result import LatestResult
from explorer.look.theme import MEDIUM, SMALL, SPACE_L, Look, pen
from explorer.plots.export import Exportable, Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed, plain, significant
from explorer.training.page import TrainingPage
from explorer.training.slow_motion import words
from explorer.training.slow_motion.explanations import explanations
from explorer.training.slow_motion.gradients import GradientPair
from explorer.training.slow_motion.pixel_numbers import PixelNumbers
from explorer.training.slow_motion.plots import MovesPlot, RepeatPlot
from explorer.training.slow_motion.sheet import Sheet
from explorer.training.slow_motion.state import MOST_ITERATIONS, PANELS, SlowMotionState
from explorer.training.slow_motion.transport import SlowMotionTransport
from explorer.training.slow_motion.work import ShownIteration, shown_iteration
from explorer.training.state import TrainingState
from explorer.training.subject import Held, Subject
from explorer.training.words import held_network
from explorer.views.controls import HeroControl
from explorer.views.facts import PENDING, Fact, Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.formula import Formula
from explorer.widgets.layout import Card, column, row
from explorer.widgets.pixels import ColourRamp
from explorer.widgets.text import ElidedLabel, Label, WholeLabel, set_style_property

_NAMES = ("slow_images", "slow_gradient", "slow_moves", "slow_losses")
_CARDS = ("batch", "gradient", "update", "repeat")
_LEFT, _RIGHT = 43, 57  # shares of the width
_TALL, _UPPER, _HALF = (
    900,
    0.63,
    0.5,
)  # pixels at scale 1 from which the upper row has more than half the height
_RADIUS = 10  # of a card's corners


class _FocusRing(Guarded, QWidget):
    """Lies over the page and rings one of its cards, on the card's own border."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._card = look, page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_around(self, card: QWidget) -> None:
        """Ring this card."""
        self._card = card
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, as wide as that of a control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(self._look.theme.accent, 2))
        painter.drawRoundedRect(self._card.geometry().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


class SlowMotionPage(TrainingPage):
    """Four panels, one a step: those that are still to come say what they are going to do.

    Space and the arrow keys step while the page has the keyboard.
    """

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self._work: LatestResult[ShownIteration] = session.latest_result("training.slow_motion")
        self._shown: ShownIteration | None = None
        self._is_current, self._announced = False, ""
        self._start, self.transport = (
            Label(look, SMALL, tone="text2", wrap=True),
            SlowMotionTransport(look, session, store),
        )
        self.sheet, self.gradients, self.pixels = Sheet(look), GradientPair(look), PixelNumbers(look)
        self.shapes = WholeLabel(look, SMALL, tone="text2")
        self.moves, self.losses = MovesPlot(look), RepeatPlot(look)
        pictures: dict[str, QWidget] = dict(
            zip(_NAMES, (self.sheet, self.gradients, self.moves, self.losses), strict=True)
        )
        exports: dict[str, Exportable] = {
            "slow_images": WidgetExport(self.sheet, self._images_table),
            "slow_gradient": WidgetExport(self.gradients, self._gradient_table),
            "slow_moves": self.moves,
            "slow_losses": self.losses,
        }
        self._stacks: list[QStackedWidget] = []
        self._update = QWidget()  # the moves below the arithmetic of one of them
        self._ramp, self.arithmetic = ColourRamp(look), ElidedLabel(look, weight=MEDIUM)
        self._ramp.setAccessibleName(_("Colours of the slopes"))
        self.sentences = [Formula(look, tone="text2", wrap=True) for _unused in _NAMES]
        self.cards: list[Card] = []
        self.go_to = [Button(look) for _unused in _NAMES[1:]]
        for place, (name, card_name, texts, sentence) in enumerate(
            zip(_NAMES, _CARDS, words.card_texts(), self.sentences, strict=True)
        ):
            stack = QStackedWidget()
            stack.addWidget(self._update if name == "slow_moves" else pictures[name])
            stack.addWidget(self._pending(place))
            card = self.card(card_name, exports[name], *texts, picture=stack, export=name)
            card.body.insertWidget(0, sentence)
            self._stacks.append(stack)
            self.cards.append(card)
        self.numbers = self.card(
            "pixels",
            WidgetExport(self.pixels, self._pixels_table),
            _("784 numbers"),
            _("Every pixel of one image of the mini-batch: a row of x."),
        )
        named = {
            **pictures,
            **self.transport.by_name,
            **{f"slow_go_to_{place + 1}": button for place, button in enumerate(self.go_to, 1)},
            "slow_page": self,
            "pixels": self.pixels,
            "shapes": self.shapes,
        }
        name_widgets(self.view_name, named, explanations())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ring = _FocusRing(look, self)
        self._lay_out(panel)
        self._connect()

    @property
    def shown(self) -> ShownIteration | None:
        """The iteration that is shown."""
        return self._shown

    @property
    def _state(self) -> SlowMotionState:
        return self.store.state.slow_motion

    def render_state(self) -> None:
        """Draw the steps of the iteration that are done, or the last iteration while this one is computed."""
        state = self._state
        self.transport.show_state(state)
        held = self.subject.held(math.inf)
        found = None if held is None else self._find(held, state)
        self.kit.show_state(self.store.state)
        self._start.setText(
            _("Starts from a copy of the {network}; SGD as in the chapter.").format(
                network=held_network(held, self.subject)
            )
        )
        self._is_current = found is not None
        if found is not None and found is not self._shown:
            self._shown = found
            self._draw(found)
        self._show_steps(state)
        self._show_numbers(state)
        self._say(state)
        self._ring.show_around(self.cards[state.panel])

    @property
    def subject_words(self) -> str:
        """The settings of its steps are on the cards."""
        return ""

    fact_labels = {
        "iteration": N_("Iteration"),
        "step": N_("Step shown"),
        "loss_before": N_("Loss before the update"),
        "loss_after": N_("Loss after the update"),
        "change": N_("Change of the loss"),
        "expected_change": N_("Change of the loss that the gradient predicts"),
        "largest_difference": N_("Largest difference of the two gradients"),
    }
    card_facts = {
        "batch": ("iteration", "loss_before"),
        "gradient": ("largest_difference",),
        "update": ("expected_change",),
        "repeat": ("loss_before", "loss_after", "change"),
    }

    def facts(self) -> Facts:
        """Return the losses of the iteration that is shown, and how far its two gradients are apart."""
        held = self.subject.held(math.inf)
        found = None if held is None else self._find(held, self._state)
        facts = dict.fromkeys(self.fact_labels, PENDING)
        facts |= {"iteration": whole(self._state.iteration), "step": whole(self._state.panel + 1)}
        if found is None:
            return facts
        last = found.iterations.last
        before, after, promise = last.loss_before, last.loss_after, last.expected_change
        return facts | {
            "loss_before": Fact(before, fixed(before, 4)),
            "loss_after": Fact(after, fixed(after, 4)),
            "change": Fact(after - before, significant(after - before, 3)),
            "expected_change": Fact(promise, significant(promise, 3)),
            "largest_difference": Fact(found.largest_difference, plain(found.largest_difference, 2)),
        }

    def set_compact(self, compact: bool) -> None:
        """Leave words out where there is no room for them."""
        super().set_compact(compact)
        self._show_steps(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is much height, give the images the larger share: they grow by whole pixels only."""
        super().resizeEvent(event)
        share = _UPPER if self.height() >= self.look.px(_TALL) else _HALF
        height = max(self.height() - self.shapes.height() - 2 * SPACE_L, 0)
        upper = round(share * height)
        for place, card in enumerate(self.cards):
            card.fix_height(upper if place < 2 else height - upper)
        self._ring.setGeometry(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step on or back."""
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Right:
                self.transport.step_on()
            case Qt.Key.Key_Left:
                self.transport.step_back()
            case _:
                super().keyPressEvent(event)

    def _find(self, held: Held, state: SlowMotionState) -> ShownIteration | None:
        """Return the iteration if it is computed; at the last panel the next one is asked for ahead."""
        found = self._compute(held, state, state.iteration)
        if found is not None and state.panel == PANELS - 1 and state.iteration < MOST_ITERATIONS:
            self._compute(held, state, state.iteration + 1)
        return found

    def _compute(self, held: Held, state: SlowMotionState, iteration: int) -> ShownIteration | None:
        dataset = self.subject.dataset
        if dataset is None:
            return None
        settings = (state.slow_batch_size, state.slow_learning_rate, state.slow_seed)
        key = (held.key, dataset.number, *settings, iteration)
        return self._work.request(key, partial(shown_iteration, held.network, dataset, state, iteration))

    def _draw(self, found: ShownIteration) -> None:
        last = found.iterations.last
        self.sheet.show_images(last.indices, found.images, found.labels, found.losses)
        self.gradients.show_iteration(found)
        limit = significant(self.gradients.mosaics[0].limit, 2)
        self._ramp.set_texts(f"−{limit}", f"+{limit}")
        self.moves.show_iteration(found)
        self.losses.show_iterations(found.iterations)

    def _show_numbers(self, state: SlowMotionState) -> None:
        """Show the numbers of an image in place of the four steps, or the other way round."""
        for card in self.cards:
            card.setVisible(not state.shows_numbers)
        self._ring.setVisible(self.hasFocus() and not state.shows_numbers)
        self.numbers.setVisible(state.shows_numbers)
        for place, is_shown in enumerate(
            (not state.shows_numbers, not state.shows_numbers, state.shows_numbers)
        ):
            self._rows.setStretch(place + 1, is_shown)
        found = self._shown
        if found is not None:
            place, is_scaled = self._image(found), state.pixel_scale == "scaled"
            self.pixels.show_pixels(found.images[place], is_scaled)
            self.numbers.set_title(words.numbers_title(found, place))
            self.numbers.set_hint(words.numbers_hint(is_scaled))
            self.shapes.setText(words.shapes(found))

    def _image(self, found: ShownIteration) -> int:
        """Return the place in the mini-batch of the image whose numbers are shown."""
        return min(self._state.slow_image, len(found.labels) - 1)

    def _show_steps(self, state: SlowMotionState) -> None:
        """Uncover the panels of the steps that are done, and mark the present one."""
        words_of = (_("done"), _("now"), _("next"))
        has_ramp = state.panel >= 1 and self._shown is not None
        for place, (card, stack) in enumerate(zip(self.cards, self._stacks, strict=True)):
            is_done = place <= state.panel and self._shown is not None
            stack.setCurrentIndex(0 if is_done else 1)
            set_style_property(card, "current", place == state.panel)
            order = 1 + (place > state.panel) - (place < state.panel)
            hint = words_of[order] if self._is_current else _("being updated…")
            is_crowded = place == 1 and has_ramp and self.is_compact
            card.set_hint(" " if is_crowded else hint)
        self._ramp.setVisible(has_ramp)
        if self._is_current and self._shown is not None:
            some = words.some_shown(self.sheet.shown, len(self._shown.labels))
            if some:
                self.cards[0].set_hint(some)

    def _say(self, state: SlowMotionState) -> None:
        """Write the sentence of each step: what it did, or what it is going to do."""
        found, dataset = self._shown, self.subject.dataset
        said = list(words.promises())
        if found is not None and dataset is not None:
            told = (
                words.drawn(found, len(dataset.train_images)),
                words.differentiated(found),
                words.moved(found),
                words.repeated(found.iterations.last),
            )
            said[: state.panel + 1] = told[: state.panel + 1]
        for formula in self.sentences[1:3]:
            formula.set_terms(words.terms() if state.panel >= 2 and found is not None else {})
        for label, sentence in zip(self.sentences, said, strict=True):
            label.setText(sentence)
            label.updateGeometry()  # the height of a text that wraps
        self.arithmetic.setText("" if found is None else words.arithmetic(found))
        self.sentences[0].setToolTip("" if found is None else words.all_indices(found))
        if self._is_current and said[state.panel] != self._announced:
            self._announced = said[state.panel]
            self.status_announced.emit(self._announced)

    def _images_table(self) -> Table:
        if self._shown is None:
            return []
        found = self._shown
        return [
            (_("image"), found.iterations.last.indices.tolist()),
            (_("label"), found.labels.tolist()),
            (_("loss"), found.losses.tolist()),
        ]

    def _pixels_table(self) -> Table:
        if self._shown is None:
            return []
        pixels = self._shown.images[self._image(self._shown)]
        return [(_("pixel"), range(len(pixels))), (_("0 to 255"), pixels), (_("0 to 1"), pixels / 255)]

    def _gradient_table(self) -> Table:
        if self._shown is None:
            return []
        last = self._shown.iterations.last
        names = [
            words.parameter_name(name, index)
            for name in PARAMETER_NAMES
            for index in np.ndindex(last.gradient[name].shape)
        ]
        columns = {
            _("backpropagation"): last.gradient,
            _("differences"): last.numerical,
            _("move"): last.moves,
        }
        return [
            (_("parameter"), names),
            *(
                (name, np.concatenate([part[key].ravel() for key in PARAMETER_NAMES]).tolist())
                for name, part in columns.items()
            ),
        ]

    def _pending(self, place: int) -> QWidget:
        """Return what is in a panel until its step is done: a button that does it."""
        pending = QWidget()
        if place > 0:
            button = self.go_to[place - 1]
            button.setText(_("Go to step {step}").format(step=place + 1))
            button.setToolTip(_("Do the steps up to this one (section 6)"))
            button.clicked.connect(partial(self.transport.go_to_panel, place))
            pending.setLayout(column(row(button, 1), 1))
        return pending

    def _lay_out(self, panel: PagePanel) -> None:
        numbers = map(self.kit.number, ("slow_batch_size", "slow_seed"))
        panel.add_section(None, self.kit.make(HeroControl, "slow_learning_rate"), *numbers, self._start)
        panel.add_section(
            None,
            self.kit.segmented("slow_shows"),
            self.kit.number("slow_image"),
            self.kit.segmented("pixel_scale"),
        )
        panel.pinned.addWidget(self.transport)
        rows = self._rows = column(self.shapes, spacing=SPACE_L)
        for pair in (self.cards[:2], self.cards[2:]):
            line = row(*pair, spacing=SPACE_L)
            line.setStretch(0, _LEFT)
            line.setStretch(1, _RIGHT)
            rows.addLayout(line, 1)
        rows.addWidget(self.numbers, 1)
        self.setLayout(rows)
        self.cards[1].set_hint(" ")  # the ramp stands right of the hint
        self.cards[1].add_to_head(self._ramp)
        moves = column(self.arithmetic, self.moves)
        moves.setStretch(1, 1)
        self._update.setLayout(moves)

    def _connect(self) -> None:
        self._work.changed.connect(self.outdated)
        for formula in self.sentences[1:3]:
            formula.linkHovered.connect(self._on_term_pointed)
        self.transport.second_passed.connect(self._on_second_passed)
        self.sheet.chosen.connect(self._on_image_chosen)

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        self.cards[1].set_highlighted(term == words.GRADIENT)
        self.moves.moves.set_highlighted(term == words.CHANGE)
        self.moves.values.set_highlighted(term == "W")

    @Slot(int)
    def _on_image_chosen(self, place: int) -> None:
        self.store.change(slow_image=place, slow_shows="numbers")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._ring.setVisible(not self._state.shows_numbers)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.hide()

    @Slot()
    def _on_second_passed(self) -> None:
        """Go on, unless the present step is still being computed."""
        if self._is_current:
            self.transport.play_on()
