"""The controls of the pages Update-to-weight ratio and Loss landscape."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.training import TrainingConfig
from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look
from explorer.state.declarations import next_seed
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import grouped
from explorer.training.inside import words
from explorer.training.state import TrainingState
from explorer.views.controls import ControlKit, heading
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, rule
from explorer.widgets.text import Label


class UpdateRatioControls(Guarded, QWidget):
    """The mini-batch whose gradient is looked at, and by which rule a step follows it."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__()
        self._store, self._kit = store, ControlKit(look, store, "training")
        self._rule = Label(look, SMALL, tone="text2", wrap=True)
        another = Button(look, "dice")
        another.setObjectName("training.another_pace_batch")
        another.setText(_("Draw another mini-batch"))
        another.setAccessibleName(another.text())
        another.setToolTip(_("Takes the next seed: other images."))
        another.clicked.connect(self._on_another)
        numbers = map(self._kit.number, ("pace_batch", "pace_seed"))
        self.setLayout(column(heading(look, _("Mini-batch")), *numbers, another, self._rule))

    def show_state(self, state: TrainingState, config: TrainingConfig, has_state: bool) -> None:
        """Show the settings, and how the update is computed."""
        self._kit.show_state(state)
        self._rule.setText(words.rule_note(config, has_state))

    @Slot()
    def _on_another(self) -> None:
        state = self._store.state
        seed = next_seed(state.inside.pace_seed)
        self._store.change_to(replace(state, inside=replace(state.inside, pace_seed=seed)))


class LandscapeControls(Guarded, QWidget):
    """Along which directions the loss is shown, and how far."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__()
        self._store, self._kit = store, ControlKit(look, store, "training")
        self._seed = self._kit.number("plane_seed")
        self._another = Button(look, "dice")
        self._another.setObjectName("training.another_plane")
        self._another.setText(_("Other directions"))
        self._another.setAccessibleName(_("Other random directions"))
        self._another.setToolTip(_("Takes the next seed."))
        self._another.clicked.connect(self._on_another)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        plane, reach = self._kit.segmented("plane"), self._kit.slider("reach")
        self.setLayout(column(plane, self._seed, self._another, rule(), reach, rule(), self._note))

    def show_state(self, state: TrainingState, has_path: bool, parameters: int) -> None:
        """Show the settings; `has_path` says whether networks of the run on its way are known."""
        self._kit.show_state(state)
        is_random = state.inside.plane == "random" or not has_path
        self._seed.set_enabled(is_random)
        self._seed.explain("" if is_random else _("For random directions only"))
        self._another.setEnabled(is_random)
        self._note.setText(
            _("The picture shows 2 of {0} dimensions, one for each parameter.").format(grouped(parameters))
        )

    @Slot()
    def _on_another(self) -> None:
        state = self._store.state
        seed = next_seed(state.inside.plane_seed)
        self._store.change_to(replace(state, inside=replace(state.inside, plane_seed=seed)))
