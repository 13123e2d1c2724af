"""The settings that the chapter leaves as they are, shown when they are asked for."""

from typing import get_args

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from explorer.controls import Section
from explorer.store import Store
from explorer.theme import SMALL, Look
from explorer.training import words
from explorer.training.fields import Alternatives, DecimalNumber, WholeNumber
from explorer.training.run.state import (
    ALL_IMAGES,
    HYPERPARAMETERS,
    LARGEST_SHARE,
    LARGEST_STD,
    ActivationName,
    OptimizerName,
    ScheduleName,
)
from explorer.training.state import SamplingName, TrainingState
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label

_SHARES = ("momentum", "decay", "beta1", "beta2")


class MoreSection(Section):
    """A button that shows and hides the optimizer, the network's start, and the images that are learnt from."""

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
        self._sampling = Alternatives(look, store, "sampling", get_args(SamplingName))
        self._meeting = Label(look, SMALL, tone="text2", wrap=True)
        self._images = WholeNumber(look, store, "training_images", (1, ALL_IMAGES), 100)
        self._held_out = WholeNumber(look, store, "validation_images", (0, ALL_IMAGES - 1), 1_000)
        self._augmented = QCheckBox()
        self._augmented.setObjectName("training.augmented")
        self._augmented.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body = QWidget()
        head = row(self._rule_title, 1, self._rule)
        body = column(head, *self._shares.values(), self._schedule, self._activation, self._std)
        for part in (self._sampling, self._meeting, self._images, self._held_out, self._augmented):
            body.addWidget(part)
        self._body.setLayout(body)
        self.setLayout(column(self._toggle, self._body))
        self._toggle.clicked.connect(self._on_toggle)
        self._rule.chosen.connect(self._on_optimizer)
        self._augmented.clicked.connect(self._on_augmented)
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool) -> None:
        """Show the settings, or only the button; `is_locked` says whether a run goes on."""
        settings = state.settings
        self._body.setVisible(settings.more_settings)
        self._toggle.setText(self._hide if settings.more_settings else self._show)
        self._toggle.setAccessibleName(self._toggle.text())
        self._rule.set_value(settings.optimizer)
        for name, share in self._shares.items():
            share.setVisible(name in HYPERPARAMETERS[settings.optimizer])
            share.show_state(settings, False)
        for number in (self._schedule, self._activation, self._std, self._images, self._held_out):
            number.show_state(settings, is_locked)
        self._sampling.show_state(state, is_locked)
        self._meeting.setText(words.sampling_sentence(state.sampling))
        self._augmented.setChecked(settings.augmented)
        self._augmented.setEnabled(not is_locked)
        self._augmented.setToolTip(self._locked if is_locked else self._augmented_tip)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._show, self._hide = self.tr("More settings ▾"), self.tr("Fewer settings ▴")
        self._toggle.setToolTip(
            self.tr(
                "Optimizer, schedule, activation, first weights, how images are drawn, which are learnt from"
            )
        )
        self._locked = self.tr("Fixed while a run goes on: stop it first")
        self._write_optimizer()
        self._write_network()
        self._write_images()

    def _write_optimizer(self) -> None:
        self._rule_title.setText(self.tr("Optimizer"))
        names = ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")
        self._rule.set_items(list(zip(get_args(OptimizerName), names, strict=True)))
        self._rule.setAccessibleName(self.tr("Optimizer"))
        self._rule.setToolTip(
            self.tr(
                "What becomes of the gradient; the chapter has SGD. It can be changed while a run goes on. Adam and "
                "RMSProp want a learning rate of 0.001 to 0.01 (beyond section 4)"
            )
        )
        for name, text, tip in (
            ("momentum", self.tr("Momentum"), self.tr("Share of the velocity that is kept each step")),
            ("decay", self.tr("Decay"), self.tr("Share of the mean square gradient that is kept each step")),
            ("beta1", "β₁", self.tr("Share of the mean gradient that is kept each step")),
            ("beta2", "β₂", self.tr("Share of the mean square gradient that is kept each step")),
        ):
            self._shares[name].set_words(text, tip, "")
        self._schedule.set_words(
            self.tr("Learning rate over the run"),
            (self.tr("Constant"), self.tr("Cosine")),
            (
                self.tr("The same for every step, as in the chapter"),
                self.tr("Falls along half a cosine to 0 at the last step"),
            ),
            self._locked,
        )

    def _write_network(self) -> None:
        self._activation.set_words(
            self.tr("Activation of hidden units"),
            (self.tr("Sigmoid"), self.tr("ReLU"), self.tr("Step")),
            (
                self.tr("Smooth everywhere: the chapter’s (section 6)"),
                self.tr("0 below 0, else the sum itself: its slope is 0 or 1"),
                self.tr("0 or 1, and a slope of 0 nearly everywhere: W1 learns nothing. Try it (section 2)"),
            ),
            self._locked,
        )
        self._std.set_words(
            self.tr("First weights, σ"),
            self.tr("Standard deviation of the weights at the start. Try 0, 0.1 and 1 (section 6)"),
            self._locked,
        )

    def _write_images(self) -> None:
        self._sampling.set_words(
            self.tr("Batches drawn"),
            (self.tr("At random"), self.tr("Shuffled")),
            (
                self.tr("Each image is drawn from all, as in the chapter: some come twice, some never"),
                self.tr("All images in random order, then all again in another"),
            ),
            self._locked,
        )
        self._images.set_words(
            self.tr("Images to learn from"),
            self.tr(
                "The first of the 60 000 training images. Try 300: the network learns them by heart (section 1)"
            ),
            self._locked,
        )
        self._held_out.set_words(
            self.tr("Held out"),
            self.tr(
                "Training images, the last ones, that are only checked with: the validation accuracy (section 1)"
            ),
            self._locked,
        )
        self._augmented.setText(self.tr("Move images about"))
        self._augmented.setAccessibleName(self._augmented.text())
        self._augmented_tip = self.tr(
            "Augmentation: each image is turned, scaled, slanted and shifted a little, differently each time"
        )

    @Slot()
    def _on_toggle(self) -> None:
        self._store.tick(more_settings=not self._store.state.settings.more_settings)

    @Slot(str)
    def _on_optimizer(self, name: OptimizerName) -> None:
        self._store.change(optimizer=name)

    @Slot(bool)
    def _on_augmented(self, checked: bool) -> None:
        self._store.change(augmented=checked)
