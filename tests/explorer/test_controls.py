from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.controls import HeroNumber
from explorer.store import Store
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LogSlider


@dataclass(frozen=True)
class State:
    h: float = 0.1


@pytest.fixture
def hero(look, qtbot):
    store = Store(State())
    field = NumberField(look, minimum=1e-6, maximum=100, hero=True)
    hero = HeroNumber(look, store, "page", "h", field, LogSlider(look, -3, 1, range(-3, 2)))
    hero.set_words("Step h", "Type it", "Drag it")
    store.changed.connect(lambda: hero.show_value(store.state.h))
    hero.show_value(store.state.h)
    qtbot.addWidget(hero)
    hero.resize(260, 120)
    hero.show()
    return hero, store


def test_that_field_and_slider_have_names(hero):
    section, _ = hero
    assert [widget.objectName() for widget in (section.field, section.slider)] == ["page.h", "page.h_slider"]
    assert [widget.accessibleName() for widget in (section.field, section.slider)] == ["Step h", "Step h"]
    assert [widget.toolTip() for widget in (section.field, section.slider)] == ["Type it", "Drag it"]


def test_that_a_typed_number_moves_the_slider(hero):
    section, store = hero
    section.field.selectAll()
    QTest.keyClicks(section.field, "0.02")
    QTest.keyClick(section.field, Qt.Key.Key_Return)
    assert store.state.h == 0.02
    assert section.slider.value_at(section.slider.value()) == pytest.approx(0.02, rel=0.05)


def test_that_a_drag_of_the_slider_is_one_undo_step(hero):
    section, store = hero
    slider = section.slider
    middle = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    for x in (10, 25, 40):
        QTest.mouseMove(slider, middle + type(middle)(x, 0))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle + type(middle)(40, 0))
    assert store.state.h > 0.1
    store.undo()
    assert store.state.h == 0.1
    assert not store.can_undo
