"""The page Inside: a network looked into, at any time of its run."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from explorer.controls import ControlKit
from explorer.page_of_parts import PageOfParts
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.inside.activations_part import ActivationsPart
from explorer.training.inside.around_part import AroundPart
from explorer.training.inside.pace_part import PacePart
from explorer.training.inside.part import InsidePart
from explorer.training.inside.units import UnitResults
from explorer.training.inside.weights_part import WeightsPart
from explorer.training.state import TrainingState
from explorer.training.subject import Subject

_PARTS_IN_A_ROW = 2


class InsidePage(PageOfParts[TrainingState, InsidePart]):
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
        parts: dict[str, Callable[[PagePanel], InsidePart]] = {
            "weights": partial(WeightsPart, *common),
            "activations": partial(ActivationsPart, *common),
            "pace": partial(PacePart, *common),
            "around": partial(AroundPart, *common),
        }
        super().__init__(look, session, store, panel, field="part", parts=parts, columns=_PARTS_IN_A_ROW)
        self._subject = subject
        results.changed.connect(self.outdated)
        self._kit = ControlKit(look, store, "training")
        panel.sections.insertWidget(1, self._kit.number("unit"))

    def render_state(self) -> None:
        """Draw the part that is open."""
        super().render_state()
        state, network = self.store.state, self._subject.network
        unit = state.inside.unit if network is None else self.open_part.unit_of(network)
        self._kit.show_state(replace(state, inside=replace(state.inside, unit=unit)))
