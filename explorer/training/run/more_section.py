"""The settings that the chapter leaves as they are, shown when they are asked for."""

from typing import get_args

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.controls import Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import Look
from explorer.training.fields import Alternatives, DecimalNumber
from explorer.training.run.image_settings import ImageSettings
from explorer.training.run.state import (
    HYPERPARAMETERS,
    LARGEST_SHARE,
    LARGEST_STD,
    ActivationName,
    OptimizerName,
    ScheduleName,
)
from explorer.training.run.switched_numbers import SwitchedNumbers
from explorer.training.state import TrainingState
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label

_SHARES = ("momentum", "decay", "beta1", "beta2")


class MoreSection(Section):
    """A button that shows and hides the optimizer, the network's start, the images, and when a run stops."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._toggle = Button(look)
        self._toggle.setObjectName("training.more_settings")
        self._rule_title = Label(look, tone="text2")
        self._rule = Choice(look)
        self._rule.setObjectName("training.optimizer")
        self._shares = {
            name: DecimalNumber(
                look, store, name, NumberField(look, minimum=0, maximum=LARGEST_SHARE, step=0.01)
            )
            for name in _SHARES
        }
        self._schedule = Alternatives(look, store, "schedule", get_args(ScheduleName))
        self._activation = Alternatives(look, store, "activation", get_args(ActivationName))
        self._std = DecimalNumber(
            look,
            store,
            "weight_init_std",
            NumberField(look, minimum=0, maximum=LARGEST_STD, step=0.01),
        )
        self._image_settings = ImageSettings(look, store)
        goal = DecimalNumber(look, store, "stop_at", NumberField(look, minimum=1, maximum=100, step=1))
        self._stop = SwitchedNumbers(look, store, "stops_early", {"stop_at": goal})
        self._body = QWidget()
        head = row(self._rule_title, 1, self._rule)
        body = column(head, *self._shares.values(), self._schedule, self._activation, self._std)
        body.addWidget(self._image_settings)
        body.addWidget(self._stop)
        self._body.setLayout(body)
        self.setLayout(column(self._toggle, self._body))
        self._toggle.clicked.connect(self._on_toggle)
        self._rule.chosen.connect(self._on_optimizer)
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool) -> None:
        """Show the settings, or only the button; `is_locked` says whether a run goes on."""
        settings = state.settings
        self._body.setVisible(settings.more_settings)
        self._toggle.setText(self._hide if settings.more_settings else self._show)
        self._toggle.setAccessibleName(self._toggle.text())
        if not settings.more_settings:  # a hundred calls into Qt, which a drag beside a run at work feels
            return
        self._rule.set_value(settings.optimizer)
        for name, share in self._shares.items():
            share.setVisible(name in HYPERPARAMETERS[settings.optimizer])
            share.show_state(settings, False)
        for number in (self._schedule, self._activation, self._std):
            number.show_state(settings, is_locked)
        self._image_settings.show_state(state, is_locked)
        self._stop.show_state(settings, False)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._show, self._hide = _("More settings ▾"), _("Fewer settings ▴")
        self._toggle.setToolTip(
            _(
                "Optimiser, schedule, activation, first weights, which images are learnt from and how, when to stop"
            )
        )
        self._locked = _("Fixed while a run goes on: stop it first")
        self._write_optimizer()
        self._write_network()
        self._write_stop()

    def _write_optimizer(self) -> None:
        self._rule_title.setText(_("Optimiser"))
        names = ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")
        self._rule.set_items(list(zip(get_args(OptimizerName), names, strict=True)))
        self._rule.setAccessibleName(_("Optimiser"))
        self._rule.setToolTip(
            _(
                "What becomes of the gradient; the chapter has SGD. It can be changed while a run goes on. Adam and "
                "RMSProp want a learning rate of 0.001 to 0.01 (beyond section 4)"
            )
        )
        for name, text, tip in (
            ("momentum", _("Momentum"), _("Share of the velocity that is kept each step")),
            ("decay", _("Decay"), _("Share of the mean square gradient that is kept each step")),
            ("beta1", "β₁", _("Share of the mean gradient that is kept each step")),
            ("beta2", "β₂", _("Share of the mean square gradient that is kept each step")),
        ):
            self._shares[name].set_words(text, tip, "")
        self._schedule.set_words(
            _("Learning rate over the run"),
            (_("Constant"), _("Cosine")),
            (
                _("The same for every step, as in the chapter"),
                _("Falls along half a cosine to 0 at the last step"),
            ),
            self._locked,
        )

    def _write_network(self) -> None:
        self._activation.set_words(
            _("Activation of hidden units"),
            (_("Sigmoid"), _("ReLU"), _("Step")),
            (
                _("Smooth everywhere: the chapter’s (section 6)"),
                _("0 below 0, else the sum itself: its slope is 0 or 1"),
                _("0 or 1, and a slope of 0 nearly everywhere: W1 learns nothing. Try it (section 2)"),
            ),
            self._locked,
        )
        self._std.set_words(
            _("First weights, σ"),
            _("Standard deviation of the weights at the start. Try 0, 0.1 and 1 (section 6)"),
            self._locked,
        )

    def _write_stop(self) -> None:
        self._stop.set_words(
            _("Stop at a test accuracy"),
            _(
                "Ends a run, also the one that goes on, at the end of the first epoch whose network answers so many of "
                "the test images rightly. Which settings get there first? (section 6)"
            ),
            {"stop_at": (_("Percent right"), _("Checked once an epoch: try 90"))},
        )

    @Slot()
    def _on_toggle(self) -> None:
        self._store.tick(more_settings=not self._store.state.settings.more_settings)

    @Slot(str)
    def _on_optimizer(self, name: OptimizerName) -> None:
        self._store.change(optimizer=name)
