"""A card that takes all the room of its page, and gives it back."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.views.export_menu import ExportMenu


@pytest.fixture
def view(window):
    window.show_view("losses")
    return window.view("losses")


def shown(view):
    return {name for name, card in view.cards().items() if card.isVisible()}


def double_click_title(view, name):
    card = view.cards()[name]
    place = QPoint(30, card.head_height // 2 + 4)
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=place)
    # Else the button would stay down for the tests that follow.
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()


def test_that_a_double_click_on_its_title_enlarges_a_card_and_another_gives_the_page_back(view):
    before, height = shown(view), view.cards()["whole_curves"].height()
    double_click_title(view, "whole_curves")
    assert shown(view) == {"whole_curves"}
    assert view.cards()["whole_curves"].height() > 1.8 * height
    double_click_title(view, "whole_curves")
    assert shown(view) == before
    assert view.cards()["whole_curves"].height() == height


def test_that_escape_gives_the_page_back(view):
    before = shown(view)
    view.enlarge("bars")
    QApplication.processEvents()
    assert shown(view) == {"bars"}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert shown(view) == before


def test_that_a_key_enlarges_the_card_with_the_focus_and_gives_the_page_back(view, qtbot):
    with qtbot.waitActive(view.window()):
        view.window().activateWindow()
    before = shown(view)
    view.column.setFocus()
    QTest.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert shown(view) == before
    focused = view.cards()["bars"].findChild(ExportMenu)
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert shown(view) == {"bars"}
    QTest.keyClick(focused, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert shown(view) == before


def test_that_a_card_stays_enlarged_while_its_state_changes_and_not_on_another_page(view):
    view.enlarge("bars")
    view.store.change(target=3)
    QApplication.processEvents()
    assert shown(view) == {"bars"}
    view.store.tick(page="batch")
    QApplication.processEvents()
    assert view.enlarged == ""
    assert len(shown(view)) > 1


def test_that_drawing_shows_no_card_that_is_left_out(view):
    class Shown(QObject):
        count = 0

        def eventFilter(self, _card, event):
            self.count += event.type() == QEvent.Type.Show
            return False

    view.enlarge("bars")
    QApplication.processEvents()
    others = Shown()
    for card in view.cards().values():
        card.installEventFilter(others)
    view.store.change(target=3)
    QApplication.processEvents()
    assert others.count == 0
    view.give_back()
    assert others.count > 0


def test_that_a_card_stays_enlarged_in_a_small_window(view):
    view.enlarge("bars")
    for size in ((1500, 900), (1000, 650)):
        view.window().resize(*size)
        QApplication.processEvents()
        assert shown(view) == {"bars"}
        assert view.cards()["bars"].width() > 0.9 * view.main.width()


def test_that_a_page_given_back_in_a_small_window_has_the_layout_for_it(view):
    def resize(*size):
        view.window().resize(*size)
        QApplication.processEvents()
        return {name: card.geometry() for name, card in view.cards().items() if card.isVisible()}

    resize(1500, 900)
    small = resize(1100, 700)
    resize(1500, 900)
    view.enlarge("table")
    resize(1100, 700)
    view.give_back()
    assert resize(1100, 700) == small


def test_that_every_part_of_the_page_has_its_limits_again_once_the_page_is_given_back(view):
    def limits():
        return {part: (part.minimumSize(), part.maximumSize()) for part in view.main.findChildren(QWidget)}

    before = limits()
    for name in shown(view):
        view.enlarge(name)
        view.give_back()
        assert limits() == before
