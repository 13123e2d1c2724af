"""Controls made from declarations, driven as a user does."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from explorer.look.theme import Look
from explorer.state.declarations import LogTrack, State, choice, number, switch, whole_number
from explorer.state.store import Store
from explorer.views.controls import ControlKit, FollowingControl, HeroControl
from explorer.widgets.layout import column
from explorer.widgets.number_field import NumberField
from tests.explorer.mouse import drag_widget


@dataclass(frozen=True)
class ToyState(State):
    rate: float = number(
        0.1, 1e-3, 10, label="Rate", hint="Try 1", slider_hint="Drag it", track=LogTrack(-3, 1)
    )
    units: int = whole_number(50, 1, 100, step=10, label="Units", hint="Try 10", locked="Stop the run")
    rule: str = choice(
        "sgd", {"sgd": ("SGD", "Plain"), "adam": "Adam"}, label="Rule", hint="How a step is made"
    )
    schedule: str = choice("constant", {"constant": "Constant", "cosine": "Cosine"}, label="Schedule")
    stops: bool = switch(False, label="Stop early", hint="Ends a run")
    stop_at: float = number(90, 1, 100, step=1, label="Accuracy", shown="stops", enabled="can_stop")

    @property
    def can_stop(self):
        return self.rule == "sgd"


class Toy:
    def __init__(self, qtbot):
        self.store = Store(ToyState())
        self.kit = kit = ControlKit(Look(), self.store, "toy")
        self.rate = kit.make(HeroControl, "rate")
        self.units, self.stop_at = kit.number("units"), kit.number("stop_at")
        self.rule, self.schedule = kit.segmented("rule"), kit.combo_box("schedule")
        self.stops = kit.check_box("stops")
        self.window = QWidget()
        self.window.setLayout(
            column(self.rate, self.units, self.stop_at, self.rule, self.schedule, self.stops)
        )
        qtbot.addWidget(self.window)
        self.store.changed.connect(self.show)
        self.show()
        self.window.show()

    def show(self, is_locked=False):
        self.kit.show_state(self.store.state, is_locked)


@pytest.fixture
def toy(qtbot):
    return Toy(qtbot)


def test_that_controls_have_names_labels_and_hints(toy):
    named = {
        each.objectName(): (each.accessibleName(), each.toolTip())
        for control in (toy.rate, toy.units, toy.rule, toy.schedule, toy.stops)
        for each in [control.editor, *([toy.rate.slider] if control is toy.rate else [])]
    }
    assert named == {
        "toy.rate": ("Rate", "Try 1"),
        "toy.rate_slider": ("Rate", "Drag it"),
        "toy.units": ("Units", "Try 10"),
        "toy.rule": ("Rule", "How a step is made"),
        "toy.schedule": ("Schedule", ""),
        "toy.stops": ("Stop early", "Ends a run"),
    }
    buttons = [toy.rule.editor.button(index) for index in (0, 1)]
    assert [button.objectName() for button in buttons] == ["toy.rule_sgd", "toy.rule_adam"]
    assert [button.accessibleName() for button in buttons] == ["Rule: SGD", "Rule: Adam"]
    assert [button.toolTip() for button in buttons] == ["Plain", "How a step is made"]


def test_that_a_typed_number_changes_the_field_as_one_undo_step(toy):
    toy.units.editor.setFocus()
    toy.units.editor.selectAll()
    QTest.keyClicks(toy.units.editor, "20")
    QTest.keyClick(toy.units.editor, Qt.Key.Key_Return)
    assert toy.store.state.units == 20
    toy.store.undo()
    assert toy.store.state == ToyState()
    assert toy.units.editor.value == 50


def test_that_a_number_out_of_bounds_is_refused_in_place(toy):
    toy.units.editor.setFocus()
    toy.units.editor.selectAll()
    QTest.keyClicks(toy.units.editor, "101")
    QTest.keyClick(toy.units.editor, Qt.Key.Key_Return)
    assert toy.store.state == ToyState()
    assert "from 1 to 100" in toy.units.editor.problem


def test_that_a_drag_of_a_slider_is_one_undo_step(toy):
    slider = toy.rate.slider
    drag_widget(slider, QPointF(slider.x_of(0.1), 12), QPointF(slider.x_of(1), 12))
    assert toy.store.state.rate == pytest.approx(1, rel=0.1)
    toy.store.undo()
    assert toy.store.state == ToyState()
    assert not toy.store.can_undo


def test_that_keys_in_quick_succession_are_one_undo_step(toy):
    for _press in range(3):
        QTest.keyClick(toy.units.editor, Qt.Key.Key_Up)
    assert toy.store.state.units == 80
    toy.store.undo()
    assert toy.store.state == ToyState()


def test_that_an_option_is_chosen_by_mouse_and_by_key(toy):
    QTest.mouseClick(toy.rule.editor.button(1), Qt.MouseButton.LeftButton)
    assert toy.store.state.rule == "adam"
    toy.schedule.editor.setFocus()
    QTest.keyClick(toy.schedule.editor, Qt.Key.Key_Down)
    assert toy.store.state.schedule == "cosine"


def test_that_a_condition_shows_and_enables_a_control(toy):
    assert not toy.stop_at.isVisible()
    toy.stops.editor.click()
    assert toy.stop_at.isVisible() and toy.stop_at.editor.isEnabled()
    toy.store.change(rule="adam")
    assert not toy.stop_at.editor.isEnabled()


def test_that_only_fields_that_say_so_are_locked_by_a_run_and_say_why(toy):
    toy.show(is_locked=True)
    assert not toy.units.editor.isEnabled()
    assert toy.units.editor.toolTip() == "Stop the run"
    assert toy.rate.editor.isEnabled() and toy.rate.slider.isEnabled()
    toy.show()
    assert toy.units.editor.isEnabled()
    assert toy.units.editor.toolTip() == "Try 10"


def test_that_a_control_may_change_other_fields_too(toy):
    control = toy.kit.make(
        HeroControl, "rate", object_name="pace", fields_of=lambda rate: {"rate": rate, "rule": "adam"}
    )
    toy.show()
    QTest.keyClick(control.editor, Qt.Key.Key_Up)
    assert control.editor.objectName() == "toy.pace"
    assert toy.store.state.rule == "adam"
    assert toy.store.state.rate > 0.1


def test_that_a_control_on_its_own_follows_the_store_and_the_lock_until_it_is_deleted(toy, qtbot):
    lock, kit = [], ControlKit(Look(), toy.store, "guide")
    own = FollowingControl(kit.number("stop_at"), lambda: False, (toy.store.changed,))
    locked = FollowingControl(kit.number("units"), lambda: bool(lock), (toy.store.changed,))
    panel = QWidget()
    panel.setLayout(column(own, locked))
    qtbot.addWidget(panel)
    panel.show()
    field = own.findChild(NumberField)
    assert not field.isVisible()
    toy.store.change(stops=True, stop_at=70)
    assert field.isVisible() and field.value == 70
    toy.store.change(rule="adam")
    assert not field.isEnabled()
    lock.append(True)
    toy.store.change(units=20)
    assert not locked.findChild(NumberField).isEnabled()
    own.deleteLater()
    QCoreApplication.sendPostedEvents(own, QEvent.Type.DeferredDelete)
    toy.store.change(rule="sgd")


def test_that_a_control_of_an_unknown_field_is_refused(toy):
    with pytest.raises(KeyError, match="rates"):
        toy.kit.number("rates")


def test_that_a_slider_of_a_field_without_a_track_is_refused(toy):
    with pytest.raises(ValueError, match="units declares no track"):
        toy.kit.slider("units")
