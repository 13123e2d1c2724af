"""Controls made from the declarations of fields: each shows one field of a state, and asks the store to change it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt, SignalInstance, Slot
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SEMIBOLD, SMALL, SPACE_XS, Look
from explorer.state.declarations import (
    Choice,
    Declaration,
    LinearTrack,
    LogTrack,
    Number,
    Switch,
    declared_fields,
    owner_of,
)
from explorer.texts.language import _
from explorer.widgets.choice import Choice as ComboBox
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LinearSlider, LogSlider, TrackSlider
from explorer.widgets.text import Label, set_tooltip

_FIELD_WIDTH = 84
_MOST_SEGMENTS = 3  # that fit in a row, in any language

FieldsOf = Callable[[Any], Mapping[str, Any]]
"""Returns the fields to change, by name, for a value that the user chose."""


class FieldStore(Protocol):
    """What a control needs of a `Store`, whatever its state."""

    @property
    def state(self) -> Any:
        """The present state."""
        ...

    def change(self, **fields: Any) -> None:
        """Replace fields, as one undo step."""
        ...

    def nudge(self, **fields: Any) -> None:
        """Replace fields; calls in quick succession are one undo step."""
        ...

    def tick(self, **fields: Any) -> None:
        """Replace fields without an undo step."""
        ...

    def begin_gesture(self) -> None:
        """Make all changes until the end of the gesture one undo step."""
        ...

    def end_gesture(self) -> None:
        """End the gesture."""
        ...


@dataclass(frozen=True)
class Binding:
    """Which field a control is for.

    Attributes
    ----------
    name : str
        Of the field.
    object_name : str
        Of the control's editor, ``view.field``.
    fields_of : callable
        Returns the fields to change, by name, for a value that the user chose.
    """

    look: Look
    store: FieldStore
    name: str
    object_name: str
    fields_of: FieldsOf


class Control[AnyDeclaration: Declaration](Guarded, QWidget):
    """The control of one field; subclasses make the editor and lay it out beside its label."""

    editor: QWidget

    def __init__(self, binding: Binding) -> None:
        super().__init__()
        self.binding = binding
        state_type: Any = type(binding.store.state)
        declaration: Any = declared_fields(state_type)[binding.name].declaration
        self.declaration: AnyDeclaration = declaration
        self._locked = ""

    def show_state(self, state: Any, is_locked: bool) -> None:
        """Show the field's value; `is_locked` says whether a run is being trained, which locks some fields."""
        owner, declaration = owner_of(state, self.binding.name), self.declaration
        if declaration.shown:
            self.setVisible(getattr(owner, declaration.shown))
        locked = declaration.locked if is_locked else ""
        self.set_enabled(not locked and (not declaration.enabled or getattr(owner, declaration.enabled)))
        self.show_value(getattr(owner, self.binding.name))
        if locked != self._locked:
            self._locked = locked
            self.explain(_(locked))

    def set_enabled(self, enabled: bool) -> None:
        """Let the user change the value, or not."""
        self.editor.setEnabled(enabled)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def explain(self, locked: str) -> None:
        """Set the tooltips: why the field is locked, or what it does."""
        set_tooltip(self.editor, locked or _(self.declaration.hint))

    def change(self, value: Any) -> None:
        """Ask the store for another value, as one undo step."""
        self.binding.store.change(**self.binding.fields_of(value))

    def nudge(self, value: Any) -> None:
        """Ask the store for another value, chosen by a key or the wheel."""
        self.binding.store.nudge(**self.binding.fields_of(value))


class NumberControl(Control[Number]):
    """A number field beside its label."""

    def __init__(self, binding: Binding) -> None:
        super().__init__(binding)
        number = self.declaration
        self.editor: NumberField = NumberField(
            binding.look,
            minimum=number.low,
            maximum=number.high,
            decimals=0 if number.is_whole else None,
            digits=number.digits,
            step=number.step,
            hero=self.is_hero,
        )
        self.editor.setObjectName(binding.object_name)
        self.editor.setAccessibleName(_(number.label))
        self.message = FieldMessage(binding.look)
        self.editor.attach_message(self.message)
        self.editor.committed.connect(self._on_committed)
        self.editor.stepped.connect(self._on_stepped)
        self.add_parts(binding.look)
        self.setLayout(self.lay_out(binding.look))

    is_hero = False

    def add_parts(self, look: Look) -> None:
        """Make what there is beside the field."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of label, field and message."""
        self.editor.setFixedWidth(look.px(_FIELD_WIDTH))
        return column(row(_label(look, _(self.declaration.label)), 1, self.editor), self.message)

    def show_value(self, value: Any) -> None:
        """Show a number."""
        self.editor.set_value(value)

    @Slot(float)
    def _on_committed(self, value: float) -> None:
        self.change(self.declaration.nearest(value))

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self.nudge(self.declaration.nearest(value))


