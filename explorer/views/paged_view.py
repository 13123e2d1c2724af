"""A view of several pages, one at a time, each with its own controls."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from explorer.background.frame_clock import FrameClock
from explorer.background.guarded import Guarded
from explorer.look.theme import SPACE_M, Look
from explorer.plots.export import Exportable
from explorer.state.declarations import Declaration, Pages, declared_fields
from explorer.state.session import Session
from explorer.state.store import OpensPages, Store
from explorer.texts.language import _
from explorer.views.controls import ControlKit
from explorer.views.export_menu import ExportMenu
from explorer.views.facts import CardFacts, Facts, Labels
from explorer.views.view import View
from explorer.widgets.choice import PageChoice
from explorer.widgets.layout import Card, ControlColumn, Item, cards_in, column, rule


class PagePanel:
    """The part of the control column that belongs to one page.

    Parameters
    ----------
    panel : ControlColumn or PagePanel
        The column of the view, or the part of a page that has parts itself.

    Attributes
    ----------
    sections, pinned, order_tabs
        As those of `ControlColumn`.
    """

    def __init__(self, panel: "ControlColumn | PagePanel") -> None:
        self._controls, self._actions = QWidget(), QWidget()
        self.sections, self.pinned = column(spacing=SPACE_M), column()
        self._controls.setLayout(self.sections)
        self._actions.setLayout(self.pinned)
        panel.sections.addWidget(self._controls)
        panel.pinned.addWidget(self._actions)
        self.order_tabs: Callable[[], None] = panel.order_tabs

    def add_section(self, title: QLabel | None, *items: Item) -> None:
        """Add a group of controls below its title."""
        self.sections.addLayout(column(*([title] if title is not None else []), *items))

    def add_rule(self) -> None:
        """Add a hairline between two groups."""
        self.sections.addWidget(rule())

    def set_visible(self, visible: bool) -> None:
        """Show the page's controls, or hide them all."""
        self._controls.setVisible(visible)
        self._actions.setVisible(visible and self.pinned.count() > 0)


class Page[AnyState](Guarded, QWidget):
    """The picture of one page beside the control column; subclasses draw it from the state.

    Parameters
    ----------
    store : Store
        Of the view's state.

    Attributes
    ----------
    view_name : str
        Name of the view, the first half of the object names.
    kit : ControlKit
        Makes controls of the state's fields; `render_state` shows the state in them.
    fact_labels : mapping of str to str
        What each of its facts is called.
    card_facts : mapping of str to tuple of str
        Names of the facts that each of its cards is about.

    Signals
    -------
    outdated()
        Something beside the state has changed, such as a result of work in the background: render again.
    status_announced(text: str)
        A sentence for people who do not see the picture.
    """

    view_name = ""
    fact_labels: Labels = {}
    card_facts: CardFacts = {}
    outdated = Signal()
    status_announced = Signal(str)

    def __init__(self, look: Look, session: Session, store: Store[AnyState]) -> None:
        super().__init__()
        self.look, self.session, self.store = look, session, store
        self.kit = ControlKit(look, store, self.view_name)
        self.is_compact = False

    def render_state(self) -> None:
        """Draw the state."""
        raise NotImplementedError

    def set_compact(self, compact: bool) -> None:
        """Lay out for a small window, or for a larger one."""
        self.is_compact = compact

    def places(self) -> Iterator[None]:
        """Go to each part of the page."""
        yield

    @property
    def open_part(self) -> "Page[Any]":
        """What is seen of the page: the page itself where it has no parts."""
        return self

    @property
    def subject_words(self) -> str:
        """What the page is about beside its fields, such as a formula or a run; else an empty text."""
        return ""

    def facts(self) -> Facts:
        """Return the numbers and verdicts of the page by name, computed from the state now."""
        return {}

    def card(
        self,
        name: str,
        exportable: Exportable,
        title: str,
        about: str,
        *,
        picture: QWidget | None = None,
        export: str = "",
    ) -> Card:
        """Return a card with a menu to copy or save what it shows.

        Parameters
        ----------
        exportable : Exportable
            What is copied or saved: a plot, or a `WidgetExport` of anything else.
        picture : QWidget, optional
            What the card shows, where that is more than what is exported.
        export : str
            Name of the menu, where it is not that of the card.
        """
        card = Card(self.look, f"{self.view_name}.{name}", title, about)
        card.body.addWidget(picture or exportable.export_widget(), 1)
        menu = ExportMenu(self.look, exportable)
        menu.setObjectName(f"{self.view_name}.export_{export or name}")
        menu.failed.connect(self.session.problem)
        card.add_menu(menu)
        return card


