from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from explorer.state.declarations import State, pages, value
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.paged_view import Page, PagedView
from explorer.widgets.layout import PictureScroll, column

PAGES = ("first", "second", "third")


@dataclass(frozen=True)
class NumberState(State):
    page: str = pages("first", {name: name for name in PAGES}, label="Page", hint="Pages of a number")
    number: int = value(1)


class NumberPage(Page):
    view_name = "paged"

    def __init__(self, look, session, store, panel):
        super().__init__(look, session, store)
        self.text = QLabel()
        self.control = QLabel("control")
        panel.add_section(None, self.control)
        self.setLayout(column(self.text))

    def render_state(self):
        self.text.setText(str(self.store.state.number))


class NumbersView(PagedView):
    name = "paged"
    pages_in_a_row = 2

    def __init__(self, look, session, store):
        super().__init__(look, session, store)
        for name in PAGES:
            self.add_page(name, partial(NumberPage, look, session, self.store))
        self.finish_pages()


@pytest.fixture
def view(look, qtbot):
    session = Session()
    view = NumbersView(look, session, Store(NumberState()))
    qtbot.addWidget(view)
    view.resize(1000, 570)
    view.show()
    yield view
    session.close()


def seen(view):
    return [name for name in view._stack.built if view.page(name).isVisible()]


def test_that_a_page_is_built_when_it_is_first_opened(view):
    assert list(view._stack.built) == ["first"]
    view.store.tick(page="third")
    assert list(view._stack.built) == ["first", "third"]
    assert view.page("third").text.text() == "1"


def test_that_one_page_is_seen_with_its_controls_alone(view):
    for page in ("second", "first"):
        view.store.tick(page=page)
        assert seen(view) == [page]
        assert [name for name in view._stack.built if view.page(name).control.isVisible()] == [page]


def test_that_keys_go_through_the_pages_and_around(view, qtbot):
    with qtbot.waitActive(view):
        view.activateWindow()
    order = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
        order.append(view.store.state.page)
    assert order == ["second", "third", "first", "third"]


def test_that_arrows_move_between_the_rows_of_the_choice(view):
    choice = view.findChild(object, "paged.page")
    choice.button(0).setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert view.store.state.page == "third"
    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert view.store.state.page == "first"


def test_that_choosing_a_page_is_no_undo_step_but_undo_shows_where_the_step_was_made(view):
    view.store.change(number=2)
    QTest.mouseClick(view.findChild(object, "paged.page").button(1), Qt.MouseButton.LeftButton)
    assert view.store.state == NumberState("second", 2)
    view.store.undo()
    assert view.store.state == NumberState("first", 1)
    assert seen(view) == ["first"]
    assert not view.store.can_undo


def test_that_a_page_scrolls_in_a_window_too_small_for_it_and_only_then(view, qtbot):
    page = view.page("first")
    room = page.size()
    page.setMinimumSize(room.width(), room.height() + 200)
    view.page("second")
    bar = view.findChild(PictureScroll).verticalScrollBar()
    qtbot.waitUntil(lambda: page.height() == room.height() + 200 and bar.isVisible())
    assert view.size() == QSize(1000, 570)
    view.store.tick(page="second")
    qtbot.waitUntil(lambda: view.page("second").size() == room and not bar.isVisible())
    view.store.tick(page="first")
    page.setMinimumSize(0, 0)
    qtbot.waitUntil(lambda: page.size() == room and not bar.isVisible())
