"""The learning rate, what it does along each direction, and the chapter's three."""

from functools import partial

from PySide6.QtCore import Slot

from explorer.descent import words
from explorer.descent.outcome import Direction
from explorer.descent.section import Section
from explorer.descent.state import END, DescentState
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.buttons import Button
from explorer.widgets.field import FieldMessage
from explorer.widgets.gauge import GaugeRow, StabilityGauge
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.numbers import plain
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

LOWEST_RATE, HIGHEST_RATE = 1e-300, 1e300
CHAPTER_RATES = (0.1, 10.0, 1e-10)
CHAPTER_START, CHAPTER_STEPS = (-3.0, 4.0), 100


def chapter_run(learning_rate: float) -> dict[str, object]:
    """Return the fields of one of the chapter's runs."""
    return {
        "surface": "bowl",
        "starts": (CHAPTER_START,),
        "learning_rate": learning_rate,
        "steps": CHAPTER_STEPS,
        "optimizer": "sgd",
        "gradient": "numerical",
        "ascent": False,
        "shown_step": END,
        "chosen_start": 0,
    }


class RateSection(Section):
    """The learning rate, the gauge that says what it does, and the chapter's three runs."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._field = NumberField(look, minimum=LOWEST_RATE, maximum=HIGHEST_RATE, hero=True)
        self._message = FieldMessage(look)
        self._field.attach_message(self._message)
        self._slider = LogSlider(look, -3, 1, range(-3, 2))
        self._gauge = StabilityGauge(look, self._slider)
        self._sentence = Label(look, SMALL, tone="text2", wrap=True)
        self._chapter = Label(look, SMALL, tone="text2")
        self._runs = [Button(look) for _ in CHAPTER_RATES]
        for name, widget in (
            ("learning_rate", self._field),
            ("learning_rate_slider", self._slider),
            ("gauge", self._gauge),
            *((f"chapter_run_{number}", run) for number, run in enumerate(self._runs, 1)),
        ):
            widget.setObjectName(f"descent.{name}")
        head = row(self._title, self._field)
        head.setStretchFactor(self._field, 1)
        runs = row(self._chapter, *self._runs)
        for run in self._runs:
            runs.setStretchFactor(run, 1)
        self.setLayout(
            column(head, self._message, self._slider, self._gauge, self._sentence, runs, spacing=6)
        )
        self._field.committed.connect(self._on_committed)
        self._field.stepped.connect(self._on_stepped)
        self._slider.drag_started.connect(self._on_drag_started)
        self._slider.dragged.connect(self._on_committed)
        self._slider.drag_finished.connect(self._on_drag_finished)
        self._slider.stepped.connect(self._on_stepped)
        for rate, run in zip(CHAPTER_RATES, self._runs, strict=True):
            run.clicked.connect(partial(self._on_run, rate))
        self.retranslate()

    def show_state(self, state: DescentState, directions: tuple[Direction, ...], limit: float | None) -> None:
        """Show the learning rate and what it does along `directions`; `limit` is None where no bound holds."""
        rate = state.learning_rate
        self._field.set_value(rate)
        self._slider.set_value(rate)
        fits = limit is not None and bool(directions)
        self._gauge.setVisible(fits)
        self._sentence.setVisible(not fits)
        if limit is None:
            self._sentence.setText(words.adaptive_sentence(state.optimizer))
        elif not directions:
            self._sentence.setText(
                self.tr("The surface has no finite curvature at the end of the chosen path.")
            )
        else:
            rows = [
                GaugeRow(words.direction_name(direction), direction.curvature, words.factor(direction, rate))
                for direction in directions
            ]
            self._gauge.set_rows(rows, rate, limit)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Learning rate"))
        self._chapter.setText(self.tr("Chapter’s runs"))
        for widget, name, tip in (
            (
                self._field,
                self.tr("Learning rate"),
                self.tr(
                    "How far a step goes along the gradient: type any number, such as 1e-10 (chapter, section 4)"
                ),
            ),
            (
                self._slider,
                self.tr("Learning rate"),
                self.tr(
                    "Drag it and watch every path bend: too small creeps, too large overshoots, then diverges"
                ),
            ),
            (
                self._gauge,
                self.tr("What this learning rate does along each direction"),
                self.tr(
                    "λ is the surface’s curvature at the end of the chosen path. Each step leaves 1 − lr·λ of the "
                    "distance: below 0 it overshoots, beyond −1 it diverges"
                ),
            ),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        for rate, run in zip(CHAPTER_RATES, self._runs, strict=True):
            run.setText(plain(rate))
            run.setAccessibleName(
                self.tr("The chapter’s run with learning rate {rate}").format(rate=plain(rate))
            )
            run.setToolTip(
                self.tr(
                    "The chapter’s run: x0² + x1² from (−3, 4), 100 steps, numerical gradient, lr = {rate} (section 4)"
                ).format(rate=plain(rate))
            )

    @Slot(float)
    def _on_committed(self, value: float) -> None:
        self._store.change(learning_rate=value)

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self._store.nudge(learning_rate=value)

    @Slot()
    def _on_drag_started(self) -> None:
        self._store.begin_gesture()
        self._field.hold_digits()

    @Slot()
    def _on_drag_finished(self) -> None:
        self._store.end_gesture()
        self._field.release_digits()

    def _on_run(self, rate: float) -> None:
        self._store.change(**chapter_run(rate))
