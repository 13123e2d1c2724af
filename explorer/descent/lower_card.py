"""The card below the picture: f at each step, a sweep over learning rates, or a cut along the gradient."""

from dataclasses import replace
from functools import cached_property, partial
from typing import cast

import numpy as np
from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.path_end import End
from core.surfaces import find
from core.sweep import Sweep
from explorer.background.latest_result import LatestResult
from explorer.descent import course, cut, outcome, paths, sweep
from explorer.descent.cut_plot import CutPlot
from explorer.descent.picture_state import LOWER
from explorer.descent.state import HIGHEST_RATE, LOWEST_RATE, DescentState
from explorer.descent.sweep_plot import SweepPicture, SweepPlot
from explorer.descent.values_plot import ValuesPlot
from explorer.look.theme import CONTROL_HEIGHT, SMALL, Look
from explorer.plots.export import Table
from explorer.plots.geometry import Area
from explorer.plots.plot import Plot
from explorer.state.declarations import declared_fields
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import grouped, plain
from explorer.views.controls import BareTickControl, ControlKit
from explorer.views.export_menu import ExportMenu
from explorer.views.paged_view import page_choice
from explorer.widgets.choice import PageChoice
from explorer.widgets.layout import Card, row
from explorer.widgets.steps import logarithmic_step, rounded
from explorer.widgets.text import ElidedLabel

_LOWER_WIDTH, _SHOWS_WIDTH = 164, 90  # pixels
_FEW_RATES = 0.1  # of all: so few that the plot is all but empty
_LARGE_STEP = 10  # of an arrow key with Shift


