"""Controls that the drawing view alone has."""

from PySide6.QtWidgets import QLayout

from explorer.look.theme import SPACE_XS, Look
from explorer.texts.language import _
from explorer.views.controls import BareSegmentedControl, SliderControl
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_FIELD_WIDTH = 52


class LabelControl(BareSegmentedControl):
    """A question mark and ten digits."""

    columns = 6


class PenWidthControl(SliderControl):
    """Slider and number on one line."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of name, slider, field, unit and message."""
        self.slider.setObjectName(self.binding.object_name)
        self.editor.setObjectName(f"{self.binding.object_name}_field")
        self.editor.setAccessibleName(_("Pen width in percent of the canvas"))
        self.editor.setFixedWidth(look.px(_FIELD_WIDTH))
        name, unit = Label(look, tone="text2"), Label(look)
        name.setText(_("Width"))
        unit.setText("%")
        return column(row(name, self.slider, row(self.editor, unit, spacing=SPACE_XS)), self.message)
