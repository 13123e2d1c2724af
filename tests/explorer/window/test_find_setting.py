"""Ctrl+F finds any control by its label or hint, and goes there."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget

from explorer.window.find_setting import Setting, matching, settings_of


@pytest.fixture
def find(window, qtbot):
    """Press Ctrl+F, type, press Enter; return what was found."""

    def run(text, *keys):
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        sheet = window.findChild(QDialog, "window.find")
        field, found = sheet.findChild(QLineEdit), sheet.findChild(QListWidget)
        QTest.keyClicks(field, text)
        rows = [found.item(row).text() for row in range(found.count())]
        for key in keys or [Qt.Key.Key_Return]:
            QTest.keyClick(field, key)
        QCoreApplication.processEvents()
        return rows

    return run


@pytest.mark.parametrize(
    ("text", "view", "page", "name"),
    [
        ("hidden units batch", None, None, None),
        ("validation images", "training", "run", "training.validation_images"),
        ("update rule over the run", None, None, None),
        ("images per mini-batch", "training", "run", "training.batch_size"),
    ],
)
def test_that_a_setting_is_found_and_gets_the_keyboard(find, window, text, view, page, name):
    rows = find(text)
    if name is None:
        assert rows == []
        return
    assert rows
    assert window.shown_view.name == view
    assert window.shown_view.store.state.page == page
    assert window.focusWidget().objectName() == name


def test_that_the_condition_of_a_hidden_control_is_shown(find, window):
    assert find("checked once per epoch") == ["Target accuracy, %  ·  Training"]
    assert window.focusWidget().objectName() == "training.stops_early"
    assert not window.view("training").store.can_undo


def test_that_arrow_keys_choose_among_several(find, window):
    rows = find("learning rate", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert len(rows) > 2
    assert rows[0].startswith("Learning rate")
    assert window.findChild(QDialog, "window.find") is None


def test_that_labels_come_before_hints():
    hint, label = Setting("a", "x", "Units", "Of the seed"), Setting("b", "y", "Seed", "")
    assert matching([hint, label], "SEED") == [label, hint]
    assert matching([hint, label], "seed units") == [hint]
    assert matching([hint, label], "") == [hint, label]


@pytest.mark.parametrize("field", ["shift", "plane", "sampling", "check_h"])
def test_that_only_the_page_of_a_setting_is_built(window, field):
    view = window.view("training")
    view.reveal(field)
    assert set(view._stack.built) == {"run", view.store.state.page}


def test_that_every_setting_leads_to_a_control(window):
    window.show()
    lost = []
    for setting in settings_of(window.stores):
        window.tabs.setFocus()
        window.show_setting(setting.view, setting.field)
        if not window.shown_view.isAncestorOf(window.focusWidget()):
            lost.append(f"{setting.view}.{setting.field}")
    assert lost == []


def test_that_one_page_is_built_where_a_setting_of_another_view_is_shown(window):
    window.view("losses").store.tick(page="step")
    window.show_view("descent")
    window.rebuild()
    window.show_setting("losses", "curve")
    assert set(window.view("losses")._stack.built) == {"sample"}
