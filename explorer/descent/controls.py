"""The controls above playback."""

from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.descent.state import DescentState
from explorer.look.theme import Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import BareNumberControl, BareSegmentedControl, ControlKit, heading
from explorer.widgets.layout import column, row

_STEPS_WIDTH = 64


class StepsSection(Guarded, QWidget):
    """How many steps, and whether they go down or up."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._kit = kit = ControlKit(look, store, "descent")
        steps, way = kit.make(BareNumberControl, "steps"), kit.make(BareSegmentedControl, "ascent")
        steps.editor.setFixedWidth(look.px(_STEPS_WIDTH))
        line = row(heading(look, _("Steps")), steps, way)
        line.setStretchFactor(way, 1)
        self.setLayout(column(line, steps.message))

    def show_state(self, state: DescentState) -> None:
        """Show the steps of a state."""
        self._kit.show_state(state)
