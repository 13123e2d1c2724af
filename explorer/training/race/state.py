"""What a person can set on the page Race."""

from dataclasses import dataclass
from typing import Literal

from explorer.declarations import LogTrack, State, choice, number, seed, whole_number
from explorer.language import N_
from explorer.widgets.numbers import grouped

Precision = Literal["float64", "float32"]
CheckColours = Literal["difference", "verdict"]
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
        hint=N_(
            "Units between pixels and digits. Twice as many take the structured differences twice as long, "
            "and one parameter at a time four times (chapter, section 6)"
        ),
    )
    race_batch_size: int = whole_number(
        100,
        1,
        _MOST_RACE_BATCH,
        step=10,
        label=N_("Batch size"),
        hint=N_("Images in each mini-batch. Try 10: which lanes gain? (Chapter, section 2)"),
    )
    race_steps: int = choice(
        1_000,
        {
            100: (grouped(100), N_("100 steps: about a second of the structured differences")),
            1_000: (grouped(1_000), N_("1 000 steps, a tenth of the chapter’s run")),
            10_000: (grouped(10_000), N_("10 000 steps, the chapter’s run (section 6): some minutes")),
        },
        label=N_("Steps to go"),
    )
    check_h: float = number(
        1e-4,
        LOWEST_CHECK_H,
        HIGHEST_CHECK_H,
        track=LogTrack(-16, 0, (-16, -12, -8, -4, 0)),
        label=N_("Step h"),
        hint=N_("Half the width of every difference: type any from 1e-50 to 1 (chapter, section 3)"),
        slider_hint=N_(
            "Drag it: too small and rounding wins, too large and the loss bends (chapter, section 3)"
        ),
    )
    check_precision: Precision = choice(
        "float64",
        {
            "float64": ("float64", N_("Sixteen digits, as the chapter’s code has them")),
            "float32": ("float32", N_("Seven digits: try every h, and none is good (chapter, section 3)")),
        },
        label=N_("Differences in"),
    )
    check_images: int = whole_number(
        30,
        1,
        200,
        step=10,
        label=N_("Images"),
        hint=N_("How many images the loss is the mean of (chapter, section 2)"),
    )
    check_colours: CheckColours = choice(
        "difference",
        {
            "difference": (
                N_("Difference"),
                N_("How far the two slopes of each parameter differ, by powers of ten"),
            ),
            "verdict": (N_("Cause"), N_("Whether a slope is exact, rounded or truncated")),
        },
        label=N_("Colours show"),
    )
    fan_batch_size: int = whole_number(
        100,
        1,
        MOST_FAN_BATCH,
        step=10,
        label=N_("Batch size N"),
        hint=N_("Images in each of the 50 mini-batches, 1 to 10 000 (chapter, section 2)"),
        slider_hint=N_("Drag it: the fan narrows as batches grow (chapter, section 6)"),
    )
    fan_sampling: FanSampling = choice(
        "replacement",
        {
            "replacement": (
                N_("At random"),
                N_("Each image is drawn from all of them, as in the chapter (section 2)"),
            ),
            "shuffle": (
                N_("Shuffled"),
                N_("Each batch is the beginning of a shuffled order: no image comes twice"),
            ),
        },
        label=N_("Batches drawn"),
    )
    fan_seed: int = seed(
        label=N_("Seed"), hint=N_("Decides which images are drawn: another seed, another fan")
    )
