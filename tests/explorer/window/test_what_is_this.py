"""F1 explains a card or a control: what it shows, its present values, its place in the chapter."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWhatsThis, QWidget

from explorer.losses.state import MOSTLY_RIGHT
from explorer.views.facts import facts_on, key_of, label_of
from explorer.window.what_is_this import WhatIsThis, explanation_of, place_in_chapter
from tests.explorer.mouse import click_widget
from tests.explorer.pages import open_pages

VIEWS = ("losses", "derivative", "descent", "training", "drawing")
ON_NO_CARD = {
    "losses": set(),
    "derivative": set(),
    "descent": {"arrived_#", "steps_#", "minimum_#", "factor_#"},
    "training": {
        "own_iteration",
        "step",
        "label_images",
        "image",
        "accuracy_#",
        "near_half_#",
        "near_ends_#",
    },
    "drawing": {
        "rival",
        *(f"{way}_{figure}" for way in ("pixels", "hog", "network") for figure in ("accuracy", "numbers")),
        "network_found",
        "network_wrong",
    },
}


def sheets(window):
    return [sheet for sheet in window.findChildren(QDialog) if sheet.isVisible()]


def texts(sheet):
    return [label.text() for label in sheet.findChildren(QLabel) if not label.isHidden()]


def press_f1(window):
    window.findChild(QAction, "window.explain").trigger()


def point_at(window, widget, at=None):
    """Press F1 and click a widget."""
    window.setFocus()
    press_f1(window)
    assert QWhatsThis.inWhatsThisMode()
    at = widget.rect().center() if at is None else at
    click_widget(widget, QPointF(at))
    assert not QWhatsThis.inWhatsThisMode()


def test_that_f1_and_a_click_explain_the_card_under_the_pointer(window):
    view = window.shown_view
    before = view.store.state
    card = view.cards()["summary"]
    point_at(window, card, QPoint(3, 3))
    (sheet,) = sheets(window)
    shown = texts(sheet)
    assert card.title in shown
    assert card.about in shown
    assert "0.5108" in shown
    assert "Losses › Sample. Section 2 of the chapter: Loss functions." in shown
    assert view.store.state == before
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheets(window)


def test_that_a_click_on_a_plot_explains_its_card_and_how_to_use_it_and_changes_nothing(window):
    window.show_view("descent")
    view = window.shown_view
    before = view.store.state
    point_at(window, view.field.viewport())
    (sheet,) = sheets(window)
    assert view.cards()["field"].about in texts(sheet)
    assert view.field.toolTip() in texts(sheet)
    assert view.store.state == before


def test_that_f1_explains_the_control_that_has_the_keyboard(window):
    window.show_view("descent")
    window.show_setting("descent", "learning_rate")
    control = QApplication.focusWidget()
    press_f1(window)
    (sheet,) = sheets(window)
    assert control.toolTip() in texts(sheet)
    assert not QWhatsThis.inWhatsThisMode()


def test_that_f1_on_the_open_sheet_asks_for_a_click(window):
    point_at(window, window.shown_view.cards()["summary"], QPoint(3, 3))
    (sheet,) = sheets(window)
    sheet.another_wanted.emit()
    assert QWhatsThis.inWhatsThisMode()
    assert not sheets(window)
    QWhatsThis.leaveWhatsThisMode()


def test_that_the_menu_of_a_card_explains_it(window):
    card = window.shown_view.cards()["bars"]
    menu = next(each for each in card.findChildren(QMenu) if each.actions()[0].text() == "What is this?")
    menu.actions()[0].trigger()
    (sheet,) = sheets(window)
    assert card.about in texts(sheet)


def test_that_the_values_follow_the_state_and_the_sheet_closes_with_its_page(window):
    view = window.shown_view
    point_at(window, view.cards()["summary"], QPoint(3, 3))
    (sheet,) = sheets(window)
    view.store.change(y=tuple(np.roll(MOSTLY_RIGHT, 5).tolist()))
    assert dict(sheet.shown_values())["mse"] == view.facts()["mse"].text
    view.store.tick(page="batch")
    assert not sheets(window)


@pytest.mark.parametrize("name", VIEWS)
def test_that_every_card_of_every_page_can_be_explained(window, name):
    window.show_view(name)
    view = window.view(name)
    for _page in open_pages(view):
        assert place_in_chapter(view)
        for key, card in view.cards().items():
            explanation = explanation_of(card)
            assert (explanation.title, explanation.about, explanation.card) == (card.title, card.about, key)


@pytest.mark.parametrize("name", VIEWS)
def test_that_the_tab_key_reaches_every_card_in_sight(window, name):
    window.show_view(name)
    view = window.view(name)
    for _page in open_pages(view):
        reached = {each for each in window.findChildren(QWidget) if is_reached_by_tab(each)}
        for key, card in view.cards().items():
            is_reached = any(each is card or card.isAncestorOf(each) for each in reached)
            assert is_reached or not card.isVisible(), key


def is_reached_by_tab(widget):
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


@pytest.mark.parametrize("name", VIEWS)
def test_that_every_fact_has_a_label_and_is_on_a_card(window, name):
    window.show_view(name)
    view = window.view(name)
    known, on_cards = set(), set()
    for _page in open_pages(view):
        labels, card_facts = view.fact_labels, view.card_facts
        assert all(label_of(fact, labels) for fact in view.facts())
        facts = {key_of(fact, labels) for fact in view.facts()}
        assert all("#" in key for key in set(labels) - facts)
        assert set(card_facts) <= set(view.cards())
        for card, named in card_facts.items():
            assert set(named) <= facts, card
            on_cards.update(named)
        known.update(labels)
    assert known - on_cards == ON_NO_CARD[name]


def random_states(rng, count):
    """Yield a view and fields of a random state of it."""
    for _state in range(count):
        y = rng.dirichlet(np.ones(10))
        yield "losses", {"y": tuple(y.tolist()), "target": int(rng.integers(10))}
    for _state in range(count):
        yield "derivative", {"x": float(rng.normal(0, 3)), "h": float(10 ** rng.uniform(-12, 0))}
    for _state in range(count):
        starts = tuple(map(tuple, rng.uniform(-4, 4, (int(rng.integers(1, 5)), 2)).tolist()))
        rate, steps = float(10 ** rng.uniform(-3, 1)), int(rng.integers(0, 60))
        yield "descent", {"starts": starts, "learning_rate": rate, "steps": steps}


def test_that_the_values_of_every_card_are_the_facts_of_the_page_in_100_random_states(window):
    shown_there = {}
    for name, key in (("losses", "summary"), ("derivative", "digits"), ("descent", "ends")):
        view = window.view(name)
        shown_there[name] = key, WhatIsThis(window, window.look, view, explanation_of(view.cards()[key]))
    shown = 0
    for name, fields in random_states(np.random.default_rng(24), 34):
        window.stores[name].change(**fields)
        view = window.view(name)
        view.catch_up()
        facts = view.facts()
        key, sheet = shown_there[name]
        assert dict(sheet.shown_values()) == {
            fact: facts[fact].text for fact in facts_on(key, view.card_facts, facts)
        }
        named = [
            label_of(fact, view.fact_labels)
            for card in view.cards()
            for fact in facts_on(card, view.card_facts, facts)
        ]
        assert all(named)
        shown += len(named)
    assert shown > 1000
