"""The page Batch: real images through a trained network, and how close the mean of a few comes to that of all."""

import math
from collections.abc import Generator

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from core.mini_batch import expected_spread, losses_in_slices
from core.mnist import Dataset
from core.model_file import SavedNetwork
from core.sampling import IndexArray
from explorer.background.latest_result import LatestResult
from explorer.look.theme import BODY, DISPLAY, SMALL, SPACE_L, Look
from explorer.losses.batch import words
from explorer.losses.batch.controls import BatchControls
from explorer.losses.batch.explanations import card_texts, explanations
from explorer.losses.batch.plots import CoveragePlot, MeansPlot, SpreadPlot
from explorer.losses.batch.state import BatchState
from explorer.losses.batch.work import LossesOfAll, ManyMeans, batch_of, coverage, drawn, many_means
from explorer.losses.page import LossesPage
from explorer.losses.script import batch_script
from explorer.losses.state import LossesState
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed, significant
from explorer.views.facts import PENDING, Fact, Facts, percentage
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.formula import Formula
from explorer.widgets.gallery import Gallery, Pictures
from explorer.widgets.layout import Card, column, row, rule
from explorer.widgets.stat import Stat
from explorer.widgets.text import Label, WholeLabel

_ENOUGH = 48  # images in sight
_LARGE_LOSS = math.log(10)  # above the loss of a random guess
_UPPER, _LOWER = 50, 48  # shares of the height
_SUMMARY_WIDTH = (268, 226)  # usual and compact


