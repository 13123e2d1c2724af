"""The controls of the pages Tangent and Rounding: function, point, step, and which difference."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from core.curves import CURVES, find
from explorer.derivative import words
from explorer.derivative.formula_section import FormulaSection
from explorer.derivative.measurement import Measurement
from explorer.derivative.state import CHAPTER_STEP, EXAMPLES, METHODS, DerivativeState
from explorer.look.theme import LEAD, SEMIBOLD, SMALL, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import plain, significant
from explorer.views.controls import BareHeroControl, BareNumberControl, ControlKit, SegmentedControl, heading
from explorer.views.paged_view import PagePanel
from explorer.widgets.buttons import Button
from explorer.widgets.formula import Formula
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_STEPS = (EXAMPLES["tangent"]["h"], CHAPTER_STEP, 1e-50)
_EXAMPLES = (5.0, 10.0)
_ANSWER_DIGITS = 13
_ANSWERS = {"exact": "d", "central": "a", "forward": "b", "difference": "text"}


class MeasurementControls(QObject):
    """Fills a page's part of the control column. Every control changes the store; `show_measurement` alone sets them.

    Parameters
    ----------
    prefix : str
        Before the second half of every object name.

    Attributes
    ----------
    definition : Formula
        The difference that is chosen.
    by_name : dict of str to QWidget
        The function and the buttons by the second half of their object names, without the prefix.
    """

    def __init__(self, look: Look, store: Store[DerivativeState], panel: PagePanel, prefix: str) -> None:
        super().__init__()
        self._store = store
        self._kit = kit = ControlKit(look, store, "derivative")
        self._function = FormulaSection(
            look,
            _("Function"),
            _("Typed formula"),
            _("Or type a formula: sin(x), exp(−x^2), …"),
            words.curve_names(),
            ("x",),
        )
        self._x = kit.make(BareNumberControl, "x", object_name=f"{prefix}x")
        self._h = kit.make(BareHeroControl, "h", object_name=f"{prefix}h")
        self._method = kit.make(SegmentedControl, "method", object_name=f"{prefix}method")
        self._examples, self._steps = [Button(look) for _x in _EXAMPLES], [Button(look) for _h in _STEPS]
        for x, button in zip(_EXAMPLES, self._examples, strict=True):
            button.setText(f"x = {plain(x)}")
        for h, button in zip(_STEPS, self._steps, strict=True):
            button.setText("10⁻⁴" if h == CHAPTER_STEP else plain(h))
        self.definition = Formula(look, SMALL, tone="text2")
        self.definition.set_terms(words.method_terms())
        self._answer_title = heading(look, _("Derivative"))
        self._answer_names = {name: Label(look, tone="text2") for name in _ANSWERS}
        for name, text in {"exact": _("exact"), "central": _("central"), "forward": _("forward")}.items():
            self._answer_names[name].setText(text)
        self._answers = {name: Label(look, LEAD, SEMIBOLD, tone) for name, tone in _ANSWERS.items()}
        self.by_name: dict[str, QWidget] = {
            "curve": self._function.choice,
            "formula": self._function.field,
            **{f"example_{x:g}": button for x, button in zip(_EXAMPLES, self._examples, strict=True)},
            **{f"h_{h:g}": button for h, button in zip(_STEPS, self._steps, strict=True)},
        }
        for name, control in self.by_name.items():
            control.setObjectName(f"derivative.{prefix}{name}")
        self._lay_out(look, panel)
        self._connect()

    def show_measurement(self, measurement: Measurement) -> None:
        """Set every control to the state; none of them answers."""
        state = measurement.state
        self._kit.show_state(state)
        self._function.show_function(
            state.formula, measurement.curve.formula, is_named=state.formula in CURVES
        )
        self.definition.setText(words.method_formula(state.method))
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

    def set_compact(self, compact: bool) -> None:
        """Leave what tooltips and digits repeat out of a small window."""
        repeated = [self._answer_title]
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

    def _lay_out(self, look: Look, panel: PagePanel) -> None:
        panel.add_section(None, self._function)
        x_name = Label(look, tone="text2")
        x_name.setText("x")
        where = row(x_name, self._x, *self._examples)
        where.setStretch(1, 1)
        panel.add_section(heading(look, _("At")), where, self._x.message)
        panel.add_rule()
        hero = row(heading(look, _("Step h")), self._h)
        hero.setStretch(1, 1)
        panel.add_section(None, hero, self._h.message, self._h.slider, row(*self._steps))
        panel.add_rule()
        panel.add_section(None, self._method, self.definition)
        answers = (row(self._answer_names[name], 1, self._answers[name]) for name in _ANSWERS)
        panel.pinned.addLayout(column(self._answer_title, *answers, spacing=6))

    def _connect(self) -> None:
        self._function.chosen.connect(self._on_curve_chosen)
        self._function.edited.connect(self._on_formula_edited)
        for buttons, slot in ((self._examples, self._on_example), (self._steps, self._on_step)):
            group = QButtonGroup(self)
            group.setExclusive(False)
            for index, button in enumerate(buttons):
                group.addButton(button, index)
            group.idClicked.connect(slot)

    @Slot()
    def begin_step_drag(self) -> None:
        """Begin a drag of h: one undo step, and no digit of h jumps."""
        self._h.editor.hold_digits()
        self._store.begin_gesture()

    @Slot()
    def end_step_drag(self) -> None:
        """End a drag of h."""
        self._store.end_gesture()
        self._h.editor.release_digits()

    @Slot(str)
    def _on_curve_chosen(self, key: str) -> None:
        """Show a named curve; P stays where it is if that is in the picture."""
        state, (low, high) = self._store.state, find(key).domain
        x = state.x if low <= state.x <= high else (low + high) / 2
        self._store.change_to(replace(state, formula=key, x=x))

    @Slot(str)
    def _on_formula_edited(self, formula: str) -> None:
        self._store.nudge_to(replace(self._store.state, formula=formula))

    @Slot(int)
    def _on_example(self, index: int) -> None:
        state = self._store.state
        example = replace(state, formula="chapter", x=_EXAMPLES[index], h=CHAPTER_STEP, method="central")
        self._store.change_to(example)

    @Slot(int)
    def _on_step(self, index: int) -> None:
        self._store.change_to(replace(self._store.state, h=_STEPS[index]))
