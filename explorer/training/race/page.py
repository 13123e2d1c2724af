"""The page Race: the numerical gradient against backpropagation, by time, by digits and by direction."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.page import TrainingPage
from explorer.training.race.contest_part import ContestPart
from explorer.training.race.part import Part
from explorer.training.race.state import RACE_PARTS, RacePart
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column


class RacePage(TrainingPage):
    """One part at a time.

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
        self.contest = ContestPart(self)
        self.parts: dict[RacePart, Part] = {"race": self.contest}
        self._choice = Segmented(look, len(self.parts))
        self._choice.setObjectName("training.race_part")
        self._choice.chosen.connect(self._on_chosen)
        self._stack = QStackedWidget()
        panel.add_section(None, self._choice)
        panel.add_rule()
        for part in self.parts.values():
            panel.sections.addWidget(part.controls)
            panel.pinned.addWidget(part.buttons)
            self._stack.addWidget(part)
            self.name_objects(part.named)
            part.outdated.connect(self.outdated)
        self.setLayout(column(self._stack))

    def render_state(self) -> None:
        """Draw the part that is open."""
        name = self.store.state.race.race_part
        self._choice.set_value(list(self.parts).index(name))
        for other, part in self.parts.items():
            part.controls.setVisible(other == name)
            part.buttons.setVisible(other == name)
        self._stack.setCurrentWidget(self.parts[name])
        self.parts[name].render_state()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._choice.set_texts([self.tr("Race"), self.tr("Check"), self.tr("Fan")][: len(self.parts)])
        self._choice.setAccessibleName(self.tr("Part of the page"))
        self._choice.setToolTip(
            self.tr(
                "Race: how long each gradient takes. Check: whether both agree, digit by digit. Fan: how far the "
                "gradient of a mini-batch points away from that of all images. Sections 2 to 6 of the chapter."
            )
        )
        for part in self.parts.values():
            part.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the parts."""
        super().set_compact(compact)
        for part in self.parts.values():
            part.set_compact(compact)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self.store.tick(race_part=RACE_PARTS[index])
