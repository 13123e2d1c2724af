"""The page Inside: a network looked into, at any time of its run."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.fields import WholeNumber
from explorer.training.inside.activations_part import ActivationsPart
from explorer.training.inside.around_part import AroundPart
from explorer.training.inside.explanations import page_explanations
from explorer.training.inside.pace_part import PacePart
from explorer.training.inside.part import InsidePart
from explorer.training.inside.state import LAST_UNIT, PARTS, InsideState, PartName
from explorer.training.inside.units import UnitResults
from explorer.training.inside.weights_part import WeightsPart
from explorer.training.page import TrainingPage
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column

_PARTS_IN_A_ROW = 2
_PARTS_ABOUT_A_UNIT = ("weights", "activations")


class InsidePage(TrainingPage):
    """Four parts, one at a time, each built when it is first opened.

    Parameters
    ----------
    look, session, store, subject
        As for `TrainingPage`.
    panel : PagePanel
        The page's part of the control column.
    """

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        results = UnitResults(session.background, subject)
        results.changed.connect(self.outdated)
        self._choice = Segmented(look, len(PARTS), _PARTS_IN_A_ROW)
        self._unit = WholeNumber(look, store, "unit", (0, LAST_UNIT), 1)
        self._stack = QStackedWidget()
        self._parts: dict[PartName, InsidePart] = {}
        panel.add_section(None, self._choice)
        panel.add_section(None, self._unit)
        self._panels = {name: PagePanel(panel) for name in PARTS}
        common = (look, session, store, subject, results)
        self._build: dict[PartName, Callable[[PagePanel], InsidePart]] = {
            "weights": partial(WeightsPart, *common),
            "activations": partial(ActivationsPart, *common),
            "pace": partial(PacePart, *common),
            "around": partial(AroundPart, *common),
        }
        self._choice.setObjectName("training.part")
        for index, name in enumerate(PARTS):
            self._choice.button(index).setObjectName(f"training.part_{name}")
        self._choice.chosen.connect(self._on_part_chosen)
        self.setLayout(column(self._stack))

    def part(self, name: PartName) -> InsidePart:
        """Return a part, built now if it never was open."""
        if name not in self._parts:
            part = self._parts[name] = self._build[name](self._panels[name])
            part.outdated.connect(self.outdated)
            part.status_announced.connect(self.status_announced)
            part.retranslate()
            part.set_compact(self.is_compact)  # before it is laid out: a window never shrinks back
            self._stack.addWidget(part)
        return self._parts[name]

    def render_state(self) -> None:
        """Draw the part that is open."""
        state: InsideState = self.store.state.inside
        part = self.part(state.part)
        self._choice.set_value(PARTS.index(state.part))
        self._unit.setVisible(state.part in _PARTS_ABOUT_A_UNIT)
        network = self.subject.network
        unit = state.unit if network is None else part.unit_of(network)
        self._unit.show_state(replace(state, unit=unit), False)
        for name, panel in self._panels.items():
            panel.set_visible(name == state.part)
        self._stack.setCurrentWidget(part)
        part.render_state()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        texts = {
            "weights": self.tr("Weights"),
            "activations": self.tr("Activations"),
            "pace": self.tr("Pace"),
            "around": self.tr("Loss around"),
        }
        self._choice.set_texts([texts[name] for name in PARTS])
        explanations = page_explanations()
        name, tooltip = explanations["unit"]
        self._unit.set_words(name, tooltip, tooltip)
        name, tooltip = explanations["part"]
        self._choice.setAccessibleName(name)
        for index, part_name in enumerate(PARTS):
            self._choice.button(index).setAccessibleName(texts[part_name])
            self._choice.button(index).setToolTip(tooltip)
        for part in self._parts.values():
            part.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the parts."""
        super().set_compact(compact)
        for part in self._parts.values():
            part.set_compact(compact)

    @Slot(int)
    def _on_part_chosen(self, index: int) -> None:
        self.store.tick(part=PARTS[index])
