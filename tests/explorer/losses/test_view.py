import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
)

from core.chapter_inputs import MOSTLY_RIGHT, MOSTLY_WRONG
from core.losses import cross_entropy_error, mean_squared_error
from explorer.losses.sample.output import certain
from explorer.losses.sample.words import loss
from explorer.losses.scrubber.weight_picture import WeightPicture
from explorer.losses.state import MOST_KEPT, LossesState, Sample
from explorer.plots.plot import Plot
from explorer.widgets.choice import Segmented
from tests.explorer.keys import enter
from tests.explorer.losses.reading import push
from tests.explorer.mouse import click, click_widget, drag, hover


def shown(view):
    """Both losses as the view shows them."""
    return float(view.page("sample").squares.value), float(view.page("sample").entropies.value)


def choose(segmented, index):
    push(segmented.button(index))


def test_that_the_view_opens_with_the_chapters_first_example(view):
    page = view.page("sample")
    assert shown(view) == (0.0975, 0.5108)
    assert (page.squares.printed, page.entropies.printed) == ("0.09750000000000003", "0.510825457099338")
    assert (page.squares.formula.text(), page.entropies.formula.text()) == (
        "E = ½ Σ (y − t)²",
        "E = −Σ t log(y + 10⁻⁷)",
    )


def test_that_dragging_the_bars_by_mouse_leads_to_the_chapters_second_example(view):
    drag(view.page("sample").bars, (2, 0.6), (2, 0.0))
    assert view.store.state.y[2] == 0
    assert sum(view.store.state.y) == pytest.approx(1)
    push(view.findChild(QPushButton, "losses.mostly_right"))
    push(view.findChild(QPushButton, "losses.swap"))
    assert shown(view) == (0.5975, 2.3026)
    assert view.store.state.y == MOSTLY_WRONG


def test_that_the_numbers_while_dragging_are_those_of_core(view):
    drag(view.page("sample").bars, (7, 0.1), (7, 0.45))
    state = view.store.state
    assert state.y[7] == pytest.approx(0.45, abs=0.01)
    assert sum(state.y) == pytest.approx(1)
    assert view.page("sample").squares.value == loss(mean_squared_error(state.y, 2))
    assert view.page("sample").entropies.value == loss(cross_entropy_error(state.y, 2))


def test_that_a_drag_to_the_end_and_back_returns_the_other_bars(view):
    view.page("sample").bars.grabbed.emit(2)
    for height in (0.8, 1.2, -0.3, 0.6):
        view.page("sample").bars.bar_dragged.emit(2, height)
    view.page("sample").bars.released.emit()
    assert view.store.state.y == pytest.approx(MOSTLY_RIGHT)


def test_that_a_drag_is_one_undo_step(view):
    before = view.store.state
    drag(view.page("sample").bars, (4, 0.05), (4, 0.7), steps=12)
    assert view.store.state.selected == 4
    view.store.undo()
    assert view.store.state == before
    view.store.redo()
    assert view.store.state.y[4] == pytest.approx(0.7, abs=0.01)


def test_that_with_a_free_sum_only_the_dragged_bar_moves(view, control):
    push(control("keep_sum"))
    drag(view.page("sample").bars, (3, 0.0), (3, 0.5))
    y = view.store.state.y
    assert y[3] == pytest.approx(0.5, abs=0.01)
    assert [p for k, p in enumerate(y) if k != 3] == [p for k, p in enumerate(MOSTLY_RIGHT) if k != 3]
    push(control("keep_sum"))
    assert sum(view.store.state.y) == pytest.approx(1)


def test_that_a_drag_beside_every_grip_changes_nothing(view):
    drag(view.page("sample").bars, (2, 0.3), (2, 0.9))
    assert view.store.state == LossesState()


