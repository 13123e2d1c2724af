"""The controls of the page One sample."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QWidget

from explorer.language import _
from explorer.losses.sample.answer import normalised, strongest_rival, with_bar
from explorer.losses.sample.presets import PRESETS
from explorer.losses.sample.scores import answer_fields, entry_fields, with_score
from explorer.losses.sample.words import output, score
from explorer.losses.state import CLASSES, LARGEST_SCORE, MOST_KEPT, LossesState, Sample
from explorer.paged_view import PagePanel
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_S, Look
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label

_SAMPLES, _CURVES = ("one", "batch"), ("whole", "near_zero", "by_score")
_ENTRIES = ("probabilities", "scores")


class SampleControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    store : Store
        Of a `LossesState`.
    panel : PagePanel
        The part of the column to fill.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    """

    def __init__(self, look: Look, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._target = Segmented(look, CLASSES)
        self._target.set_texts([str(k) for k in range(CLASSES)])
        self._entry = Segmented(look, len(_ENTRIES))
        self._presets = {name: Button(look) for name in PRESETS}
        self._field = NumberField(look, minimum=0, maximum=1, step=0.01)
        self._score = NumberField(look, minimum=-LARGEST_SCORE, maximum=LARGEST_SCORE, step=0.1)
        self._field_name = Label(look)
        self._problem = FieldMessage(look)
        for field in (self._field, self._score):
            field.attach_message(self._problem)
        self._keep_sum = QCheckBox()
        self._curve = Segmented(look, len(_CURVES))
        self._samples = Segmented(look, len(_SAMPLES))
        self._keep = Button(look, "plus")
        self._drop = IconButton(look, "trash")
        self._titles = {
            name: Label(look, SMALL, SEMIBOLD, "text2") for name in ("target", "curve", "samples")
        }
        self.by_name: dict[str, QWidget] = {
            "target": self._target,
            "entry": self._entry,
            **self._presets,
            "probability": self._field,
            "score": self._score,
            "keep_sum": self._keep_sum,
            "curve": self._curve,
            "samples": self._samples,
            "keep": self._keep,
            "drop": self._drop,
        }
        self._lay_out(panel)
        self._connect()

    def show_state(self, state: LossesState) -> None:
        """Set every control to the state; none of them answers."""
        self._target.set_value(state.target)
        self._show_entry(state)
        self._keep_sum.setChecked(state.keep_sum or state.entry == "scores")
        self._keep_sum.setEnabled(state.entry == "probabilities")
        self._curve.set_value(_CURVES.index(state.curve))
        self._samples.set_value(_SAMPLES.index(state.samples))
        rival = strongest_rival(state.y, state.target)
        self._presets["exchange"].setText(_("Swap {0} and {1}").format(state.target, rival))
        self._presets["exchange"].setEnabled(state.y[rival] != state.y[state.target])
        self._keep.setEnabled(len(state.kept) < MOST_KEPT)
        self._drop.setEnabled(bool(state.kept))

    def _show_entry(self, state: LossesState) -> None:
        by_scores = state.entry == "scores"
        self._entry.set_value(_ENTRIES.index(state.entry))
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
        self._titles["curve"].setVisible(not compact)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for name, text in {
            "target": _("Right class (target)"),
            "curve": _("Curves or slopes"),
            "samples": _("Samples"),
        }.items():
            self._titles[name].setText(text)
        for name, text in {
            "mostly_right": _("Mostly right"),
            "mostly_wrong": _("0.6 for class 7"),
            "both": _("Both answers"),
            "guess": _("Guess: 0.1 each"),
            "sure_and_right": _("Sure and right"),
            "sure_and_wrong": _("Sure and wrong"),
        }.items():
            self._presets[name].setText(text)
        self._keep_sum.setText(_("Sum at 1"))
        self._curve.set_texts([_("0 to 1"), _("Near 0"), _("By score")])
        self._entry.set_texts([_("Probabilities"), _("Scores")])
        self._samples.set_texts([_("One"), _("Mini-batch")])
        self._keep.setText(_("Keep this answer"))

    def _lay_out(self, panel: PagePanel) -> None:
        presets = QGridLayout()
        presets.setSpacing(SPACE_S)
        for index, button in enumerate(self._presets.values()):
            width = 1 if index % 2 or index + 1 < len(self._presets) else 2  # the last one may be alone
            presets.addWidget(button, index // 2, index % 2, 1, width)
            presets.setColumnStretch(index % 2, 1)
        panel.add_section(self._titles["target"], self._target)
        panel.add_rule()
        panel.add_section(None, self._entry, presets)
        panel.add_rule()
        bar = row(self._field_name, self._field, self._score, self._keep_sum)
        panel.add_section(None, bar, self._problem)
        panel.add_rule()
        panel.add_section(self._titles["curve"], self._curve)
        panel.add_rule()
        samples = row(self._titles["samples"], self._samples)
        samples.setStretch(1, 1)
        panel.add_section(None, samples)
        actions = row(self._keep, self._drop)
        actions.setStretch(0, 1)
        panel.pinned.addLayout(actions)

    def _connect(self) -> None:
        presets = QButtonGroup(self)
        presets.setExclusive(False)
        for index, button in enumerate(self._presets.values()):
            presets.addButton(button, index)
        presets.idClicked.connect(self._on_preset)
        self._target.chosen.connect(self._on_target_chosen)
        self._entry.chosen.connect(self._on_entry_chosen)
        self._score.committed.connect(self._on_score_committed)
        self._score.stepped.connect(self._on_score_stepped)
        self._field.committed.connect(self._on_committed)
        self._field.stepped.connect(self._on_stepped)
        self._keep_sum.clicked.connect(self._on_keep_sum)
        self._curve.chosen.connect(self._on_curve_chosen)
        self._samples.chosen.connect(self._on_samples_chosen)
        self._keep.clicked.connect(self._on_keep)
        self._drop.clicked.connect(self._on_drop)

    @Slot(int)
    def _on_preset(self, index: int) -> None:
        state = self._store.state
        fields = list(PRESETS.values())[index](state)
        self._store.change(**{**fields, **answer_fields(state, fields["y"])})

    @Slot(int)
    def _on_target_chosen(self, index: int) -> None:
        self._store.change(target=index)

    @Slot(int)
    def _on_entry_chosen(self, index: int) -> None:
        self._store.change(**entry_fields(self._store.state, _ENTRIES[index]))

    @Slot(float)
    def _on_score_committed(self, value: float) -> None:
        state = self._store.state
        self._store.change(scores=with_score(state.scores, state.selected, value))

    @Slot(float)
    def _on_score_stepped(self, value: float) -> None:
        state = self._store.state
        self._store.nudge(scores=with_score(state.scores, state.selected, value))

    @Slot(float)
    def _on_committed(self, probability: float) -> None:
        state = self._store.state
        self._store.change(y=with_bar(state.y, state.selected, probability, keep_sum=state.keep_sum))

    @Slot(float)
    def _on_stepped(self, probability: float) -> None:
        state = self._store.state
        self._store.nudge(y=with_bar(state.y, state.selected, probability, keep_sum=state.keep_sum))

    @Slot(bool)
    def _on_keep_sum(self, keep: bool) -> None:
        y = self._store.state.y
        self._store.change(keep_sum=keep, y=normalised(y) if keep else y)

    @Slot(int)
    def _on_curve_chosen(self, index: int) -> None:
        self._store.change(curve=_CURVES[index])

    @Slot(int)
    def _on_samples_chosen(self, index: int) -> None:
        self._store.change(samples=_SAMPLES[index])

    @Slot()
    def _on_keep(self) -> None:
        state = self._store.state
        self._store.change(kept=(*state.kept, Sample(state.y, state.target)), samples="batch")

    @Slot()
    def _on_drop(self) -> None:
        self._store.change(kept=self._store.state.kept[:-1])
