"""What the control columns of all views are made of."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QWidget

from explorer.guarded import Guarded
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import TrackSlider
from explorer.widgets.text import Label


class Section(Guarded, QWidget):
    """A group of controls that follows the language and changes one store."""

    def __init__(self, look: Look, store: Store[Any]) -> None:
        super().__init__()
        self._look, self._store = look, store

    def retranslate(self) -> None:
        """Set every text in the present language."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


class HeroNumber(Section):
    """The number that a page is about: its name, its value in large digits, and a slider below.

    Parameters
    ----------
    look : Look
    store : Store
        Its state has a float field of that name.
    view : str
        Name of the view, the first half of the object names.
    name : str
        Of the state's field; ``view.name`` is the field's object name and ``view.name_slider`` the slider's.
    field : NumberField
        Made with ``hero=True``: it holds the bounds.
    slider : TrackSlider
    convert : callable, optional
        Makes the state's number of what field and slider say: `round` for whole numbers.
    """

    def __init__(
        self,
        look: Look,
        store: Store[Any],
        view: str,
        name: str,
        field: NumberField,
        slider: TrackSlider,
        convert: Callable[[float], float] = float,
    ) -> None:
        super().__init__(look, store)
        self._name, self._convert = name, convert
        self.field, self.slider = field, slider
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._message = FieldMessage(look)
        field.setObjectName(f"{view}.{name}")
        slider.setObjectName(f"{view}.{name}_slider")
        field.attach_message(self._message)
        head = row(self._title, field)
        head.setStretchFactor(field, 1)
        self.setLayout(column(head, self._message, slider, spacing=6))
        field.committed.connect(self._on_committed)
        field.stepped.connect(self._on_stepped)
        slider.drag_started.connect(self._on_drag_started)
        slider.dragged.connect(self._on_committed)
        slider.drag_finished.connect(self._on_drag_finished)
        slider.stepped.connect(self._on_stepped)

    def set_words(self, title: str, field_tip: str, slider_tip: str) -> None:
        """Set the name of the number, and what field and slider do with it."""
        self._title.setText(title)
        for widget, tip in ((self.field, field_tip), (self.slider, slider_tip)):
            widget.setAccessibleName(title)
            widget.setToolTip(tip)

    def show_value(self, value: float) -> None:
        """Show the number."""
        self.field.set_value(value)
        self.slider.set_value(value)

    def retranslate(self) -> None:
        """Leave it to `set_words`."""

    @Slot(float)
    def _on_committed(self, value: float) -> None:
        self._store.change(**{self._name: self._convert(value)})

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self._store.nudge(**{self._name: self._convert(value)})

    @Slot()
    def _on_drag_started(self) -> None:
        self._store.begin_gesture()
        self.field.hold_digits()

    @Slot()
    def _on_drag_finished(self) -> None:
        self._store.end_gesture()
        self.field.release_digits()
