"""Saying which digit a drawing is."""

from PySide6.QtCore import Slot

from explorer.drawing.actions import CanvasActions
from explorer.drawing.state import DIGITS, NO_LABEL
from explorer.theme import Look
from explorer.widgets.choice import Segmented

_COLUMNS = 6


class LabelChoice(Segmented):
    """A question mark and ten digits.

    Parameters
    ----------
    look : Look
    actions : CanvasActions
    """

    def __init__(self, look: Look, actions: CanvasActions) -> None:
        super().__init__(look, 1 + DIGITS, _COLUMNS)
        self._actions = actions
        self.set_texts(["?", *map(str, range(DIGITS))])
        self.chosen.connect(self._on_chosen)

    def show_label(self, label: int) -> None:
        """Show a label, or -1 for none."""
        self.set_value(label - NO_LABEL)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self._actions.set_label(index + NO_LABEL)
