"""The descent view: starts on a surface, a learning rate, and where the gradient leads."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.path_end import End
from core.surfaces import find
from explorer.descent import end_words, outcome, paths, pointer, suggestion, trouble, words
from explorer.descent.controls import StepsSection
from explorer.descent.ends import EndsCard
from explorer.descent.facts import FACT_LABELS, facts_of, pending_facts
from explorer.descent.field_card import FieldCard
from explorer.descent.further_section import FurtherSection
from explorer.descent.lower_card import LowerCard
from explorer.descent.picture_section import PictureSection
from explorer.descent.rate_section import RateSection
from explorer.descent.sections import Sections
from explorer.descent.starts import Starts
from explorer.descent.state import PAGES, DescentState
from explorer.descent.surface_section import SurfaceSection
from explorer.descent.transport import Transport
from explorer.look.theme import SPACE_L, Look
from explorer.state.declarations import Declaration, Pages, declared_fields, owner_of
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.facts import Facts
from explorer.views.view import View
from explorer.widgets.layout import column, row

_CHANNEL, _SEARCH_CHANNEL = "descent.paths", "descent.suggestion"
_PAUSE = 700  # milliseconds without a change, until how the paths ended is said
_BOTTOM_HEIGHT, _ENDS_WIDTH, _COMPACT_ENDS_WIDTH = 232, 392, 372


class DescentView(View[DescentState]):
    """Surface with paths above; f along the paths and how they ended below."""

    name = "descent"

    def __init__(self, look: Look, session: Session, store: Store[DescentState]) -> None:
        super().__init__(look, session, store)
        self._field_card = FieldCard(look, session, self.store)
        self._lower_card = LowerCard(look, session, self.store)
        self.field, self.values = self._field_card.plot, self._lower_card.values
        self._ends = EndsCard(look, self.store)
        self._surface, self._rate = SurfaceSection(look, self.store), RateSection(look, self.store)
        options = cast(Pages, declared_fields(DescentState)["page"].declaration).options
        self._sections = Sections(
            look,
            {
                "paths": self._make_starts,
                "picture": self._make_picture,
                "method": partial(FurtherSection, look, self.store),
            },
            {name: _(options[name].text) for name in PAGES},
        )
        self._steps, self._transport = StepsSection(look, self.store), Transport(look, session, self.store)
        self._said = self._to_say = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._announce)
        self._field_card.highlights["rate_gauge"] = self._rate.gauge
        self._field_card.heading.linkHovered.connect(self._on_term_pointed)
        self._fill_column()
        main = self._lay_out()
        self._connect()
        self.finish(main)

    def render_state(self) -> None:
        """Draw the state; of very many steps first the beginning."""
        full: DescentState = self.store.state
        state = self._computed(full)
        self._field_card.show_state(state)
        self.values.hide_step()
        ends = self._path_ends(state)
        found = self._show_ends(state, ends, self._field_card.show_reached(ends))
        in_trouble = found is not None
        self._field_card.show_hint(state, in_trouble, full.steps)
        self._lower_card.show_state(state, ends, full.steps, self.field.home)
        self._show_controls(full, state, in_trouble)
        if found is not None and found.search is not None and state is full:
            self._search(found.search)

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        self._rate.set_highlighted(term == "lr")

    fact_labels = FACT_LABELS
    card_facts = {"field": ("x0_#", "x1_#"), "lower": ("value_#",), "ends": ("end_#", "distance_#")}

    def facts(self) -> Facts:
        """Return how each path stands, and what a step leaves of the distance along each direction."""
        state = self.store.state
        if self._computed(state) is not state:
            return pending_facts(state)
        surface = find(state.surface)
        home = self.field.home_of(surface.x_range, surface.y_range, state.picture.equal_aspect)
        return facts_of(state, home)

    @property
    def subject_words(self) -> str:
        """The surface's formula."""
        return words.pretty_formula(find(self.store.state.surface).formula)

    def fields_in_force(self) -> Collection[str]:
        """Return those in sight, and those of closed sections that are not as at the start."""
        state, start = self.store.state, DescentState()
        return {
            name
            for name, (_page, declaration) in declared_fields(DescentState).items()
            if name != "speed"
            and self._has_effect(declaration, owner := owner_of(state, name))
            and getattr(owner, name) != getattr(owner_of(start, name), name)
        } | (set(super().fields_in_force()) - {"speed"})

    @staticmethod
    def _has_effect(declaration: Declaration, owner: Any) -> bool:
        conditions = filter(None, (declaration.shown, declaration.enabled))
        return all(getattr(owner, condition) for condition in conditions)

    @property
    def page_names(self) -> tuple[str, ...]:
        """Names of the sections of its controls, in their order."""
        return PAGES

    def set_compact(self, compact: bool) -> None:
        """Give the words less room beside the value plot in a small window.

        A size that nothing changes: else other words there would lay out the whole window again.
        """
        width = _COMPACT_ENDS_WIDTH if compact else _ENDS_WIDTH
        self._ends.setFixedSize(self.look.px(width), self.look.px(_BOTTOM_HEIGHT))

    # What is drawn

    def _computed(self, state: DescentState) -> DescentState:
        """Return the state, or its beginning while the rest is computed beside the window."""
        if paths.is_known(state):
            return state
        key, background = paths.travelled(state), self.session.background
        background.drop(_SEARCH_CHANNEL)  # what is drawn comes before what may help
        background.submit(_CHANNEL, key, partial(paths.outcome_in_slices, key))
        return paths.beginning(state)

    def _search(self, search: suggestion.Search) -> None:
        """Have a learning rate that helps found beside the window, where that takes long."""
        if not suggestion.is_known(search):
            self.session.background.submit(
                _SEARCH_CHANNEL, search, partial(suggestion.search_in_slices, search)
            )

    @Slot(str, object, object)
    def _on_computed(self, channel: str, key: object, result: object) -> None:
        if channel in (_CHANNEL, _SEARCH_CHANNEL):
            self.refresh()

    def _path_ends(self, state: DescentState) -> list[End]:
        area = self.field.home
        return outcome.path_ends(state, (area.left, area.right), (area.bottom, area.top))

    def _show_ends(
        self, state: DescentState, ends: list[End], reached: list[int | None]
    ) -> trouble.Trouble | None:
        """Say how each path stands, or explain one that went wrong."""
        said = end_words.words_of_ends(state, ends, reached)
        self._will_say("; ".join(f"{number}: {own.title}" for number, own in enumerate(said, 1)))
        found = trouble.explain(state, ends, said, self.field.home)
        if found is not None and state.steps < self.store.state.steps:
            found = replace(found, rate=None)  # tried with the first steps only
        if found is not None:
            self._ends.show_trouble(found)
            return found
        self._ends.show_ends(
            end_words.after(state.last_shown),
            said,
            end_words.note(state, outcome.directions(state)),
            pointer.narration(state) if state.is_played else "",
        )
        return None

    def _show_controls(self, state: DescentState, computed: DescentState, in_trouble: bool) -> None:
        self._rate.show_state(state, outcome.directions(computed))
        for part in (self._surface, self._steps, self._sections):
            part.show_state(state)
        self._transport.show_state(state, primary=not in_trouble)

    def _will_say(self, sentence: str) -> None:
        """Announce a sentence once nothing changes any more."""
        if sentence != self._to_say:
            self._to_say = sentence
            self._pause.start()

    @Slot()
    def _announce(self) -> None:
        if self._to_say != self._said and self.isVisible():
            self._said = self._to_say
            self.status_announced.emit(self._said)

    # How it is put together

    def _fill_column(self) -> None:
        for section in (self._surface, self._rate):
            self.column.add_section(None, section)
            self.column.add_rule()
        self.column.add_section(None, self._sections)
        self.column.pinned.addWidget(self._steps)
        self.column.pinned.addWidget(self._transport)

    def _make_starts(self) -> Starts:
        starts, actions = Starts(self.look, self.store), self._field_card.interaction
        starts.added.connect(actions.add_start_somewhere)
        starts.removed.connect(actions.remove_chosen)
        return starts

    def _make_picture(self) -> PictureSection:
        picture, actions = PictureSection(self.look, self.store), self._field_card.interaction
        picture.zoom_in.connect(actions.zoom_in)
        picture.zoom_out.connect(actions.zoom_out)
        picture.show_whole.connect(actions.show_whole)
        return picture

    def _lay_out(self) -> QWidget:
        lower = QWidget()
        lower.setFixedHeight(self.look.px(_BOTTOM_HEIGHT))
        bottom = row(self._lower_card, self._ends, spacing=SPACE_L)
        bottom.setStretchFactor(self._lower_card, 1)
        lower.setLayout(bottom)
        self.set_compact(self.is_compact)
        main = QWidget()
        layout: QVBoxLayout = column(self._field_card, lower, spacing=SPACE_L)
        layout.setStretchFactor(self._field_card, 1)
        main.setLayout(layout)
        return main

    def _connect(self) -> None:
        self.add_page_keys()
        self._field_card.outdated.connect(self.refresh)
        self._lower_card.outdated.connect(self.refresh)
        actions = self._field_card.interaction
        actions.space_pressed.connect(self._transport.toggle)
        self._sections.toggled.connect(self._on_toggled)
        self.session.background.finished.connect(self._on_computed)
        for plot in (self.field, self.values):
            plot.step_hovered.connect(self._on_step_hovered)
        self.field.ground_hovered.connect(self._on_ground_hovered)
        self.field.pointer_left.connect(self._on_pointer_left)
        self.values.step_left.connect(self._on_pointer_left)

    def _turn(self, pages: int) -> None:
        """Open the next section; the first where all are closed."""
        if self.store.state.page == "none":
            self.store.tick(page=PAGES[0])
        else:
            super()._turn(pages)

    @Slot(str)
    def _on_toggled(self, name: str) -> None:
        self.store.tick(page="none" if name == self.store.state.page else name)

    @Slot(int, int)
    def _on_step_hovered(self, index: int, step: int) -> None:
        state = self._computed(self.store.state)
        if index < len(paths.starts(state)) and step <= state.steps:  # else it is in a picture from before
            self.field.show_step(index, step, pointer.step_words(state, index, step))
            self.values.show_step(index, step)

    @Slot(float, float)
    def _on_ground_hovered(self, x: float, y: float) -> None:
        self.field.show_place(x, y, pointer.place_words(self.store.state, x, y))
        self.values.hide_step()

    @Slot()
    def _on_pointer_left(self) -> None:
        self.field.hide_tag()
        self.values.hide_step()
