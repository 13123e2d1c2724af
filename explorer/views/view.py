"""What every view is: a control column beside a picture, and one `render` from its state."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QMouseEvent, QPixmap, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from explorer.background.guarded import Guarded, report_failure
from explorer.look.theme import COMPACT_HEIGHT, COMPACT_WIDTH, SPACE_L, SPACE_S, SPACE_XS, Look
from explorer.state.declarations import declared_fields, owner_of
from explorer.state.session import Session
from explorer.state.store import OpensPages, Store
from explorer.views.close_up import CloseUp
from explorer.views.controls import Control, ControlKit, FollowingControl, kind_of_control
from explorer.views.facts import CardFacts, Facts, Labels
from explorer.widgets.layout import Card, ControlColumn, PictureScroll, cards_in

_LEAST_WIDTH, _LEAST_HEIGHT = 656, 520  # of what is beside the column, at scale 1


class View[AnyState: OpensPages](Guarded, QWidget):
    """Base of the five views.

    A subclass builds its widgets in ``__init__``, ends that with ``self.finish(main)``, and fills in `render_state`
    and, where its layout differs in a small window, `set_compact`.

    A view is disposable: the window makes it anew from its store when theme, type size or language change. What must
    outlive it is held by the session, see `Session.lasting`.

    Parameters
    ----------
    store : Store
        Of its state.

    Attributes
    ----------
    name : str
        By which `MainWindow.show_view` finds it, and the beginning of its controls' object names.
    main : QWidget
        What is beside the control column.

    Signals
    -------
    status_announced(text: str)
        A sentence for people who do not see the picture.
    lock_changed()
        `is_locked` may return another answer now.
    drawn()
        What has changed is drawn; `facts` may be others now.
    """

    name = ""
    status_announced = Signal(str)
    lock_changed = Signal()
    drawn = Signal()

    def __init__(self, look: Look, session: Session, store: Store[AnyState]) -> None:
        super().__init__()
        self.setObjectName(f"{self.name}.view")
        self.look = look
        self.session = session
        self.store = store
        self.column = ControlColumn(look)
        self.column.scroll_area.setObjectName(f"{self.name}.column_scroll")
        self.is_compact = False
        self._is_stale = True
        self._close_up, self._enlarged = CloseUp(), ""
        self._give_back_key = QShortcut(QKeySequence("Esc"), self, self.give_back, enabled=False)
        QShortcut(QKeySequence("Ctrl+E"), self, self._enlarge_focused)
        store.changed.connect(self.refresh)

    @classmethod
    def load(cls) -> None:
        """Do nothing: all is loaded. See `ViewSource`."""

    def finish(self, main: QWidget) -> None:
        """Put `main` beside the control column; it is drawn when it is shown, or by `catch_up`.

        In a window that is too small for it, and for the least that letters of this size need, `main` scrolls.
        """
        box = QHBoxLayout(self)
        box.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_L)
        box.setSpacing(SPACE_L)
        box.addWidget(self.column)
        self.main = main
        main.setMinimumSize(self.look.px(_LEAST_WIDTH), self.look.px(_LEAST_HEIGHT))
        picture = self._picture = PictureScroll(main)
        picture.setObjectName(f"{self.name}.picture_scroll")
        box.addWidget(picture, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what a key gave the focus to; the mouse is where it is to be."""
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        for area in (self.column.scroll_area, self._picture):
            content = area.widget()
            if content is not None and content.isAncestorOf(now):
                # All of it: Qt's own way would show where a cursor is in it.
                place = QRect(now.mapTo(content, QPoint()), now.size())
                x, y = place.center().toTuple()
                area.ensureVisible(x, y, place.width() // 2, place.height() // 2 + SPACE_XS)

    def dispose(self) -> None:
        """Delete the view now, with all its widgets; a drag under way ends."""
        self.store.finish_gesture()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.DeferredDelete)

    def render_state(self) -> None:
        """Draw the state: the only place that does, and it changes nothing but the picture."""
        raise NotImplementedError

    def scroll_home(self) -> None:
        """Show the upper left corner of a page that scrolls."""
        for bar in (self._picture.horizontalScrollBar(), self._picture.verticalScrollBar()):
            bar.setValue(bar.minimum())

    def set_compact(self, compact: bool) -> None:
        """Lay out for a window below 1270 x 780, or for a larger one."""

    @Slot()
    def refresh(self) -> None:
        """Draw at the next frame, or as soon as the view is shown again."""
        self._is_stale = True
        if self.isVisible():
            self.session.frames.request(self.catch_up)

    def catch_up(self) -> None:
        """Draw what has changed since the view was drawn last, if anything has.

        A failure is reported, and drawing is tried again at the next change or when the view is next shown.
        """
        if not self._is_stale:
            return
        self._is_stale = False
        self.session.background.hold()
        try:
            self.render_state()
            self._keep_enlarged()
        except Exception as failure:
            self._is_stale = True
            report_failure(failure)
        else:
            self.drawn.emit()

    def grab(self, *area: QRect) -> QPixmap:
        """Return a picture of the present state."""
        self.catch_up()
        self.session.frames.draw_now()
        return super().grab(*area)

    @property
    def enlarged(self) -> str:
        """Name of the card that has all the room of the page; empty if none has."""
        return self._enlarged

    def enlarge(self, name: str) -> None:
        """Give a card of the open page all of its room, or give the page back where it has it already."""
        wanted = name if name != self._enlarged else ""
        self.give_back()
        if wanted in self.cards():
            self._enlarged = wanted
            self._give_back_key.setEnabled(True)
            self._make_room()

    @Slot()
    def _enlarge_focused(self) -> None:
        """Enlarge the card that has the keyboard focus, or give the page back where it is enlarged already."""
        focused = QApplication.focusWidget()
        for card in self.cards().values():
            if focused is not None and card.isAncestorOf(focused):
                self.enlarge(card.name)
                return

    @Slot()
    def give_back(self) -> None:
        """Show all cards of the page again."""
        self._close_up.end()
        self._enlarged = ""
        self._give_back_key.setEnabled(False)

    def _make_room(self) -> None:
        """Leave out all cards but the enlarged one."""
        cards = self.cards()
        self._close_up.end()
        self._close_up.enlarge(cards[self._enlarged], self._picture, cards.values())

    def _keep_enlarged(self) -> None:
        """Leave out what drawing has shown, or give the page back where another one is open."""
        if not self._enlarged:
            return
        cards = self.cards()
        if self._enlarged not in cards:
            self.give_back()
        elif not self._close_up.is_alone(cards[self._enlarged], cards.values()):
            self._make_room()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enlarge the card whose head this is, or give the page back."""
        for card in self.cards().values():
            place = card.mapFrom(self, event.position().toPoint())
            if card.isVisible() and card.rect().contains(place) and place.y() < card.head_height:
                self.enlarge(card.name)

    def cards(self) -> Mapping[str, Card]:
        """Return the cards of the open page by name, in the order in which they appear."""
        return cards_in(self)

    def facts(self) -> Facts:
        """Return the numbers and verdicts of the open page by name, computed from the state now."""
        return {}

    @property
    def fact_labels(self) -> Labels:
        """What the facts of the open page are called."""
        return {}

    @property
    def card_facts(self) -> CardFacts:
        """Which facts each card of the open page is about."""
        return {}

    def is_locked(self) -> bool:
        """Whether a run is being trained, which locks some fields."""
        return False

    def fields_of(self, field: str, value: Any) -> Mapping[str, Any]:
        """Return all fields to change, by name, where the user chooses a value for one."""
        return {field: value}

    @property
    def subject_words(self) -> str:
        """What the open page is about beside its fields, such as a formula or a run; else an empty text."""
        return ""

    def fields_in_force(self) -> Collection[str]:
        """Return the names of the fields that the open page depends on: those whose controls are there."""
        return {
            name
            for name in declared_fields(self.store.state_type)
            if any(map(self._is_shown, self._controls_of(name)))
        }

    def _is_shown(self, control: QWidget) -> bool:
        """Whether a control is not hidden, though the whole column may be."""
        return self._is_in_sight(control, self.column if self.column.isAncestorOf(control) else self)

    def make_control(self, field: str) -> QWidget:
        """Return a new control of a field, which follows the store by itself.

        Raises
        ------
        KeyError
            If the state has no field of that name.
        ValueError
            If the field has only controls made by hand.
        """
        kit = ControlKit(self.look, self.store, "guide")
        kind = kind_of_control(self.store.state_type, field)
        control = kit.make(kind, field, fields_of=partial(self.fields_of, field))
        return FollowingControl(control, self.is_locked, (self.store.changed, self.lock_changed))

    def reveal(self, field: str) -> None:
        """Open the page with the control of a field, and give it the keyboard.

        Where another field hides or disables it, the control of that field is revealed instead.
        """
        fields = declared_fields(self.store.state_type)
        declaration = fields[field].declaration
        condition = declaration.shown_by or declaration.shown
        owner = owner_of(self.store.state, field)
        if condition in fields and declaration.shown and not getattr(owner, declaration.shown):
            self.reveal(condition)  # at once: the control is hidden on every page
            return
        for _place in self.places(field):
            for control in self._controls_of(field):
                if self._is_in_sight(control, self) and (control.isEnabled() or not condition):
                    self.column.scroll_area.ensureWidgetVisible(control)
                    control.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    return
        if condition in fields:
            self.reveal(condition)

    def _controls_of(self, field: str) -> list[QWidget]:
        """Return the controls of a field: those made from its declaration, and those that only have its name."""
        made = [each.editor for each in self.findChildren(Control) if each.binding.name == field]
        return made + self.findChildren(QWidget, f"{self.name}.{field}")

    def _is_in_sight(self, control: QWidget, top: QWidget) -> bool:
        """Whether a control is not hidden within `top`; Qt shows what was added to a shown widget in a later turn."""
        around: QWidget | None = control
        while around is not None and around is not top:
            QCoreApplication.sendPostedEvents(around, QEvent.Type.MetaCall)
            around = around.parentWidget()
        return control.isVisibleTo(top)

    def prepare(self, page: str) -> None:
        """Make a page that will be opened next, for it to open sooner."""

    @property
    def page_names(self) -> tuple[str, ...]:
        """Names of its pages, in their order."""
        return ()

    def page_of(self, field: str) -> str:
        """Return the name of the page that has the control of a field, unless several have it."""
        return declared_fields(self.store.state_type)[field].page

    def places(self, field: str) -> Iterator[None]:
        """Go to each place where the control of a field may be: its own page first, then the present one."""
        page, present = self.page_of(field), self.store.state.page
        for name in sorted(self.page_names, key=lambda name: (name != page, name != present)):
            self.store.tick(page=name)
            self.catch_up()
            yield from self.places_on_page()
        self.store.tick(page=present)

    def places_on_page(self) -> Iterator[None]:
        """Go to each part of the open page."""
        yield

    def add_page_keys(self) -> None:
        """Go through the pages with Ctrl+PgUp and Ctrl+PgDn."""
        for keys, pages in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)  # of the window, while the view is shown
            shortcut.activated.connect(partial(self._turn, pages))

    def _turn(self, pages: int) -> None:
        names = self.page_names
        self.store.tick(page=names[(names.index(self.store.state.page) + pages) % len(names)])

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the view was hidden."""
        super().showEvent(event)
        self.catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the compact layout by the window's size."""
        super().resizeEvent(event)
        window = self.window().size()
        compact = window.width() < self.look.px(COMPACT_WIDTH) or window.height() < self.look.px(
            COMPACT_HEIGHT
        )
        if compact != self.is_compact:
            self.is_compact = compact
            self._close_up.end()  # which brings back the layout from before
            self.set_compact(compact)
            self.refresh()  # some words are shorter in a small window


class ViewSource(Protocol):
    """What makes a view: its class, or what loads that class when the view is made."""

    @property
    def name(self) -> str:
        """Name of the view."""
        ...

    def load(self) -> None:
        """Load what is still missing to make the view: half of the time that it takes."""
        ...

    def __call__(self, look: Look, session: Session, store: Store[OpensPages]) -> View[OpensPages]:
        """Make the view."""
        ...
