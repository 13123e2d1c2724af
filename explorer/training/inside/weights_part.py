"""The page Weights: W1 as images, one unit closely, and histograms of the parameters."""

from PySide6.QtWidgets import QWidget

from core.two_layer_net import TwoLayerNet
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Exportable, Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed, plain, significant
from explorer.training.inside import words
from explorer.training.inside.explanations import weights_cards, weights_explanations
from explorer.training.inside.histogram_plot import HistogramPlot
from explorer.training.inside.part import InsidePart
from explorer.training.inside.spread import ArraySpread, norms_of
from explorer.training.inside.unit_card import UnitPicture
from explorer.training.inside.unit_mosaic import UnitMosaic
from explorer.training.inside.units import UnitResults, sorted_units
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.facts import PENDING, Fact, Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column, row
from explorer.widgets.pixels import ColourRamp

_SIDE = (460, 316)  # width of the cards at the right, usual and compact
_HISTOGRAM = (220, 184)  # height of the histogram's card


class WeightsPart(InsidePart):
    """The mosaic at the left, one unit and a histogram at the right."""

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[TrainingState],
        subject: Subject,
        results: UnitResults,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, subject, results)
        panel.add_section(None, self.kit.segmented("unit_order"), self.kit.segmented("layer"))
        self._network: TwoLayerNet | None = None
        self._ramp = ColourRamp(look)
        self._ramp.setAccessibleName(_("Colours of the weights"))
        self.mosaic, self.unit = UnitMosaic(look), UnitPicture(look)
        columns = (_("value"), _("parameters"))
        self.histogram = HistogramPlot(look, columns, label=_("value"))
        shown: dict[str, Exportable] = {
            "units": WidgetExport(self.mosaic, self._table),
            "unit_picture": WidgetExport(self.unit, self.unit.table),
            "weights_histogram": self.histogram,
        }
        texts = weights_cards()
        self.cards = {name: self.card(name, each, *texts[name]) for name, each in shown.items()}
        named: dict[str, QWidget] = {
            "units": self.mosaic,
            "unit": self.unit,
            "unit_weights": self.unit.weights,
            "unit_votes": self.unit.votes,
            "unit_images": self.unit.images,
            "weights_histogram": self.histogram,
        }
        name_widgets(self.view_name, named, weights_explanations())
        self._lay_out()
        self.mosaic.chosen.connect(self.on_unit_chosen)
        self.mosaic.moved.connect(self.on_unit_moved)
        self.mosaic.resized.connect(self.outdated)

    def render_state(self) -> None:
        """Draw the state, or as much of it as is known yet."""
        state, spread = self.inside, self.results.spread
        self.kit.show_state(self.store.state)
        if spread is None:
            return
        known, activity = self.results.importance, self.results.activity
        if not self.memo.has_changed(state, spread, known, activity, self.mosaic.size()):
            return
        self._network = network = spread.network
        unit, limit = self.unit_of(network), spread.arrays["W1"].limit
        self.mosaic.show_units(
            network.params["W1"], sorted_units(spread, state.unit_order, known), unit, limit
        )
        self._ramp.set_levels((-limit, limit))
        self.unit.show_unit(spread, unit, activity, known)
        self.cards["units"].set_hint(words.mosaic_hint(len(self.mosaic.units), network.sizes[1]))
        self.cards["unit_picture"].set_title(words.unit_title(unit))
        self._show_histogram(spread.arrays[state.layer])

    fact_labels = {
        **InsidePart.fact_labels,
        "norm": N_("Norm of its weights in W1"),
        "bias": N_("Bias"),
        "rise_without": N_("Loss without it, minus loss with it"),
    }
    card_facts = {
        "units": ("iteration",),
        "unit_picture": ("norm", "bias", "rise_without"),
        "weights_histogram": ("iteration",),
    }

    def facts(self) -> Facts:
        """Return the numbers of the hidden unit that is looked at."""
        network, known = self.subject.network, self.results.present_importance
        if network is None:
            return super().facts()
        unit = self.unit_of(network)
        norm, bias = float(norms_of(network)[unit]), float(network.params["b1"][unit])
        rise = None if known is None else float(known.rises[unit])
        return {
            **super().facts(),
            "norm": Fact(norm, significant(norm)),
            "bias": Fact(bias, fixed(bias, 3)),
            "rise_without": PENDING if rise is None else Fact(rise, words.signed(rise, words.RISE_DECIMALS)),
        }

    def set_compact(self, compact: bool) -> None:
        """Make the cards at the right narrower in a small window."""
        super().set_compact(compact)
        self.unit.set_compact(compact)
        for name in ("unit_picture", "weights_histogram"):
            self.cards[name].fix_width(self.look.px(_SIDE[compact]))
        self.cards["weights_histogram"].fix_height(self.look.px(_HISTOGRAM[compact]))

    def _show_histogram(self, array: ArraySpread) -> None:
        layer, config = self.inside.layer, self.subject.run.config
        if layer == "b1" and config.subtract_mean:  # the network that is shown takes plain images
            self.histogram.show_histogram(array.counts, words=words.mean_words())
        else:
            start = config.weight_init_std if layer.startswith("W") else 0.0
            self.histogram.show_histogram(array.counts, array.expected(start), words.start_words(start))
        ends = (-array.limit, -array.limit / 2, 0.0, array.limit / 2, array.limit)
        self.histogram.x_axis.set_ticks([(tick, plain(tick)) for tick in ends])
        self.cards["weights_histogram"].set_title(_("Histogram of {0}").format(layer))
        self.cards["weights_histogram"].set_hint(words.histogram_hint(array.size, array.rms))

    def _table(self) -> Table:
        if self._network is None:
            return []
        weights = self._network.params["W1"]
        return [(_("unit {0}").format(unit), weights[:, unit]) for unit in self.mosaic.units.tolist()]

    def _lay_out(self) -> None:
        self.cards["units"].body.insertLayout(0, row(self._ramp, 1))
        right = column(self.cards["unit_picture"], self.cards["weights_histogram"], spacing=SPACE_L)
        right.setStretch(0, 1)
        both = row(self.cards["units"], spacing=SPACE_L)
        both.addLayout(right)
        both.setStretch(0, 1)
        self.setLayout(both)
