"""The controls of the gradient check: the step, the precision, the images, and what the colours mean."""

from explorer.controls import HeroNumber, Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import SMALL, Look
from explorer.training.fields import Alternatives, WholeNumber
from explorer.training.race.state import (
    CHECK_COLOURS,
    HIGHEST_CHECK_H,
    LOWEST_CHECK_H,
    MOST_CHECK_IMAGES,
    PRECISIONS,
    RaceState,
)
from explorer.training.state import TrainingState
from explorer.widgets.layout import column
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

_TICKS = (-16, -12, -8, -4, 0)


class CheckSection(Section):
    """Everything that can be set for the check."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        field = NumberField(look, minimum=LOWEST_CHECK_H, maximum=HIGHEST_CHECK_H, hero=True)
        slider = LogSlider(look, _TICKS[0], _TICKS[-1], _TICKS)
        self._step = HeroNumber(look, store, "training", "check_h", field, slider)
        self._formula = Label(look, SMALL, tone="text2", wrap=True)
        self._precision = Alternatives(look, store, "check_precision", PRECISIONS)
        self._images = WholeNumber(look, store, "check_images", (1, MOST_CHECK_IMAGES), 10)
        self._colours = Alternatives(look, store, "check_colours", CHECK_COLOURS)
        self.setLayout(column(self._step, self._formula, self._precision, self._images, self._colours))
        self.retranslate()

    def show_state(self, state: RaceState) -> None:
        """Show the settings."""
        self._step.show_value(state.check_h)
        for control in (self._precision, self._images, self._colours):
            control.show_state(state, False)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._step.set_words(
            _("Step h"),
            _("Half the width of every difference: type any from 1e-50 to 1 (chapter, section 3)"),
            _("Drag it: too small and rounding wins, too large and the loss bends (chapter, section 3)"),
        )
        self._formula.setText(_("(L(w + h) − L(w − h)) / 2h for every parameter w"))
        self._precision.set_words(
            _("Differences in"),
            ("float64", "float32"),
            (
                _("Sixteen digits, as the chapter’s code has them"),
                _("Seven digits: try every h, and none is good (chapter, section 3)"),
            ),
            "",
        )
        self._images.set_words(
            _("Images"), _("How many images the loss is the mean of (chapter, section 2)"), ""
        )
        self._colours.set_words(
            _("Colours show"),
            (_("Difference"), _("Cause")),
            (
                _("How far the two slopes of each parameter differ, by powers of ten"),
                _("Whether a slope is exact, rounded or truncated"),
            ),
            "",
        )
