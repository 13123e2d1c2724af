"""The card Features: pixels, hand-crafted features, and a network, on the same drawing."""

from PySide6.QtCore import Signal

from explorer.drawing.features import words
from explorer.drawing.features.figures import feature_figures
from explorer.drawing.features.picture import FeatureContent, FeaturesPicture
from explorer.drawing.features.search import FeatureSearch
from explorer.drawing.reading import Reading, subject
from explorer.drawing.state import DrawingState
from explorer.look.theme import Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.views.export_menu import ExportMenu
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage, whole
from explorer.widgets.layout import Card


class FeaturesCard(Card):
    """Compares three ways to predict for what is on the canvas. Its page calls `show_reading` whenever it renders.

    Parameters
    ----------
    session : Session
        For the training images and the background.

    Signals
    -------
    outdated()
        A search has ended: render again.
    """

    outdated = Signal()

    def __init__(self, look: Look, session: Session, store: Store[DrawingState]) -> None:
        super().__init__(
            look,
            "drawing.features",
            _("Hand-crafted features and learned ones"),
            _(
                "Three predictions: by the nearest training images by pixels, by the nearest ones by a hand-crafted "
                "feature, and by the network, each with its test accuracy and its size."
            ),
        )
        self._session, self._store = session, store
        self._search = session.lasting("drawing.features", lambda: FeatureSearch(session))
        self.picture = FeaturesPicture(look)
        self.picture.setObjectName("drawing.features")
        self.picture.setAccessibleName(_("Pixels, hand-crafted features and a network on the same drawing"))
        self.picture.setToolTip(
            _(
                "Left: the nearest training images, pixel by pixel. Middle: the same by histograms of oriented "
                "gradients, edges by direction in 4 × 4 cells. Right: the network with the features that it learned. "
                "Accuracies of both with all of MNIST, of the network as measured after training; labels, and the "
                "computation of HOG itself, are not counted. Section 1 of the chapter."
            )
        )
        self.body.addWidget(self.picture, 1)
        menu = ExportMenu(look, WidgetExport(self.picture, self.table))
        menu.setObjectName("drawing.export_features")
        menu.failed.connect(session.problem)
        self.add_menu(menu)
        self._search.changed.connect(self.outdated)

    def show_reading(self, reading: Reading | None) -> None:
        """Show what the network makes of the drawing, beside the nearest neighbours; look for them if need be."""
        form = None if reading is None else reading.stages.form
        if form is not None:
            self._search.want(form)
        now = subject(self._store.state, self._session)
        is_current = form is not None and self._search.is_of(form)
        content = FeatureContent(reading, now.network.network, self._search.found, is_current)
        self.picture.show_content(content, words.column_words(feature_figures(), now.network))
        has_data = self._session.dataset is not None
        self.set_hint(words.agreement(self._search.found, reading, is_current, has_data))

    fact_labels = {
        "pixels_prediction": N_("Prediction by pixels"),
        "pixels_accuracy": N_("Test accuracy by pixels"),
        "pixels_numbers": N_("Numbers stored: pixels"),
        "hog_prediction": N_("Prediction by HOG"),
        "hog_accuracy": N_("Test accuracy by HOG"),
        "hog_numbers": N_("Numbers stored: HOG"),
        "network_prediction": N_("Prediction by the network"),
        "network_accuracy": N_("Test accuracy of the network"),
        "network_numbers": N_("Numbers stored: network"),
    }

    def facts(self, reading: Reading | None) -> Facts:
        """Return what each of the three ways predicts, its test accuracy, and how many numbers it stores."""
        ways = words.ways(feature_figures(), subject(self._store.state, self._session).network)
        found = self._search.found
        if reading is None:
            answers = (MISSING, MISSING, MISSING)
        elif found is None or not self._search.is_of(reading.stages.form):
            answers = (PENDING, PENDING, whole(reading.answer.winner))
        else:
            answers = (
                whole(found.by_pixels.answer),
                whole(found.by_hog.answer),
                whole(reading.answer.winner),
            )
        facts: dict[str, Fact] = {}
        for name, way, answer in zip(("pixels", "hog", "network"), ways, answers, strict=True):
            accuracy = MISSING if way.accuracy is None else percentage(way.accuracy, 2)
            facts |= {
                f"{name}_prediction": answer,
                f"{name}_accuracy": accuracy,
                f"{name}_numbers": whole(way.numbers),
            }
        return facts

    def table(self) -> Table:
        """Return the answers and the figures."""
        now = subject(self._store.state, self._session)
        columns = words.column_words(feature_figures(), now.network)
        answers = [("feature", [column.name for column in columns]), ("answer", list(self.picture.answers()))]
        names = [fact[0] for fact in columns[0].facts]
        return [
            *answers,
            *((name, [column.facts[k][-1] for column in columns]) for k, name in enumerate(names)),
        ]