def test_that_a_click_chooses_the_bar_that_the_field_and_the_keys_move(view, control):
    click(view.page("sample").bars, (8, 0.5))
    assert view.store.state.selected == 8
    enter(control("probability"), "0.25")
    assert view.store.state.y[8] == 0.25
    assert sum(view.store.state.y) == pytest.approx(1)
    view.page("sample").bars.setFocus()
    QTest.keyClick(view.page("sample").bars, Qt.Key.Key_Right)
    QTest.keyClick(view.page("sample").bars, Qt.Key.Key_Up)
    QTest.keyClick(view.page("sample").bars, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.selected == 9
    assert view.store.state.y[9] == pytest.approx(0.11)
    QTest.keyClick(view.page("sample").bars, Qt.Key.Key_Down)
    assert view.store.state.y[9] == pytest.approx(0.10)


def test_that_a_click_on_a_class_below_the_bars_makes_it_the_right_one(view):
    at = view.page("sample").bars.view_box.mapViewToScene(QPointF(7, 0))
    axis = view.page("sample").bars.x_axis.mapRectToScene(view.page("sample").bars.x_axis.rect())
    pixel = view.page("sample").bars.viewportTransform().map(QPointF(at.x(), axis.center().y()))
    click_widget(view.page("sample").bars.viewport(), pixel)
    assert view.store.state.target == 7
    assert view.page("sample").entropies.value == loss(cross_entropy_error(MOSTLY_RIGHT, 7))


def test_that_the_target_is_chosen_by_mouse_and_keys(view, control):
    choose(control("target"), 5)
    assert view.store.state.target == 5
    QTest.keyClick(control("target").button(5), Qt.Key.Key_Right)
    assert view.store.state.target == 6


@pytest.mark.parametrize("name", ["whole_curves", "curves_near_zero"])
def test_that_the_point_is_dragged_along_its_curve(view, control, name):
    near_zero = name == "curves_near_zero"
    choose(control("curve"), int(near_zero))
    plot = getattr(view.page("sample"), name)
    x = np.log10(0.6) if near_zero else 0.6
    target = (-5, 9) if near_zero else (0.25, 1)
    drag(plot, (x, mean_squared_error(MOSTLY_RIGHT, 2)), target)
    state = view.store.state
    assert state.y[2] == pytest.approx(1e-5 if near_zero else 0.25, rel=0.1)
    assert sum(state.y) == pytest.approx(1)
    assert view.page("sample").entropies.value == loss(cross_entropy_error(state.y, 2))


def test_that_the_arrow_keys_move_the_point(view, control):
    QTest.keyClick(view.page("sample").whole_curves, Qt.Key.Key_Left)
    QTest.keyClick(view.page("sample").whole_curves, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view.page("sample").whole_curves, Qt.Key.Key_Up)
    assert view.store.state.y[2] == pytest.approx(0.49)
    choose(control("curve"), 1)
    for _ in range(9):
        QTest.keyClick(
            view.page("sample").curves_near_zero, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier
        )
    assert view.store.state.y[2] == 0
    QTest.keyClick(view.page("sample").curves_near_zero, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.y[2] == pytest.approx(1e-8)


def test_that_nothing_on_the_correct_class_gives_16_118_and_says_why(view, control):
    push(control("one_on_wrong"))
    assert view.page("sample").entropies.value == "16.1181"
    assert (
        "16.118" in view.page("sample").entropies.sentence and "−∞" in view.page("sample").entropies.sentence
    )
    choose(control("curve"), 1)
    assert view.page("sample").curves_near_zero.columns()["cross-entropy"].max() == pytest.approx(
        16.118, abs=0.02
    )


def test_that_all_on_the_correct_class_never_reads_minus_0(view, control):
    push(control("one_on_correct"))
    assert (view.page("sample").squares.value, view.page("sample").entropies.value) == ("0.0000", "0.0000")
    assert view.page("sample").entropies.printed == "-9.999999505838704e-08"
    assert not any("−0.0000" in cell for row in view.page("sample").table.texts for cell in row)


def test_that_a_uniform_output_costs_ln_10(view, control):
    push(control("uniform"))
    assert view.page("sample").entropies.value == loss(np.log(10))
    assert not control("swap").isEnabled()


def test_that_the_table_writes_out_the_sums(view):
    names, *rows, foot = view.page("sample").table.texts
    assert names == ("class", "y", "t", "(y − t)²", "t · log(y + 10⁻⁷)")
    assert rows[2] == ("2", "0.600", "1", "0.1600", "−0.5108")
    assert rows[0] == ("0", "0.100", "0", "0.0100", "0")
    assert foot == ("sum", "½ · 0.1950 = 0.0975", "−(−0.5108) = 0.5108")


def test_that_a_mini_batch_shows_the_mean_of_what_was_kept(view, control):
    choose(control("samples"), 1)
    assert shown(view) == (0.3475, 1.4067)
    push(control("one_on_correct"))
    push(control("keep"))
    assert view.store.state.kept[-1] == Sample(certain(2), 2)
    push(control("drop"))
    push(control("drop"))
    assert view.store.state.kept == () and not control("drop").isEnabled()
    assert "y (1, 10)" in view.page("sample").squares.sentence
    for _ in range(MOST_KEPT):
        push(control("keep"))
    assert not control("keep").isEnabled()
    assert len(view.page("sample").table.texts) == 1 + 1 + MOST_KEPT + 1


@pytest.mark.parametrize("text", ["1.5", "-0.1", "0,3", "abc", ""])
def test_that_a_wrong_number_gets_a_sentence_and_the_picture_stays(view, control, text):
    field = control("probability")
    enter(field, text)
    assert field.problem
    assert view.store.state == LossesState()
    assert shown(view) == (0.0975, 0.5108)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.problem


def test_that_a_released_drag_is_announced(qtbot, view):
    with qtbot.waitSignal(view.status_announced) as announced:
        drag(view.page("sample").bars, (2, 0.6), (2, 0.3))
    assert announced.args[0].startswith("Class 2: 0.")


def test_that_every_control_has_a_name_and_a_tooltip(view):
    kinds = (
        QPushButton,
        QToolButton,
        QCheckBox,
        QLineEdit,
        QSlider,
        QComboBox,
        Segmented,
        Plot,
        WeightPicture,
    )
    controls = [
        control
        for kind in kinds
        for control in view.findChildren(kind)
        if not isinstance(control.parent(), Segmented)
    ]
    assert len(controls) > 60
    for control in controls:
        assert control.objectName().startswith("losses."), control
        assert control.accessibleName(), control.objectName()
        assert control.toolTip(), control.objectName()
    names = [control.objectName() for control in controls]
    assert len(set(names)) == len(names)


def test_that_the_grip_under_the_pointer_stands_out(view):
    hover(view.page("sample").bars, (5, 0.5))
    plain = view.page("sample").bars.grab().toImage()
    hover(view.page("sample").bars, (5, 0.1))
    assert view.page("sample").bars.grab().toImage() != plain
    hover(view.page("sample").bars, (5, 0.5))
    assert view.page("sample").bars.grab().toImage() == plain


def test_that_a_click_on_a_kept_output_exchanges_it_with_the_present_one(view):
    kept = (Sample(MOSTLY_WRONG, 2), Sample((0.1,) * 10, 7))
    view.store.change(samples="batch", kept=kept)
    page = view.page("sample")
    mean = page.squares.value
    top, height = page.table.row_place(2)
    click_widget(page.table, QPointF(50, top + height / 2))
    state = view.store.state
    assert (state.y, state.target) == ((0.1,) * 10, 7)
    assert state.kept == (kept[0], Sample(MOSTLY_RIGHT, 2))
    assert page.squares.value == mean
    view.store.undo()
    assert view.store.state.kept == kept
    QTest.keyClick(page.table, Qt.Key.Key_1)
    assert view.store.state.y == MOSTLY_WRONG
    before = view.store.state
    QTest.keyClick(page.table, Qt.Key.Key_9)
    click_widget(page.table, QPointF(50, page.table.row_place(0)[0] + 2))
    assert view.store.state == before


def test_that_the_chapters_two_outputs_stand_beside_each_other(view, control):
    view.store.change(y=(0.1,) * 10, target=5, kept=())
    push(control("both"))
    rows = view.page("sample").table.texts
    assert [row[3:] for row in rows[1:3]] == [("0.0975", "0.5108"), ("0.5975", "2.3026")]
    assert not view.page("sample").bars.grab().isNull()


def test_that_the_target_is_shown_as_a_label_and_as_one_hot(view):
    view.store.change(target=7)
    assert "t = 7, one-hot 0000000100" in texts_of(view.page("sample").cards["table"])


def test_that_the_controls_of_a_sample_need_no_scroll_bar_in_any_window(view, qapp):
    try:
        for size in ((1100, 700), (1280, 800)):
            view.resize(*size)
            qapp.processEvents()
            scroll = view.column.findChild(QScrollArea)
            assert scroll.verticalScrollBar().maximum() == 0, size
    finally:
        view.resize(1280, 800)


def test_that_pointing_at_a_row_highlights_its_bar_and_the_other_way_round(view):
    page = view.page("sample")
    top, height = page.table.row_place(7)
    QTest.mouseMove(page.table, QPoint(60, round(top + height / 2)))
    assert bars_pointed_at(page) == {7} == page.table.pointed_at
    hover(page.bars, (5, 0.5))
    assert bars_pointed_at(page) == {5} == page.table.pointed_at

    page.squares.formula.linkHovered.emit("(y − t)²")
    assert bars_pointed_at(page) == set(range(10))
    page.entropies.formula.linkHovered.emit("t log(y + 10⁻⁷)")
    assert bars_pointed_at(page) == {2} == page.table.pointed_at
    page.entropies.formula.linkHovered.emit("")
    assert not bars_pointed_at(page)


def test_that_pointing_at_a_kept_sample_shows_its_hollow_bars(view):
    kept = (Sample((0.1,) * 10, 3), Sample(MOSTLY_WRONG, 2))
    view.store.change(samples="batch", kept=kept)
    page = view.page("sample")
    QApplication.sendEvent(page.bars, QEvent(QEvent.Type.Leave))
    for row, shown in ((1, 0), (2, 1), (1, 0), (0, 1)):  # on the current one, the last
        top, height = page.table.row_place(row)
        QTest.mouseMove(page.table, QPoint(60, round(top + height / 2)))
        assert page.bars.bars.beside == kept[shown].y
        assert f"hollow: kept {shown + 1}" in texts_of(page.cards["bars"])
        assert not bars_pointed_at(page)


def texts_of(card):
    return [label.text() for label in card.findChildren(QLabel)]


def bars_pointed_at(page):
    return page.bars.bars.pointed_at


def test_that_softmax_without_its_axis_is_one_click_away(view, control):
    push(control("softmax_without_axis"))
    page = view.page("sample")
    assert page.cards["batch_softmax"].accessibleName() == "Softmax without its axis"
    assert [row[2] for row in page.batch_softmax.texts[1:3]] == ["0.989", "0.011"]


def test_that_targets_of_a_mini_batch_are_one_hot_or_labels(view, control):
    choose(control("samples"), 1)
    table = view.page("sample").table
    assert [row[1] for row in table.texts[1:3]] == ["0010000000"] * 2
    mean = shown(view)
    push(control("one_hot"))
    assert [row[1] for row in table.texts[1:3]] == ["2", "2"]
    assert "y[np.arange(2), t]" in view.page("sample").entropies.sentence
    assert shown(view) == mean
