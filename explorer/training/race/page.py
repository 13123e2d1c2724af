"""The page Race: the numerical gradient against backpropagation, by time, by digits and by direction."""

from collections.abc import Callable
from functools import partial

from explorer.page_of_parts import PageOfParts
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.page import TrainingPage
from explorer.training.race.check.part import CheckPart
from explorer.training.race.contest_part import ContestPart
from explorer.training.race.fan.part import FanPart
from explorer.training.state import TrainingState
from explorer.training.subject import Subject


class RacePage(PageOfParts[TrainingState, TrainingPage]):
    """Race, check and fan.

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
        common = (look, session, store, subject)
        parts: dict[str, Callable[[PagePanel], TrainingPage]] = {
            "race": partial(ContestPart, *common),
            "check": partial(CheckPart, *common),
            "fan": partial(FanPart, *common),
        }
        super().__init__(look, session, store, panel, field="race_part", parts=parts, columns=len(parts))
