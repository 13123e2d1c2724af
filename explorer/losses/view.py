"""The losses view: four pages, from one answer to a whole network's loss."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from explorer.losses.batch.page import BatchPage
from explorer.losses.page import Page, PagePanel
from explorer.losses.sample.page import SamplePage
from explorer.losses.scrubber.page import WeightPage
from explorer.losses.state import PAGES, LossesState
from explorer.losses.step.page import StepPage
from explorer.session import Session
from explorer.theme import Look
from explorer.view import View
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented


class LossesView(View):
    """One page at a time, chosen at the head of the control column."""

    name = "losses"
    state_type = LossesState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self._choice = Segmented(look, len(PAGES))
        self._choice.setObjectName("losses.page")
        self.column.set_head(self._choice)
        self._panels = {name: PagePanel(self.column) for name in PAGES}
        self.sample = SamplePage(look, session, self.store, self._panels["sample"])
        self.batch = BatchPage(look, session, self.store, self._panels["batch"])
        self.weight = WeightPage(look, session, self.store, self._panels["weight"])
        self.step = StepPage(look, session, self.store, self._panels["step"])
        pages: tuple[Page, ...] = (self.sample, self.batch, self.weight, self.step)
        self.pages = dict(zip(PAGES, pages, strict=True))
        self._copy = Button(look, "copy")
        self._copy.setObjectName("losses.copy_script")
        self.column.pinned.addWidget(self._copy)
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
            page.outdated.connect(self.refresh)
            page.status_announced.connect(self.status_announced)
        self._choice.chosen.connect(self._on_page_chosen)
        self._copy.clicked.connect(self._on_copy)
        self.finish(self._stack)

    def render_state(self) -> None:
        """Draw the page that is open."""
        state: LossesState = self.store.state
        self._choice.set_value(PAGES.index(state.page))
        for name, panel in self._panels.items():
            panel.set_visible(name == state.page)
        page = self.pages[state.page]
        self._stack.setCurrentWidget(page)
        page.render_state()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for page in self.pages.values():
            page.retranslate()
        self._choice.set_texts([self.tr("Sample"), self.tr("Batch"), self.tr("Weight"), self.tr("Step")])
        self._choice.setAccessibleName(self.tr("Page"))
        self._choice.setToolTip(
            self.tr(
                "Sample: one answer and both losses. Batch: the mean of some images stands for all. Weight: why "
                "a loss and not the accuracy. Step: why hidden units need a slope. Section 2 of the chapter."
            )
        )
        self._copy.setText(self.tr("Copy as Python"))
        self._copy.setAccessibleName(self.tr("Copy this page as a Python script"))
        self._copy.setToolTip(
            self.tr(
                "Copies a script that prints the numbers on this page with NumPy and the chapter's functions. "
                "Paste it into an editor, run it, and change it. Section 2 of the chapter."
            )
        )

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the pages."""
        for page in self.pages.values():
            page.set_compact(compact)

    @Slot(int)
    def _on_page_chosen(self, index: int) -> None:
        self.store.change(page=PAGES[index])

    @Slot()
    def _on_copy(self) -> None:
        try:
            QGuiApplication.clipboard().setText(self.pages[self.store.state.page].script())
        except ValueError as problem:
            self.session.problem.emit(str(problem))
