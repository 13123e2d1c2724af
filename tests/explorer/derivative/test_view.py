import json
import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QScrollArea, QSlider, QToolButton

from core.curves import CURVES
from core.differentiation import forward_difference, function_1, numerical_diff
from explorer.derivative.comparison import digits_columns
from explorer.derivative.state import PAGES, DerivativeState
from explorer.plots.marks import Dot, Stroke, Words
from explorer.plots.plot import Plot
from explorer.texts.numbers import significant
from explorer.widgets.choice import Segmented
from tests.explorer.keys import type_into
from tests.explorer.mouse import drag, drag_widget

ORACLES = json.loads((Path(__file__).parents[2] / "core" / "oracles.json").read_text())
SLOPES = ORACLES["derivative of 0.01 x^2 + 0.1 x"]


def push(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def letters(item):
    return {mark.text: mark for mark in item.marks if isinstance(mark, Words)}


@pytest.mark.parametrize("case", SLOPES[:2])
def test_that_the_chapters_examples_are_one_click_each(view, control, case):
    view.store.change(formula="sin", x=1.5, h=0.3, method="forward")
    push(control(f"example_{case['x']:g}"))
    assert view.store.state == DerivativeState(x=case["x"], h=1e-4)
    assert view.open_page.measurement.slope("central") == case["central"]
    assert view.open_page.measurement.slope("forward") == case["forward"]
    assert view.open_page.measurement.shape.slope == case["exact"]
    assert view.open_page.controls.answer("central") == significant(case["central"], 13)
    assert view.open_page.controls.answer("forward") == significant(case["forward"], 13)
    digits = [float(line.number.replace("−", "-")) for line in view.open_page.digits.lines]
    assert digits[:2] == [case["central"], case["forward"]]


def test_that_dragging_p_by_mouse_moves_it_along_the_curve(view):
    drag(view.open_page.curve, view.open_page.curve.place(5, 0.75), view.open_page.curve.place(10, 6.0))
    x, h = view.store.state.x, view.store.state.h
    assert x == pytest.approx(10, abs=0.05)
    assert view.open_page.curve.handle.pos().y() == pytest.approx(
        view.open_page.curve.place(x, function_1(x))[1]
    )
    assert view.open_page.controls.answer("central") == significant(numerical_diff(function_1, x, h), 13)
    assert view.open_page.controls.answer("forward") == significant(forward_difference(function_1, x, h), 13)
    view.store.undo()
    assert view.store.state.x == 5


def test_that_p_stays_within_the_picture_and_on_the_curve(view):
    drag(view.open_page.curve, view.open_page.curve.place(5, 0.75), (60.0, 0.9))
    assert view.store.state.x == 20
    drag(view.open_page.curve, view.open_page.curve.place(20, 6.0), view.open_page.curve.place(20, 2.0))
    assert view.open_page.curve.handle.pos().y() == pytest.approx(view.open_page.curve.place(20, 6)[1])


def test_that_dragging_the_slider_is_one_undo_step(view, control):
    slider = control("h_slider")
    start = QPointF(slider.x_of(4.0), 12)
    drag_widget(slider, start, QPointF(slider.x_of(1e-8), 12))
    h = view.store.state.h
    assert h == pytest.approx(1e-8, rel=0.1)
    assert view.open_page.measurement.slope("central") == numerical_diff(function_1, 5.0, h)
    view.store.undo()
    assert view.store.state.h == 4


def test_that_the_line_in_the_error_plot_drags_h(view):
    drag(view.open_page.errors, (math.log10(4), -3.0), (-10.0, -3.0))
    assert view.store.state.h == pytest.approx(1e-10, rel=0.2)
    view.store.undo()
    assert view.store.state.h == 4


def test_that_the_axes_stay_while_p_and_h_are_dragged(view):
    plots = (view.open_page.curve, view.open_page.lens.magnifier, view.open_page.errors)
    before = [plot.view_box.viewRange() for plot in plots]
    for x, h in ((0.0, 1e-12), (20.0, 1.0), (13.0, 8.0)):
        view.store.change(x=x, h=h)
        assert [plot.view_box.viewRange() for plot in plots] == before


def test_that_a_step_too_small_to_count_gives_zero(view, control):
    type_into(control("h"), "1e-50")
    QTest.keyClick(control("h"), Qt.Key.Key_Return)
    assert view.store.state.h == SLOPES[2]["h"]
    assert view.open_page.measurement.slope("central") == SLOPES[2]["central"]
    assert "lost beside" in view.open_page.finding.accessibleName()
    push(control("remedy"))
    assert view.store.state.h == 1e-4


@pytest.mark.parametrize(("name", "h"), [("h_0.0001", 1e-4), ("h_1e-50", 1e-50), ("h_4", 4.0)])
def test_that_a_step_is_one_click(view, control, name, h):
    view.store.change(h=0.5)
    push(control(name))
    assert view.store.state.h == h


def test_that_a_typed_formula_is_drawn_and_a_wrong_one_leaves_the_picture(view, control):
    field = control("formula")
    type_into(field, "sin(x)")
    assert view.store.state.formula == "sin(x)"
    marks = view.open_page.curve.marks_item.marks
    QTest.keyClicks(field, " + 2x")
    assert "write 2*x" in field.problem
    assert field.text() == "sin(x) + 2x"
    assert field.caret_x() is not None
    assert view.store.state.formula == "sin(x) + 2"
    assert view.open_page.curve.marks_item.marks != marks
    view.store.change(x=1.0)
    assert field.text() == "sin(x) + 2x"
    push(control("example_5"))
    assert field.text() == CURVES["chapter"].formula
    assert not field.problem


def test_that_the_name_of_a_curve_is_no_formula(view, control):
    type_into(control("formula"), "sin")
    assert "sin" in control("formula").problem
    assert view.store.state.formula == "chapter"


@pytest.mark.parametrize(
    ("name", "text"), [("h", "0"), ("h", "-1"), ("h", "a lot"), ("x", "1e12"), ("x", "")]
)
def test_that_a_number_that_is_not_allowed_gets_a_sentence_in_place(view, control, name, text):
    type_into(control(name), text)
    QTest.keyClick(control(name), Qt.Key.Key_Return)
    assert control(name).problem
    assert view.store.state == DerivativeState()
    QTest.keyClick(control(name), Qt.Key.Key_Escape)


def test_that_arrow_keys_move_p_and_h_and_merge(view, control):
    for _ in range(3):
        QTest.keyClick(view.open_page.curve, Qt.Key.Key_Right)
    QTest.keyClick(view.open_page.curve, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.x == 4.3
    view.store.undo()
    assert view.store.state.x == 5
    QTest.keyClick(view.open_page.errors, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.h == pytest.approx(4 * 10**0.1, rel=0.01)
    QTest.keyClick(control("x"), Qt.Key.Key_Up)
    assert view.store.state.x == 5.1


def test_that_choosing_a_curve_keeps_p_in_its_picture(view, control):
    control("curve").chosen.emit("log")
    assert view.store.state.x == 5
    control("curve").chosen.emit("sin")
    control("x").stepped.emit(-6.0)
    control("curve").chosen.emit("abs")
    assert view.store.state.x == 0
    assert control("curve").value == "abs"


def test_that_secants_appear_once_they_can_be_told_apart(view):
    assert [entry.words for entry in view.open_page.curve.key.entries][1:] == [
        "tangent at P, slope 0.2",
        "central secant, slope ≈ 0.2",
        "forward secant, slope 0.24",
    ]
    view.store.change(h=1e-4)
    assert [entry.words for entry in view.open_page.curve.key.entries][2:] == [
        "central secant, slope ≈ 0.2",
        "forward secant, slope 0.200001",
    ]
    assert len([mark for mark in view.open_page.curve.marks_item.marks if isinstance(mark, Stroke)]) == 1
    view.store.change(h=4.0, method="forward")
    assert [entry.words for entry in view.open_page.curve.key.entries][1:] == [
        "tangent at P, slope 0.2",
        "central secant, slope ≈ 0.2",
        "forward secant, slope 0.24",
    ]
    dots = {(mark.x, mark.symbol) for mark in view.open_page.curve.marks_item.marks if isinstance(mark, Dot)}
    assert dots == {(1.0, "o"), (9.0, "o"), (9.0, "s")}
    assert {"P", "Q", "h = 4"} <= letters(view.open_page.curve.marks_item).keys()
    assert "f(x+h) − f(x)\n= 0.96" in letters(view.open_page.lens.magnifier.marks_item)


def test_that_rounding_turns_the_secants_away_from_the_tangent(view):
    view.store.change(h=1e-50)
    flat = [
        mark
        for mark in view.open_page.curve.marks_item.marks
        if isinstance(mark, Stroke) and mark.token != "d"
    ]
    assert [mark.y.tolist() for mark in flat] == [
        pytest.approx([view.open_page.curve.place(5, 0.75)[1]] * 2)
    ] * 2


def test_that_the_exported_errors_are_those_of_core(view):
    view.store.change(h=1e-4)
    table = dict(view.open_page.errors.export_table())
    steps = table["h"]
    nearest = int(np.argmin(abs(steps - 1e-4)))
    expected = abs(numerical_diff(function_1, 5.0, steps[nearest]) - 0.2) / 0.2
    assert table["central float64"][nearest] == expected
    curve = dict(view.open_page.curve.export_table())
    np.testing.assert_array_equal(curve["f(x) = 0.01x² + 0.1x"], function_1(curve["x"]))
    assert len(dict(view.open_page.lens.magnifier.export_table())) == 2
    digits = dict(digits_columns(view.open_page.measurement))
    assert digits["value"][:2] == [SLOPES[0]["central"], SLOPES[0]["forward"]]


def test_that_every_control_has_a_name_and_says_what_it_does(view):
    kinds = (QLineEdit, QComboBox, QSlider, QToolButton, Segmented, Plot)
    controls = [control for kind in kinds for control in view.findChildren(kind)]
    controls += [b for b in view.findChildren(QPushButton) if not isinstance(b.parent(), Segmented)]
    assert len(controls) >= 70
    for control in controls:
        assert control.objectName().startswith("derivative."), control
        assert control.accessibleName(), control.objectName()
        assert control.toolTip(), control.objectName()


@pytest.mark.parametrize(
    ("page", "plot", "start", "end", "words"),
    [
        ("tangent", "curve_plot", (5.0, 0.179), (10.0, 0.9), "Correct digits"),
        ("variables", "plane", (3.0, 4.0), (1.0, 1.0), "∇f = ("),
        ("network", "nudge_plot", (0.0, 3.174), (1.0, 2.0), "Loss 3.1741"),
    ],
)
def test_that_the_end_of_a_drag_is_said_aloud(qtbot, view, control, page, plot, start, end, words):
    view.store.tick_to(DerivativeState(page=page))
    with qtbot.waitSignal(view.status_announced) as said:
        drag(control(plot), start, end)
    assert words in said.args[0]


def test_that_no_column_needs_a_scroll_bar_at_its_usual_size(view, qapp):
    for page in PAGES:
        view.store.tick_to(DerivativeState(page=page))
        qapp.processEvents()
        assert view.column.findChild(QScrollArea).verticalScrollBar().maximum() == 0, page


@pytest.mark.parametrize("size", [(1100, 700), (1920, 1080)])
def test_that_names_keep_their_distance_from_the_error_curves_in_every_size(view, qapp, size):
    before = view.size()
    view.resize(*size)
    qapp.processEvents()
    plot = view.open_page.errors
    ends = [stroke.y[-1] for stroke in plot._curves.marks if stroke.token == "b"]  # the highest of its errors
    up = (letters(plot.marks_item)["forward"].y - max(ends)) / plot.frame.unit[1]
    view.resize(before)
    qapp.processEvents()
    assert up == pytest.approx(12)
