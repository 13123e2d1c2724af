"""What the user can set on the pages about gradients."""

from dataclasses import dataclass
from typing import Literal

from explorer.state.declarations import LogTrack, State, choice, number, seed, whole_number
from explorer.texts.language import N_
from explorer.texts.numbers import grouped

Precision = Literal["float64", "float32"]
CheckColours = Literal["difference", "verdict"]
FanNetwork = Literal["untrained", "shown"]
FanSampling = Literal["replacement", "shuffle"]

LOWEST_CHECK_H, HIGHEST_CHECK_H = 1e-50, 1.0
MOST_FAN_BATCH = 10_000
_MOST_RACE_HIDDEN = _MOST_RACE_BATCH = 500  # beyond, one step of the differences takes a second


@dataclass(frozen=True)
class RaceState(State):
    """What can be set on the pages about gradients."""

    race_hidden_size: int = whole_number(
        50,
        1,
        _MOST_RACE_HIDDEN,
        step=10,
        label=N_("Hidden units"),
        hint=N_("Number of hidden units. (Section 6)"),
    )
    race_batch_size: int = whole_number(
        100,
        1,
        _MOST_RACE_BATCH,
        step=10,
        label=N_("Batch size"),
        hint=N_("Images in each mini-batch. (Section 2)"),
    )
    race_steps: int = choice(
        1_000,
        {
            100: (grouped(100), N_("100 steps")),
            1_000: (grouped(1_000), N_("1 000 steps")),
            10_000: (grouped(10_000), N_("10 000 steps, as many as the chapter’s run (section 6)")),
        },
        label=N_("Steps"),
    )
    check_h: float = number(
        1e-4,
        LOWEST_CHECK_H,
        HIGHEST_CHECK_H,
        track=LogTrack(-16, 0, (-16, -12, -8, -4, 0)),
        label=N_("Step h"),
        hint=N_("h of the central difference, from 1e-50 to 1. (Section 3)"),
        slider_hint=N_("Drag it, or the line in the plot. (Section 3)"),
    )
    check_precision: Precision = choice(
        "float64",
        {
            "float64": ("float64", N_("15 to 16 decimal digits, as in the chapter’s code")),
            "float32": ("float32", N_("6 to 7 decimal digits. (Section 3)")),
        },
        label=N_("Computed in"),
    )
    check_images: int = whole_number(
        30,
        1,
        200,
        step=10,
        label=N_("Images"),
        hint=N_("Number of training images that the loss is the mean of. (Section 2)"),
    )
    check_colours: CheckColours = choice(
        "difference",
        {
            "difference": (
                N_("Difference"),
                N_("Relative difference of the two derivatives, on a logarithmic scale"),
            ),
            "verdict": (
                N_("Cause"),
                N_("Agreement, or the larger part of the error: rounding or truncation"),
            ),
        },
        label=N_("Colours show"),
    )
    fan_network: FanNetwork = choice(
        "untrained",
        {
            "untrained": (N_("Untrained"), N_("The network that this run started from")),
            "shown": (N_("At this step"), N_("The network that the time machine shows")),
        },
        label=N_("Network"),
    )
    fan_batch_size: int = whole_number(
        1_000,
        1,
        MOST_FAN_BATCH,
        step=10,
        label=N_("Batch size N"),
        hint=N_("Images in each of the 50 mini-batches, 1 to 10 000. (Section 2)"),
        slider_hint=N_("Drag it. (Section 6)"),
    )
    fan_sampling: FanSampling = choice(
        "replacement",
        {
            "replacement": (
                N_("With"),
                N_("With replacement, as in the chapter: an image can come twice (section 2)"),
            ),
            "shuffle": (
                N_("Without"),
                N_("Without replacement: no image comes twice in a mini-batch"),
            ),
        },
        label=N_("Replacement"),
    )
    fan_seed: int = seed(
        label=N_("Seed"), hint=N_("Chooses the images: the same seed gives the same mini-batches")
    )