class LowerCard(Card):
    """Three plots, one at a time.

    Parameters
    ----------
    store : Store of DescentState
        A drag in the sweep or in the cut changes the learning rate.

    Signals
    -------
    outdated()
        The picture needs to be drawn again although the state is the same.
    """

    outdated = Signal()

    def __init__(self, look: Look, session: Session, store: Store[DescentState]) -> None:
        super().__init__(
            look,
            "descent.lower",
            _("Values, sweep or cut"),
            _(
                "f at each step of the paths; or f after all steps for 200 learning rates; or a cut through the "
                "surface "
                "along the gradient."
            ),
        )
        self.set_title("")
        self._store = store
        self._stack = QStackedWidget()
        self.values = ValuesPlot(look)
        self._add(
            "values",
            self.values,
            _("step"),
            _("Value at each step"),
            _("Point at a step to highlight it in the picture above as well"),
        )
        self._kit = kit = ControlKit(look, store, "descent")
        lower = self._make_choice(look)
        shows = kit.make(BareTickControl, "sweep_shows")
        shows.editor.setFixedWidth(look.px(_SHOWS_WIDTH))
        self._words = ElidedLabel(look, SMALL, tone="text2")
        head = row(lower, shows, self._words, margins=(0, 0, look.px(CONTROL_HEIGHT) // 2, 0))
        head.setStretchFactor(self._words, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        menu = ExportMenu(look, self)
        menu.setObjectName("descent.export_values")
        menu.failed.connect(session.problem)
        self.add_menu(menu)
        self._sweeps: LatestResult[tuple[Sweep, ...]] = session.latest_result("descent.sweep")
        self._sweeps.changed.connect(self.outdated)

    def _make_choice(self, look: Look) -> PageChoice:
        declaration = declared_fields(DescentState)["lower"].declaration
        self._choice = page_choice(look, len(LOWER), "descent.lower", declaration)
        self._choice.setFixedWidth(look.px(_LOWER_WIDTH))
        self._choice.chosen.connect(self._on_chosen)
        return self._choice

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self._store.tick(lower=LOWER[index])

    @cached_property
    def sweep(self) -> SweepPlot:
        """The sweep, made when it is first shown."""
        plot = SweepPlot(self._look)
        plot.rate_dragged.connect(self._on_rate_dragged)
        self._connect_drag(plot, plot.rate_drag_started, plot.rate_drag_finished)
        self._add(
            "sweep",
            plot,
            _("learning rate"),
            _("Sweep over learning rates"),
            _("Drag the line to another learning rate, or move it with the arrow keys"),
        )
        return plot

    @cached_property
    def cut(self) -> CutPlot:
        """The cut, made when it is first shown."""
        plot = CutPlot(self._look)
        plot.step_dragged.connect(self._on_step_dragged)
        self._connect_drag(plot, plot.step_drag_started, plot.step_drag_finished)
        self._add(
            "cut",
            plot,
            _("distance along the gradient"),
            _("Cut along the gradient"),
            _(
                "Drag the end of the step to another learning rate, or move it with the arrow keys. Dotted: the "
                "parabola with the slope and curvature here; dashed: the tangent"
            ),
        )
        return plot

    def _connect_drag(self, plot: Plot, started: SignalInstance, finished: SignalInstance) -> None:
        """Make a drag of the learning rate in a plot one undo step, and let the arrow keys move it."""
        started.connect(self._store.begin_gesture)
        finished.connect(self._store.end_gesture)
        plot.arrow_pressed.connect(self._on_arrow_pressed)

    def _add(self, name: str, plot: Plot, axis: str, title: str, tip: str) -> None:
        plot.setObjectName(f"descent.{name}")
        plot.set_labels(axis)
        plot.setAccessibleName(title)
        plot.setToolTip(tip)
        self._stack.addWidget(plot)

    def show_state(self, state: DescentState, ends: list[End], most_steps: int, home: Area) -> None:
        """Draw the plot that is chosen."""
        lower = state.picture.lower
        self._kit.show_state(state)
        self._choice.set_value(LOWER.index(lower))
        self._stack.setCurrentWidget(getattr(self, lower))
        if lower == "values":
            self._show_values(state, ends, most_steps)
        elif lower == "sweep":
            self._show_sweep(state)
        else:
            self._show_cut(state, home)

    # What is exported is the plot that is seen

    @property
    def _plot(self) -> Plot:
        return cast(Plot, self._stack.currentWidget())

    def export_widget(self) -> QWidget:
        """Return the plot."""
        return self._plot.export_widget()

    def export_table(self) -> Table:
        """Return the numbers of the plot."""
        return self._plot.export_table()

    # What is drawn

    def _show_values(self, state: DescentState, ends: list[End], most_steps: int) -> None:
        self._words.setText("")
        if not state.compares and any(outcome.is_trouble(end) for end in ends):
            self.values.set_labels(_("step"), "|x|")
            self.values.set_course(*course.distance_course(state, most_steps, ends))
        else:
            self.values.set_labels(_("step"), "f")
            self.values.set_course(course.value_course(state, most_steps))

    def _show_sweep(self, state: DescentState) -> None:
        inputs = sweep.inputs_of(self._store.state)
        self._sweeps.request_in_turn(inputs, partial(sweep.sweeps_in_slices, inputs))
        sweeps = self._sweeps.latest_if(inputs.is_like) or ()
        scale, y_range = course.axis(find(state.surface))
        remark = _("no noise") if state.method.noise else ""
        self._words.setText(remark if self._sweeps.is_current else _("computing …"))
        compared = state.compares and bool(sweeps)
        shows_steps = state.picture.sweep_shows == "steps"
        self.sweep.set_labels(_("learning rate"), _("steps") if shows_steps else "f")
        self.sweep.show_picture(
            SweepPicture(
                sweeps=sweeps,
                shows_steps=shows_steps,
                steps=state.steps,
                scale=scale,
                y_range=y_range,
                series=paths.series(state) if compared else (state.chosen_number - 1,) * len(sweeps),
                line_names=course.line_names(state) if compared else (),
                learning_rate=state.learning_rate,
                words=self._rate_words(state, sweeps),
                best_words=self._best_words(state, sweeps, y_range if scale == "linear" else None),
            )
        )

    def _best_words(
        self, state: DescentState, sweeps: tuple[Sweep, ...], bounds: tuple[float, float] | None
    ) -> str:
        """Return with which of the rates the value ends best for the chosen rule, or how few rates get there.

        Nothing where the best value is out of the picture.
        """
        if not sweeps:
            return ""
        own = sweeps[paths.chosen_path(state) if state.compares else 0]
        there = int((own.steps >= 0).sum())
        if state.picture.sweep_shows == "steps" and there <= _FEW_RATES * sweep.RATES:
            sentence = ngettext(
                "{count} of {rates} rates gets there in {steps} steps",
                "{count} of {rates} rates get there in {steps} steps",
                there,
            )
            return sentence.format(count=there, rates=sweep.RATES, steps=grouped(state.steps))
        best = own.final.argmax() if state.ascent else own.final.argmin()
        if not np.isfinite(own.final[best]):
            return ""
        if bounds is not None and not bounds[0] <= own.final[best] <= bounds[1]:
            return ""
        if state.ascent:
            sentence = _("highest f of {rates} rates: lr = {rate}")
        else:
            sentence = _("lowest f of {rates} rates: lr = {rate}")
        return sentence.format(rates=sweep.RATES, rate=plain(rounded(float(own.rates[best]))))

    def _rate_words(self, state: DescentState, sweeps: tuple[Sweep, ...]) -> str:
        """Return what the present rate leads to: the last value of the path, or its steps to the goal."""
        rate = plain(state.learning_rate)
        index = paths.chosen_path(state)
        values = paths.outcome(state).values[:, index]
        if state.picture.sweep_shows == "value":
            last = float(values[-1])
            if not np.isfinite(last):
                return _("lr = {rate}: f is not finite").format(rate=rate)
            return _("lr = {rate}: f = {value}").format(rate=rate, value=plain(last))
        if not sweeps or not np.isfinite(sweeps[index if state.compares else 0].goal):
            return f"lr = {rate}"
        goal = sweeps[index if state.compares else 0].goal
        is_there = np.isfinite(values) & (values >= goal if state.ascent else values <= goal)
        if not is_there.any():
            return _("lr = {rate}: not in {steps} steps").format(rate=rate, steps=grouped(state.steps))
        steps = int(is_there.argmax())
        sentence = ngettext("lr = {rate}: {count} step", "lr = {rate}: {count} steps", steps)
        return sentence.format(rate=rate, count=grouped(steps))

    def _show_cut(self, state: DescentState, home: Area) -> None:
        step, _unused = cut.place(state)
        self._words.setText(
            _("from start {number}, step {step}").format(number=state.chosen_number, step=grouped(step))
        )
        self.cut.set_labels(_("distance along the gradient"), "f")
        self.cut.show_picture(cut.cut_picture(state, home))

    # What the user does

    @Slot(float)
    def _on_rate_dragged(self, rate: float) -> None:
        self._store.change_to(replace(self._store.state, learning_rate=rate))

    @Slot(float)
    def _on_step_dragged(self, distance: float) -> None:
        rate = cut.rate_of(self._store.state, distance)
        if rate is not None:
            self._on_rate_dragged(max(rounded(rate), LOWEST_RATE))

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, dy: int, large: bool) -> None:
        steps, state = (dx + dy) * (_LARGE_STEP if large else 1), self._store.state
        rate = logarithmic_step(state.learning_rate, steps)
        rate = min(max(rate, LOWEST_RATE), HIGHEST_RATE)
        self._store.nudge_to(replace(state, learning_rate=rate))
