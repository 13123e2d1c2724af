"""The step as a formula: pointing at a term shows what it is in the picture."""

import re

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

from explorer.descent.state import DescentState
from explorer.guarded import Guarded
from explorer.language import _
from explorer.memo import Memo
from explorer.theme import LEAD, SEMIBOLD, Look
from explorer.widgets.layout import row
from explorer.widgets.numbers import MINUS
from explorer.widgets.text import Label, set_style_property

_TERM = re.compile(r"(∇f|lr|x)")
_FORMULAS = {
    "sgd": "x ← x {sign} lr ∇f",
    "momentum": "v ← βv + ∇f,  x ← x {sign} lr v",
    "nesterov": "v ← βv + ∇f,  x ← x {sign} lr (∇f + βv)",
    "adagrad": "s ← s + ∇f²,  x ← x {sign} lr ∇f / (√s + ε)",
    "rmsprop": "s ← ρs + (1 − ρ)∇f²,  x ← x {sign} lr ∇f / (√s + ε)",
    "adam": "v ← β₁v + (1 − β₁)∇f,  s ← β₂s + (1 − β₂)∇f²,  x ← x {sign} lr v̂ / (√ŝ + ε)",
}


class Term(Label):
    """A part of the formula that can be pointed at.

    Signals
    -------
    pointed(is_pointed: bool)
        The pointer came, or left.
    """

    pointed = Signal(bool)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        set_style_property(self, "tone", "accent")
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Go out."""
        super().leaveEvent(event)
        set_style_property(self, "tone", "text")
        self.pointed.emit(False)


class StepFormula(Guarded, QWidget):
    """What a step is, by the update rule of a state.

    Signals
    -------
    point_pointed(is_pointed: bool), rate_pointed(is_pointed: bool), gradient_pointed(is_pointed: bool)
        The pointer came to x, lr or ∇f, or left it.
    """

    point_pointed = Signal(bool)
    rate_pointed = Signal(bool)
    gradient_pointed = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._memo = look, Memo()
        self._parts = row(spacing=0)
        self.setLayout(self._parts)
        self.setObjectName("descent.step_formula")

    def show_state(self, state: DescentState) -> None:
        """Write the formula of a state."""
        if not self._memo.has_changed(state.optimizer, state.ascent):
            return
        while (item := self._parts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        formula = _FORMULAS[state.optimizer].format(sign="+" if state.ascent else MINUS)
        self.setAccessibleName(formula)
        for text in filter(None, _TERM.split(formula)):
            self._parts.addWidget(self._part(text))

    def _part(self, text: str) -> Label:
        meant = {
            "x": (self.point_pointed, _("The point where the step begins")),
            "lr": (self.rate_pointed, _("The learning rate")),
            "∇f": (self.gradient_pointed, _("The gradient; the line shows the step")),
        }
        if text not in meant:
            part = Label(self._look, LEAD, SEMIBOLD)
            part.setText(text.replace(" ", "\u00a0"))
            return part
        signal, tip = meant[text]
        term = Term(self._look, LEAD, SEMIBOLD)
        term.setText(text)
        term.setToolTip(tip)
        term.pointed.connect(signal)
        return term
