"""Starts: dragged, typed, moved by keys, added, removed, and told of where they are out of sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)

from core.descent import gradient_descent
from core.differentiation import function_2
from explorer.descent.openings import opening_fields
from explorer.descent.rate_section import chapter_run
from tests.explorer.descent.reading import VALLEY, click_button, control, last_points
from tests.explorer.keys import type_into
from tests.explorer.mouse import double_click, drag


def test_that_a_start_is_dragged_and_its_path_follows(view):
    view.store.change(
        surface="bowl", learning_rate=0.1, gradient="numerical", starts=((1.0, 1.0), (4.0, -3.0))
    )
    drag(view.field, (1, 1), (-3, 4))
    start = view.store.state.starts[0]
    assert start == pytest.approx((-3, 4), abs=0.06)
    assert view.store.state.starts[1] == (4.0, -3.0)
    expected = gradient_descent(function_2, start, lr=0.1, step_num=60)
    assert last_points(view)[0].tolist() == expected.tolist()
    view.store.undo()
    assert view.store.state.starts[0] == (1.0, 1.0)


def test_that_the_border_tells_of_starts_beyond_it(view):
    path = view.field._paths[0]
    assert not path._arrow.isVisible()
    view.store.change(window=(-2.0, 2.0, -1.0, 1.0))
    assert [own._departure.isVisible() for own in view.field._paths[:3]] == [True] * 3
    assert path._departure.toPlainText() == "Start 1 lies at (−7, 2)"
    assert (path._arrow.pos().x(), path._arrow.pos().y()) == view.field.area.nearest(-7, 2)
    view.store.change(compared=("adam", "momentum"), chosen_start=1)
    shown = [own._departure.toPlainText() for own in view.field._paths if own._departure.isVisible()]
    assert [text for text in shown if text.startswith("Start")] == ["Start 2 lies at (8.5, −3.6)"]


def test_that_a_start_stays_in_the_picture(view):
    drag(view.field, (-7, 2), (-40, 2))
    assert view.store.state.starts[0][0] == pytest.approx(view.field.area.left, abs=0.01)


def test_that_coordinates_can_be_typed_and_stepped(view):
    field = control(view, "start_2_x1")
    type_into(field, "-1.2345")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.starts[1] == (8.5, -1.2345)
    assert field.text() == "−1.2345"
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert view.store.state.starts[1] == (8.5, -1.1345)
    assert view.store.state.chosen == 1


def test_that_arrow_keys_move_the_chosen_start(view):
    view.field.setFocus()
    QTest.keyClick(view.field, Qt.Key.Key_2)
    QTest.keyClick(view.field, Qt.Key.Key_Left)
    QTest.keyClick(view.field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.starts == ((-7.0, 2.0), (8.4, -2.6), (1.3, 3.8))
    view.store.undo()
    assert view.store.state.starts == VALLEY.starts


def test_that_tab_goes_from_start_to_start_and_then_to_the_steps(view, qtbot):
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    control(view, "add_start").setFocus()
    names = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    assert names == [
        *(f"descent.start_{number}_x{axis}" for number in (1, 2, 3) for axis in (0, 1)),
        "descent.section_picture",
    ]


def test_that_a_new_start_is_scrolled_into_sight_and_page_keys_choose_any(view, qtbot):
    view.resize(1100, 652)
    view.store.change(starts=tuple((k - 6.0, 1.0) for k in range(12)))

    def is_seen(number):
        field, port = control(view, f"start_{number}_x0"), view.column.scroll_area.viewport()
        return port.rect().contains(field.mapTo(port, field.rect().center()))

    view.field.setFocus()
    assert not is_seen(12)
    QTest.keyClick(view.field, Qt.Key.Key_PageUp)
    assert view.store.state.chosen == 11
    qtbot.waitUntil(lambda: is_seen(12))
    QTest.keyClick(view.field, Qt.Key.Key_PageDown)
    assert view.store.state.chosen == 0
    qtbot.waitUntil(lambda: is_seen(1))
    view.resize(1280, 752)


def test_that_starts_are_added_and_removed(view):
    double_click(view.field, (-2, -3))
    assert view.store.state.starts[3] == pytest.approx((-2, -3), abs=0.03)
    assert view.store.state.chosen == 3
    click_button(view, "add_start")
    assert len(view.store.state.starts) == 5 and len(last_points(view)) == 5
    view.field.setFocus()
    QTest.keyClick(view.field, Qt.Key.Key_Delete)
    click_button(view, "remove_start")
    assert view.store.state.starts == VALLEY.starts
    for _ in range(4):
        click_button(view, "remove_start")
    assert len(view.store.state.starts) == 1
    assert not control(view, "remove_start").isEnabled()
    for _ in range(15):
        click_button(view, "add_start")
    assert len(view.store.state.starts) == 12


def test_that_starts_keep_number_and_colour_when_another_is_removed(view):
    view.store.change(surface="bowl", starts=((-3.0, 1.0), (2.0, -1.0), (1.0, 3.0)))
    click_button(view, "remove_start")
    assert view.store.state.numbers == (2, 3)
    assert list(view.field.columns())[1::2] == ["x₀ (2)", "x₀ (3)"]
    assert control(view, "start_1_x0").accessibleName() == "Start 2, x₀"
    drag(view.field, (1, 3), (3, 1))
    assert view.store.state.starts[1] == pytest.approx((3, 1), abs=0.06)
    QTest.keyClick(view.field, Qt.Key.Key_2)
    assert view.store.state.chosen == 0
    QTest.keyClick(view.field, Qt.Key.Key_1)
    assert view.store.state.chosen == 0
    view.store.undo()
    view.store.undo()
    assert view.store.state.numbers == (1, 2, 3)


def test_that_a_new_start_takes_the_lowest_free_number_and_its_place_in_the_list(view):
    click_button(view, "remove_start")
    double_click(view.field, (-2, -3))
    assert view.store.state.numbers == (1, 2, 3)
    assert view.store.state.starts[0] == pytest.approx((-2, -3), abs=0.03)
    assert view.store.state.starts[1:] == VALLEY.starts[1:]
    assert view.store.state.chosen == 0


def test_that_a_surface_and_a_run_of_the_chapter_count_their_starts_from_1(view):
    for fields in (opening_fields("saddle", view.store.state), chapter_run(0.1)):
        view.store.change(starts=((-3.0, 1.0), (2.0, -1.0)), start_numbers=(2, 3))
        view.store.change(**{**fields, "starts": ((0.0, 1.0), (1.0, 2.0))})
        assert view.store.state.numbers == (1, 2)
