"""What can be set on the page Slow motion."""

from dataclasses import dataclass
from typing import Literal

from explorer.state.declarations import LogTrack, State, choice, number, seed, value, whole_number
from explorer.texts.language import N_, _

PANELS = 4  # mini-batch, gradient, update, repeat
MOST_ITERATIONS = 500
LAST_STEP = PANELS * MOST_ITERATIONS - 1
MOST_IMAGES = 1_000

SlowPicture = Literal["steps", "numbers"]
PixelScale = Literal["stored", "scaled"]


def _check_step(step: int) -> None:
    if not 0 <= step <= LAST_STEP:
        raise ValueError(_("Slow motion ends after 500 iterations."))


@dataclass(frozen=True)
class SlowMotionState(State):
    """State of the page Slow motion; the run and the moment that it starts from are in the view's state.

    Attributes
    ----------
    slow_step : int
        How many of the chapter's steps are shown after the first: four make an iteration.
    slow_image : int
        Place in the mini-batch of the image whose numbers are shown; in a smaller batch, the last one.
    """

    slow_step: int = value(0, _check_step)
    slow_shows: SlowPicture = choice(
        "steps",
        {
            "steps": (N_("Four steps"), N_("The four steps of an iteration (section 6)")),
            "numbers": (N_("784 numbers"), N_("The pixels of one image of the mini-batch (section 6)")),
        },
        label=N_("Show"),
    )
    slow_image: int = whole_number(
        0,
        0,
        MOST_IMAGES - 1,
        label=N_("Image in the mini-batch"),
        hint=N_("Counted from 0, as in the array x. Or click an image among the four steps"),
        shown="shows_numbers",
        shown_by="slow_shows",
    )
    pixel_scale: PixelScale = choice(
        "scaled",
        {
            "stored": (N_("0 to 255"), N_("As MNIST stores them: one byte per pixel")),
            "scaled": (
                N_("0 to 1"),
                N_("Divided by 255, as the network takes them: normalize=True (section 6)"),
            ),
        },
        label=N_("Pixel values"),
        shown="shows_numbers",
        shown_by="slow_shows",
    )
    slow_learning_rate: float = number(
        0.1,
        1e-300,
        1e300,
        track=LogTrack(-3, 1, (-3, -2, -1, 0, 1)),
        label=N_("Learning rate"),
        hint=N_("Each update subtracts it times the gradient (sections 4 and 6)"),
        slider_hint=N_("Drag it and watch step 4: up to where does the loss still fall?"),
    )
    slow_batch_size: int = whole_number(
        100,
        1,
        MOST_IMAGES,
        step=10,
        label=N_("Batch size"),
        hint=N_("Images drawn in each iteration. Try 1, then 1000 (section 2)"),
    )
    slow_seed: int = seed(label=N_("Seed"), hint=N_("Decides which images are drawn"))

    @property
    def shows_numbers(self) -> bool:
        """Whether the numbers of an image are shown."""
        return self.slow_shows == "numbers"

    @property
    def iteration(self) -> int:
        """Which iteration is shown, from 1."""
        return self.slow_step // PANELS + 1

    @property
    def panel(self) -> int:
        """Which of the four steps is the present one, from 0."""
        return self.slow_step % PANELS
