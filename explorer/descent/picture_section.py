"""What the picture of the surface shows below the paths."""

from typing import get_args

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox

from explorer.controls import Section
from explorer.descent.state import ArrowName, DescentState, GroundName
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_GROUNDS, _ARROWS = get_args(GroundName), get_args(ArrowName)


class PictureSection(Section):
    """The layers of the surface, each to show or to hide."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._ground_title, self._arrows_title = (Label(look, SMALL, SEMIBOLD, "text2") for _ in range(2))
        self._ground, self._arrows = Segmented(look, len(_GROUNDS)), Segmented(look, len(_ARROWS))
        self._contours = QCheckBox()
        self._contours.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name, widget in (
            ("ground", self._ground),
            ("arrows", self._arrows),
            ("contours", self._contours),
        ):
            widget.setObjectName(f"descent.{name}")
        self.setLayout(
            column(
                column(self._ground_title, self._ground, spacing=4),
                column(self._arrows_title, self._arrows, spacing=4),
                row(self._contours, 1),
            )
        )
        self._ground.chosen.connect(self._on_ground)
        self._arrows.chosen.connect(self._on_arrows)
        self._contours.clicked.connect(self._on_contours)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the layers of a state."""
        self._ground.set_value(_GROUNDS.index(state.picture.ground))
        self._arrows.set_value(_ARROWS.index(state.picture.arrows))
        self._contours.setChecked(state.picture.contours)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._ground_title.setText(self.tr("Colours show"))
        self._ground.set_texts([self.tr("Height"), self.tr("Basins"), self.tr("Nothing")])
        self._arrows_title.setText(self.tr("Arrows downhill"))
        self._arrows.set_texts([self.tr("By slope"), self.tr("Equal"), self.tr("None")])
        self._contours.setText(self.tr("Contour lines"))
        for widget, name, tip in (
            (
                self._ground,
                self.tr("What the colours show"),
                self.tr(
                    "Basins: the colour says which minimum descent reaches from there with the exact gradient, the "
                    "brighter the sooner; hatched leaves the picture, dark has not arrived. Drag the learning rate and "
                    "watch (section 4)"
                ),
            ),
            (
                self._arrows,
                self.tr("Length of the arrows"),
                self.tr(
                    "The negative gradient: longer where it is steeper, or its direction alone (section 3)"
                ),
            ),
            (
                self._contours,
                self.tr("Contour lines"),
                self.tr(
                    "Lines of equal height, with the height; the gradient is always across them (section 3)"
                ),
            ),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(tip)

    @Slot(int)
    def _on_ground(self, index: int) -> None:
        self._store.change(ground=_GROUNDS[index])

    @Slot(int)
    def _on_arrows(self, index: int) -> None:
        self._store.change(arrows=_ARROWS[index])

    @Slot(bool)
    def _on_contours(self, checked: bool) -> None:
        self._store.change(contours=checked)
