"""The page Inside: a network looked into, at any time of its run."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from explorer.language import _
from explorer.page_of_parts import PageOfParts
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
from explorer.training.state import TrainingState
from explorer.training.subject import Subject

_PARTS_IN_A_ROW = 2
_PARTS_ABOUT_A_UNIT = ("weights", "activations")


class InsidePage(PageOfParts[InsidePart]):
    """Weights, activations, pace, and the loss around; the first two are about one hidden unit.

    Parameters
    ----------
    look, session, store, subject
        As for `TrainingPage`.
    panel : PagePanel
        The page's part of the control column.
    """

    view_name = "training"

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        results = UnitResults(session, subject)
        common = (look, session, store, subject, results)
        parts: dict[PartName, Callable[[PagePanel], InsidePart]] = {
            "weights": partial(WeightsPart, *common),
            "activations": partial(ActivationsPart, *common),
            "pace": partial(PacePart, *common),
            "around": partial(AroundPart, *common),
        }
        super().__init__(
            look,
            session,
            store,
            panel,
            field="part",
            parts={name: parts[name] for name in PARTS},
            columns=_PARTS_IN_A_ROW,
        )
        self._subject = subject
        results.changed.connect(self.outdated)
        self._unit = WholeNumber(look, store, "unit", (0, LAST_UNIT), 1)
        panel.sections.insertWidget(1, self._unit)

    @property
    def part_name(self) -> str:
        """Which part is open."""
        state: TrainingState = self.store.state
        return state.inside.part

    def render_state(self) -> None:
        """Draw the part that is open."""
        super().render_state()
        state: InsideState = self.store.state.inside
        self._unit.setVisible(state.part in _PARTS_ABOUT_A_UNIT)
        network = self._subject.network
        unit = state.unit if network is None else self.part(state.part).unit_of(network)
        self._unit.show_state(replace(state, unit=unit), False)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        super().retranslate()
        texts = {
            "weights": _("Weights"),
            "activations": _("Activations"),
            "pace": _("Pace"),
            "around": _("Loss around"),
        }
        explanations = page_explanations()
        name, tooltip = explanations["unit"]
        self._unit.set_words(name, tooltip, tooltip)
        self.set_part_words([texts[name] for name in PARTS], *explanations["part"])
