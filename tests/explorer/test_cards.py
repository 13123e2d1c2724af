"""Every page names its cards, and a view makes the control of any of its fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QWidget

from explorer.state.declarations import Choice, Number, Switch, Value, declared_fields, owner_of
from explorer.views.export_menu import ExportMenu
from explorer.widgets.layout import Card, column
from explorer.widgets.number_field import NumberField
from tests.explorer.pages import open_pages

VIEWS = ("losses", "derivative", "descent", "training", "drawing")


@pytest.mark.parametrize("name", VIEWS)
def test_that_every_card_has_a_name_a_title_and_a_sentence_about_it(window, name):
    window.show_view(name)
    view = window.view(name)
    for _page in open_pages(view):
        cards = view.cards()
        for card in view.findChildren(Card):
            assert cards.get(card.name) is card or not card.isVisible()
        for key, card in cards.items():
            assert card.objectName() == f"{name}.card_{key}"
            assert card.title
            assert card.accessibleName()
            assert card.accessibleDescription() == card.about
            assert card.about.endswith(".")


@pytest.mark.parametrize("name", VIEWS)
def test_that_what_a_card_exports_has_a_name_of_its_own_for_the_file(window, name):
    window.show_view(name)
    view = window.view(name)
    for _page in open_pages(view):
        menus = [card.findChild(ExportMenu) for card in view.cards().values() if card.isVisible()]
        names = [menu.exportable.export_widget().objectName() for menu in menus if menu is not None]
        assert all(each.startswith(f"{name}.") for each in names), (view.store.state.page, names)
        assert len(set(names)) == len(names)


def other_value(value, declaration):
    """Return another allowed value, which the control can be brought to."""
    match declaration:
        case Number(low=low, high=high):
            middle = round((low + high) / 2, 3)
            return declaration.nearest(middle if middle != value else low)
        case Choice(options=options):
            return next(option for option in options if option != value)
        case Switch():
            return not value


def operate(control, declaration, wanted):
    """Bring a control to a value as a user does."""
    match declaration:
        case Number():
            field = control.findChild(NumberField)
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, repr(wanted))
            QTest.keyClick(field, Qt.Key.Key_Return)
        case Choice(options=options):
            index = list(options).index(wanted)
            box = control.findChild(QComboBox)
            if box is None:
                control.findChildren(QAbstractButton)[index].click()
            else:
                box.setCurrentIndex(index)
                box.activated.emit(index)
        case Switch():
            control.findChild(QCheckBox).click()


def shown_value(control, declaration):
    match declaration:
        case Number():
            return control.findChild(NumberField).value
        case Choice(options=options):
            box = control.findChild(QComboBox)
            buttons = [button.isChecked() for button in control.findChildren(QAbstractButton)]
            return list(options)[box.currentIndex() if box is not None else buttons.index(True)]
        case Switch():
            return control.findChild(QCheckBox).isChecked()


@pytest.mark.parametrize("name", VIEWS)
def test_that_a_control_of_any_field_follows_the_store_and_changes_it(start, qtbot, name):
    view = start().view(name)
    store, panel = view.store, QWidget()
    qtbot.addWidget(panel)
    panel.setLayout(column())
    for field, (_page, declaration) in declared_fields(store.state_type).items():
        if isinstance(declaration, Value):
            with pytest.raises(ValueError, match=field):
                view.make_control(field)
            continue
        first, second = view.make_control(field), view.make_control(field)
        for control in (first, second):
            assert control.findChild(QWidget, f"guide.{field}") is not None
            panel.layout().addWidget(control)
        before = store.state
        enabled = declaration.enabled
        if enabled and not getattr(owner_of(before, field), enabled):
            assert not first.findChild(QWidget, f"guide.{field}").isEnabled()
            continue
        value = getattr(owner_of(before, field), field)
        wanted = other_value(value, declaration)
        operate(first, declaration, wanted)
        assert getattr(owner_of(store.state, field), field) == wanted, field
        assert shown_value(second, declaration) == wanted, field
        store.undo()
        assert store.state == before, field
        assert shown_value(first, declaration) == value, field


def test_that_a_control_of_an_unknown_field_is_refused(window):
    with pytest.raises(KeyError, match="learning_rat"):
        window.view("descent").make_control("learning_rat")
