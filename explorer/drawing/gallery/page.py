"""The page Gallery: a digit to draw, the drawings kept so far, and how many of them are predicted correctly."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from explorer.drawing.actions import CanvasActions
from explorer.drawing.gallery import words
from explorer.drawing.gallery.explanations import gallery_cards, gallery_explanations
from explorer.drawing.gallery.exporting import export
from explorer.drawing.gallery.forms import Forms, Shown
from explorer.drawing.gallery.grid import GalleryGrid
from explorer.drawing.gallery.scoreboard import Scoreboard
from explorer.drawing.gallery.state import NONE_CHOSEN, GalleryState
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DIGITS, DrawingState
from explorer.look.theme import DISPLAY, SEMIBOLD, SMALL, SPACE_L, SPACE_XS, Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.files import ask_which_folder, not_saved
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.views.facts import Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.layout import Card, row
from explorer.widgets.text import Label

_LEFT, _RIGHT = 68, 32  # shares of the width


class GalleryPage(DrawingPage):
    """The drawings beside the asked digit and the scoreboard."""

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DrawingState],
        reader: Reader,
        actions: CanvasActions,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, reader)
        self._forms = session.lasting("drawing.forms", lambda: Forms(session))
        self.grid, self.scoreboard = GalleryGrid(look), Scoreboard(look)
        self._keep, self._skip = Button(look, "plus", primary=True), Button(look, "dice")
        self._take_away, self._export = Button(look, "trash"), Button(look, "save")
        self._keep.setText(_("Keep"))
        self._skip.setText(_("Another digit"))
        self._take_away.setText(_("Remove"))
        self._export.setText(_("Export…"))
        self._said = Label(look, SMALL, tone="text2", wrap=True)
        self._digit = Label(look, DISPLAY, SEMIBOLD)
        panel.add_section(None, self._keep)
        panel.add_section(None, row(self._take_away, self._export, spacing=SPACE_XS), self._said)
        named: dict[str, QWidget] = {
            "gallery": self.grid,
            "scoreboard": self.scoreboard,
            "keep": self._keep,
            "ask_another": self._skip,
            "take_away": self._take_away,
            "export_drawings": self._export,
        }
        name_widgets(self.view_name, named, gallery_explanations())
        self._lay_out()
        self._connect(actions)

    def render_state(self) -> None:
        """Draw the state."""
        state, shown = self.state, self.shown()
        gallery = state.gallery
        self.grid.show_drawings(shown, gallery.chosen_drawing)
        self.scoreboard.show_drawings(shown)
        self._cards["gallery"].set_title(words.title(shown))
        self._cards["gallery"].set_hint(_("label → prediction") if shown else "")
        self._cards["scoreboard"].set_hint(words.hit_rate(shown))
        self._digit.setText(str(gallery.asked_digit))
        self._keep.setEnabled(not state.is_empty)
        self._take_away.setEnabled(0 <= gallery.chosen_drawing < len(gallery.kept))
        self._export.setEnabled(any(one.label is not None and one.form is not None for one in shown))

    fact_labels = {
        **DrawingPage.fact_labels,
        "drawings": N_("Drawings"),
        "labelled_drawings": N_("Drawings with a label"),
        "correct_drawings": N_("Correct predictions"),
        "asked_digit": N_("Digit to draw"),
    }
    card_facts = {
        "gallery": ("drawings",),
        "asked": ("asked_digit",),
        "scoreboard": ("labelled_drawings", "correct_drawings"),
    }

    def facts(self) -> Facts:
        """Return how many drawings there are, how many the network gets right, and which digit is asked for."""
        shown = self.shown()
        correct, labelled = words.hits(shown)
        return {
            **super().facts(),
            "drawings": whole(len(shown)),
            "labelled_drawings": whole(labelled),
            "correct_drawings": whole(correct),
            "asked_digit": whole(self.state.gallery.asked_digit),
        }

    def shown(self) -> tuple[Shown, ...]:
        """Return the kept drawings with what the network predicts for each."""
        return self._forms.shown(self.state.gallery.kept, self.subject().network.network)

    def export_to(self, folder: Path) -> None:
        """Write the drawings into a folder, and say so, or why not."""
        shown = self.shown()
        try:
            count = export(folder, shown)
        except OSError as problem:
            reason = not_saved(Path(problem.filename), problem)
            self.session.problem.emit(_("Not all drawings were exported. {0}").format(reason))
            return
        self._said.setText(words.exported(count, len(shown) - count, folder.name))
        self.status_announced.emit(self._said.text())

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self.grid)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        texts = gallery_cards()
        drawings = WidgetExport(self.grid, self._gallery_table)
        scores = WidgetExport(self.scoreboard, self._score_table)
        self._cards = {
            "gallery": self.card("gallery", drawings, *texts["gallery"], picture=scroll),
            "scoreboard": self.card("scoreboard", scores, *texts["scoreboard"]),
        }
        self._asked = Card(self.look, "drawing.asked", *texts["asked"])
        how = Label(self.look, tone="text2", wrap=True)
        how.setText(_("Draw it on the canvas, then press Keep (K)."))
        asked = row(self._digit, how, spacing=SPACE_L)
        asked.setStretchFactor(how, 1)
        self._asked.body.addLayout(asked)
        self._asked.body.addWidget(self._skip)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_L)
        grid.addWidget(self._cards["gallery"], 0, 0, 2, 1)
        grid.addWidget(self._asked, 0, 1)
        grid.addWidget(self._cards["scoreboard"], 1, 1)
        grid.setRowStretch(1, 1)
        for index, share in enumerate((_LEFT, _RIGHT)):
            grid.setColumnStretch(index, share)

    def _connect(self, actions: CanvasActions) -> None:
        self._forms.changed.connect(self.outdated)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.removed.connect(self._on_removed)
        self._keep.clicked.connect(actions.keep)
        self._skip.clicked.connect(self._on_skip)
        self._take_away.clicked.connect(self._on_take_away)
        self._export.clicked.connect(self._on_export)

    def _gallery_table(self) -> Table:
        shown = self.grid.shown
        return [
            ("drawing", range(len(shown))),
            ("label", ["" if one.label is None else one.label for one in shown]),
            ("prediction", ["" if one.answer is None else one.answer for one in shown]),
        ]

    def _score_table(self) -> Table:
        right, known = zip(*self.scoreboard.counts(), strict=True)
        return [("digit", range(DIGITS)), ("correct", right), ("drawings", known)]

    def _change(self, gallery: GalleryState) -> None:
        self.store.change_to(replace(self.state, gallery=gallery))

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        gallery = self.state.gallery
        shown = self.state.showing(gallery.kept[index])
        self.store.change_to(replace(shown, gallery=replace(gallery, chosen_drawing=index)))
        tile = self.grid.cells.rect(index)
        middle = tile.center()
        self._scroll.ensureVisible(int(middle.x()), int(middle.y()), 0, int(tile.height()))

    @Slot(int)
    def _on_removed(self, index: int) -> None:
        kept = self.state.gallery.kept
        self._change(
            replace(self.state.gallery, kept=kept[:index] + kept[index + 1 :], chosen_drawing=NONE_CHOSEN)
        )

    @Slot()
    def _on_take_away(self) -> None:
        self._on_removed(self.state.gallery.chosen_drawing)

    @Slot()
    def _on_skip(self) -> None:
        gallery = self.state.gallery
        self._change(replace(gallery, asked_digits=gallery.asked_digits + 1))

    @Slot()
    def _on_export(self) -> None:
        folder = ask_which_folder(self.window(), _("Folder for the drawings"))
        if folder is not None:
            self.export_to(folder)
