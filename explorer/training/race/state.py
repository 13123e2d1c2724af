"""What a person can set on the page Race."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

RacePart = Literal["race", "check", "fan"]
Precision = Literal["float64", "float32"]
CheckColours = Literal["difference", "verdict"]
FanSampling = Literal["replacement", "shuffle"]

RACE_PARTS: tuple[RacePart, ...] = get_args(RacePart)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
CHECK_COLOURS: tuple[CheckColours, ...] = get_args(CheckColours)
FAN_SAMPLINGS: tuple[FanSampling, ...] = get_args(FanSampling)
RACE_STEPS = (100, 1_000, 10_000)

MOST_RACE_HIDDEN = MOST_RACE_BATCH = 500  # beyond, one step of the differences takes a second
MOST_CHECK_IMAGES = 200
MOST_FAN_BATCH = 10_000
LAST_FAN_SEED = 999_999
LOWEST_CHECK_H, HIGHEST_CHECK_H = 1e-50, 1.0


@dataclass(frozen=True)
class RaceState:
    """State of the page Race; the run and the moment that it looks at are in the view's state.

    Attributes
    ----------
    race_part : "race", "check" or "fan"
        Which part is open.
    race_hidden_size, race_batch_size : int
        Hidden units, and images in a mini-batch, of all lanes: 1 to 500.
    race_steps : int
        How far the race goes, one of `RACE_STEPS`.
    check_h : float
        Half-width of the checked differences, 10⁻⁵⁰ to 1.
    check_precision : "float64" or "float32"
        The arithmetic of the differences.
    check_images : int
        How many images the gradient is of, 1 to 200.
    check_colours : "difference" or "verdict"
        What the colours mean: how far apart two derivatives are, or why.
    fan_batch_size : int
        Images in each of the fan's mini-batches, 1 to 10 000.
    fan_sampling : "replacement" or "shuffle"
        How they are drawn.
    fan_seed : int
        Decides them, 0 to 999 999.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    race_part: RacePart = "race"
    race_hidden_size: int = 50
    race_batch_size: int = 100
    race_steps: int = 1_000
    check_h: float = 1e-4
    check_precision: Precision = "float64"
    check_images: int = 30
    check_colours: CheckColours = "difference"
    fan_batch_size: int = 100
    fan_sampling: FanSampling = "replacement"
    fan_seed: int = 0

    def __post_init__(self) -> None:
        if self.race_part not in RACE_PARTS:
            raise ValueError("The page has a race, a check and a fan.")
        if not 1 <= self.race_hidden_size <= MOST_RACE_HIDDEN:
            raise ValueError("A race can have 1 to 500 hidden units.")
        if not 1 <= self.race_batch_size <= MOST_RACE_BATCH:
            raise ValueError("A mini-batch of the race can have 1 to 500 images.")
        if self.race_steps not in RACE_STEPS:
            raise ValueError("A race can have 100, 1 000 or 10 000 steps.")
        self._check_the_check()
        if not 1 <= self.fan_batch_size <= MOST_FAN_BATCH:
            raise ValueError("A mini-batch of the fan can have 1 to 10 000 images.")
        if self.fan_sampling not in FAN_SAMPLINGS:
            raise ValueError("Batches must be drawn with replacement or by shuffling.")
        if not 0 <= self.fan_seed <= LAST_FAN_SEED:
            raise ValueError("The seed can be 0 to 999 999.")

    def _check_the_check(self) -> None:
        if not (math.isfinite(self.check_h) and LOWEST_CHECK_H <= self.check_h <= HIGHEST_CHECK_H):
            raise ValueError("The step h can be 10⁻⁵⁰ to 1.")
        if self.check_precision not in PRECISIONS:
            raise ValueError("Differences are worked out in float64 or in float32.")
        if not 1 <= self.check_images <= MOST_CHECK_IMAGES:
            raise ValueError("The gradient can be checked on 1 to 200 images.")
        if self.check_colours not in CHECK_COLOURS:
            raise ValueError("Colours can show the difference or its cause.")
