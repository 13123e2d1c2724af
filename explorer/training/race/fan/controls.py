"""The control of the fan's batch size."""

import bisect
import math

from explorer.look.theme import Look
from explorer.texts.numbers import power_of_ten
from explorer.training.race.state import MOST_FAN_BATCH
from explorer.views.controls import HeroControl
from explorer.widgets.sliders import TrackSlider

_IN_A_DECADE = (1, 2, 3, 5, 7)
STOPS = (*(k * 10**e for e in range(4) for k in _IN_A_DECADE), MOST_FAN_BATCH)


class StopSlider(TrackSlider):
    """A slider over whole numbers: 1, 2, 3, 5, 7, 10, 20, 30 and so on."""

    def __init__(self, look: Look) -> None:
        decades = len(_IN_A_DECADE)
        ticks = [(exponent * decades, power_of_ten(exponent)) for exponent in range(5)]
        super().__init__(look, len(STOPS) - 1, ticks)
        self.setPageStep(decades)

    def value_at(self, position: int) -> float:
        """Return the number at a position."""
        return float(STOPS[position])

    def position_of(self, value: float) -> float:
        """Return the position of a number, between two positions for one between two stops."""
        place = min(max(bisect.bisect_right(STOPS, value), 1), len(STOPS) - 1)
        low, high = (math.log(STOPS[k]) for k in (place - 1, place))
        return place - 1 + (math.log(max(value, 1.0)) - low) / (high - low)


class SizeControl(HeroControl):
    """A number in large digits, and a slider with stops below."""

    def make_slider(self, look: Look) -> TrackSlider:
        """Return the slider with stops."""
        return StopSlider(look)
