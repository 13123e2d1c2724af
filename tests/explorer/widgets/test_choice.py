import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from explorer.widgets.choice import Choice, PageChoice, Segmented


@pytest.fixture
def segmented(look, show):
    made = Segmented(look, 3)
    made.set_texts(["Pen", "Eraser", "Move"])
    made.neighbours = show(made)
    made.chosen_values = []
    made.chosen.connect(made.chosen_values.append)
    return made


@pytest.fixture
def page_choice(look, show):
    made = PageChoice(look, ["Run", "Race", "Weights", "Gradient check", "Loss landscape"], 2, columns=2)
    show(made)
    made.chosen_values = []
    made.chosen.connect(made.chosen_values.append)
    return made


@pytest.fixture
def choice(look, show):
    made = Choice(look)
    show(made)
    made.set_items([("sgd", "SGD"), ("momentum", "Momentum"), ("adam", "Adam")])
    made.chosen_values = []
    made.chosen.connect(made.chosen_values.append)
    return made


def test_that_a_click_chooses_once(qtbot, segmented):
    for _ in range(2):
        qtbot.mouseClick(segmented.button(2), Qt.MouseButton.LeftButton)
    assert segmented.chosen_values == [2]
    assert segmented.value == 2
    assert [segmented.button(k).isChecked() for k in range(3)] == [False, False, True]


def test_that_arrow_keys_move_and_stop_at_the_ends(qtbot, segmented):
    segmented.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert segmented.chosen_values == [1, 2, 1, 0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert segmented.value == 2


def test_that_tab_stops_once_at_the_choice_in_force(qtbot, segmented):
    segmented.set_value(1)
    before, after = segmented.neighbours
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is segmented.button(1)
    qtbot.keyClick(segmented.button(1), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_that_the_keyboard_comes_back_to_the_choice_in_force(qtbot, segmented):
    segmented.button(0).setFocus()
    segmented.neighbours[1].setFocus()
    segmented.set_value(2)
    segmented.button(0).setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert segmented.button(2).hasFocus()


def test_that_set_value_is_silent(segmented):
    segmented.set_value(1)
    assert segmented.value == 1
    assert segmented.button(1).isChecked()
    assert segmented.chosen_values == []


def test_that_a_disabled_segment_cannot_be_reached(qtbot, segmented):
    segmented.button(1).setEnabled(False)
    segmented.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert segmented.chosen_values == []


def test_that_as_many_texts_as_choices_are_asked_for(segmented):
    with pytest.raises(ValueError, match="shorter"):
        segmented.set_texts(["Pen"])


def test_that_a_combo_box_tells_its_key_once(qtbot, choice):
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.chosen_values == ["momentum", "adam"]
    assert choice.value == "adam"


def test_that_a_combo_box_is_silent_in_code(choice):
    assert choice.value == "sgd"
    choice.set_value("adam")
    choice.set_items([("adam", "Adam, 2014"), ("sgd", "SGD")])
    assert choice.value == "adam"
    assert choice.currentText() == "Adam, 2014"
    choice.set_items([("sgd", "SGD")])
    assert choice.value == "sgd"
    choice.set_value("unknown")
    assert choice.currentIndex() == -1
    assert choice.chosen_values == []


def test_that_the_wheel_moves_a_combo_box_only_with_the_focus(choice, turn_wheel):
    choice.clearFocus()
    turn_wheel(choice, -120)
    assert choice.chosen_values == []
    choice.setFocus()
    turn_wheel(choice, -120)
    assert choice.chosen_values == ["momentum"]


def test_that_a_combo_box_makes_room_for_its_longest_item(choice):
    narrow = choice.sizeHint().width()
    choice.set_items([("r", "Rosenbrock's curved valley")])
    assert choice.sizeHint().width() > narrow
    assert choice.minimumSizeHint().width() == 64


def test_that_further_pages_are_in_the_menu_of_the_last_segment(qtbot, page_choice):
    last = page_choice.button(3)
    assert last.text() == "Further ▾"
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert page_choice.menu.isVisible()
    assert [action.text() for action in page_choice.menu.actions()] == ["Gradient check", "Loss landscape"]
    assert page_choice.chosen_values == []
    assert page_choice.button(0).isChecked()  # nothing is chosen yet
    page_choice.menu.actions()[1].trigger()
    assert page_choice.chosen_values == [4]
    assert page_choice.value == 4
    assert last.text() == "Loss landscape ▾"
    assert last.isChecked()


def test_that_the_menu_marks_the_further_page_that_is_open(qtbot, page_choice):
    page_choice.set_value(3)
    assert page_choice.chosen_values == []
    qtbot.mouseClick(page_choice.button(3), Qt.MouseButton.LeftButton)
    assert [action.isChecked() for action in page_choice.menu.actions()] == [True, False]
    page_choice.menu.actions()[0].trigger()
    assert page_choice.chosen_values == []
    assert page_choice.button(3).isChecked()
    page_choice.menu.close()


def test_that_the_last_segment_names_the_further_page_only_while_it_is_open(qtbot, page_choice):
    page_choice.set_value(3)
    qtbot.mouseClick(page_choice.button(1), Qt.MouseButton.LeftButton)
    assert page_choice.chosen_values == [1]
    assert page_choice.button(3).text() == "Further ▾"
    assert page_choice.button(1).isChecked()


def test_that_the_keyboard_opens_the_menu_of_further_pages(qtbot, page_choice):
    page_choice.set_value(2)
    page_choice.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert page_choice.menu.isVisible()
    assert page_choice.value == 2
    page_choice.menu.close()


def test_that_a_name_without_room_in_the_last_segment_is_left_to_the_menu(look, show):
    made = PageChoice(look, ["Run", "Race", "Weights", "Gradient check", "Loss landscape"], 2, columns=4)
    show(made)
    made.set_value(4)
    made.setFixedWidth(200)
    assert made.button(3).text() == "Further ▾"
    made.setFixedWidth(800)
    assert made.button(3).text() == "Loss landscape ▾"
