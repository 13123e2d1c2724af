"""What a person can set on the page Slow motion."""

import math
from dataclasses import dataclass

PANELS = 4  # mini-batch, gradient, update, repeat
MOST_ITERATIONS = 500
MOST_SLOW_BATCH = 1_000
LAST_SLOW_SEED = 999_999


@dataclass(frozen=True)
class SlowMotionState:
    """State of the page Slow motion; the run and the moment that it starts from are in the view's state.

    Attributes
    ----------
    slow_step : int
        How many of the chapter's steps are shown after the first: four make an iteration.
    slow_learning_rate : float
        Above 0.
    slow_batch_size : int
        Images in a mini-batch, 1 to 1 000.
    slow_seed : int
        Decides which images are drawn, 0 to 999 999.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    slow_step: int = PANELS - 1
    slow_learning_rate: float = 0.1
    slow_batch_size: int = 100
    slow_seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.slow_step < PANELS * MOST_ITERATIONS:
            raise ValueError("Slow motion ends after 500 iterations.")
        if not 0 < self.slow_learning_rate < math.inf:
            raise ValueError("The learning rate must be above 0 and finite.")
        if not 1 <= self.slow_batch_size <= MOST_SLOW_BATCH:
            raise ValueError("A mini-batch can have 1 to 1 000 images here.")
        if not 0 <= self.slow_seed <= LAST_SLOW_SEED:
            raise ValueError("The seed can be 0 to 999 999.")

    @property
    def iteration(self) -> int:
        """Which iteration is shown, from 1."""
        return self.slow_step // PANELS + 1

    @property
    def panel(self) -> int:
        """Which of the four steps is the present one, from 0."""
        return self.slow_step % PANELS
