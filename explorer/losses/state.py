"""What a person can set in the losses view."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.activations import softmax
from core.chapter_inputs import CORRECT_CLASS, MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.declarations import State, choice, pages, switch, value
from explorer.language import N_, _
from explorer.losses.batch.state import BatchState
from explorer.losses.scrubber.state import WeightState
from explorer.losses.step.state import StepState
from explorer.session import CHAPTER

CLASSES = 10
MOST_KEPT = 8
LARGEST_SCORE = 1000.0


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
PAGES: tuple[PageName, ...] = get_args(PageName)


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


def _check_kept(kept: Sequence[Sample]) -> None:
    if len(kept) > MOST_KEPT:
        raise ValueError(_("Up to {count} answers can be kept.").format(count=MOST_KEPT))


@dataclass(frozen=True)
class LossesState(State):
    """State of the losses view; without arguments the chapter's first example.

    Attributes
    ----------
    y : tuple of ten floats
        The answer: a probability for each class, from 0 to 1. Where scores are entered, it is their softmax,
        whatever was given.
    scores : tuple of ten floats
        What softmax makes the answer of, if scores are entered.
    selected : int
        The bar that keys and the field move.
    keep_sum : bool
        Whether the other bars make room for the one that moves; so they do, whatever was given, where scores are
        entered.
    kept : tuple of Sample
        The answers that were kept, up to eight.
    network : str
        Id of the network that the other pages look into, as `Session.network` takes it.
    """

    page: PageName = pages(
        "sample",
        {"sample": N_("Sample"), "batch": N_("Batch"), "weight": N_("Weight"), "step": N_("Step")},
        label=N_("Page"),
        hint=N_(
            "Sample: one answer and both losses. Batch: the mean of some images stands for all. Weight: why "
            "a loss and not the accuracy. Step: why hidden units need a slope. Section 2 of the chapter."
        ),
    )
    y: tuple[float, ...] = value(MOSTLY_RIGHT, check_answer)
    target: int = choice(
        CORRECT_CLASS,
        {index: str(index) for index in range(CLASSES)},
        label=N_("Right class"),
        hint=N_(
            "The class that is right: t is 1 there and 0 elsewhere (one-hot). Make another class right and "
            "see both losses change while the answer stays. A click on a class below the bars does it too. "
            "Section 2 of the chapter."
        ),
    )
    entry: Literal["probabilities", "scores"] = choice(
        "probabilities",
        {"probabilities": N_("Probabilities"), "scores": N_("Scores")},
        label=N_("Probabilities or scores"),
        hint=N_(
            "Set the ten probabilities, or the scores that softmax makes them of. By scores, type 1000: softmax "
            "takes the largest away first, so nothing overflows. Section 2 of the chapter."
        ),
    )
    scores: tuple[float, ...] = value((0.0,) * CLASSES, check_scores)
    selected: int = value(CORRECT_CLASS, check_class)
    keep_sum: bool = switch(
        True,
        label=N_("Sum at 1"),
        hint=N_(
            "On: the other bars shrink or grow in proportion, so that all sum to 1 as after a softmax. "
            "Off: they stay, and you see what each loss makes of it. Section 2 of the chapter."
        ),
        enabled="enters_probabilities",
    )
    samples: Literal["one", "batch"] = choice(
        "one",
        {"one": N_("One"), "batch": N_("Mini-batch")},
        label=N_("Samples"),
        hint=N_(
            "One: the losses of this answer. Mini-batch: their mean over this answer and those kept, which "
            "does not grow with the number of samples. Section 2 of the chapter."
        ),
    )
    kept: tuple[Sample, ...] = value((Sample(MOSTLY_WRONG, CORRECT_CLASS),), _check_kept)
    softmax_axis: Literal["last", "none"] = choice(
        "last",
        {"last": N_("Each row"), "none": N_("The batch as a whole")},
        label=N_("What softmax is taken over"),
        shown_by="entry",
        hint=N_(
            "Each row: every answer sums to 1. The batch as a whole: what softmax does when it is given no "
            "axis; all answers together sum to 1, and every loss is wrong. Section 6 of the chapter."
        ),
    )
    curve: Literal["whole", "near_zero", "by_score"] = choice(
        "whole",
        {"whole": N_("0 to 1"), "near_zero": N_("Near 0"), "by_score": N_("By score")},
        label=N_("Curves or slopes"),
        hint=N_(
            "0 to 1: all probabilities. Near 0: powers of ten, where the 1e-7 inside the logarithm bends "
            "the cross-entropy to its largest value. By score: how strongly each loss pulls at each score; try "
            "Sure and wrong. Section 2 of the chapter."
        ),
    )
    network: str = value(CHAPTER)
    batch: BatchState = field(default_factory=BatchState)
    weight: WeightState = field(default_factory=WeightState)
    step: StepState = field(default_factory=StepState)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.entry == "scores":
            object.__setattr__(self, "y", tuple(softmax(self.scores).tolist()))
            object.__setattr__(self, "keep_sum", True)

    @property
    def enters_probabilities(self) -> bool:
        """Whether probabilities are entered, not scores."""
        return self.entry == "probabilities"

    @property
    def answers(self) -> tuple[Sample, ...]:
        """The samples that the losses are of: the present answer first."""
        present = Sample(self.y, self.target)
        return (present, *self.kept) if self.samples == "batch" else (present,)
