"""The settings of the images that a run learns from: which, how they are drawn, and what is made of them."""

from typing import get_args

from explorer.controls import Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import SMALL, Look
from explorer.training import words
from explorer.training.fields import Alternatives, DecimalNumber, WholeNumber
from explorer.training.run.state import (
    ALL_IMAGES,
    LARGEST_AMOUNTS,
    MOST_VARIANTS,
    STYLES,
)
from explorer.training.run.switched_numbers import SwitchedNumbers
from explorer.training.state import SamplingName, TrainingState
from explorer.widgets.layout import column
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label

_STEPS = {"rotation": 5, "scaling": 0.05, "aspect": 0.05, "shear": 0.05, "shift": 1}


class ImageSettings(Section):
    """How batches are drawn, how many images are learnt from and held out, and how they are changed."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._sampling = Alternatives(look, store, "sampling", get_args(SamplingName))
        self._meeting = Label(look, SMALL, tone="text2", wrap=True)
        self._images = WholeNumber(look, store, "training_images", (1, ALL_IMAGES), 100)
        self._held_out = WholeNumber(look, store, "validation_images", (0, ALL_IMAGES - 1), 1_000)
        self._mean = SwitchedNumbers(look, store, "subtract_mean")
        amounts = {
            name: DecimalNumber(
                look, store, name, NumberField(look, minimum=0, maximum=largest, step=_STEPS[name])
            )
            for name, largest in LARGEST_AMOUNTS.items()
        }
        self._augmented = SwitchedNumbers(look, store, "augmented", amounts)
        counts = {name: WholeNumber(look, store, name, (0, MOST_VARIANTS), 500) for name in STYLES}
        self._styled = SwitchedNumbers(look, store, "styled", counts)
        body = column(self._sampling, self._meeting, self._images, self._held_out)
        for part in (self._mean, self._augmented, self._styled):
            body.addWidget(part)
        self.setLayout(body)
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool) -> None:
        """Show the settings; `is_locked` says whether a run goes on."""
        self._sampling.show_state(state, is_locked)
        self._meeting.setText(words.sampling_sentence(state.config()))
        for part in (self._images, self._held_out, self._mean, self._augmented, self._styled):
            part.show_state(state.settings, is_locked)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        locked = _("Fixed while a run goes on: stop it first")
        self._sampling.set_words(
            _("Batches drawn"),
            (_("At random"), _("Shuffled")),
            (
                _("Each image is drawn from all, as in the chapter: some come twice, some never"),
                _("All images in random order, then all again in another"),
            ),
            locked,
        )
        self._images.set_words(
            _("Images to learn from"),
            _(
                "The first of the 60 000 training images. Try 300: the network learns them by heart (section 1)"
            ),
            locked,
        )
        self._held_out.set_words(
            _("Held out"),
            _(
                "Training images, the last ones, that are only checked with: the validation accuracy (section 1)"
            ),
            locked,
        )
        self._mean.set_words(
            _("Subtract the mean image"),
            _(
                "Learns from what each image differs by from the mean of all; the network takes plain images all the "
                "same, for b1 makes up for it. Compare the loss of the first steps (beyond section 6)"
            ),
            {},
            locked,
        )
        self._write_augmentation(locked)
        self._write_styles(locked)

    def _write_augmentation(self, locked: str) -> None:
        self._augmented.set_words(
            _("Move images about"),
            _(
                "Augmentation: each image is turned, scaled, slanted and shifted a little, differently each time. Try "
                "it with 300 images to learn from (beyond section 1)"
            ),
            {
                "rotation": (_("Turn, up to °"), _("Largest angle in degrees, to either side")),
                "scaling": (_("Size, ±"), _("Largest change of the size: 0.1 is a tenth")),
                "aspect": (
                    _("Width, ±"),
                    _("How much wider or narrower at most, at one area: the logarithm of width by height"),
                ),
                "shear": (_("Slant, ±"), _("How far a row moves at most, for each row up")),
                "shift": (_("Shift, pixels"), _("Largest way along either axis")),
            },
            locked,
        )

    def _write_styles(self, locked: str) -> None:
        how_many = _("How many such images are made, once, at the start of the run")
        self._styled.set_words(
            _("Add other styles of writing"),
            _(
                "Images made from the training images by drawing strokes in, and learnt from beside them: MNIST has "
                "few of these styles. It takes two seconds at the start. Then draw a crossed 7 (beyond section 1)"
            ),
            {
                "slashed_zeros": (_("0 with a slash"), how_many),
                "ones_with_flag_or_foot": (_("1 with flag or foot"), how_many),
                "crossed_sevens": (_("7 with a bar"), how_many),
                "curved_nines": (_("9 with a curved tail"), how_many),
            },
            locked,
        )
