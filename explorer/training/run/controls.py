"""The controls in the column: the chapter's settings of a run, what a run costs, and all further settings."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, SPACE_M, SPACE_S, SPACE_XS, Look
from explorer.state.declarations import declared_fields
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training import words
from explorer.training.cost import Cost
from explorer.training.presets import OWN, PRESETS, preset_fields, preset_of
from explorer.training.run.state import AMOUNTS, LOCKED, STYLES
from explorer.training.state import TrainingState
from explorer.training.update_words import update_rule
from explorer.views.controls import ControlKit, HeroControl, StackedNumberControl, heading
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Choice
from explorer.widgets.formula import Formula
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label, set_tooltip


def chosen(field: str, value: Any) -> Mapping[str, Any]:
    """Return the fields to change where the user chooses a value for one: a seed is kept from then on."""
    return {field: value, "new_seed": False} if field == "seed" else {field: value}


class RunControls(Guarded, QWidget):
    """Sets of settings worth trying, all settings of a run, and its cost."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__()
        self._store = store
        self._kit = kit = ControlKit(look, store, "training")
        self._sizes = Label(look, SMALL, tone="text2")
        self._sizes.setToolTip(_("Pixels – hidden units – classes"))
        self._preset = self._make_preset(look)
        self._cost = Label(look, SMALL, tone="text2", wrap=True)
        self.rule = Formula(look, SMALL, tone="text2", wrap=True)
        self.rule.set_terms(
            {"W": _("Every parameter array: W1, in the picture, b1, W2 and b2 (sections 4 and 6)")}
        )
        self._epoch = Label(look, SMALL, tone="text2", wrap=True)
        self._epoch.setToolTip(
            _("iter_per_epoch = max(train_size / batch_size, 1) in the chapter (section 6); here rounded")
        )
        self._more = Button(look)
        self._more.setObjectName("training.more_settings")
        self._more.setToolTip(_(declared_fields(TrainingState)["more_settings"].declaration.hint))
        self._more.clicked.connect(self._on_more)
        self._further = QWidget()
        self._further.setLayout(self._lay_out_further(kit))
        numbers = QGridLayout()
        numbers.setSpacing(SPACE_S)
        for place, name in enumerate(("hidden_size", "batch_size", "iterations", "seed")):
            control = kit.make(StackedNumberControl, name, fields_of=partial(chosen, name))
            numbers.addWidget(control, *divmod(place, 2))
            numbers.setColumnStretch(place % 2, 1)
        title = heading(look, _("Settings"))
        self.setLayout(
            column(
                column(row(title, 1, self._sizes), self._preset, numbers, self._epoch),
                column(kit.make(HeroControl, "learning_rate"), self.rule, spacing=SPACE_XS),
                column(kit.segmented("gradient"), self._cost, spacing=SPACE_XS),
                column(self._more, self._further),
                spacing=SPACE_M,
            )
        )

    def _make_preset(self, look: Look) -> Choice:
        preset = Choice(look)
        preset.setObjectName("training.preset")
        preset.setAccessibleName(_("Preset"))
        texts = {
            "chapter": _("The chapter’s settings"),
            "overfit": _("Overfitting: 300 training images"),
            "early_stopping": _("Early stopping at 90 %"),
            "step": _("Step activation"),
            "equal_weights": _("Initialise all weights to 0"),
        }
        items = [(name, texts[name]) for name in PRESETS]
        preset.set_items([*items, (OWN, _("Custom"))])
        preset.chosen.connect(self._on_preset)
        return preset

    def _lay_out_further(self, kit: ControlKit) -> QVBoxLayout:
        return column(
            kit.check_box("new_seed"),
            kit.combo_box("optimizer"),
            *map(kit.number, ("momentum", "decay", "beta1", "beta2")),
            *map(kit.segmented, ("schedule", "activation")),
            kit.number("weight_init_std"),
            column(
                kit.segmented("sampling"),
                *map(kit.number, ("training_images", "validation_images")),
                kit.check_box("subtract_mean"),
                column(kit.check_box("augmented"), *map(kit.number, AMOUNTS)),
                column(kit.check_box("styled"), *map(kit.number, STYLES)),
            ),
            column(kit.check_box("stops_early"), kit.number("stop_at")),
        )

    def show_state(self, state: TrainingState, is_locked: bool, images: int) -> None:
        """Show the settings; `is_locked` says whether a run is being trained, `images` on how many images."""
        self._kit.show_state(state, is_locked)
        self._sizes.setText(f"784 – {state.hidden_size} – 10")
        self._preset.set_value(preset_of(state))
        self._preset.setEnabled(not is_locked)
        set_tooltip(
            self._preset,
            _(LOCKED)
            if is_locked
            else _(
                "The chapter’s settings; 300 training images; stopping once 90 % of 5 000 validation images are "
                "correct; the step function as activation; all weights 0, so that all hidden units start equal "
                "(sections 1, 2 and 6)"
            ),
        )
        self.rule.setText(update_rule(state.config()))
        self._epoch.setText(words.epoch_sentence(state.config(), images))
        self._more.setText(_("Fewer settings ▴") if state.settings.more_settings else _("More settings ▾"))
        self._more.setAccessibleName(self._more.text())
        self._further.setVisible(state.settings.more_settings)

    def show_cost(self, state: TrainingState, cost: Cost) -> None:
        """Show how long a run takes by the gradient that is chosen; the tooltip has the other ways."""
        self._cost.setText(words.short_cost(state, cost))
        tip = _(
            "Timed on this machine: a few iterations, or your last run with these settings. The numerical gradient "
            "here skips what a parameter does not affect; the chapter’s computes two losses per parameter."
        )
        self._cost.setToolTip(f"{words.cost_sentence(state, cost)}\n{tip}")

    @Slot(str)
    def _on_preset(self, name: str) -> None:
        if name != OWN:
            self._store.change(**preset_fields(name))

    @Slot()
    def _on_more(self) -> None:
        state = self._store.state
        settings = replace(state.settings, more_settings=not state.settings.more_settings)
        self._store.tick_to(replace(state, settings=settings))
