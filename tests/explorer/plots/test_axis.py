import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.plots.axis import nice_step, number_label, whole_step
from explorer.plots.plot import Plot
from explorer.texts.numbers import power_of_ten


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0, "0"),
        (-0.0, "0"),
        (-2.5, "−2.5"),
        (0.3, "0.3"),
        (1000, "1000"),
        (10000, "10\u202f000"),
        (-250000, "−250\u202f000"),
        (2e6, "2·10⁶"),
        (1e40, "10⁴⁰"),
        (-2.5e-7, "−2.5·10⁻⁷"),
    ],
)
def test_that_a_tick_is_written_as_people_write_it(value, label):
    assert number_label(value) == label


def test_that_rounding_noise_of_a_tick_is_not_shown():
    assert number_label(3 * 0.1) == "0.3"


def test_that_small_powers_are_plain_and_large_ones_powers():
    assert [power_of_ten(k) for k in (-16, -4, -3, 0, 3, 4)] == ["10⁻¹⁶", "10⁻⁴", "0.001", "1", "1000", "10⁴"]


@given(st.floats(1e-12, 1e12), st.floats(1, 7))
def test_that_a_step_is_round_and_cuts_the_span_finely_enough_but_no_finer_than_needed(span, intervals):
    step = nice_step(span, intervals)
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - digit) for digit in (1, 2, 5)) < 1e-9
    assert span / step <= intervals * (1 + 1e-6)
    assert span / (step / 2.5) >= intervals * (1 - 1e-6)


@given(st.floats(0.1, 700), st.floats(1, 7))
def test_that_a_step_of_exponents_is_a_whole_number(span, intervals):
    step = whole_step(span, intervals)
    assert step >= 1 and step == round(step)
    assert span / step <= intervals * (1 + 1e-6)


@pytest.mark.parametrize(("low", "high"), [(0, 20), (-0.4, 6), (0, 10000), (-10, 10), (0, 1)])
def test_that_an_axis_has_four_to_seven_labels(look, low, high):
    axis = Plot(look).x_axis
    [(_, values)] = axis.tickValues(low, high, 500)
    assert 4 <= len(values) <= 7
    assert all(low <= value <= high for value in values)


def test_that_ticks_can_be_fixed(qtbot, look):
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.x_axis.set_step(2.5)
    assert plot.x_axis.tickValues(0, 10, 500) == [(2.5, [0, 2.5, 5, 7.5, 10])]


def test_that_the_labels_at_both_ends_are_drawn(qtbot, look):
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.set_range((0, 10), (0, 5))
    plot.show()
    drawn = []
    axis = plot.x_axis
    original = axis.drawPicture
    axis.drawPicture = lambda painter, line, ticks, texts: (
        drawn.extend(text for _, _, text in texts),
        original(painter, line, ticks, texts),
    )
    axis.picture = None
    plot.grab()
    assert {"0", "10"} <= set(drawn)


def test_that_ticks_that_were_fixed_can_be_left_to_the_axis_again(qtbot, look):
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.y_axis.set_ticks([(0.3, "here")])
    plot.y_axis.set_step(None)
    assert plot.y_axis._tickLevels is None
