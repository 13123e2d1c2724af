"""What goes beyond the chapter: other update rules, noise, basins of attraction, saddle points, the surface in 3-D."""

from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.descent.method_section import MethodSection
from explorer.descent.state import DescentState
from explorer.look.theme import SPACE_M, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import BareSegmentedControl, ControlKit, heading
from explorer.widgets.layout import column


class FurtherSection(Guarded, QWidget):
    """How a step is made, and what the picture can show besides."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._method = MethodSection(look, store)
        self._kit = kit = ControlKit(look, store, "descent")
        ground, relief = (kit.make(BareSegmentedControl, name) for name in ("ground", "relief"))
        self.setLayout(
            column(
                self._method,
                column(heading(look, _("Colours show")), ground, spacing=4),
                relief,
                kit.check_box("mark_saddles"),
                spacing=SPACE_M,
            )
        )

    def show_state(self, state: DescentState) -> None:
        """Show the method and the picture of a state."""
        self._method.show_state(state)
        self._kit.show_state(state)
