"""The learning rate, what it does along each direction, and the chapter's three."""

from functools import partial

import numpy as np
from PySide6.QtWidgets import QWidget

from core.chapter_inputs import DESCENT_RATES, DESCENT_START, DESCENT_STEPS
from core.stability import overshoot_limit
from explorer.background.guarded import Guarded
from explorer.descent import paths, rate_words, words
from explorer.descent.outcome import Direction
from explorer.descent.state import END, DescentState
from explorer.look.theme import SMALL, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import plain
from explorer.views.controls import ControlKit, HeroControl
from explorer.widgets.buttons import Button
from explorer.widgets.gauge import GaugeRow, StabilityGauge
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_NO_CURVATURE = 1e-8  # of the largest: what differences of a typed surface leave of none


def chapter_run(learning_rate: float) -> dict[str, object]:
    """Return the fields of one of the chapter's runs."""
    return {
        "surface": "bowl",
        "starts": (DESCENT_START,),
        "learning_rate": learning_rate,
        "steps": DESCENT_STEPS,
        "optimizer": "sgd",
        "gradient": "numerical",
        "ascent": False,
        "shown_step": END,
        "chosen_start": 0,
        "compared": (),
        "noise": 0.0,
        "window": None,
    }


class RateSection(Guarded, QWidget):
    """The learning rate, the gauge that says what it does, and the chapter's three runs."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._store = store
        self._kit = ControlKit(look, store, "descent")
        hero = self._kit.make(HeroControl, "learning_rate")
        self.gauge = StabilityGauge(look, hero.slider)
        self.gauge.setObjectName("descent.gauge")
        self.gauge.setAccessibleName(_("What this learning rate does along each direction"))
        self.gauge.setToolTip(
            _(
                "λ is the curvature of the surface at the end of the chosen path. On a quadratic each step of SGD "
                "multiplies the distance from the minimum by 1 − lr·λ: below 0 it overshoots, beyond −1 it diverges. "
                "With momentum it diverges beyond the bound of lr·λ that is shown"
            )
        )
        self._sentence = Label(look, SMALL, tone="text2", wrap=True)
        chapter = Label(look, SMALL, tone="text2")
        chapter.setText(_("Chapter’s runs"))
        runs = row(chapter)
        for number, rate in enumerate(DESCENT_RATES, 1):
            runs.addWidget(self._make_run(look, number, rate), 1)
        # The runs come first: what grows and shrinks above them would move them under the mouse.
        self.setLayout(column(runs, hero, self.gauge, self._sentence, spacing=6))

    def _make_run(self, look: Look, number: int, rate: float) -> Button:
        run = Button(look)
        run.setObjectName(f"descent.chapter_run_{number}")
        run.setText(plain(rate))
        run.setAccessibleName(_("The chapter’s run with learning rate {rate}").format(rate=plain(rate)))
        run.setToolTip(
            _(
                "The chapter’s run: x₀² + x₁² from (−3, 4), 100 steps, numerical gradient, lr = {rate} (section "
                "4). The "
                "book’s gradient_descent changes init_x in place; here the start stays"
            ).format(rate=plain(rate))
        )
        run.clicked.connect(partial(self._on_run, rate))
        return run

    def set_highlighted(self, highlighted: bool) -> None:
        """Highlight what this learning rate does, while it is pointed at."""
        self.gauge.set_highlighted(highlighted)
        self._sentence.set_tone("text" if highlighted else "text2")

    def show_state(self, state: DescentState, directions: tuple[Direction, ...]) -> None:
        """Show the learning rate and what it does along `directions`."""
        self._kit.show_state(state)
        rate, rule = state.learning_rate, paths.optimizer(state)
        limit = overshoot_limit(rule)
        sharpest = max((abs(direction.curvature) for direction in directions), default=0.0)
        bent = [direction for direction in directions if abs(direction.curvature) > _NO_CURVATURE * sharpest]
        fits = limit is not None and bool(bent)
        self.gauge.setVisible(fits)
        self._sentence.setVisible(not fits)
        if limit is None:
            self._sentence.setText(rate_words.adaptive_sentence(state.optimizer, _first_step(state)))
        elif not directions:
            self._sentence.setText(_("No finite curvature at the end of the chosen path."))
        elif not bent:
            self._sentence.setText(_("No curvature at the end of the chosen path."))
        else:
            rows = [
                GaugeRow(
                    rate_words.direction_name(direction),
                    direction.curvature,
                    rate_words.factor(direction, rate, rule),
                )
                for direction in bent
            ]
            self.gauge.set_rows(rows, rate, limit)

    def _on_run(self, rate: float) -> None:
        self._store.change(**chapter_run(rate))


def _first_step(state: DescentState) -> str:
    """Return the first step of the chosen path; an empty text where there is none."""
    points = paths.outcome(paths.beginning(state)).points[:2, paths.chosen_path(state)]
    if len(points) < 2 or not np.isfinite(points).all():
        return ""
    return words.point(*(points[1] - points[0]))