class StackedNumberControl(NumberControl):
    """A number field below its label, as wide as there is room."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of label, field and message."""
        self.editor.setMinimumWidth(look.px(_FIELD_WIDTH))
        return column(_label(look, _(self.declaration.label)), self.editor, self.message, spacing=SPACE_XS)


class SliderControl(NumberControl):
    """A number field beside its label, and a slider below."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of label, field, message and slider."""
        head = row(heading(look, _(self.declaration.label)), self.editor)
        head.setStretchFactor(self.editor, 1)
        return column(head, self.message, self.slider, spacing=6)

    def add_parts(self, look: Look) -> None:
        """Make the slider."""
        self.slider = slider = self.make_slider(look)
        slider.setObjectName(f"{self.binding.object_name}_slider")
        slider.setAccessibleName(_(self.declaration.label))
        slider.drag_started.connect(self._on_drag_started)
        slider.dragged.connect(self._on_committed)
        slider.drag_finished.connect(self._on_drag_finished)
        slider.stepped.connect(self._on_stepped)

    def make_slider(self, look: Look) -> TrackSlider:
        """Return the slider that the declaration asks for."""
        match self.declaration.track:
            case LogTrack(low, high, ticks):
                return LogSlider(look, low, high, ticks)
            case LinearTrack(low, high):
                assert self.declaration.step is not None  # as its declaration has made sure
                return LinearSlider(look, low, high, self.declaration.step)
        raise ValueError(f"{self.binding.name} declares no track")

    def show_value(self, value: Any) -> None:
        """Show a number."""
        self.editor.set_value(value)
        self.slider.set_value(value)

    def explain(self, locked: str) -> None:
        """Set the tooltips: why the field is locked, or what it does."""
        super().explain(locked)
        hint = self.declaration.slider_hint or self.declaration.hint
        set_tooltip(self.slider, locked or _(hint))

    def set_enabled(self, enabled: bool) -> None:
        """Let the user change the value, or not."""
        super().set_enabled(enabled)
        self.slider.setEnabled(enabled)

    @Slot()
    def _on_drag_started(self) -> None:
        self.binding.store.begin_gesture()
        self.editor.hold_digits()

    @Slot()
    def _on_drag_finished(self) -> None:
        self.binding.store.end_gesture()
        self.editor.release_digits()


class HeroControl(SliderControl):
    """The number that a page is about, in large digits, and a slider below."""

    is_hero = True


class BareNumberControl(NumberControl):
    """A number field alone; whoever makes it places its `message`."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of the field."""
        return column(self.editor)


class BareSliderControl(SliderControl):
    """A number field alone; whoever makes it places its `message` and its `slider`."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of the field."""
        return column(self.editor)


class BareHeroControl(BareSliderControl):
    """The number that a page is about, alone; whoever makes it places its `message` and its `slider`."""

    is_hero = True


class SegmentedControl(Control[Choice]):
    """A heading, and the options of a choice side by side."""

    columns: int | None = None  # how many stand in a row; all of them unless given

    def __init__(self, binding: Binding) -> None:
        super().__init__(binding)
        options, label = self.declaration.options, _(self.declaration.label)
        self._values = tuple(options)
        self.editor: Segmented = Segmented(binding.look, len(options), self.columns)
        self.editor.setObjectName(binding.object_name)
        self.editor.setAccessibleName(label)
        self.editor.set_texts([_(option.text) for option in options.values()])
        for index, (value, option) in enumerate(options.items()):
            self.editor.button(index).setObjectName(f"{binding.object_name}_{value}")
            self.editor.button(index).setAccessibleName(f"{label}: {_(option.text)}")
        self.editor.chosen.connect(self._on_chosen)
        self.setLayout(self.lay_out(binding.look))

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of heading and options."""
        return column(heading(look, _(self.declaration.label)), self.editor)

    def show_value(self, value: Any) -> None:
        """Show which option is chosen."""
        self.editor.set_value(self._values.index(value))

    def explain(self, locked: str) -> None:
        """Set the tooltips: why the field is locked, or what each option does."""
        super().explain(locked)
        for index, option in enumerate(self.declaration.options.values()):
            hint = _(option.hint or self.declaration.hint)
            set_tooltip(self.editor.button(index), locked or hint)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self.change(self._values[index])


class BareSegmentedControl(SegmentedControl):
    """The options of a choice side by side, without a heading."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of the options."""
        return column(self.editor)


class BareTickControl(BareSegmentedControl):
    """The options of a choice side by side, without a heading; to take another one is no undo step."""

    def change(self, value: Any) -> None:
        """Ask the store for another value, without an undo step."""
        self.binding.store.tick(**self.binding.fields_of(value))


class InlineSegmentedControl(SegmentedControl):
    """A heading beside the options of a choice."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of heading and options."""
        line = row(heading(look, _(self.declaration.label)), self.editor)
        line.setStretchFactor(self.editor, 1)
        return line


