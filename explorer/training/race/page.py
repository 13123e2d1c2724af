"""The page Race: the numerical gradient against backpropagation, by time, by digits and by direction."""

from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.page_of_parts import BuildPart, PageOfParts
from explorer.training.race.check.part import CheckPart
from explorer.training.race.contest_part import ContestPart
from explorer.training.race.fan.part import FanPart
from explorer.training.state import TrainingState
from explorer.training.subject import Subject


class RacePage(PageOfParts):
    """Race, check and fan.

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
        parts: dict[str, BuildPart] = {"race": ContestPart, "check": CheckPart, "fan": FanPart}
        super().__init__(look, session, store, subject, panel, field="race_part", parts=parts)

    @property
    def part_name(self) -> str:
        """Which part is open."""
        state: TrainingState = self.store.state
        return state.race.race_part

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        super().retranslate()
        self.choice.set_texts([self.tr("Race"), self.tr("Check"), self.tr("Fan")])
        self.choice.setAccessibleName(self.tr("Part of the page"))
        self.choice.setToolTip(
            self.tr(
                "Race: how long each gradient takes. Check: whether both agree, digit by digit. Fan: how far the "
                "gradient of a mini-batch points away from that of all images. Sections 2 to 6 of the chapter."
            )
        )
