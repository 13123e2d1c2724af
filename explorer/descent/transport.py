"""Playback of the steps: the buttons, the speed, and the slider to scrub."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.descent.state import END, SPEEDS, DescentState
from explorer.look.theme import SPACE_XS, Look
from explorer.state.declarations import declared_fields
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import grouped
from explorer.widgets.buttons import IconButton
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column, row
from explorer.widgets.sliders import LinearSlider
from explorer.widgets.text import Label

STEPS_A_SECOND = 4  # at speed 1


class Transport(Guarded, QWidget):
    """Moves the step that the state shows, by ticks of the store: playback leaves nothing to undo."""

    def __init__(self, look: Look, session: Session, store: Store[DescentState]) -> None:
        super().__init__()
        self._store = store
        self._timer = session.lasting("descent.playback", QTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._first, self._back, self._play, self._step, self._last = (
            IconButton(look, name, primary=name == "play")
            for name in ("first", "back", "play", "step", "last")
        )
        self._speed = Choice(look)
        self._speed.setFixedWidth(look.px(64))
        self._speed.set_items([(f"{speed:g}", f"{speed:g}×") for speed in SPEEDS])
        self._scrub = LinearSlider(look, 0, 1)
        self._place = Label(look)
        self._place.setMinimumWidth(look.px(56))
        self._play.setObjectName("descent.play")
        speed = declared_fields(DescentState)["speed"].declaration
        for object_name, widget, name, tip in (
            ("first", self._first, _("To the start"), _("Show only the starts")),
            ("back", self._back, _("One step back"), _("Show one step less")),
            (
                "step",
                self._step,
                _("One step on"),
                _("Show one step more: a dashed line leads to the ring where it lands"),
            ),
            ("last", self._last, _("To the end"), _("Show all steps")),
            ("speed", self._speed, _(speed.label), _(speed.hint)),
            ("scrub", self._scrub, _("Step shown"), _("Drag through the steps, or use the arrow keys")),
        ):
            widget.setObjectName(f"descent.{object_name}")
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        buttons = row(
            self._first, self._back, self._play, self._step, self._last, 1, self._speed, spacing=SPACE_XS
        )
        self.setLayout(column(buttons, row(self._scrub, self._place)))
        self._first.clicked.connect(self._on_first)
        self._back.clicked.connect(self._on_back)
        self._play.clicked.connect(self.toggle)
        self._step.clicked.connect(self._on_step)
        self._last.clicked.connect(self._on_last)
        self._speed.chosen.connect(self._on_speed)
        self._scrub.dragged.connect(self._go_to)
        self._scrub.stepped.connect(self._go_to)
        self._draw_play()

    @property
    def is_playing(self) -> bool:
        """Whether steps are shown one after the other."""
        return self._timer.isActive()

    def show_state(self, state: DescentState, primary: bool) -> None:
        """Show where playback stands; `primary` says whether play is the view's main action now."""
        shown = state.last_shown
        self._scrub.set_range(0, max(state.steps, 1))
        self._scrub.set_value(shown)
        self._scrub.setEnabled(state.steps > 0)
        self._place.setText(f"{grouped(shown)} / {grouped(state.steps)}")
        self._speed.set_value(f"{state.speed:g}")
        for button in (self._first, self._back):
            button.setEnabled(shown > 0)
        for button in (self._step, self._last):
            button.setEnabled(shown < state.steps)
        self._play.setEnabled(state.steps > 0)
        self._play.set_primary(primary)

    @Slot()
    def toggle(self) -> None:
        """Play, from the start if all steps are shown; or pause."""
        if self._timer.isActive():
            self._timer.stop()
        elif self._store.state.steps > 0:
            if self._store.state.last_shown == self._store.state.steps:
                self._go_to(0)
            self._start_timer()
        self._draw_play()

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause while nobody sees it."""
        super().hideEvent(event)
        self._timer.stop()
        self._draw_play()

    def _start_timer(self) -> None:
        self._timer.start(round(1000 / (STEPS_A_SECOND * self._store.state.speed)))

    def _draw_play(self) -> None:
        playing = self._timer.isActive()
        self._play.set_icon("pause" if playing else "play")
        self._play.setAccessibleName(_("Pause") if playing else _("Play"))
        self._play.setToolTip(_("Pause (Space)") if playing else _("Play the steps one by one (Space)"))

    def _go_to(self, step: float) -> None:
        state = self._store.state
        shown = END if step >= state.steps else max(round(step), 0)
        self._store.tick_to(replace(state, shown_step=shown))

    @Slot()
    def _on_timeout(self) -> None:
        state = self._store.state
        self._go_to(state.last_shown + 1)
        if self._store.state.last_shown >= state.steps:
            self._timer.stop()
            self._draw_play()

    @Slot()
    def _on_first(self) -> None:
        self._go_to(0)

    @Slot()
    def _on_back(self) -> None:
        self._go_to(self._store.state.last_shown - 1)

    @Slot()
    def _on_step(self) -> None:
        self._go_to(self._store.state.last_shown + 1)

    @Slot()
    def _on_last(self) -> None:
        self._go_to(self._store.state.steps)

    @Slot(str)
    def _on_speed(self, key: str) -> None:
        self._store.tick_to(replace(self._store.state, speed=float(key)))
        if self._timer.isActive():
            self._start_timer()
