"""The window: views by name, key and tab; undo acts on the view that is shown."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.view import View
from explorer.widgets.number_field import NumberField
from explorer.window.main_window import MainWindow


@dataclass(frozen=True)
class NumberState:
    number: int = 0


class NumberView(View):
    def __init__(self, look, session, store):
        super().__init__(look, session, store)
        self.label = QLabel(toolTip="A number")
        self.numbers_drawn = []
        self.finish(self.label)

    def render_state(self):
        self.numbers_drawn.append(self.store.state.number)
        self.label.setText(str(self.store.state.number))


class Losses(NumberView):
    name = "losses"


class Descent(NumberView):
    name = "descent"


@pytest.fixture
def window(look, qtbot):
    session = Session()
    stores = {name: Store(NumberState()) for name in ("losses", "descent")}
    window = MainWindow(look, session, stores, (Losses, Descent))
    qtbot.addWidget(window)
    window.show_view("losses")
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    yield window
    session.close()


def test_that_views_are_shown_by_key_tab_and_name(window):
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.shown_view is window.view("descent")
    assert window.view("descent").isVisible()
    window.tabs.setCurrentIndex(0)
    assert window.shown_view is window.view("losses")
    window.show_view("descent")
    assert window.tabs.currentIndex() == 1


def test_that_a_view_is_made_only_when_it_is_needed(window):
    assert not window.findChildren(Descent)
    window.show_view("descent")
    assert window.findChildren(Descent) == [window.view("descent")]


def test_that_undo_acts_on_the_view_that_is_shown(window):
    window.view("losses").store.change(number=1)
    window.show_view("descent")
    assert not window.undo_button.isEnabled()
    window.view("descent").store.change(number=2)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.view("descent").store.state.number == 0
    assert window.view("losses").store.state.number == 1
    QTest.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.view("descent").store.state.number == 2
    window.reset_view()
    assert window.view("descent").store.state.number == 0


def test_that_ctrl_z_in_a_field_undoes_the_view_unless_text_is_being_typed(window, look):
    field = NumberField(look, minimum=0, maximum=9, decimals=0)
    view = window.view("losses")
    view.column.add_section(None, field)
    field.show()
    field.setFocus()
    view.store.change(number=1)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.store.state.number == 0
    view.store.change(number=2)
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.store.state.number == 2


def test_that_a_hidden_view_is_drawn_when_it_is_shown_and_not_before(window):
    view = window.view("losses")
    window.show_view("descent")
    drawn = len(view.numbers_drawn)
    for number in range(1, 50):
        view.store.change(number=number)
    assert len(view.numbers_drawn) == drawn
    window.show_view("losses")
    assert len(view.numbers_drawn) == drawn + 1
    assert view.label.text() == "49"


def test_that_small_windows_get_the_compact_layout(window, qtbot):
    view = window.view("losses")
    assert not view.is_compact
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: view.is_compact)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not view.is_compact)


def test_that_every_button_of_the_header_has_a_name_and_a_tooltip(window):
    for button in (
        window.undo_button,
        window.redo_button,
        window.theme_button,
        window.help_button,
        window.menu_button,
    ):
        assert button.objectName().startswith("window.")
        assert button.accessibleName()
        assert button.toolTip()


def test_that_closing_is_announced(window, qtbot):
    with qtbot.waitSignal(window.closing):
        window.close()


def test_that_a_view_is_shown_with_what_another_wants_it_to_show(window):
    window._session.view_wanted.emit("descent", {"number": 7})
    assert window.shown_view is window.view("descent")
    assert window.shown_view.store.state.number == 7
    window.undo()
    assert window.shown_view.store.state.number == 0


def test_that_the_header_names_the_data_in_use(window, dataset):
    assert window.header.data_name.text() == ""
    window._session.dataset = dataset
    window._session.dataset_changed.emit()
    assert window.header.data_name.text() == f"Data: {dataset.name}"
    window.rebuild()
    assert window.header.data_name.text() == f"Data: {dataset.name}"
