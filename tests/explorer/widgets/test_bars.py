import numpy as np
import pytest

from explorer.widgets.bars import ProbabilityBars
from tests.explorer.looks import in_both_themes

ANSWER = [0.001, 0.008, 0.003, 0.826, 0, 0.113, 0, 0, 0.048, 0.001]


@pytest.fixture
def bars(look, show):
    look.reduced_motion = True
    made = ProbabilityBars(look)
    made.setFixedSize(26 + 200 + 62, 300)
    show(made)
    return made


def bar_colour(bars, digit, share):
    return bars.grab().toImage().pixelColor(26 + round(200 * share), 30 * digit + 15).name().upper()


@in_both_themes
def test_that_bars_are_as_long_as_their_probabilities_and_the_two_likeliest_are_coloured(look, bars):
    bars.set_values(ANSWER)
    assert bar_colour(bars, 3, 0.82) == look.theme.a
    assert bar_colour(bars, 3, 0.84) == look.theme.control
    assert bar_colour(bars, 5, 0.1) == look.theme.b
    assert bar_colour(bars, 5, 0.13) == look.theme.control
    assert bar_colour(bars, 8, 0.03) == look.theme.text3


def test_that_no_answer_means_empty_bars(look, bars):
    bars.set_values(ANSWER)
    bars.set_values(None)
    assert bars.values is None
    assert bar_colour(bars, 3, 0.1) == look.theme.control
    assert bars.accessibleDescription() == "No answer yet"


def test_that_bars_say_their_values_in_order(bars):
    bars.set_values(ANSWER)
    assert bars.accessibleDescription().startswith("3: 82.6\u00a0%, 5: 11.3\u00a0%, 8: 4.8\u00a0%")


def test_that_a_runner_up_that_shows_as_zero_is_not_coloured(look, bars):
    bars.set_values(np.eye(10)[7])
    assert bar_colour(bars, 7, 0.5) == look.theme.a
    assert bars.grab().toImage().pixelColor(26, 15).name().upper() != look.theme.b


def test_that_bars_keep_a_copy_of_what_they_are_given(bars):
    values = np.array(ANSWER)
    bars.set_values(values)
    values[:] = 0
    assert bars.values.tolist() == ANSWER


def test_that_an_animation_ends_at_the_values(qtbot, look, bars):
    bars.set_values(np.eye(10)[0])
    look.reduced_motion = False
    bars.set_values(np.eye(10)[9])
    qtbot.waitUntil(lambda: bar_colour(bars, 9, 0.99) == look.theme.a)
    assert bar_colour(bars, 0, 0.1) == look.theme.control


def test_that_values_that_are_no_numbers_are_drawn_without_complaint(bars):
    bars.set_values(np.full(10, np.nan))
    bars.grab()
    assert "NaN" in bars.accessibleDescription()


@in_both_themes
def test_that_the_label_is_framed_and_said(look, bars):
    bars.set_values(ANSWER)
    plain = bars.grab().toImage()
    bars.set_label(8)
    framed = bars.grab().toImage()
    changed = {
        y // 30 for y in range(300) for x in range(26) if plain.pixelColor(x, y) != framed.pixelColor(x, y)
    }
    assert changed == {8}
    assert bars.accessibleDescription().endswith("label 8")
    bars.set_label(None)
    assert bars.grab().toImage() == plain
