"""The controls of the gradient and of the steps."""

from PySide6.QtCore import Slot

from explorer.controls import Section
from explorer.descent.state import MOST_STEPS, DescentState
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label


class GradientSection(Section):
    """Where the gradient comes from."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._gradient = Segmented(look, 2)
        self._gradient.setObjectName("descent.gradient")
        gradient_row = row(self._title, self._gradient)
        gradient_row.setStretchFactor(self._gradient, 1)
        self.setLayout(gradient_row)
        self._gradient.chosen.connect(self._on_gradient)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the method of a state."""
        self._gradient.set_value(int(state.gradient == "numerical"))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("Gradient"))
        self._gradient.set_texts([_("Exact"), _("Numerical")])
        self._gradient.setAccessibleName(_("Gradient"))
        self._gradient.setToolTip(
            _("By formula, or by central differences with h = 0.0001 as in the chapter (sections 3 and 4)")
        )

    @Slot(int)
    def _on_gradient(self, index: int) -> None:
        self._store.change(gradient=("exact", "numerical")[index])


class StepsSection(Section):
    """How many steps, and whether they go down or up."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._steps = NumberField(look, minimum=0, maximum=MOST_STEPS, decimals=0)
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
        self._title.setText(_("Steps"))
        self._steps.setAccessibleName(_("Steps"))
        self._steps.setToolTip(_("How often the gradient is followed, 0 to 10 000; the chapter takes 100"))
        self._way.set_texts([_("Descent"), _("Ascent")])
        self._way.setAccessibleName(_("Descent or ascent"))
        self._way.setToolTip(
            _(
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
