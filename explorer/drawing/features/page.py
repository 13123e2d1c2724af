"""The page Features: rules written by hand, and three ways to predict from features."""

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from core.handwritten_rules import CONDITIONS, meets_rules
from core.mnist import PIXELS
from explorer.drawing.features import words
from explorer.drawing.features.card import FeaturesCard
from explorer.drawing.features.rules import FiveCounts, RulesPicture, explanation
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.views.facts import PENDING, Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class FeaturesPage(DrawingPage):
    """The rules above pixels, hand-crafted features and learned ones."""

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, reader)
        self.features = FeaturesCard(look, session, store)
        self.rules, self._counts = (
            RulesPicture(look),
            session.lasting("drawing.five_counts", lambda: FiveCounts(session)),
        )
        self._card = self.card(
            "rules",
            WidgetExport(self.rules, self.rules.table),
            _("Rules for a 5, written by hand"),
            _(
                "Five rules, each with one condition more: whether the drawing meets them, how many test images of a 5 "
                "they find, and how many others they take for a 5. Below, the same for the network."
            ),
        )
        self._card.set_title("")  # the table has it
        name_widgets(self.view_name, {"rules": self.rules}, {"rules": explanation()})
        lesson = Label(look, SMALL, tone="text2", wrap=True)
        lesson.setText(
            _(
                "Pixels, HOG: the 3 nearest training images vote; nothing is learned. HOG is designed by people. The "
                "network learns its features from the data."
            )
        )
        panel.add_section(None, lesson)
        layout: QVBoxLayout = column(self._card, self.features, spacing=SPACE_L)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.features.outdated.connect(self.outdated)
        self._counts.changed.connect(self.outdated)

    fact_labels = {
        **DrawingPage.fact_labels,
        **FeaturesCard.fact_labels,
        "network_found": N_("Fives that the network finds"),
        "network_wrong": N_("Other digits that the network takes for a 5"),
        "rule_#_found": N_("Fives that rule {0} finds"),
        "rule_#_wrong": N_("Other digits that rule {0} takes for a 5"),
    }
    card_facts = {
        "rules": ("rule_#_found", "rule_#_wrong"),
        "features": ("pixels_prediction", "hog_prediction", "network_prediction"),
    }

    def facts(self) -> Facts:
        """Return what the three ways predict, their accuracy and cost, and how many fives each rule finds."""
        by_rule, by_network = self._counts.by_rule(), self._counts.by_network(self.subject().network)
        counts = {"network": by_network} | {
            f"rule_{number}": None if by_rule is None else by_rule[number - 1]
            for number in range(1, CONDITIONS + 1)
        }
        found = {
            f"{name}_{kind}": PENDING if count is None else whole(getattr(count, kind))
            for name, count in counts.items()
            for kind in ("found", "wrong")
        }
        return {**super().facts(), **self.features.facts(self.reading()), **found}

    def render_state(self) -> None:
        """Draw the state."""
        reading, met = self.reading(), None
        if reading is not None:
            form = np.rint(255 * reading.stages.form.reshape(1, PIXELS)).astype(np.uint8)
            met = meets_rules(form)[0].tolist()
        self.rules.show_rows(
            words.rule_rows(
                met,
                None if reading is None else reading.answer.winner,
                self._counts.by_rule(),
                self._counts.by_network(self.subject().network),
                self._counts.totals(),
            )
        )
        self.features.show_reading(reading)