def name_widgets(
    view: str,
    widgets: Mapping[str, QWidget],
    explanations: Mapping[str, tuple[str, str]],
    *,
    prefix: str = "",
) -> None:
    """Set the object names of hand-made widgets, ``view.prefix + key``, and their accessible names and tooltips."""
    for key, widget in widgets.items():
        widget.setObjectName(f"{view}.{prefix}{key}")
    for key, (name, words) in explanations.items():
        widgets[key].setAccessibleName(name)
        widgets[key].setToolTip(words)


class StackedPages(Guarded, QStackedWidget):
    """Shows one of several pages.

    Signals
    -------
    outdated(), status_announced(text: str)
        As those of `Page`, from any of them.
    """

    outdated = Signal()
    status_announced = Signal(str)

    def minimumSizeHint(self) -> QSize:
        """Return that of the page which is shown, however large the others are."""
        page = self.currentWidget()
        return QSize() if page is None else page.minimumSizeHint().expandedTo(page.minimumSize())


def page_choice(look: Look, columns: int, object_name: str, declaration: Declaration) -> PageChoice:
    """Return a control that chooses a page.

    What it is called, what each page is called, and which ones go beyond the chapter are in the declaration of the
    field that names the open page.
    """
    assert isinstance(declaration, Pages)
    texts, tooltip = [_(option.text) for option in declaration.options.values()], _(declaration.hint)
    choice = PageChoice(look, texts, len(declaration.further), columns)
    choice.setObjectName(object_name)
    choice.setAccessibleName(_(declaration.label))
    choice.setToolTip(tooltip)
    in_sight = [name for name in declaration.options if name not in declaration.further]
    for name, button in zip([*in_sight, "further"], choice.buttons, strict=False):
        button.setObjectName(f"{object_name}_{name}")
        button.setAccessibleName(button.text())
        button.setToolTip(tooltip)
    return choice


class PageStack[AnyPage: Page[Any]]:
    """Pages of which one is open, each with its own controls. A page is built when it is first opened.

    Parameters
    ----------
    controls : ControlColumn or PagePanel
        Where each page has its controls.
    frames : FrameClock
        When a page that is opened is painted.

    Attributes
    ----------
    widget : StackedPages
        Shows the open page, and passes on the signals of all.
    """

    def __init__(self, controls: ControlColumn | PagePanel, frames: FrameClock) -> None:
        self._frames = frames
        self.widget = StackedPages()
        self.widget.currentChanged.connect(self.widget.updateGeometry)
        self._controls = controls
        self._build: dict[str, Callable[[PagePanel], AnyPage]] = {}
        self._panels: dict[str, PagePanel] = {}
        self._pages: dict[str, AnyPage] = {}
        self._choice: PageChoice | None = None
        self._is_compact = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the pages in their order."""
        return tuple(self._build)

    @property
    def built(self) -> tuple[str, ...]:
        """Names of the pages that were opened before, in the order of that."""
        return tuple(self._pages)

    def add(self, name: str, build: Callable[[PagePanel], AnyPage]) -> None:
        """Add a page; `build` is given its part of the controls."""
        self._build[name] = build
        self._panels[name] = PagePanel(self._controls)

    def make_choice(self, look: Look, columns: int, object_name: str, declaration: Declaration) -> PageChoice:
        """Return the control that chooses among all pages added; it says which one is open."""
        assert isinstance(declaration, Pages)
        assert self.names == tuple(declaration.options), (
            "pages are added in the order in which they are declared"
        )
        self._choice = page_choice(look, columns, object_name, declaration)
        return self._choice

    def page(self, name: str) -> AnyPage:
        """Return a page, built now if it never was open."""
        if name not in self._pages:
            page = self._pages[name] = self._build[name](self._panels[name])
            page.set_compact(self._is_compact)  # before it is laid out: a window never shrinks back
            self.widget.addWidget(page)
            self._controls.order_tabs()
            page.outdated.connect(self.widget.outdated)
            page.status_announced.connect(self.widget.status_announced)
        return self._pages[name]

    def open(self, name: str) -> None:
        """Draw a page and show it with its controls alone."""
        page = self.page(name)
        assert self._choice is not None
        self._choice.set_value(self.names.index(name))
        for other, panel in self._panels.items():
            panel.set_visible(other == name)
        if page is self.widget.currentWidget():
            page.render_state()
            return
        with self._frames.painting_once(self.widget):
            self.widget.setCurrentWidget(page)
            page.render_state()

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the pages."""
        self._is_compact = compact
        for page in self._pages.values():
            page.set_compact(compact)


