"""Controls of the descent view that the kit does not have, and the section that stands above playback."""

from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from explorer.descent.state import DescentState
from explorer.field_controls import BareSegmentedControl, ControlKit, NumberControl, heading
from explorer.guarded import Guarded
from explorer.language import _
from explorer.store import Store
from explorer.theme import Look
from explorer.widgets.layout import column, row

_STEPS_WIDTH = 64


class LookControl(BareSegmentedControl):
    """A choice of what is looked at, which leaves nothing to undo."""

    def change(self, value: Any) -> None:
        """Ask the store for another value, without an undo step."""
        self.binding.store.tick(**self.binding.fields_of(value))


class StepsControl(NumberControl):
    """A heading, a number field, and room for another control beside them."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of heading, field and message."""
        self.editor.setFixedWidth(look.px(_STEPS_WIDTH))
        self.line = row(heading(look, _(self.declaration.label)), self.editor)
        return column(self.line, self.message)


class StepsSection(Guarded, QWidget):
    """How many steps, and whether they go down or up."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._kit = ControlKit(look, store, "descent")
        steps = self._kit.make(StepsControl, "steps")
        steps.line.addWidget(self._kit.make(BareSegmentedControl, "ascent"), 1)
        self.setLayout(column(steps))

    def show_state(self, state: DescentState) -> None:
        """Show the steps of a state."""
        self._kit.show_state(state)
