"""What the picture of the surface shows below the paths."""

from functools import partial
from typing import get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout

from explorer.controls import Section
from explorer.descent.state import ArrowName, DescentState, GroundName, ReliefName
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_S, Look
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column, row
from explorer.widgets.numbers import MINUS
from explorer.widgets.text import Label

_RELIEFS = get_args(ReliefName)
_MARKS = ("contours", "mark_minima", "equal_aspect", "mark_saddles")
_ON_MAPS = ("equal_aspect", "mark_saddles")
_GROUNDS, _ARROWS = get_args(GroundName), get_args(ArrowName)


class PictureSection(Section):
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
        super().__init__(look, store)
        self._ground_title, self._arrows_title = (
            Label(look, SMALL, SEMIBOLD, "text2") for _index in range(2)
        )
        self._relief = Segmented(look, len(_RELIEFS))
        self._relief.chosen.connect(self._on_relief)
        self._ground, self._arrows = Segmented(look, len(_GROUNDS)), Segmented(look, len(_ARROWS))
        self._boxes = {name: QCheckBox() for name in _MARKS}
        self._nearer, self._further, self._whole = (Button(look) for _index in range(3))
        for name, widget in (
            ("relief", self._relief),
            ("ground", self._ground),
            ("arrows", self._arrows),
            ("zoom_in", self._nearer),
            ("zoom_out", self._further),
            ("show_whole", self._whole),
            *self._boxes.items(),
        ):
            widget.setObjectName(f"descent.{name}")
        marks = QGridLayout()
        marks.setSpacing(SPACE_S)
        for place, (name, box) in enumerate(self._boxes.items()):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.clicked.connect(partial(self._on_mark, name))
            marks.addWidget(box, *divmod(place, 2))
        zoom = row(self._further, self._nearer, self._whole)
        zoom.setStretchFactor(self._whole, 1)
        self.setLayout(
            column(
                self._relief,
                column(self._ground_title, self._ground, spacing=4),
                column(self._arrows_title, self._arrows, spacing=4),
                marks,
                zoom,
            )
        )
        self._nearer.clicked.connect(self.zoom_in)
        self._further.clicked.connect(self.zoom_out)
        self._whole.clicked.connect(self.show_whole)
        self._ground.chosen.connect(self._on_ground)
        self._arrows.chosen.connect(self._on_arrows)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the layers of a state."""
        self._relief.set_value(_RELIEFS.index(state.picture.relief))
        self._ground.set_value(_GROUNDS.index(state.picture.ground))
        self._arrows.set_value(_ARROWS.index(state.picture.arrows))
        for name, box in self._boxes.items():
            box.setChecked(getattr(state.picture, name))
        is_map = state.picture.relief == "map"
        for widget in (self._ground, self._arrows, *(self._boxes[name] for name in _ON_MAPS)):
            widget.setEnabled(is_map)
        self._whole.setEnabled(state.picture.window is not None)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._relief.set_texts([_("From above"), _("In space")])
        self._ground_title.setText(_("Colours show"))
        self._ground.set_texts([_("Height"), _("Basins"), _("Nothing")])
        self._arrows_title.setText(_("Arrows downhill"))
        self._arrows.set_texts([_("By slope"), _("Equal"), _("None")])
        self._nearer.setText("+")
        self._further.setText(MINUS)
        self._whole.setText(_("Whole surface"))
        self._explain_boxes()
        for widget, name, tip in (
            (
                self._relief,
                _("Where the surface is seen from"),
                _(
                    "From above, as a map to drag starts on; or in space, to turn with the mouse and see paths run down"
                ),
            ),
            (
                self._ground,
                _("What the colours show"),
                _(
                    "Basins: the colour says which minimum descent reaches from there with the exact gradient, the "
                    "brighter the sooner; hatched leaves the picture, dark has not arrived. Drag the learning rate and "
                    "watch (section 4)"
                ),
            ),
            (
                self._arrows,
                _("Length of the arrows"),
                _("The negative gradient: longer where it is steeper, or its direction alone (section 3)"),
            ),
            (
                self._nearer,
                _("Zoom in"),
                _("Look closer at the middle; or turn the wheel over the picture, or press +"),
            ),
            (
                self._further,
                _("Zoom out"),
                _("Look from further away; or turn the wheel over the picture, or press −"),
            ),
            (
                self._whole,
                _("Whole surface"),
                _("Show again what the surface is about; or press 0"),
            ),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(tip)

    def _explain_boxes(self) -> None:
        for name, text, tip in (
            (
                "contours",
                _("Contour lines"),
                _("Lines of equal height, with the height; the gradient is always across them (section 3)"),
            ),
            (
                "mark_minima",
                _("Minima"),
                _("Ring the minima that are known of this surface"),
            ),
            (
                "equal_aspect",
                _("Equal units"),
                _("One unit is equally long both ways, so that angles are true: arrows cross lines at 90°"),
            ),
            (
                "mark_saddles",
                _("Saddles"),
                _("Cross the saddles: the gradient is 0 there too, but there is a way down (section 4)"),
            ),
        ):
            self._boxes[name].setText(text)
            self._boxes[name].setAccessibleName(text)
            self._boxes[name].setToolTip(tip)

    @Slot(int)
    def _on_relief(self, index: int) -> None:
        self._store.change(relief=_RELIEFS[index])

    @Slot(int)
    def _on_ground(self, index: int) -> None:
        self._store.change(ground=_GROUNDS[index])

    @Slot(int)
    def _on_arrows(self, index: int) -> None:
        self._store.change(arrows=_ARROWS[index])

    def _on_mark(self, name: str) -> None:
        self._store.change(**{name: self._boxes[name].isChecked()})
