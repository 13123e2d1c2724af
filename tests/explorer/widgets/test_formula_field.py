import pytest
from PySide6.QtCore import Qt

from explorer.widgets.field import FieldMessage
from explorer.widgets.formula_field import FormulaField


@pytest.fixture
def field(look, show):
    made = FormulaField(look)
    show(made)
    made.setFocus()
    made.texts = []
    made.edited.connect(made.texts.append)
    return made


def test_that_every_edit_is_told_and_a_set_text_is_not(qtbot, field):
    field.set_text("x")
    qtbot.keyClicks(field, "^2")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.texts == ["x^", "x^2", "x^"]


def test_that_the_same_text_leaves_the_cursor_where_it_is(field):
    field.set_text("sin(x)")
    field.setCursorPosition(2)
    field.set_text("sin(x)")
    assert field.cursorPosition() == 2


def test_that_a_problem_is_said_below_and_marked_at_its_place(look, field):
    message = FieldMessage(look)
    field.window().layout().addWidget(message)
    field.attach_message(message)
    field.set_text("x0^2 + 2x1")
    field.show_problem("Write 2*x1.", 8)
    assert message.isVisible()
    assert message.text() == "Write 2*x1."
    metrics = field.fontMetrics()
    before = field.caret_x()
    field.show_problem("Write 2*x1.", 0)
    distance = metrics.horizontalAdvance("x0^2 + 2")
    assert before - field.caret_x() == pytest.approx(distance, abs=1.5)
    field.clear_problem()
    assert message.isHidden()
    assert field.caret_x() is None
    assert field.property("invalid") is False


def test_that_the_caret_is_painted_where_it_points(look, field):
    field.set_text("1 / (x")
    field.show_problem("A bracket is not closed.", 4)
    image = field.grab().toImage()
    x = round(field.caret_x())
    assert image.pixelColor(x, field.height() - 5).name().upper() == look.theme.bad
    assert image.pixelColor(x + 12, field.height() - 5).name().upper() != look.theme.bad


def test_that_a_place_at_the_end_lies_behind_the_last_character(field):
    field.set_text("sin(x")
    field.show_problem("A bracket is not closed.", 4)
    last = field.caret_x()
    field.show_problem("A bracket is not closed.", 5)
    assert field.caret_x() > last + 3
    field.show_problem("A bracket is not closed.", 999)
    assert field.caret_x() > last + 3


def test_that_an_empty_field_has_its_caret_at_the_left(field):
    field.set_text("")
    field.show_problem("Type a formula.", 0)
    assert 0 <= field.caret_x() < 30


def test_that_a_problem_without_a_place_has_no_caret(field):
    field.set_text("x")
    field.show_problem("Too long.")
    assert field.caret_x() is None
    assert field.problem == "Too long."


def test_that_a_place_scrolled_out_at_the_right_has_no_caret(field):
    field.setFixedWidth(100)
    field.set_text("x + " * 30 + "?")
    field.setCursorPosition(0)
    field.grab()
    field.show_problem("“?” means nothing here.", 120)
    assert field.caret_x() is None