class ComboControl(Control[Choice]):
    """A label, and a choice whose options drop down."""

    def __init__(self, binding: Binding) -> None:
        super().__init__(binding)
        self.editor: ComboBox = ComboBox(binding.look)
        self.editor.setObjectName(binding.object_name)
        self.editor.setAccessibleName(_(self.declaration.label))
        self._values = {str(value): value for value in self.declaration.options}
        options = self.declaration.options.values()
        self.editor.set_items(
            [(key, _(option.text)) for key, option in zip(self._values, options, strict=True)]
        )
        self.editor.chosen.connect(self._on_chosen)
        self.setLayout(self.lay_out(binding.look))

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of label and options."""
        return column(row(_label(look, _(self.declaration.label)), 1, self.editor))

    def show_value(self, value: Any) -> None:
        """Show which option is chosen."""
        self.editor.set_value(str(value))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.change(self._values[key])


class CheckBoxControl(Control[Switch]):
    """A box to tick."""

    def __init__(self, binding: Binding) -> None:
        super().__init__(binding)
        self.editor: QCheckBox = QCheckBox(_(self.declaration.label))
        self.editor.setObjectName(binding.object_name)
        self.editor.setAccessibleName(self.editor.text())
        self.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor.clicked.connect(self._on_clicked)
        self.setLayout(column(self.editor))

    def show_value(self, value: Any) -> None:
        """Show whether it is on."""
        self.editor.setChecked(value)

    @Slot(bool)
    def _on_clicked(self, checked: bool) -> None:
        self.change(checked)


class FollowingControl(Guarded, QWidget):
    """Holds a control that belongs to no section of a page, and follows the store by itself.

    Parameters
    ----------
    is_locked : callable
        Says whether a run is being trained, which locks some fields.
    signals : tuple of SignalInstance
        When to show the state again.
    """

    def __init__(
        self, control: Control[Any], is_locked: Callable[[], bool], signals: tuple[SignalInstance, ...]
    ) -> None:
        super().__init__()
        self._control, self._is_locked = control, is_locked
        self.setLayout(column(control))
        for signal in signals:
            signal.connect(self._show_state)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        self._control.show_state(self._control.binding.store.state, self._is_locked())


def kind_of_control(state_type: Any, name: str) -> type[Control[Any]]:
    """Return the kind of control that suits the declaration of a field.

    Raises
    ------
    KeyError
        If the state has no field of that name.
    ValueError
        If the field has only controls made by hand.
    """
    match declared_fields(state_type)[name].declaration:
        case Number(track=None):
            return NumberControl
        case Number():
            return SliderControl
        case Choice(options=options):
            return SegmentedControl if len(options) <= _MOST_SEGMENTS else ComboControl
        case Switch():
            return CheckBoxControl
    raise ValueError(f"{name} has no control made from its declaration")


class ControlKit:
    """Makes the controls of one store's fields, and shows a state in all that it made.

    Parameters
    ----------
    view : str
        Name of the view, the first half of the object names.
    """

    def __init__(self, look: Look, store: FieldStore, view: str) -> None:
        self._look, self._store, self._view = look, store, view
        self._controls: list[Control[Any]] = []

    def make[AnyControl: Control[Any]](
        self,
        kind: Callable[[Binding], AnyControl],
        name: str,
        *,
        object_name: str = "",
        fields_of: FieldsOf | None = None,
    ) -> AnyControl:
        """Return a control of this kind for a field.

        Parameters
        ----------
        name : str
            Of the field.
        object_name : str
            Second half of the object name where it is not the field's name.
        fields_of : callable, optional
            Returns all fields to change, by name, for a value that the user chose, where others change with it.

        Raises
        ------
        KeyError
            If the state has no field of that name.
        """
        full_name = f"{self._view}.{object_name or name}"
        change = fields_of or (lambda value: {name: value})
        control = kind(Binding(self._look, self._store, name, full_name, change))
        control.explain("")
        self._controls.append(control)
        return control

    def number(self, name: str) -> NumberControl:
        """Return a number field beside its label."""
        return self.make(NumberControl, name)

    def slider(self, name: str) -> SliderControl:
        """Return a number field beside its label, and a slider below."""
        return self.make(SliderControl, name)

    def segmented(self, name: str) -> SegmentedControl:
        """Return a heading, and the options side by side."""
        return self.make(SegmentedControl, name)

    def combo_box(self, name: str) -> ComboControl:
        """Return a label, and options that drop down."""
        return self.make(ComboControl, name)

    def check_box(self, name: str) -> CheckBoxControl:
        """Return a box to tick."""
        return self.make(CheckBoxControl, name)

    def show_state(self, state: Any, is_locked: bool = False) -> None:
        """Show a state in all controls; `is_locked` says whether a run is being trained, which locks some fields."""
        for control in self._controls:
            control.show_state(state, is_locked)


def _label(look: Look, text: str) -> Label:
    label = Label(look, tone="text2")
    label.setText(text)
    return label


def heading(look: Look, text: str) -> Label:
    """Return a label above a group of controls."""
    label = Label(look, SMALL, SEMIBOLD, "text2")
    label.setText(text)
    return label
