"""The controls of the pages Tangent and Rounding: function, point, step, and which difference."""

import sys

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from core.curves import CURVES, find
from explorer.derivative import words
from explorer.derivative.formula_section import FormulaSection
from explorer.derivative.measurement import Measurement
from explorer.derivative.state import CHAPTER_STEP, FARTHEST_X, METHODS, DerivativeState
from explorer.language import _
from explorer.paged_view import PagePanel
from explorer.store import Store
from explorer.theme import LEAD, SEMIBOLD, SMALL, Look
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.numbers import plain, significant
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

X_STEP = 0.1
_LOW_EXPONENT, _HIGH_EXPONENT, _TICKS = -16, 0, (-16, -12, -8, -4, 0)
_STEPS = (1e-4, 1e-50, 1.0)
_EXAMPLES = (5.0, 10.0)
_ANSWER_DIGITS = 13
_ANSWERS = {"exact": "d", "central": "a", "forward": "b", "difference": "text"}


class MeasurementControls(QObject):
    """Fills a page's part of the control column. Every control changes the store; `show_measurement` alone sets them.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    store : Store
        Of a `DerivativeState`.
    panel : PagePanel
        The part of the column to fill.
    prefix : str
        Before the second half of every object name.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name, without the prefix.
    """

    def __init__(self, look: Look, store: Store[DerivativeState], panel: PagePanel, prefix: str) -> None:
        super().__init__()
        self._store = store
        self._function = FormulaSection(look, store, "formula", ("x",), self._fields_for)
        self._x = NumberField(look, minimum=-FARTHEST_X, maximum=FARTHEST_X, digits=9, step=X_STEP)
        self._examples = [Button(look) for _unused in _EXAMPLES]
        self._h = NumberField(look, minimum=5e-324, maximum=sys.float_info.max, hero=True)
        self._slider = LogSlider(look, _LOW_EXPONENT, _HIGH_EXPONENT, _TICKS)
        self._steps = [Button(look) for _unused in _STEPS]
        self._method = Segmented(look, len(METHODS))
        self._messages = [FieldMessage(look) for _index in range(2)]
        for field, message in zip((self._x, self._h), self._messages, strict=True):
            field.attach_message(message)
        self._titles = {
            name: Label(look, SMALL, SEMIBOLD, "text2") for name in ("at", "h", "method", "answer")
        }
        self._x_name = Label(look, tone="text2")
        self._definition = Label(look, SMALL, tone="text2")
        self._answer_names = {name: Label(look, tone="text2") for name in _ANSWERS}
        self._answers = {name: Label(look, LEAD, SEMIBOLD, tone) for name, tone in _ANSWERS.items()}
        self.by_name: dict[str, QWidget] = {
            "curve": self._function.choice,
            "formula": self._function.field,
            "x": self._x,
            **{f"example_{x:g}": button for x, button in zip(_EXAMPLES, self._examples, strict=True)},
            "h": self._h,
            "h_slider": self._slider,
            **{f"h_{h:g}": button for h, button in zip(_STEPS, self._steps, strict=True)},
            "method": self._method,
        }
        for name, control in self.by_name.items():
            control.setObjectName(f"derivative.{prefix}{name}")
        self._lay_out(panel)
        self._connect()

    def show_measurement(self, measurement: Measurement) -> None:
        """Set every control to the state; none of them answers."""
        state = measurement.state
        self._function.show_function(
            state.formula, measurement.curve.formula, is_named=state.formula in CURVES
        )
        self._x.set_value(state.x)
        self._h.set_value(state.h)
        self._slider.set_value(state.h)
        self._method.set_value(METHODS.index(state.method))
        self._definition.setText(words.method_formula(state.method))
        exact = measurement.shape.slope
        off = measurement.slope(state.method) - exact
        self._answers["exact"].setText(plain(exact, _ANSWER_DIGITS) if measurement.has_slope else _("none"))
        for method in METHODS:
            self._answers[method].setText(significant(measurement.slope(method), _ANSWER_DIGITS))
        self._answers["difference"].setText(plain(off) if measurement.has_slope else _("none"))
        self._answer_names["difference"].setText(
            _("central − exact") if state.method == "central" else _("forward − exact")
        )

    def answer(self, name: str) -> str:
        """Return what stands beside exact, central, forward or difference."""
        return self._answers[name].text()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for name, text in {
            "at": _("At"),
            "h": _("Step h"),
            "method": _("Difference"),
            "answer": _("Derivative"),
        }.items():
            self._titles[name].setText(text)
        self._function.set_words(
            _("Function"),
            _("Typed formula"),
            _("Or type one: sin(x), exp(−x^2), …"),
            words.curve_names(),
        )
        self._x_name.setText("x")
        for x, button in zip(_EXAMPLES, self._examples, strict=True):
            button.setText(f"x = {plain(x)}")
        for h, button in zip(_STEPS, self._steps, strict=True):
            button.setText("10⁻⁴" if h == CHAPTER_STEP else plain(h))
        self._method.set_texts([words.method_name(method) for method in METHODS])
        self._answer_names["exact"].setText(_("exact"))
        self._answer_names["central"].setText(_("central"))
        self._answer_names["forward"].setText(_("forward"))

    def set_compact(self, compact: bool) -> None:
        """Leave what tooltips and digits repeat out of a small window."""
        repeated = [self._titles["answer"], self._definition]
        for method in METHODS:
            repeated += [self._answer_names[method], self._answers[method]]
        for label in repeated:
            label.setVisible(not compact)
        self._function.set_compact(compact)

    def leave_out_answers(self) -> None:
        """Hide the answers, and what goes with a larger window, on a page that has them elsewhere."""
        self.set_compact(True)
        for label in (*self._answer_names.values(), *self._answers.values()):
            label.hide()

    def _lay_out(self, panel: PagePanel) -> None:
        titles = self._titles
        x_message, h_message = self._messages
        panel.add_section(None, self._function)
        where = row(self._x_name, self._x, *self._examples)
        where.setStretch(1, 1)
        panel.add_section(titles["at"], where, x_message)
        panel.add_rule()
        hero = row(titles["h"], self._h)
        hero.setStretch(1, 1)
        panel.add_section(None, hero, h_message, self._slider, row(*self._steps))
        panel.add_rule()
        panel.add_section(titles["method"], self._method, self._definition)
        answers = (row(self._answer_names[name], 1, self._answers[name]) for name in _ANSWERS)
        panel.pinned.addLayout(column(titles["answer"], *answers, spacing=6))

    def _connect(self) -> None:
        self._x.committed.connect(self._on_x_committed)
        self._x.stepped.connect(self._on_x_stepped)
        self._h.committed.connect(self._on_h_committed)
        self._h.stepped.connect(self._on_h_stepped)
        self._slider.drag_started.connect(self.begin_step_drag)
        self._slider.dragged.connect(self._on_h_committed)
        self._slider.drag_finished.connect(self.end_step_drag)
        self._slider.stepped.connect(self._on_h_stepped)
        self._method.chosen.connect(self._on_method_chosen)
        for buttons, slot in ((self._examples, self._on_example), (self._steps, self._on_step)):
            group = QButtonGroup(self)
            group.setExclusive(False)
            for index, button in enumerate(buttons):
                group.addButton(button, index)
            group.idClicked.connect(slot)

    @Slot()
    def begin_step_drag(self) -> None:
        """Begin a drag of h: one undo step, and no digit of h jumps."""
        self._h.hold_digits()
        self._store.begin_gesture()

    @Slot()
    def end_step_drag(self) -> None:
        """End a drag of h."""
        self._store.end_gesture()
        self._h.release_digits()

    def _fields_for(self, key: str) -> dict[str, object]:
        """Return the fields for a named curve: P stays where it is if that is in the picture."""
        low, high = find(key).domain
        x = self._store.state.x
        return {"formula": key, "x": x if low <= x <= high else (low + high) / 2}

    @Slot(float)
    def _on_x_committed(self, x: float) -> None:
        self._store.change(x=x)

    @Slot(float)
    def _on_x_stepped(self, x: float) -> None:
        self._store.nudge(x=x)

    @Slot(float)
    def _on_h_committed(self, h: float) -> None:
        self._store.change(h=h)

    @Slot(float)
    def _on_h_stepped(self, h: float) -> None:
        self._store.nudge(h=h)

    @Slot(int)
    def _on_example(self, index: int) -> None:
        self._store.change(formula="chapter", x=_EXAMPLES[index], h=CHAPTER_STEP, method="central")

    @Slot(int)
    def _on_step(self, index: int) -> None:
        self._store.change(h=_STEPS[index])

    @Slot(int)
    def _on_method_chosen(self, index: int) -> None:
        self._store.change(method=METHODS[index])
