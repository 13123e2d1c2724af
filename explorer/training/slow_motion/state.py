"""What a person can set on the page Slow motion."""

from dataclasses import dataclass

from explorer.declarations import LogTrack, State, number, seed, value, whole_number
from explorer.language import N_, _

PANELS = 4  # mini-batch, gradient, update, repeat
MOST_ITERATIONS = 500
LAST_STEP = PANELS * MOST_ITERATIONS - 1


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
    """

    slow_step: int = value(PANELS - 1, _check_step)
    slow_learning_rate: float = number(
        0.1,
        1e-300,
        1e300,
        track=LogTrack(-3, 1, (-3, -2, -1, 0, 1)),
        label=N_("Learning rate"),
        hint=N_("What the gradient is multiplied by before it is subtracted (chapter, sections 4 and 6)"),
        slider_hint=N_("Drag it and watch panel 4: up to where does the loss still fall?"),
    )
    slow_batch_size: int = whole_number(
        100,
        1,
        1_000,
        step=10,
        label=N_("Batch size"),
        hint=N_("Images that are drawn at each iteration. Try 1, then 1000 (chapter, section 2)"),
    )
    slow_seed: int = seed(
        label=N_("Seed"), hint=N_("Decides which images are drawn: another seed, other images")
    )

    @property
    def iteration(self) -> int:
        """Which iteration is shown, from 1."""
        return self.slow_step // PANELS + 1

    @property
    def panel(self) -> int:
        """Which of the four steps is the present one, from 0."""
        return self.slow_step % PANELS
