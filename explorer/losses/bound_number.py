"""One number of the state under a slider and a field."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot

from explorer.store import Store
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import TrackSlider


class BoundNumber(QObject):
    """Turns what a slider and a field ask for into changes of the state.

    Parameters
    ----------
    store : Store
    slider : TrackSlider
        A drag of it is one undo step.
    field : NumberField
        Takes any number within its bounds.
    fields : callable
        Returns the fields of the state to change, for a number.
    """

    def __init__(
        self,
        store: Store[Any],
        slider: TrackSlider,
        field: NumberField,
        fields: Callable[[float], dict[str, Any]],
    ) -> None:
        super().__init__(slider)
        self._store, self._field, self._fields = store, field, fields
        self._slider = slider
        slider.drag_started.connect(self._begin)
        slider.dragged.connect(self._change)
        slider.drag_finished.connect(self._end)
        slider.stepped.connect(self._nudge)
        field.committed.connect(self._change)
        field.stepped.connect(self._nudge)

    def show_value(self, value: float) -> None:
        """Set both; neither answers."""
        self._slider.set_value(value)
        self._field.set_value(value)

    @Slot()
    def _begin(self) -> None:
        self._field.hold_digits()
        self._store.begin_gesture()

    @Slot(float)
    def _change(self, value: float) -> None:
        self._store.change(**self._fields(value))

    @Slot()
    def _end(self) -> None:
        self._store.end_gesture()
        self._field.release_digits()

    @Slot(float)
    def _nudge(self, value: float) -> None:
        self._store.nudge(**self._fields(value))
