"""The choice of the surface, by name or by formula."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from core.expressions import ExpressionError
from core.surfaces import SURFACES, find
from explorer.background.guarded import Guarded
from explorer.descent import words
from explorer.descent.openings import opening_fields
from explorer.descent.state import MOST_RECENT, DescentState
from explorer.look.theme import MEDIUM, Look
from explorer.state.declarations import declared_fields
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import heading
from explorer.views.surface_words import SURFACE_NAMES
from explorer.widgets.choice import Choice
from explorer.widgets.field import FieldMessage
from explorer.widgets.formula_field import FormulaField
from explorer.widgets.layout import column, row
from explorer.widgets.memo import Memo
from explorer.widgets.text import Label

TYPED = "typed"
_PAUSE = 500  # milliseconds without a key, until a formula is drawn


class SurfaceSection(Guarded, QWidget):
    """The surface: by name, with its formula below, or typed."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._store = store
        self._memo = Memo()
        surface = declared_fields(DescentState)["surface"].declaration
        self._choice = Choice(look)
        self._choice.setObjectName("descent.surface")
        self._choice.setAccessibleName(_(surface.label))
        self._choice.setToolTip(_(surface.hint))
        self._formula = Label(look, weight=MEDIUM, wrap=True)
        self._field, message = FormulaField(look), FieldMessage(look)
        self._field.setObjectName("descent.formula")
        self._field.setAccessibleName(_("Formula in x0 and x1"))
        self._field.setToolTip(
            _("A formula in x0 and x1, such as x0^2 + 3*x1^2 or sin(x0) + x1^2; Enter draws it at once")
        )
        self._field.attach_message(message)
        head = row(heading(look, _(surface.label)), self._choice)
        head.setStretchFactor(self._choice, 1)
        self.setLayout(column(head, self._formula, self._field, message))
        self._choice.chosen.connect(self._on_chosen)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._apply)
        self._field.edited.connect(self._on_edited)
        self._field.editingFinished.connect(self._on_finished)

    def show_state(self, state: DescentState) -> None:
        """Show the surface of a state; a wrong formula stays in the field until the surface changes."""
        recent = [(formula, words.cut_formula(formula)) for formula in state.recent_formulas]
        self._choice.set_items(
            [*((key, _(name)) for key, name in SURFACE_NAMES.items()), (TYPED, _("Typed formula")), *recent]
        )
        if not self._memo.has_changed(state.surface):
            return
        self._pause.stop()
        typed = state.surface not in SURFACES
        self._choice.set_value(TYPED if typed else state.surface)
        self._formula.setVisible(not typed)
        self._field.setVisible(typed)
        self._field.clear_problem()
        if typed:
            self._field.set_text(state.surface)
        else:
            self._formula.setText(words.pretty_formula(find(state.surface).formula))

    @Slot()
    def _on_finished(self) -> None:
        """Draw a formula that was typed to its end, and keep it."""
        if self._pause.isActive():
            self._apply()
        typed, state = self._field.text(), self._store.state
        if typed == state.surface and typed not in SURFACES:
            others = (formula for formula in state.recent_formulas if formula != typed)
            recent = (typed, *others)[:MOST_RECENT]
            self._store.tick_to(replace(state, recent_formulas=recent))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        state = self._store.state
        if key in SURFACES:
            self._store.change(**opening_fields(key, state))
            return
        if key != TYPED:
            whole = replace(state.picture, window=None)
            self._store.change_to(replace(state, surface=key, picture=whole))
            return
        self._store.change_to(replace(state, surface=find(state.surface).formula))
        self._field.setFocus()
        self._field.selectAll()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        """Say at once what is wrong, but wait with the picture: the beginning of a formula is often one too."""
        try:
            find(text)
        except ExpressionError as problem:
            self._pause.stop()
            self._field.show_problem(problem.message, problem.position)
        else:
            self._field.clear_problem()
            self._pause.start()

    @Slot()
    def _apply(self) -> None:
        self._pause.stop()
        self._store.nudge_to(replace(self._store.state, surface=self._field.text()))
