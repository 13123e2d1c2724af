import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from explorer.widgets.sliders import INSET, LinearSlider, LogSlider
from explorer.widgets.steps import linear_step, logarithmic_step
from tests.explorer.looks import in_both_themes

LEFT = Qt.MouseButton.LeftButton


def watch(qtbot, slider):
    qtbot.addWidget(slider)
    slider.resize(22 + 450, slider.sizeHint().height())
    slider.show()
    slider.heard = []
    slider.drag_started.connect(lambda: slider.heard.append("started"))
    slider.dragged.connect(slider.heard.append)
    slider.drag_finished.connect(lambda: slider.heard.append("finished"))
    slider.stepped.connect(lambda value: slider.heard.append(("stepped", value)))
    return slider


@pytest.fixture
def learning_rate(qtbot, look):
    slider = watch(qtbot, LogSlider(look, -3, 1.5, range(-3, 2)))
    slider.set_value(0.1)
    return slider


def at(slider, value):
    return QPoint(round(slider.x_of(value)), 12)


def test_that_a_drag_is_told_from_start_to_finish(qtbot, learning_rate):
    qtbot.mousePress(learning_rate, LEFT, pos=at(learning_rate, 0.1))
    assert learning_rate.heard == ["started"]
    for value in (0.2, 0.5, 1):
        qtbot.mouseMove(learning_rate, at(learning_rate, value))
    qtbot.mouseRelease(learning_rate, LEFT, pos=at(learning_rate, 1))
    assert learning_rate.heard == ["started", 0.2, 0.501, 1.0, "finished"]


def test_that_a_press_off_the_middle_of_the_handle_does_not_move_it(qtbot, learning_rate):
    spot = at(learning_rate, 0.1) + QPoint(5, 2)
    qtbot.mousePress(learning_rate, LEFT, pos=spot)
    qtbot.mouseRelease(learning_rate, LEFT, pos=spot)
    assert learning_rate.heard == ["started", "finished"]


def test_that_a_press_on_the_track_brings_the_handle(qtbot, learning_rate):
    qtbot.mousePress(learning_rate, LEFT, pos=at(learning_rate, 10))
    qtbot.mouseRelease(learning_rate, LEFT, pos=at(learning_rate, 10))
    assert learning_rate.heard == ["started", 10.0, "finished"]


def test_that_a_drag_beyond_the_track_stays_at_its_end(qtbot, learning_rate):
    qtbot.mousePress(learning_rate, LEFT, pos=at(learning_rate, 0.1))
    qtbot.mouseMove(learning_rate, QPoint(-500, 12))
    qtbot.mouseMove(learning_rate, QPoint(5000, 12))
    qtbot.mouseRelease(learning_rate, LEFT)
    assert learning_rate.heard == ["started", 0.001, 31.6, "finished"]


def test_that_another_button_does_nothing(qtbot, learning_rate):
    qtbot.mouseClick(learning_rate, Qt.MouseButton.RightButton, pos=at(learning_rate, 10))
    assert learning_rate.heard == []


def test_that_arrows_move_a_hundredth_of_a_decade_and_page_keys_ten(qtbot, learning_rate):
    learning_rate.setFocus()
    qtbot.keyClick(learning_rate, Qt.Key.Key_Right)
    qtbot.keyClick(learning_rate, Qt.Key.Key_Left)
    qtbot.keyClick(learning_rate, Qt.Key.Key_PageUp)
    qtbot.keyClick(learning_rate, Qt.Key.Key_Home)
    qtbot.keyClick(learning_rate, Qt.Key.Key_Left)
    assert [value for _, value in learning_rate.heard] == [0.102, 0.1, 0.126, 0.001]


def test_that_the_wheel_steps_only_with_the_focus(learning_rate, turn_wheel):
    learning_rate.clearFocus()
    turn_wheel(learning_rate, 120)
    assert learning_rate.heard == []
    learning_rate.setFocus()
    turn_wheel(learning_rate, 120)
    [(kind, value)] = learning_rate.heard
    assert kind == "stepped"
    assert value > 0.1


def test_that_set_value_is_silent_and_parks_what_lies_outside_at_the_end(learning_rate):
    for value, end in ((1e-50, 0), (-1, 0), (0, 0), (1e9, 450), (math.inf, 450)):
        learning_rate.set_value(value)
        assert learning_rate.value() == end
        assert learning_rate.x_of(value) == INSET + end
    assert learning_rate.heard == []


def test_that_each_power_of_ten_is_hit_exactly(learning_rate):
    assert [learning_rate.value_at(k) for k in range(0, 401, 100)] == [0.001, 0.01, 0.1, 1, 10]


def test_that_a_drag_ends_when_the_slider_can_get_no_release(qtbot, learning_rate):
    for interrupt in (learning_rate.hide, lambda: learning_rate.setEnabled(False)):
        learning_rate.setEnabled(True)
        learning_rate.show()
        learning_rate.heard.clear()
        qtbot.mousePress(learning_rate, LEFT, pos=at(learning_rate, 0.1))
        interrupt()
        assert learning_rate.heard[-1] == "finished"


def test_that_a_linear_slider_counts_in_its_steps(qtbot, look):
    slider = watch(qtbot, LinearSlider(look, 0, 1, step=0.1))
    slider.set_value(0.2)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.heard == [("stepped", 0.3)]


def test_that_a_new_range_keeps_the_value_where_it_can_and_is_silent(qtbot, look):
    slider = watch(qtbot, LinearSlider(look, 0, 60))
    slider.set_value(40)
    slider.set_range(0, 100)
    assert slider.value_at(slider.value()) == 40
    slider.set_range(0, 30)
    assert slider.value_at(slider.value()) == 30
    slider.set_range(5, 5)
    assert slider.x_of(5) == INSET
    assert slider.heard == []


@in_both_themes
def test_that_the_fill_ends_at_the_handle_in_either_theme(look, learning_rate):
    image = learning_rate.grab().toImage()
    middle = round(learning_rate.x_of(0.1))
    assert image.pixelColor(middle - 40, 12).name().upper() == look.theme.accent
    assert image.pixelColor(middle + 40, 12).name().upper() == look.theme.line


@given(st.floats(1e-300, 1e300), st.integers(-200, 200))
def test_that_logarithmic_steps_lead_back_to_the_grid_value(value, steps):
    start = logarithmic_step(value, 0)
    assert logarithmic_step(logarithmic_step(start, steps), -steps) == start


@given(st.integers(-1000, 1000), st.integers(1, 6))
def test_that_linear_steps_are_those_of_decimal_arithmetic(count, decimals):
    assert linear_step(0, count, 10.0**-decimals) == float(f"{count}e-{decimals}")
