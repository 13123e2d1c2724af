"""What can be set in the training view."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from core.training import TrainingConfig
from explorer.state.declarations import (
    LogTrack,
    State,
    choice,
    number,
    pages,
    seed,
    switch,
    value,
    whole_number,
)
from explorer.texts.language import N_, _
from explorer.training.inside.state import InsideState
from explorer.training.mistakes.state import MistakesState
from explorer.training.race.state import RaceState
from explorer.training.run.state import LOCKED, RunState
from explorer.training.runs.state import RunsState
from explorer.training.slow_motion.state import SlowMotionState

LOWEST_RATE, HIGHEST_RATE = 1e-300, 1e300
NO_RUN = ""
"""Names no run: nothing has been trained yet."""

GradientName = Literal["backprop", "numerical"]
SamplingName = Literal["replacement", "shuffle"]

PageName = Literal[
    "run",
    "slow_motion",
    "race",
    "mistakes",
    "weights",
    "activations",
    "runs",
    "gradient_check",
    "batch_gradients",
    "update_ratios",
    "loss_landscape",
]
PAGES: tuple[PageName, ...] = get_args(PageName)


def _check_moment(moment: int | None) -> None:
    if moment is not None and moment < 0:
        raise ValueError(_("Iterations are counted from 0."))


@dataclass(frozen=True)
class TrainingState(State):
    """The state of the training view; without arguments the chapter's settings, and nothing trained yet.

    Attributes
    ----------
    settings : RunState
        All settings of a run that are not here.
    run : str
        Id of the run that all pages look at while none is under way; `NO_RUN` before the first.
    moment : int or None
        Which of its networks they look at: that after so many updates, or the newest.
    """

    hidden_size: int = whole_number(
        50,
        1,
        1_000,
        step=10,
        label=N_("Hidden units"),
        hint=N_("Units between the 784 pixels and the 10 classes. Try 10, then 200 (section 6)"),
        locked=LOCKED,
    )
    batch_size: int = whole_number(
        100,
        1,
        60_000,
        step=10,
        label=N_("Batch size"),
        hint=N_(
            "Images per mini-batch. Try 1, 1000, and 128, which does not divide 60 000 (sections 2 and 6)"
        ),
        locked=LOCKED,
    )
    learning_rate: float = number(
        0.1,
        LOWEST_RATE,
        HIGHEST_RATE,
        track=LogTrack(-3, 1, (-3, -2, -1, 0, 1)),
        label=N_("Learning rate"),
        hint=N_(
            "Each update subtracts it times the gradient. It can be changed during training; type any number, such "
            "as 1e-4 (section 4)"
        ),
        slider_hint=N_("Drag it during training and watch the loss (section 4)"),
    )
    iterations: int = whole_number(
        10_000,
        1,
        10_000_000,
        step=1_000,
        label=N_("Iterations"),
        hint=N_(
            "Updates in a run: 10 000 in the chapter. With more, a finished run can be continued (section 6)"
        ),
        locked=LOCKED,
    )
    seed: int = seed(
        label=N_("Seed"),
        hint=N_("Decides the initial weights and the mini-batches: the same seed gives the same run"),
        locked=LOCKED,
    )
    gradient: GradientName = choice(
        "backprop",
        {
            "backprop": (
                N_("Backprop"),
                N_("The gradient by the chain rule (section 6)"),
            ),
            "numerical": (
                N_("Numerical"),
                N_("Central differences, each parameter changed by h = 10⁻⁴ (section 3)"),
            ),
        },
        label=N_("Gradient"),
        locked=LOCKED,
    )
    sampling: SamplingName = choice(
        "replacement",
        {
            "replacement": (
                N_("At random"),
                N_("With replacement, as np.random.choice does: an image may be drawn twice (section 2)"),
            ),
            "shuffle": (
                N_("Shuffled"),
                N_("Without replacement: all images in random order, then all again in another"),
            ),
        },
        label=N_("Mini-batches"),
        locked=LOCKED,
    )
    settings: RunState = field(default_factory=RunState)
    run: str = value(NO_RUN)
    moment: int | None = value(None, _check_moment)
    new_seed: bool = switch(
        True,
        label=N_("New seed each time"),
        hint=N_(
            "Start chooses a seed at random. Untick it, or type a seed, to train the same network again (section 6)"
        ),
        locked=LOCKED,
    )
    page: PageName = pages(
        "run",
        {
            "run": N_("Run"),
            "slow_motion": N_("Slow motion"),
            "race": N_("Race"),
            "mistakes": N_("Mistakes"),
            "weights": N_("Weights"),
            "activations": N_("Activations"),
            "runs": N_("Compare runs"),
            "gradient_check": N_("Gradient check"),
            "batch_gradients": N_("Mini-batch gradients"),
            "update_ratios": N_("Update-to-weight ratio"),
            "loss_landscape": N_("Loss landscape"),
        },
        further=("runs", "gradient_check", "batch_gradients", "update_ratios", "loss_landscape"),
        label=N_("Page"),
        hint=N_(
            "Run: train a network. Slow motion: the four steps of one iteration. Race: the numerical gradient "
            "against backpropagation. Mistakes: images that the network gets wrong. Weights and Activations: its "
            "hidden units. Further: beyond the chapter. (Sections 1 to 6)"
        ),
    )
    inside: InsideState = field(default_factory=InsideState)
    mistakes: MistakesState = field(default_factory=MistakesState)
    runs: RunsState = field(default_factory=RunsState)
    race: RaceState = field(default_factory=RaceState)
    slow_motion: SlowMotionState = field(default_factory=SlowMotionState)

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
