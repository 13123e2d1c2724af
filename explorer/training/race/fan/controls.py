"""The controls of the fan: the batch size, how batches are drawn, and which."""

import bisect
import math

from explorer.controls import HeroNumber, Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import Look
from explorer.training.fields import Alternatives, WholeNumber
from explorer.training.race.state import FAN_SAMPLINGS, LAST_FAN_SEED, MOST_FAN_BATCH, RaceState
from explorer.training.state import TrainingState
from explorer.widgets.layout import column
from explorer.widgets.number_field import NumberField
from explorer.widgets.numbers import power_of_ten
from explorer.widgets.sliders import TrackSlider

_IN_A_DECADE = (1, 2, 3, 5, 7)
STOPS = (*(k * 10**e for e in range(4) for k in _IN_A_DECADE), MOST_FAN_BATCH)


class StopSlider(TrackSlider):
    """A slider over whole numbers: 1, 2, 3, 5, 7, 10, 20, 30 and so on.

    Parameters
    ----------
    look : Look
    """

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


class FanSection(Section):
    """Everything that can be set for the fan."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        field = NumberField(look, minimum=1, maximum=MOST_FAN_BATCH, decimals=0, step=10, hero=True)
        self._size = HeroNumber(look, store, "training", "fan_batch_size", field, StopSlider(look), round)
        self._sampling = Alternatives(look, store, "fan_sampling", FAN_SAMPLINGS)
        self._seed = WholeNumber(look, store, "fan_seed", (0, LAST_FAN_SEED), 1)
        self.setLayout(column(self._size, self._sampling, self._seed))
        self.retranslate()

    def show_state(self, state: RaceState) -> None:
        """Show the settings."""
        self._size.show_value(state.fan_batch_size)
        self._sampling.show_state(state, False)
        self._seed.show_state(state, False)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._size.set_words(
            _("Batch size N"),
            _("Images in each of the 50 mini-batches, 1 to 10 000 (chapter, section 2)"),
            _("Drag it: the fan narrows as batches grow (chapter, section 6)"),
        )
        self._sampling.set_words(
            _("Batches drawn"),
            (_("At random"), _("Shuffled")),
            (
                _("Each image is drawn from all of them, as in the chapter (section 2)"),
                _("Each batch is the beginning of a shuffled order: no image comes twice"),
            ),
            "",
        )
        self._seed.set_words(_("Seed"), _("Decides which images are drawn: another seed, another fan"), "")