class PagedView[AnyState: OpensPages](View[AnyState]):
    """A view whose state has a field ``page``.

    A subclass calls `add_page` for each page and ends its ``__init__`` with `finish_pages`. Choosing a page is no undo
    step, but undoing a step shows the page that it was made on. Ctrl+PgUp and Ctrl+PgDn go through the pages.

    Attributes
    ----------
    pages_in_a_row : int
        How many names of pages stand beside each other.
    """

    pages_in_a_row = 4

    def __init__(self, look: Look, session: Session, store: Store[AnyState]) -> None:
        super().__init__(look, session, store)
        self._stack: PageStack[Page[AnyState]] = PageStack(self.column, session.frames)
        self._stack.widget.outdated.connect(self.refresh)
        self._stack.widget.status_announced.connect(self.status_announced)

    def add_page(self, name: str, build: Callable[[PagePanel], Page[AnyState]]) -> None:
        """Add a page; `build` is given its part of the control column."""
        self._stack.add(name, build)

    def finish_pages(self) -> None:
        """Put the choice of pages above the controls and the open page beside them."""
        declaration = declared_fields(self.store.state_type)["page"].declaration
        choice = self._stack.make_choice(self.look, self.pages_in_a_row, f"{self.name}.page", declaration)
        choice.chosen.connect(self._on_page_chosen)
        self.column.set_head(choice)
        self.add_page_keys()
        self.finish(self._stack.widget)

    def page(self, name: str) -> Page[AnyState]:
        """Return a page, built now if it never was open."""
        return self._stack.page(name)

    def prepare(self, page: str) -> None:
        """Make a page that will be opened next."""
        self.page(page)

    @property
    def page_names(self) -> tuple[str, ...]:
        """Names of the pages, in the order of the choice."""
        return self._stack.names

    @property
    def open_page(self) -> Page[AnyState]:
        """The page that is seen."""
        return self.page(self.store.state.page)

    def cards(self) -> Mapping[str, Card]:
        """Return the cards of the open page, and of the open part of it, by name, in their order."""
        return cards_in(self.open_page.open_part)

    @property
    def subject_words(self) -> str:
        """What the open page is about beside its fields."""
        return self.open_page.open_part.subject_words

    def facts(self) -> Facts:
        """Return the numbers and verdicts of the open page by name, computed from the state now."""
        return self.open_page.open_part.facts()

    @property
    def fact_labels(self) -> Labels:
        """What the facts of the open page are called."""
        return self.open_page.open_part.fact_labels

    @property
    def card_facts(self) -> CardFacts:
        """Which facts each card of the open page is about."""
        return self.open_page.open_part.card_facts

    def places_on_page(self) -> Iterator[None]:
        """Go to each part of the open page."""
        yield from self.open_page.places()

    def render_state(self) -> None:
        """Draw the page that is open."""
        self._stack.open(self.store.state.page)

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the pages."""
        self._stack.set_compact(compact)

    @Slot(int)
    def _on_page_chosen(self, index: int) -> None:
        self.store.tick(page=self.page_names[index])
