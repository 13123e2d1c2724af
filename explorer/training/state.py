"""What a person can set in the training view."""

import math
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.training import TrainingConfig
from explorer.session import CHAPTER
from explorer.training.inside.state import InsideState
from explorer.training.mistakes.state import MistakesState
from explorer.training.race.state import RaceState
from explorer.training.run.state import RunState
from explorer.training.runs.state import RunsState
from explorer.training.slow_motion.state import SlowMotionState

GradientName = Literal["backprop", "numerical"]
SamplingName = Literal["replacement", "shuffle"]

PageName = Literal["run", "inside", "mistakes", "runs", "race", "slow_motion"]
PAGES: tuple[PageName, ...] = get_args(PageName)

MOST_HIDDEN, MOST_BATCH, MOST_ITERATIONS, LAST_SEED = 1_000, 60_000, 10_000_000, 999_999


@dataclass(frozen=True)
class TrainingState:
    """The state of the training view; without arguments the chapter's run, which comes with the application.

    Attributes
    ----------
    hidden_size : int
        Hidden units, 1 to 1 000.
    batch_size : int
        Images in a mini-batch, 1 to 60 000.
    learning_rate : float
        Above 0. It also changes a run under way, as the optimizer does.
    iterations : int
        Updates in a run, 1 to 10 000 000.
    seed : int
        Decides the weights at the start and the mini-batches: 0 to 999 999.
    gradient : "backprop" or "numerical"
        How the gradient is worked out.
    sampling : "replacement" or "shuffle"
        How mini-batches are drawn.
    settings : RunState
        All other settings of a run.
    run : str
        Id of the run that all pages look at while none is under way.
    moment : int or None
        Which of its networks they look at: that after so many updates, or the newest.
    page : one of `PAGES`
        Which page is open.
    inside, mistakes, runs, race, slow_motion : InsideState, MistakesState, RunsState, RaceState, SlowMotionState
        What can be set on each page. Their field names differ from each other and from those here.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    hidden_size: int = 50
    batch_size: int = 100
    learning_rate: float = 0.1
    iterations: int = 10_000
    seed: int = 0
    gradient: GradientName = "backprop"
    sampling: SamplingName = "replacement"
    settings: RunState = field(default_factory=RunState)
    run: str = CHAPTER
    moment: int | None = None
    page: PageName = "run"
    inside: InsideState = field(default_factory=InsideState)
    mistakes: MistakesState = field(default_factory=MistakesState)
    runs: RunsState = field(default_factory=RunsState)
    race: RaceState = field(default_factory=RaceState)
    slow_motion: SlowMotionState = field(default_factory=SlowMotionState)

    def __post_init__(self) -> None:
        if not 1 <= self.hidden_size <= MOST_HIDDEN:
            raise ValueError("There can be 1 to 1 000 hidden units.")
        if not 1 <= self.batch_size <= MOST_BATCH:
            raise ValueError("A mini-batch can have 1 to 60 000 images.")
        if not 0 < self.learning_rate < math.inf:
            raise ValueError("The learning rate must be above 0 and finite.")
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise ValueError("There can be 1 to 10 000 000 iterations.")
        if not 0 <= self.seed <= LAST_SEED:
            raise ValueError("The seed can be 0 to 999 999.")
        if self.gradient not in get_args(GradientName):
            raise ValueError("The gradient must be backprop or numerical.")
        if self.sampling not in get_args(SamplingName):
            raise ValueError("Batches must be drawn with replacement or by shuffling.")
        if self.moment is not None and self.moment < 0:
            raise ValueError("A run has no moment before its start.")
        if self.page not in PAGES:
            raise ValueError("There is no page of that name.")

    def config(self) -> TrainingConfig:
        """Return how a run is trained that starts now."""
        return TrainingConfig(
            hidden_size=self.hidden_size,
            batch_size=self.batch_size,
            learning_rate=self.learning_rate,
            iterations=self.iterations,
            seed=self.seed,
            gradient=self.gradient,
            sampling=self.sampling,
            optimizer=self.settings.update_rule(),
            activation=self.settings.activation,
            weight_init_std=self.settings.weight_init_std,
            schedule=self.settings.schedule,
            augmentation=self.settings.augmentation(),
            style_variants=self.settings.style_variants(),
            subtract_mean=self.settings.subtract_mean,
            training_images=self.settings.images_learnt_from,
            validation_images=self.settings.validation_images,
        )
