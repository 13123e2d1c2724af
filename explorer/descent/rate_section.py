"""The learning rate, what it does along each direction, and the chapter's three."""

from functools import partial

from core.stability import overshoot_limit
from explorer.controls import HeroNumber, Section
from explorer.descent import paths, rate_words
from explorer.descent.outcome import Direction
from explorer.descent.state import END, HIGHEST_RATE, LOWEST_RATE, DescentState
from explorer.language import _
from explorer.store import Store
from explorer.theme import SMALL, Look
from explorer.widgets.buttons import Button
from explorer.widgets.gauge import GaugeRow, StabilityGauge
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.numbers import plain
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

CHAPTER_RATES = (0.1, 10.0, 1e-10)
CHAPTER_START, CHAPTER_STEPS = (-3.0, 4.0), 100


def chapter_run(learning_rate: float) -> dict[str, object]:
    """Return the fields of one of the chapter's runs."""
    return {
        "surface": "bowl",
        "starts": (CHAPTER_START,),
        "learning_rate": learning_rate,
        "steps": CHAPTER_STEPS,
        "optimizer": "sgd",
        "gradient": "numerical",
        "ascent": False,
        "shown_step": END,
        "chosen_start": 0,
        "compared": (),
        "noise": 0.0,
        "window": None,
    }


class RateSection(Section):
    """The learning rate, the gauge that says what it does, and the chapter's three runs."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        field = NumberField(look, minimum=LOWEST_RATE, maximum=HIGHEST_RATE, hero=True)
        slider = LogSlider(look, -3, 1, range(-3, 2))
        self._hero = HeroNumber(look, store, "descent", "learning_rate", field, slider)
        self._gauge = StabilityGauge(look, slider)
        self._sentence = Label(look, SMALL, tone="text2", wrap=True)
        self._chapter = Label(look, SMALL, tone="text2")
        self._runs = [Button(look) for _unused in CHAPTER_RATES]
        for name, widget in (
            ("gauge", self._gauge),
            *((f"chapter_run_{number}", run) for number, run in enumerate(self._runs, 1)),
        ):
            widget.setObjectName(f"descent.{name}")
        runs = row(self._chapter, *self._runs)
        for run in self._runs:
            runs.setStretchFactor(run, 1)
        self.setLayout(column(self._hero, self._gauge, self._sentence, runs, spacing=6))
        for rate, run in zip(CHAPTER_RATES, self._runs, strict=True):
            run.clicked.connect(partial(self._on_run, rate))
        self.retranslate()

    def show_state(self, state: DescentState, directions: tuple[Direction, ...]) -> None:
        """Show the learning rate and what it does along `directions`."""
        rate, rule = state.learning_rate, paths.optimizer(state)
        limit = overshoot_limit(rule)
        self._hero.show_value(rate)
        fits = limit is not None and bool(directions)
        self._gauge.setVisible(fits)
        self._sentence.setVisible(not fits)
        if limit is None:
            self._sentence.setText(rate_words.adaptive_sentence(state.optimizer))
        elif not directions:
            self._sentence.setText(_("The surface has no finite curvature at the end of the chosen path."))
        else:
            rows = [
                GaugeRow(
                    rate_words.direction_name(direction),
                    direction.curvature,
                    rate_words.factor(direction, rate, rule),
                )
                for direction in directions
            ]
            self._gauge.set_rows(rows, rate, limit)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._hero.set_words(
            _("Learning rate"),
            _("How far a step goes along the gradient: type any number, such as 1e-10 (chapter, section 4)"),
            _("Drag it and watch every path bend: too small creeps, too large overshoots, then diverges"),
        )
        self._chapter.setText(_("Chapter’s runs"))
        self._gauge.setAccessibleName(_("What this learning rate does along each direction"))
        self._gauge.setToolTip(
            _(
                "λ is the surface’s curvature at the end of the chosen path. Each step of SGD leaves 1 − lr·λ of the "
                "distance: 0 at lr = 1/λ (one shot), below 0 it overshoots, beyond −1 it diverges. Momentum β moves "
                "that bound from lr·λ = 2 to 2(1 + β)"
            )
        )
        for rate, run in zip(CHAPTER_RATES, self._runs, strict=True):
            run.setText(plain(rate))
            run.setAccessibleName(_("The chapter’s run with learning rate {rate}").format(rate=plain(rate)))
            run.setToolTip(
                _(
                    "The chapter’s run: x0² + x1² from (−3, 4), 100 steps, numerical gradient, lr = {rate} (section 4)"
                ).format(rate=plain(rate))
            )

    def _on_run(self, rate: float) -> None:
        self._store.change(**chapter_run(rate))
