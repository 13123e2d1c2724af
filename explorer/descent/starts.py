"""Which gradient is followed, and the starts as numbers: one row each, with buttons to add and to remove."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from explorer.background.guarded import Guarded
from explorer.descent.state import FARTHEST_START, MOST_STARTS, DescentState, Start
from explorer.look.theme import SMALL, SPACE_XS, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import fixed, plain
from explorer.views.controls import ControlKit, InlineSegmentedControl, heading
from explorer.widgets.badge import Badge
from explorer.widgets.buttons import IconButton
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label

_DECIMALS = 2
_UNTIL_LAID_OUT = 30  # milliseconds


def with_start(starts: tuple[Start, ...], index: int, start: Start) -> tuple[Start, ...]:
    """Return `starts` with one of them replaced."""
    return (*starts[:index], start, *starts[index + 1 :])


class CoordinateField(NumberField):
    """A coordinate with two decimals, or with all its digits where it has more.

    Signals
    -------
    focused()
        The keyboard is here now.
    """

    focused = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, minimum=-FARTHEST_START, maximum=FARTHEST_START, decimals=_DECIMALS, step=0.1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the owner."""
        super().focusInEvent(event)
        self.focused.emit()

    def _written(self, value: float) -> str:
        return fixed(value, _DECIMALS) if value == round(value, _DECIMALS) else plain(value, 6)


class StartRow(QWidget):
    """One start: its number, x0 and x1.

    Signals
    -------
    committed(axis: int, value: float), stepped(axis: int, value: float)
        A coordinate was typed, or moved by a key or the wheel.
    focused()
        The keyboard is in one of its fields.
    """

    committed = Signal(int, float)
    stepped = Signal(int, float)
    focused = Signal()

    def __init__(self, look: Look, index: int) -> None:
        super().__init__()
        self.index, self._number = index, 0
        self.fields = (CoordinateField(look), CoordinateField(look))
        self._badge = Badge(look, index + 1, index)
        items: list[QWidget] = [self._badge]
        for axis, field in enumerate(self.fields):
            field.setObjectName(f"descent.start_{index + 1}_x{axis}")
            field.committed.connect(partial(self.committed.emit, axis))
            field.stepped.connect(partial(self.stepped.emit, axis))
            field.focused.connect(self.focused)
            label = Label(look, SMALL, tone="text2")
            label.setText(f"x{'₀₁'[axis]}")
            items += [label, field]
        layout = row(*items)
        for field in self.fields:
            layout.setStretchFactor(field, 1)
        self.setLayout(layout)

    def set_start(self, number: int, start: Start) -> None:
        """Show a start and its number."""
        if number != self._number:
            self._number = number
            self._write_number()
        for field, coordinate in zip(self.fields, start, strict=True):
            field.set_value(coordinate)

    def _write_number(self) -> None:
        self._badge.set_text(str(self._number), self._number - 1)
        tip = _("{name}: type it, step it with the arrow keys, or drag the disc in the picture")
        for axis, field in enumerate(self.fields):
            name = _("Start {number}, x{axis}").format(number=self._number, axis="₀₁"[axis])
            field.setAccessibleName(name)
            field.setToolTip(tip.format(name=name))


class Starts(Guarded, QWidget):
    """All starts of a state, and which gradient is followed from there.

    Signals
    -------
    added(), removed()
        The buttons.
    """

    added = Signal()
    removed = Signal()

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._look, self._store = look, store
        self._kit = ControlKit(look, store, "descent")
        self._add, self._remove = IconButton(look, "plus"), IconButton(look, "trash")
        self._add.setObjectName("descent.add_start")
        self._add.setAccessibleName(_("Add a start"))
        self._add.setToolTip(_("Add a start, up to 12; or double-click the picture"))
        self._remove.setObjectName("descent.remove_start")
        self._remove.setAccessibleName(_("Remove the chosen start"))
        self._remove.setToolTip(_("Remove the start with the ring; or press Delete in the picture"))
        self._rows: list[StartRow] = []
        self._in_sight = (0, len(store.state.starts))  # the chosen start, and how many there are
        self._laid_out = QTimer(self, singleShot=True, interval=_UNTIL_LAID_OUT)
        self._laid_out.timeout.connect(self._bring_into_sight)
        self._list = column(spacing=SPACE_XS)
        head = row(heading(look, _("Starts")), 1, self._remove, self._add, spacing=0)
        gradient = self._kit.make(InlineSegmentedControl, "gradient")
        self.setLayout(column(gradient, column(head, self._list, spacing=2)))
        self._add.clicked.connect(self.added)
        self._remove.clicked.connect(self.removed)

    def show_state(self, state: DescentState) -> None:
        """Show the starts of a state."""
        self._kit.show_state(state)
        while len(self._rows) < len(state.starts):
            self._add_row(len(self._rows))
        for index, start_row in enumerate(self._rows):
            start_row.setVisible(index < len(state.starts))
        for start_row, number, start in zip(self._rows, state.numbers, state.starts, strict=False):
            start_row.set_start(number, start)
        shown = (state.chosen, len(state.starts))
        if shown != self._in_sight:
            self._in_sight = shown
            self._laid_out.start()
        self._add.setEnabled(len(state.starts) < MOST_STARTS)
        self._remove.setEnabled(len(state.starts) > 1)

    def _add_row(self, index: int) -> None:
        start_row = StartRow(self._look, index)
        start_row.committed.connect(partial(self._on_committed, index))
        start_row.stepped.connect(partial(self._on_stepped, index))
        start_row.focused.connect(partial(self._on_focused, index))
        before = self._rows[-1].fields[-1] if self._rows else self._add
        self._rows.append(start_row)
        self._list.addWidget(start_row)
        for field in start_row.fields:
            QWidget.setTabOrder(before, field)
            before = field

    @Slot()
    def _bring_into_sight(self) -> None:
        """Scroll to the chosen start."""
        chosen, _unused = self._in_sight
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.isVisible():
            above.ensureWidgetVisible(self._rows[chosen], 0, SPACE_XS)

    def _moved(self, index: int, axis: int, value: float) -> DescentState:
        state = self._store.state
        x0, x1 = state.starts[index]
        start = (value, x1) if axis == 0 else (x0, value)
        return replace(state, starts=with_start(state.starts, index, start))

    def _on_committed(self, index: int, axis: int, value: float) -> None:
        self._store.change_to(self._moved(index, axis, value))

    def _on_stepped(self, index: int, axis: int, value: float) -> None:
        self._store.nudge_to(self._moved(index, axis, value))

    def _on_focused(self, index: int) -> None:
        self._store.tick_to(replace(self._store.state, chosen_start=index))
