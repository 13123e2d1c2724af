"""What the picture of the surface shows below the paths."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.descent.state import DescentState
from explorer.look.theme import SPACE_S, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import MINUS
from explorer.views.controls import BareSegmentedControl, ControlKit, heading
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row

_MARKS = ("contours", "mark_minima", "equal_aspect")


class PictureSection(Guarded, QWidget):
    """The layers of the surface, each to show or to hide, and what part of it is in the picture.

    Signals
    -------
    zoom_in(), zoom_out(), show_whole()
        The buttons.
    """

    zoom_in = Signal()
    zoom_out = Signal()
    show_whole = Signal()

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._kit = kit = ControlKit(look, store, "descent")
        marks = QGridLayout()
        marks.setSpacing(SPACE_S)
        for place, name in enumerate(_MARKS):
            marks.addWidget(kit.check_box(name), *divmod(place, 2))
        arrows = kit.make(BareSegmentedControl, "arrows")
        self.setLayout(
            column(
                column(heading(look, _("Arrows: −∇f")), arrows, spacing=4),
                marks,
                self._zoom_row(look),
            )
        )

    def _zoom_row(self, look: Look) -> QHBoxLayout:
        further, nearer, self._whole = (Button(look) for _index in range(3))
        for button, name, text, meaning, tip in (
            (
                further,
                "zoom_out",
                MINUS,
                _("Zoom out"),
                _("Show more of the plane; or scroll over the picture, or press −"),
            ),
            (
                nearer,
                "zoom_in",
                "+",
                _("Zoom in"),
                _("Enlarge the middle; or scroll over the picture, or press +"),
            ),
            (
                self._whole,
                "show_whole",
                _("Full view"),
                _("Full view"),
                _("Show the full view again; or press 0"),
            ),
        ):
            button.setObjectName(f"descent.{name}")
            button.setText(text)
            button.setAccessibleName(meaning)
            button.setToolTip(tip)
            button.clicked.connect(getattr(self, name))
        line = row(further, nearer, self._whole)
        line.setStretchFactor(self._whole, 1)
        return line

    def show_state(self, state: DescentState) -> None:
        """Show the layers of a state."""
        self._kit.show_state(state)
        self._whole.setEnabled(state.picture.window is not None)
