"""The losses view: four pages, from one answer to a whole network's loss."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication

from explorer.losses.batch.page import BatchPage
from explorer.losses.page import LossesPage
from explorer.losses.sample.page import SamplePage
from explorer.losses.scrubber.page import WeightPage
from explorer.losses.state import PAGES, LossesState
from explorer.losses.step.page import StepPage
from explorer.paged_view import PagedView
from explorer.session import Session
from explorer.theme import Look
from explorer.widgets.buttons import Button


class LossesView(PagedView):
    """One page at a time, each to be had as a Python script."""

    name = "losses"
    state_type = LossesState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session, columns=len(PAGES))
        for name, page in zip(PAGES, (SamplePage, BatchPage, WeightPage, StepPage), strict=True):
            self.add_page(name, partial(page, look, session, self.store))
        self._copy = Button(look, "copy")
        self._copy.setObjectName("losses.copy_script")
        self._copy.clicked.connect(self._on_copy)
        self.column.pinned.addWidget(self._copy)
        self.finish_pages()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        super().retranslate()
        self.set_page_words(
            [self.tr("Sample"), self.tr("Batch"), self.tr("Weight"), self.tr("Step")],
            self.tr(
                "Sample: one answer and both losses. Batch: the mean of some images stands for all. Weight: why "
                "a loss and not the accuracy. Step: why hidden units need a slope. Section 2 of the chapter."
            ),
        )
        self._copy.setText(self.tr("Copy as Python"))
        self._copy.setAccessibleName(self.tr("Copy this page as a Python script"))
        self._copy.setToolTip(
            self.tr(
                "Copies a script that prints the numbers on this page with NumPy and the chapter's functions. "
                "Paste it into an editor, run it, and change it. Section 2 of the chapter."
            )
        )

    @Slot()
    def _on_copy(self) -> None:
        page = self.open_page
        assert isinstance(page, LossesPage)
        try:
            QGuiApplication.clipboard().setText(page.script())
        except ValueError as problem:
            self.session.problem.emit(str(problem))
