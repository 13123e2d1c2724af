"""What a person can set in the losses view."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.activations import softmax
from explorer.language import _
from explorer.losses.batch.state import BatchState
from explorer.losses.checks import check_choice
from explorer.losses.scrubber.state import WeightState
from explorer.losses.step.state import StepState
from explorer.session import CHAPTER

CLASSES = 10
MOST_KEPT = 8
LARGEST_SCORE = 1000.0

# The chapter's two answers, both meant for class 2.
MOSTLY_RIGHT = (0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0)
MOSTLY_WRONG = (0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0)
CHAPTER_TARGET = 2


def check_answer(y: Sequence[float]) -> None:
    """Raise ValueError, with a sentence, unless `y` is ten numbers from 0 to 1."""
    if len(y) != CLASSES:
        raise ValueError(_("An answer has ten probabilities, not {count}.").format(count=len(y)))
    for index, probability in enumerate(y):
        if not (math.isfinite(probability) and 0 <= probability <= 1):
            sentence = _("A probability is from 0 to 1; class {index} has {probability}.")
            raise ValueError(sentence.format(index=index, probability=probability))


def check_class(index: int) -> None:
    """Raise ValueError, with a sentence, unless `index` is a class."""
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < CLASSES:
        raise ValueError(_("There is no class {index}: classes are 0 to 9.").format(index=index))


def check_scores(scores: Sequence[float]) -> None:
    """Raise ValueError, with a sentence, unless `scores` is ten numbers from -1000 to 1000."""
    if len(scores) != CLASSES:
        raise ValueError(_("There are ten scores, not {count}.").format(count=len(scores)))
    for index, score in enumerate(scores):
        if not abs(score) <= LARGEST_SCORE:
            sentence = _("A score is from −1000 to 1000; class {index} has {score}.")
            raise ValueError(sentence.format(index=index, score=score))


PageName = Literal["sample", "batch", "weight", "step"]
PAGES: tuple[PageName, ...] = ("sample", "batch", "weight", "step")


@dataclass(frozen=True)
class Sample:
    """An answer of ten probabilities and the right class.

    Parameters
    ----------
    y : tuple of ten floats
        Each from 0 to 1; their sum is free.
    target : int
        From 0 to 9.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    y: tuple[float, ...]
    target: int

    def __post_init__(self) -> None:
        check_answer(self.y)
        check_class(self.target)


@dataclass(frozen=True)
class LossesState:
    """State of the losses view; without arguments the chapter's first example.

    Parameters
    ----------
    page : "sample", "batch", "weight" or "step"
        Which page is open.
    y : tuple of ten floats
        The answer: a probability for each class, from 0 to 1. Where scores are entered, it is their softmax,
        whatever was given.
    target : int
        The right class.
    entry : "probabilities" or "scores"
        What the person sets.
    scores : tuple of ten floats
        What softmax makes the answer of, if scores are entered.
    selected : int
        The bar that keys and the field move.
    keep_sum : bool
        Whether the other bars make room for the one that moves, so that all sum to 1.
    samples : "one" or "batch"
        Whether the losses are of this answer, or the mean over it and the answers that were kept.
    kept : tuple of Sample
        Up to eight.
    softmax_axis : "last" or "none"
        Over what softmax is taken where scores of a mini-batch are shown: each row, or the batch as a whole.
    curve : "whole", "near_zero" or "by_score"
        Both losses over all probabilities, or over those near 0; or the slopes of both by each score.
    network : str
        Id of the network that the other pages look into, as `Session.network` takes it.
    batch : BatchState
        The page Mini-batch.
    weight : WeightState
        The page Why a loss.
    step : StepState
        The page Step against sigmoid.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    page: PageName = "sample"
    y: tuple[float, ...] = MOSTLY_RIGHT
    target: int = CHAPTER_TARGET
    entry: Literal["probabilities", "scores"] = "probabilities"
    scores: tuple[float, ...] = (0.0,) * CLASSES
    selected: int = CHAPTER_TARGET
    keep_sum: bool = True
    samples: Literal["one", "batch"] = "one"
    kept: tuple[Sample, ...] = (Sample(MOSTLY_WRONG, CHAPTER_TARGET),)
    softmax_axis: Literal["last", "none"] = "last"
    curve: Literal["whole", "near_zero", "by_score"] = "whole"
    network: str = CHAPTER
    batch: BatchState = field(default_factory=BatchState)
    weight: WeightState = field(default_factory=WeightState)
    step: StepState = field(default_factory=StepState)

    def __post_init__(self) -> None:
        check_answer(self.y)
        check_class(self.target)
        check_class(self.selected)
        check_choice(self.page, PAGES)
        check_choice(self.entry, ("probabilities", "scores"))
        check_choice(self.samples, ("one", "batch"))
        check_choice(self.softmax_axis, ("last", "none"))
        check_choice(self.curve, ("whole", "near_zero", "by_score"))
        check_scores(self.scores)
        if self.entry == "scores":
            object.__setattr__(self, "y", tuple(softmax(self.scores).tolist()))
        if len(self.kept) > MOST_KEPT:
            raise ValueError(_("Up to {count} answers can be kept.").format(count=MOST_KEPT))

    @property
    def answers(self) -> tuple[Sample, ...]:
        """The samples that the losses are of: the present answer first."""
        present = Sample(self.y, self.target)
        return (present, *self.kept) if self.samples == "batch" else (present,)
