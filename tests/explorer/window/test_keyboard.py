"""Where the keyboard is when views and pages change."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.endurance.loop import all_pages, open_page

CTRL = Qt.KeyboardModifier.ControlModifier


def test_that_page_keys_act_wherever_the_keyboard_is(window):
    window.activateWindow()
    store = window.stores["losses"]
    for place in (window.tabs, window.menu_button, window.shown_view.column):
        store.tick(page="sample")
        place.setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
        assert store.state.page == "batch"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CTRL)
        assert store.state.page == "sample"


def test_that_a_click_on_a_tab_leaves_the_keyboard_where_it_is(window):
    window.activateWindow()
    window.shown_view.column.setFocus()
    QTest.mouseClick(window.tabs, Qt.MouseButton.LeftButton, pos=window.tabs.tabRect(2).center())
    assert window.shown_name == "descent"
    assert window.shown_view.isAncestorOf(QApplication.focusWidget())


def test_that_a_view_takes_the_keyboard_at_its_pages_or_where_it_was_left(window):
    window.activateWindow()
    window.shown_view.column.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_4, CTRL)
    training = window.shown_view
    assert QApplication.focusWidget().objectName() == "training.page_run"
    training.reveal("learning_rate")
    left = QApplication.focusWidget()
    QTest.keyClick(left, Qt.Key.Key_1, CTRL)
    assert not training.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_4, CTRL)
    assert QApplication.focusWidget() is left


def test_that_the_ring_of_the_keyboard_follows_the_page_that_is_open(window):
    window.activateWindow()
    window.shown_view.column.setFocus()
    assert QApplication.focusWidget().objectName() == "losses.page_sample"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    assert QApplication.focusWidget().objectName() == "losses.page_batch"


def test_that_the_title_bar_names_a_session_that_was_saved(window):
    assert window.windowTitle() == "Learnscope"
    window.name_session("Monday")
    window.rebuild()
    assert window.windowTitle() == "Monday - Learnscope"


def test_that_tab_reaches_every_control_of_every_page(window):
    window.activateWindow()
    for view, page in all_pages(window):
        open_page(window, view, page)
        window.tabs.setFocus()
        reached = {QApplication.focusWidget()}
        while window.focusNextPrevChild(True) and QApplication.focusWidget() not in reached:
            reached.add(QApplication.focusWidget())
        missed = [
            widget.objectName() or widget.accessibleName()
            for widget in window.findChildren(QWidget)
            if widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget not in reached
        ]
        assert not missed, (view, page)


def test_that_tab_goes_through_the_controls_of_a_page_from_top_to_bottom(window):
    window.activateWindow()
    open_page(window, "training", "run")
    open_page(window, "drawing", "why")
    window.shown_view.column.setFocus()
    reached = []
    while len(reached) < 8:
        reached.append(QApplication.focusWidget().objectName().removeprefix("drawing."))
        window.focusNextPrevChild(True)
    assert reached == [
        "page_why",
        "board",
        "board_tool_pen",
        "board_test_image",
        "board_clear",
        "part_evidence",
        "slope_exact",
        "network",
    ]
