"""The choice of the surface, by name or by formula."""

from PySide6.QtCore import QTimer, Slot

from core.expressions import ExpressionError
from core.surfaces import SURFACES, find
from explorer.controls import Section
from explorer.descent import words
from explorer.descent.openings import opening_fields
from explorer.descent.state import MOST_RECENT, DescentState
from explorer.language import _
from explorer.store import Store
from explorer.theme import MEDIUM, SEMIBOLD, SMALL, Look
from explorer.widgets.choice import Choice
from explorer.widgets.field import FieldMessage
from explorer.widgets.formula_field import FormulaField
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

TYPED = "typed"
_PAUSE = 500  # milliseconds without a key, until a formula is drawn


class SurfaceSection(Section):
    """The surface: by name, with its formula below, or typed."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._shown = ""
        self._recent: tuple[str, ...] = ()
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
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._apply)
        self._field.edited.connect(self._on_edited)
        self._field.editingFinished.connect(self._on_finished)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the surface of a state; a wrong formula stays in the field until the surface changes."""
        if state.recent_formulas != self._recent:
            self._recent = state.recent_formulas
            self._fill_choice()
        if state.surface == self._shown:
            return
        self._shown = state.surface
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

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("Surface"))
        self._fill_choice()
        self._choice.setAccessibleName(_("Surface"))
        self._choice.setToolTip(
            _(
                "The function to descend, with starts and a learning rate that suit it: the bowl is the chapter's "
                "(section 4); “Typed formula” takes your own"
            )
        )
        self._field.setAccessibleName(_("Formula in x0 and x1"))
        self._field.setToolTip(
            _("A formula in x0 and x1, such as x0^2 + 3*x1^2 or sin(x0) + x1^2; Enter draws it at once")
        )
        self._shown = ""
        self.show_state(self._store.state)

    def _fill_choice(self) -> None:
        recent = [(formula, words.cut_formula(formula)) for formula in self._recent]
        self._choice.set_items([*words.surface_names().items(), (TYPED, _("Typed formula")), *recent])

    @Slot()
    def _on_finished(self) -> None:
        """Draw a formula that was typed to its end, and keep it."""
        if self._pause.isActive():
            self._apply()
        typed, state = self._field.text(), self._store.state
        if typed == state.surface and typed not in SURFACES:
            others = (formula for formula in state.recent_formulas if formula != typed)
            self._store.tick(recent_formulas=(typed, *others)[:MOST_RECENT])

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        state = self._store.state
        if key in SURFACES:
            self._store.change(**opening_fields(key, state))
            return
        if key != TYPED:
            self._store.change(surface=key, window=None)
            return
        self._store.change(surface=find(state.surface).formula)
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
        self._store.nudge(surface=self._field.text())
