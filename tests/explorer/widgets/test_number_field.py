import pytest
from PySide6.QtCore import Qt

from explorer.widgets.field import FieldMessage
from explorer.widgets.number_field import NumberField


class Owner:
    """Does what a view does: takes what the field asks for, and sets it."""

    def __init__(self, field):
        self.field = field
        self.committed, self.stepped, self.rejected = [], [], []
        field.committed.connect(self._on_committed)
        field.stepped.connect(self._on_stepped)
        field.rejected.connect(self.rejected.append)

    def _on_committed(self, value):
        self.committed.append(value)
        self.field.set_value(value)

    def _on_stepped(self, value):
        self.stepped.append(value)
        self.field.set_value(value)


@pytest.fixture
def make(look, show):
    def make(value, **options):
        field = NumberField(look, **options)
        _, field.other = show(field)
        field.set_value(value)
        field.setFocus()
        field.owner = Owner(field)
        return field

    return make


def retype(qtbot, field, text, key=Qt.Key.Key_Return):
    field.selectAll()
    qtbot.keyClicks(field, text)
    if key is not None:
        qtbot.keyClick(field, key)


def test_that_enter_commits_what_was_typed_and_shows_it_as_numbers_are_written(qtbot, make):
    field = make(0.1, minimum=1e-300, maximum=1e6)
    retype(qtbot, field, "10^-4")
    assert field.owner.committed == [1e-4]
    assert field.text() == "0.0001"
    retype(qtbot, field, "1e-50")
    assert field.text() == "10⁻⁵⁰"
    retype(qtbot, field, "20000")
    assert field.text() == "20\u202f000"
    assert field.owner.committed == [1e-4, 1e-50, 20_000]


def test_that_leaving_the_field_commits_once(qtbot, make):
    field = make(50, minimum=1, maximum=1000, decimals=0)
    retype(qtbot, field, "100", key=None)
    field.other.setFocus()
    field.setFocus()
    field.other.setFocus()
    assert field.owner.committed == [100]


def test_that_enter_without_a_change_emits_nothing_and_keeps_hidden_digits(qtbot, make):
    field = make(1 / 3, minimum=1e-9, maximum=1)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    retype(qtbot, field, "0.333333")
    assert field.owner.committed == [0.333333]
    retype(qtbot, field, "0.333333")
    assert field.owner.committed == [0.333333]


@pytest.mark.parametrize(
    ("typed", "part"),
    [("ten", "not a number"), ("0", "Only from 1 to 1000"), ("2.5", "whole numbers"), ("", "such as")],
)
def test_that_a_wrong_number_gets_a_sentence_and_the_value_stays(qtbot, look, make, typed, part):
    field = make(50, minimum=1, maximum=1000, decimals=0)
    message = FieldMessage(look)
    field.window().layout().addWidget(message)
    field.attach_message(message)
    field.clear()
    field.setModified(True)
    retype(qtbot, field, typed)
    assert field.owner.committed == []
    assert len(field.owner.rejected) == 1
    assert part in field.owner.rejected[0]
    assert message.isVisible()
    assert part in message.text()
    assert part in field.accessibleDescription()
    assert field.property("invalid") is True
    assert field.value == 50
    assert field.text() == typed


def test_that_leaving_a_wrong_number_complains_once_and_another_value_replaces_it(qtbot, make):
    field = make(50, minimum=1, maximum=1000, decimals=0)
    retype(qtbot, field, "ten")
    field.other.setFocus()
    assert len(field.owner.rejected) == 1
    field.set_value(50)
    assert field.text() == "ten"
    field.set_value(60)
    assert field.text() == "60"
    assert field.problem == ""


def test_that_without_a_message_label_the_sentence_is_the_tooltip(qtbot, make):
    field = make(50, minimum=1, maximum=1000, decimals=0)
    field.setToolTip("Hidden units.")
    retype(qtbot, field, "ten")
    assert "not a number" in field.toolTip()
    qtbot.keyClicks(field, "0")
    assert field.toolTip() == "Hidden units."
    assert field.property("invalid") is False


def test_that_escape_brings_the_number_back(qtbot, make):
    field = make(50, minimum=1, maximum=1000, decimals=0)
    retype(qtbot, field, "ten")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.problem, field.value) == ("50", "", 50)
    field.other.setFocus()
    assert field.owner.committed == []


def test_that_a_set_value_leaves_alone_what_is_being_typed(qtbot, make):
    field = make(0.1, minimum=1e-9, maximum=10)
    retype(qtbot, field, "0.0", key=None)
    field.set_value(0.7)
    assert field.text() == "0.0"
    assert field.value == 0.7
    field.selectAll()
    retype(qtbot, field, "0.02")
    assert field.owner.committed == [0.02]


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, 5.01),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, 4.99),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, 5.1),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 4.9),
    ],
)
def test_that_keys_step_by_the_last_decimal(qtbot, make, key, modifier, value):
    field = make(5, minimum=-10, maximum=10, decimals=2)
    qtbot.keyClick(field, key, modifier)
    assert field.owner.stepped == [value]
    assert field.owner.committed == []


def test_that_steps_stop_at_the_bounds_and_start_from_what_was_typed(qtbot, make):
    field = make(5, minimum=0, maximum=6, decimals=0)
    qtbot.keyClick(field, Qt.Key.Key_PageUp)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.owner.stepped == [6]
    retype(qtbot, field, "3", Qt.Key.Key_Down)
    assert field.owner.stepped == [6, 2]
    retype(qtbot, field, "x", Qt.Key.Key_Down)
    assert field.owner.stepped == [6, 2]
    assert field.problem


def test_that_a_hundred_steps_without_decimals_are_one_decade(qtbot, make):
    field = make(0.01, minimum=1e-6, maximum=10)
    for _ in range(10):
        qtbot.keyClick(field, Qt.Key.Key_PageUp)
    assert field.owner.stepped[-1] == 0.1
    assert field.owner.stepped[0] == 0.0126


def test_that_logarithmic_steps_need_a_positive_minimum(look):
    with pytest.raises(ValueError, match="positive minimum"):
        NumberField(look, minimum=0, maximum=1)


def test_that_the_wheel_steps_by_whole_notches_and_only_with_the_focus(make, turn_wheel):
    field = make(5, minimum=0, maximum=10, decimals=0)

    turn_wheel(field, 60)
    assert field.owner.stepped == []
    turn_wheel(field, 60)
    turn_wheel(field, -240)
    assert field.owner.stepped == [6, 4]
    field.other.setFocus()
    turn_wheel(field, 120)
    assert field.owner.stepped == [6, 4]


def test_that_no_digit_jumps_while_digits_are_held(make):
    field = make(0.302, minimum=1e-6, maximum=10)
    field.hold_digits()
    field.set_value(0.31)
    assert field.text() == "0.310"
    field.release_digits()
    assert field.text() == "0.31"


def test_that_a_large_number_shrinks_rather_than_being_cut(make):
    field = make(0.1, minimum=1e-300, maximum=10, hero=True)
    field.setFixedWidth(130)
    assert field.font().pixelSize() == 32
    field.set_value(1.23456e-12)
    assert field.font().pixelSize() == 22
    field.set_value(0.1)
    assert field.font().pixelSize() == 32


def test_that_new_bounds_hold_at_once(qtbot, make):
    field = make(5, minimum=0, maximum=10, decimals=0)
    field.set_bounds(0, 100)
    retype(qtbot, field, "60")
    assert field.owner.committed == [60]
