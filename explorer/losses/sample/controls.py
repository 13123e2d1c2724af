"""The controls of the page Sample."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from explorer.look.theme import SPACE_S, Look
from explorer.losses.changes import fields_of
from explorer.losses.sample.output import most_probable_wrong, with_bar
from explorer.losses.sample.presets import PRESETS, wrong_class
from explorer.losses.sample.scores import with_score
from explorer.losses.sample.words import output, score
from explorer.losses.state import LARGEST_SCORE, MOST_KEPT, LossesState, Sample
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import (
    BareSegmentedControl,
    CheckBoxControl,
    ControlKit,
    InlineSegmentedControl,
    heading,
)
from explorer.views.paged_view import PagePanel
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label


class SampleControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Buttons and the fields of the chosen bar by the second half of their object names.
    """

    def __init__(self, look: Look, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._kit = ControlKit(look, store, "losses")
        self._presets = {name: Button(look) for name in PRESETS}
        for name, text in {
            "mostly_right": _("0.6 on class 2"),
            "mostly_wrong": _("0.6 on class 7"),
            "both": _("Both in a batch"),
            "uniform": _("0.1 on each"),
            "softmax_without_axis": _("No softmax axis"),
        }.items():
            self._presets[name].setText(text)
        self._field = NumberField(look, minimum=0, maximum=1, step=0.01)
        self._score = NumberField(look, minimum=-LARGEST_SCORE, maximum=LARGEST_SCORE, step=0.1)
        self._field_name = Label(look)
        self._problem = FieldMessage(look)
        for field in (self._field, self._score):
            field.attach_message(self._problem)
        self._curve_title = heading(look, _("Curves or slopes"))
        self._keep = Button(look, "plus")
        self._keep.setText(_("Add to the mini-batch"))
        self._drop = IconButton(look, "trash")
        self.by_name: dict[str, QWidget] = {
            **self._presets,
            "probability": self._field,
            "score": self._score,
            "keep": self._keep,
            "drop": self._drop,
        }
        self._lay_out(look, panel)
        self._connect()

    def show_state(self, state: LossesState) -> None:
        """Set every control to the state; none of them answers."""
        self._kit.show_state(state)
        self._show_bar(state)
        rival = most_probable_wrong(state.y, state.target)
        for name, class_ in (("one_on_correct", state.target), ("one_on_wrong", wrong_class(state.target))):
            self._presets[name].setText(_("1 on class {0}").format(class_))
        self._presets["swap"].setText(_("Swap {0} and {1}").format(state.target, rival))
        self._presets["swap"].setEnabled(state.y[rival] != state.y[state.target])
        self._keep.setEnabled(len(state.kept) < MOST_KEPT)
        self._drop.setEnabled(bool(state.kept))

    def _show_bar(self, state: LossesState) -> None:
        by_scores = state.entry == "scores"
        self._field.setVisible(not by_scores)
        self._score.setVisible(by_scores)
        self._field.set_value(state.y[state.selected])
        self._score.set_value(state.scores[state.selected])
        name = score(state.selected) if by_scores else output(state.selected)
        self._field_name.setText(f"{name} =")

    def hold_digits(self) -> None:
        """Keep the fields' trailing zeros while a bar is dragged."""
        self._field.hold_digits()
        self._score.hold_digits()

    def release_digits(self) -> None:
        """Let the fields write numbers without idle zeros again."""
        self._field.release_digits()
        self._score.release_digits()

    def set_compact(self, compact: bool) -> None:
        """Leave out of a small window what can be told without it."""
        self._curve_title.setVisible(not compact)

    def _lay_out(self, look: Look, panel: PagePanel) -> None:
        make = self._kit.make
        presets = QGridLayout()
        presets.setSpacing(SPACE_S)
        for index, button in enumerate(self._presets.values()):
            presets.addWidget(button, index // 2, index % 2)
            presets.setColumnStretch(index % 2, 1)
        panel.add_section(heading(look, _("Correct class")), make(BareSegmentedControl, "target"))
        panel.add_rule()
        entry = make(BareSegmentedControl, "entry", fields_of=partial(self._fields_of, "entry"))
        panel.add_section(None, entry, presets)
        panel.add_rule()
        keep_sum = make(CheckBoxControl, "keep_sum", fields_of=partial(self._fields_of, "keep_sum"))
        panel.add_section(None, row(self._field_name, self._field, self._score, keep_sum), self._problem)
        panel.add_rule()
        panel.add_section(self._curve_title, make(BareSegmentedControl, "curve"))
        panel.add_rule()
        panel.add_section(None, make(InlineSegmentedControl, "samples"))
        actions = row(self._keep, self._drop)
        actions.setStretch(0, 1)
        panel.pinned.addLayout(actions)

    def _connect(self) -> None:
        presets = QButtonGroup(self)
        presets.setExclusive(False)
        for index, button in enumerate(self._presets.values()):
            presets.addButton(button, index)
        presets.idClicked.connect(self._on_preset)
        self._score.committed.connect(self._on_score_committed)
        self._score.stepped.connect(self._on_score_stepped)
        self._field.committed.connect(self._on_committed)
        self._field.stepped.connect(self._on_stepped)
        self._keep.clicked.connect(self._on_keep)
        self._drop.clicked.connect(self._on_drop)

    def _fields_of(self, field: str, value: Any) -> Mapping[str, Any]:
        return fields_of(self._store.state, field, value)

    def _with_bar(self, probability: float) -> LossesState:
        """Return the state with the chosen bar moved."""
        state = self._store.state
        return replace(state, y=with_bar(state.y, state.selected, probability, keep_sum=state.keep_sum))

    @Slot(int)
    def _on_preset(self, index: int) -> None:
        self._store.change_to(list(PRESETS.values())[index](self._store.state))

    @Slot(float)
    def _on_score_committed(self, value: float) -> None:
        self._store.change_to(with_score(self._store.state, self._store.state.selected, value))

    @Slot(float)
    def _on_score_stepped(self, value: float) -> None:
        self._store.nudge_to(with_score(self._store.state, self._store.state.selected, value))

    @Slot(float)
    def _on_committed(self, probability: float) -> None:
        self._store.change_to(self._with_bar(probability))

    @Slot(float)
    def _on_stepped(self, probability: float) -> None:
        self._store.nudge_to(self._with_bar(probability))

    @Slot()
    def _on_keep(self) -> None:
        state = self._store.state
        kept = (*state.kept, Sample(state.y, state.target))
        self._store.change_to(replace(state, kept=kept, samples="batch"))

    @Slot()
    def _on_drop(self) -> None:
        state = self._store.state
        self._store.change_to(replace(state, kept=state.kept[:-1]))
