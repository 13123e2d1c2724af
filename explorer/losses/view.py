"""The losses view: four pages, from one answer to a whole network's loss."""

from functools import partial

from explorer.language import _
from explorer.losses.batch.page import BatchPage
from explorer.losses.sample.page import SamplePage
from explorer.losses.scrubber.page import WeightPage
from explorer.losses.state import PAGES, LossesState
from explorer.losses.step.page import StepPage
from explorer.scripted_view import ScriptedView
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look


class LossesView(ScriptedView[LossesState]):
    """One page at a time, each to be had as a Python script."""

    name = "losses"

    def __init__(self, look: Look, session: Session, store: Store[LossesState]) -> None:
        super().__init__(look, session, store, columns=len(PAGES))
        for name, page in zip(PAGES, (SamplePage, BatchPage, WeightPage, StepPage), strict=True):
            self.add_page(name, partial(page, look, session, self.store))
        self.finish_pages()
        self.set_page_words(
            [_("Sample"), _("Batch"), _("Weight"), _("Step")],
            _(
                "Sample: one answer and both losses. Batch: the mean of some images stands for all. Weight: why "
                "a loss and not the accuracy. Step: why hidden units need a slope. Section 2 of the chapter."
            ),
        )