class BatchPage(LossesPage):
    """Images with their losses, their mean against that of all, and the means of a hundred batches."""

    def __init__(self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__(look, session, store)
        self.controls = BatchControls(look, session, store, panel)
        self.gallery = Gallery(look, _ENOUGH)
        self.means, self.spread, self.coverage = MeansPlot(look), SpreadPlot(look), CoveragePlot(look)
        self.mean = Stat(look, DISPLAY)
        self.mean.set_name(_("Mean loss of the batch"))
        self.formula = Formula(look, BODY, tone="text2")
        self.formula.setText(words.FORMULA)
        self.formula.set_terms(words.terms())
        self.formula.linkHovered.connect(self._on_term_pointed)
        self.indices = WholeLabel(look, SMALL, tone="text2")
        self._sentence = Label(look, BODY, tone="text2", wrap=True)
        self._shares = Label(look, BODY, tone="text2", wrap=True)
        self._nearness = Label(look, BODY, tone="text2", wrap=True)
        self._all: LatestResult[LossesOfAll] = session.latest_result("losses.all")
        self._many: LatestResult[ManyMeans] = session.latest_result("losses.means")
        for results in (self._all, self._many):
            results.changed.connect(self.outdated)
        self.gallery.resized.connect(self.outdated)
        session.dataset_changed.connect(self.outdated)
        session.networks_changed.connect(self.outdated)
        plots = {"means": self.means, "spread": self.spread, "coverage": self.coverage}
        texts = card_texts()
        self.cards = {name: self.card(name, plot, *texts[name]) for name, plot in plots.items()}
        gallery = WidgetExport(self.gallery, self.batch_table)
        self.cards["gallery"] = self.card("gallery", gallery, *texts["gallery"])
        self.cards["summary"] = Card(look, "losses.summary", *texts["summary"])
        self.cards["summary"].set_title("")
        named: dict[str, QWidget] = {**self.controls.by_name, **plots, "gallery": self.gallery}
        name_widgets(self.view_name, named, explanations())
        self.cards["gallery"].body.insertWidget(0, self.indices)
        self._lay_out()

    @property
    def all_losses(self) -> LossesOfAll | None:
        """The losses of all training images by the network in use, once they are known."""
        dataset = self.session.dataset
        if dataset is None:
            self.session.want_dataset()
            return None
        saved = self.session.network(self.store.state.network)
        return self._all.request((saved.sha256, dataset.number), lambda: _losses_of_all(saved, dataset))

    def render_state(self) -> None:
        """Draw the state, or as much of it as is known yet."""
        state = self.store.state
        self.controls.show_state(state)
        dataset, all_losses = self.session.dataset, self.all_losses
        if dataset is None:
            self._say_wait(_("reading the images …"))
        elif all_losses is None:
            indices = drawn(state.batch, len(dataset.train_images))
            self.gallery.show_pictures(_pictures(dataset, indices, None))
            self._say_wait(_("computing the loss of every image …"))
        else:
            self._show_batch(state, dataset, all_losses)
            self._show_means(state, all_losses)
        if dataset is not None:
            count = len(dataset.train_images)
            self.indices.setText(words.draw_line(state.batch, count, drawn(state.batch, count)))
            curves = coverage(len(dataset.train_images), state.batch.batch_seed)
            self.coverage.show_coverage(curves, len(dataset.train_images))
            self.cards["coverage"].set_hint(words.coverage_hint(state.batch, curves.after_one))

    def set_compact(self, compact: bool) -> None:
        """Make the side card narrower in a small window."""
        super().set_compact(compact)
        self.cards["summary"].fix_width(self.look.px(_SUMMARY_WIDTH[compact]))

    fact_labels = {
        "batch_loss": N_("Mean loss of the mini-batch"),
        "all_loss": N_("Mean loss of all training images"),
        "expected_spread": N_("Standard error of the mean"),
        "measured_spread": N_("Standard deviation of the 100 means"),
        "coverage": N_("Share of the images drawn at least once in one epoch"),
    }
    card_facts = {
        "summary": ("batch_loss", "all_loss", "expected_spread"),
        "gallery": ("batch_loss",),
        "means": ("expected_spread", "measured_spread"),
        "spread": ("expected_spread", "measured_spread"),
        "coverage": ("coverage",),
    }

    def facts(self) -> Facts:
        """Return the batch's loss and that of all images, the spread of a hundred batches, and an epoch's coverage."""
        page, dataset, all_losses = self.store.state.batch, self.session.dataset, self.all_losses
        facts = dict.fromkeys(self.fact_labels, PENDING)
        if dataset is not None:
            seen = coverage(len(dataset.train_images), page.batch_seed).after_one
            facts["coverage"] = percentage(seen)
        if all_losses is not None:
            batch = batch_of(page, all_losses.losses)
            spread = float(expected_spread(all_losses.losses, len(batch.indices), page.sampling))
            facts["batch_loss"] = Fact(batch.mean, words.loss(batch.mean))
            facts["all_loss"] = Fact(all_losses.mean, words.loss(all_losses.mean))
            facts["expected_spread"] = Fact(spread, significant(spread, 2))
            means = self._means(page, all_losses)
            if means is not None:
                facts["measured_spread"] = Fact(means.result.spread, significant(means.result.spread, 2))
        return facts

    def batch_table(self) -> Table:
        """Return index, label and loss of every image of the batch."""
        dataset, all_losses = self.session.dataset, self.all_losses
        if dataset is None or all_losses is None:
            return []
        batch = batch_of(self.store.state.batch, all_losses.losses)
        labels = dataset.train_labels[batch.indices]
        return [
            (_("image"), batch.indices.tolist()),
            (_("label"), labels.tolist()),
            (_("loss"), batch.losses.tolist()),
        ]

    def script(self) -> str:
        """Return a script that prints the mean of the batch and of all images."""
        return batch_script(self.store.state)

    def _say_wait(self, sentence: str) -> None:
        self.mean.set("…")
        self._sentence.setText(sentence)
        self._shares.setText("")
        self._nearness.setText("")

    def _show_batch(self, state: LossesState, dataset: Dataset, all_losses: LossesOfAll) -> None:
        batch = batch_of(state.batch, all_losses.losses)
        self.gallery.show_pictures(_pictures(dataset, batch.indices, batch.losses))
        self.cards["gallery"].set_hint(
            words.gallery_hint(state.batch, len(self.gallery.shown), len(batch.indices))
        )
        spread = float(expected_spread(all_losses.losses, len(batch.indices), state.batch.sampling))
        self.mean.set(words.loss(batch.mean))
        self._sentence.setText(words.batch_sentence(batch, all_losses, spread))
        self._shares.setText(words.largest_sentence(batch))

    def _means(self, page: BatchState, all_losses: LossesOfAll) -> ManyMeans | None:
        """Return the means of a hundred batches, once they are known."""
        key = (all_losses, page.batch_size, page.batch_seed, page.sampling)
        return self._many.request(key, lambda: many_means(page, all_losses.losses))

    def _show_means(self, state: LossesState, all_losses: LossesOfAll) -> None:
        means = self._means(state.batch, all_losses) or self._many.latest
        if means is not None:
            self.means.show_means(means, all_losses)
            self.spread.show_spread(means, all_losses)
            self.cards["means"].set_title(words.means_title(means))
            self.spread.caption.setText(words.spread_caption(means))
            self._nearness.setText(words.means_sentence(means, all_losses))

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        self.means.batch.set_highlighted(term == "E")
        self.spread.measured.set_highlighted(term == "N")
        self.gallery.set_highlighted(term == "t log y")

    def _lay_out(self) -> None:
        cards = self.cards
        body = cards["summary"].body
        body.addLayout(
            column(self.mean, self.formula, self._sentence, rule(), self._shares, rule(), self._nearness, 1)
        )
        upper = row(cards["gallery"], cards["summary"], spacing=SPACE_L)
        upper.setStretch(0, 1)
        lower = row(cards["means"], cards["spread"], cards["coverage"], spacing=SPACE_L)
        for index, share in enumerate((10, 10, 11)):
            lower.setStretch(index, share)
        both = column(upper, lower, spacing=SPACE_L)
        both.setStretch(0, _UPPER)
        both.setStretch(1, _LOWER)
        self.setLayout(both)


def _losses_of_all(saved: SavedNetwork, dataset: Dataset) -> Generator[None, None, LossesOfAll]:
    losses: FloatArray = yield from losses_in_slices(
        saved.network, dataset.train_images, dataset.train_labels
    )
    return LossesOfAll.of(losses)


def _pictures(dataset: Dataset, indices: IndexArray, losses: FloatArray | None) -> Pictures:
    """Return images with their losses, if they are known, those that are larger than a guess's in another colour."""
    return Pictures(
        dataset.train_images,
        indices,
        lambda place: "" if losses is None else fixed(float(losses[place]), 2),
        lambda place: words.image(
            int(indices[place]),
            int(dataset.train_labels[indices[place]]),
            None if losses is None else float(losses[place]),
        ),
        lambda place: "bad" if losses is not None and losses[place] > _LARGE_LOSS else "text2",
    )
