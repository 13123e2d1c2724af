from gettext import NullTranslations

import pytest
from PySide6.QtWidgets import QWidget

from explorer.widgets.gauge import GaugeRow, StabilityGauge, factor_text
from explorer.widgets.layout import column
from explorer.widgets.sliders import INSET, LogSlider
from tests.explorer.languages import language
from tests.explorer.looks import in_both_themes


def test_that_the_factor_is_written_out():
    assert factor_text(0.1, 2) == "1 − 0.1·2 = 0.800"
    assert factor_text(0.8, 2) == "1 − 0.8·2 = −0.600"
    assert factor_text(10, 2) == "1 − 10·2 = −19.0"
    assert factor_text(0.3, -2) == "1 − 0.3·(−2) = 1.600"


@pytest.fixture
def gauge(qtbot, look, show):
    slider = LogSlider(look, -3, 1.5, range(-3, 2))
    made = StabilityGauge(look, slider)
    pair = QWidget()
    pair.setFixedWidth(22 + 450)
    pair.setLayout(column(slider, made))
    show(pair)
    made.slider = slider
    made.set_rows([GaugeRow("x₁", 2.0, "")], 0.1)
    qtbot.waitUntil(lambda: made.height() == made.sizeHint().height() and made.width() == slider.width())
    return made


def colours_of_band_row(gauge, y):
    image = gauge.grab().toImage()
    return {
        value: image.pixelColor(round(gauge.slider.x_of(value)), y).name().upper() for value in (0.002, 0.1)
    }


@in_both_themes
def test_that_the_bands_lie_below_their_learning_rates_on_the_slider(look, gauge):
    gauge.set_rows([GaugeRow("x₁", 2.0, factor_text(10, 2.0))], 10)
    assert colours_of_band_row(gauge, 23) == {0.002: look.theme.creep, 0.1: look.theme.good}
    image = gauge.grab().toImage()
    assert image.pixelColor(round(gauge.slider.x_of(10)), 30).name().upper() == look.theme.text
    assert image.pixelColor(INSET - 3, 30).name().upper() not in (look.theme.creep, look.theme.good)


def test_that_a_direction_that_curves_down_is_one_band(look, gauge):
    gauge.set_rows([GaugeRow("x₁", -2.0, factor_text(10, -2.0))], 10)
    assert len(set(colours_of_band_row(gauge, 23).values())) == 1
    assert "leaves" in gauge.accessibleDescription()


def test_that_momentum_moves_the_border_of_divergence(gauge):
    rows = [GaugeRow("x₁", 2.0, "sum")]
    for limit, word in ((2.0, "diverges"), (3.8, "overshoots")):
        gauge.set_rows(rows, 1.5, limit)
        assert gauge.accessibleDescription() == f"x₁: sum, {word}"


def test_that_the_gauge_grows_with_its_rows_and_says_them(gauge):
    rows = [GaugeRow("x₀", 0.1, factor_text(0.8, 0.1)), GaugeRow("x₁", 2.0, factor_text(0.8, 2))]
    gauge.set_rows(rows[:1], 0.8)
    one = gauge.sizeHint().height()
    gauge.set_rows(rows, 0.8)
    assert gauge.sizeHint().height() > 2 * one - 1
    assert gauge.accessibleDescription() == (
        "x₀: 1 − 0.8·0.1 = 0.920, converges; x₁: 1 − 0.8·2 = −0.600, overshoots"
    )
    gauge.set_rows([], 0.8)
    assert gauge.sizeHint().height() == 0


def test_that_the_words_are_in_the_language_of_when_it_is_made(qtbot, look):
    class Shouting(NullTranslations):
        def gettext(self, message):
            return message.upper()

    slider = LogSlider(look, -3, 1.5, range(-3, 2))
    qtbot.addWidget(slider)
    with language(Shouting()):
        gauge = StabilityGauge(look, slider)
        qtbot.addWidget(gauge)
        gauge.set_rows([GaugeRow("x₁", 2.0, "sum")], 0.1)
    assert gauge.accessibleDescription() == "x₁: sum, CONVERGES"
