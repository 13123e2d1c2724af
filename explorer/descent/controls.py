"""The controls in the column: surface, learning rate, method, and steps."""

from functools import partial

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QWidget

from core.expressions import ExpressionError
from core.surfaces import SURFACES, find
from explorer.descent import words
from explorer.descent.outcome import Direction
from explorer.descent.state import END, DescentState
from explorer.store import Store
from explorer.theme import MEDIUM, SEMIBOLD, SMALL, Look
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Choice, Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.formula_field import FormulaField
from explorer.widgets.gauge import GaugeRow, StabilityGauge
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.numbers import plain
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

TYPED = "typed"
LOWEST_RATE, HIGHEST_RATE = 1e-300, 1e300
MOST_STEPS_HERE = 1000
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


class SurfaceSection(Section):
    """The surface: by name, with its formula below, or typed."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._shown = ""
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._choice = Choice(look)
        self._choice.setObjectName("descent.surface")
        self._formula = Label(look, weight=MEDIUM, wrap=True)
        self._field, self._message = FormulaField(look), FieldMessage(look)
        self._field.setObjectName("descent.formula")
        self._field.attach_message(self._message)
        head = row(self._title, self._choice)
        head.setStretchFactor(self._choice, 1)
        self.setLayout(column(head, self._formula, self._field, self._message))
        self._choice.chosen.connect(self._on_chosen)
        self._field.edited.connect(self._on_edited)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the surface of a state; a wrong formula stays in the field until the surface changes."""
        if state.surface == self._shown:
            return
        self._shown = state.surface
        typed = state.surface not in SURFACES
        self._choice.set_value(TYPED if typed else state.surface)
        self._formula.setVisible(not typed)
        self._field.setVisible(typed)
        self._field.clear_problem()
        if typed:
            self._field.set_text(state.surface)
        else:
            self._formula.setText(words.pretty_formula(find(state.surface).formula))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Surface"))
        self._choice.set_items([*words.surface_names().items(), (TYPED, self.tr("Typed formula"))])
        self._choice.setAccessibleName(self.tr("Surface"))
        self._choice.setToolTip(
            self.tr(
                "The function to descend: the bowl is the chapter's (section 4); “Typed formula” takes your own"
            )
        )
        self._field.setAccessibleName(self.tr("Formula in x0 and x1"))
        self._field.setToolTip(self.tr("A formula in x0 and x1, such as x0^2 + 3*x1^2 or sin(x0) + x1^2"))
        self._shown = ""
        self.show_state(self._store.state)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key != TYPED:
            self._store.change(surface=key)
            return
        self._store.change(surface=find(self._store.state.surface).formula)
        self._field.setFocus()
        self._field.selectAll()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        try:
            self._store.nudge(surface=text)
        except ExpressionError as problem:
            self._field.show_problem(problem.message, problem.position)
        else:
            self._field.clear_problem()


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


class MethodSection(Section):
    """The update rule, and where its gradient comes from."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._optimizer_title, self._gradient_title = (
            Label(look, SMALL, SEMIBOLD, "text2") for _ in range(2)
        )
        self._optimizer, self._gradient = Choice(look), Segmented(look, 2)
        self._optimizer.setObjectName("descent.optimizer")
        self._gradient.setObjectName("descent.gradient")
        gradient_row = row(self._gradient_title, self._gradient)
        gradient_row.setStretchFactor(self._gradient, 1)
        self.setLayout(column(row(self._optimizer_title, 1, self._optimizer), gradient_row))
        self._optimizer.chosen.connect(self._on_optimizer)
        self._gradient.chosen.connect(self._on_gradient)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the method of a state."""
        self._optimizer.set_value(state.optimizer)
        self._gradient.set_value(int(state.gradient == "numerical"))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._optimizer_title.setText(self.tr("Optimiser"))
        self._gradient_title.setText(self.tr("Gradient"))
        self._optimizer.set_items(list(words.optimizer_names().items()))
        self._optimizer.setAccessibleName(self.tr("Optimiser"))
        self._optimizer.setToolTip(
            self.tr(
                "The rule that turns gradients into steps: SGD is the chapter’s; try Momentum in the long valley"
            )
        )
        self._gradient.set_texts([self.tr("Exact"), self.tr("Numerical")])
        self._gradient.setAccessibleName(self.tr("Gradient"))
        self._gradient.setToolTip(
            self.tr(
                "By formula, or by central differences with h = 0.0001 as in the chapter (sections 3 and 4)"
            )
        )

    @Slot(str)
    def _on_optimizer(self, key: str) -> None:
        self._store.change(optimizer=key)

    @Slot(int)
    def _on_gradient(self, index: int) -> None:
        self._store.change(gradient=("exact", "numerical")[index])


class StepsSection(Section):
    """How many steps, and whether they go down or up."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._steps = NumberField(look, minimum=0, maximum=MOST_STEPS_HERE, decimals=0)
        self._steps.setFixedWidth(look.px(64))
        self._message = FieldMessage(look)
        self._steps.attach_message(self._message)
        self._way = Segmented(look, 2)
        self._steps.setObjectName("descent.steps")
        self._way.setObjectName("descent.ascent")
        line = row(self._title, self._steps, self._way)
        line.setStretchFactor(self._way, 1)
        self.setLayout(column(line, self._message))
        self._steps.committed.connect(self._on_committed)
        self._steps.stepped.connect(self._on_stepped)
        self._way.chosen.connect(self._on_way)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the steps of a state."""
        self._steps.set_value(state.steps)
        self._way.set_value(int(state.ascent))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Steps"))
        self._steps.setAccessibleName(self.tr("Steps"))
        self._steps.setToolTip(
            self.tr("How often the gradient is followed, 0 to 1000; the chapter takes 100")
        )
        self._way.set_texts([self.tr("Descent"), self.tr("Ascent")])
        self._way.setAccessibleName(self.tr("Descent or ascent"))
        self._way.setToolTip(
            self.tr(
                "Descent looks for a minimum, ascent for a maximum: only the sign of the step differs (section 4)"
            )
        )

    @Slot(float)
    def _on_committed(self, value: float) -> None:
        self._store.change(steps=round(value))

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self._store.nudge(steps=round(value))

    @Slot(int)
    def _on_way(self, index: int) -> None:
        self._store.change(ascent=bool(index))
