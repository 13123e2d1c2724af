"""What the user can set in the losses view."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.activations import softmax
from core.chapter_inputs import CORRECT_CLASS, MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.losses.batch.state import BatchState
from explorer.losses.scrubber.state import WeightState
from explorer.losses.step.state import StepState
from explorer.state.declarations import State, choice, pages, switch, value
from explorer.state.session import CHAPTER
from explorer.texts.language import N_, _

CLASSES = 10
MOST_KEPT = 8
LARGEST_SCORE = 1000.0


def check_output(y: Sequence[float]) -> None:
    """Raise ValueError, with a sentence, unless `y` is ten numbers from 0 to 1."""
    if len(y) != CLASSES:
        raise ValueError(_("An output has ten probabilities, not {count}.").format(count=len(y)))
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
    """An output of ten probabilities and the correct class.

    Parameters
    ----------
    y : tuple of ten floats
        Each from 0 to 1; their sum is free.
    target : int
        From 0 to 9.

    Raises
    ------
    ValueError
        With a sentence for the user.
    """

    y: tuple[float, ...]
    target: int

    def __post_init__(self) -> None:
        check_output(self.y)
        check_class(self.target)


def _check_kept(kept: Sequence[Sample]) -> None:
    if len(kept) > MOST_KEPT:
        raise ValueError(
            _("A mini-batch holds up to {count} outputs beside the current one.").format(count=MOST_KEPT)
        )


@dataclass(frozen=True)
class LossesState(State):
    """State of the losses view; without arguments the chapter's first example.

    Attributes
    ----------
    y : tuple of ten floats
        The output: a probability for each class, from 0 to 1. Where scores are entered, it is their softmax,
        whatever was given.
    scores : tuple of ten floats
        What softmax turns into the output, if scores are entered.
    selected : int
        The bar that keys and the field move.
    keep_sum : bool
        Whether moving one bar scales the others so that all sum to 1; always, where scores are entered.
    kept : tuple of Sample
        The outputs that were added to the mini-batch, up to eight.
    network : str
        Id of the network that the other pages look into, as `Session.network` takes it.
    """

    page: PageName = pages(
        "sample",
        {"sample": N_("Sample"), "batch": N_("Batch"), "weight": N_("Weight"), "step": N_("Step")},
        label=N_("Page"),
        hint=N_(
            "Sample: one output and both losses. Batch: the mean loss of a few images as an estimate for all. "
            "Weight: why a loss and not the accuracy. Step: why not a step function as activation. "
            "Section 2 of the chapter."
        ),
    )
    y: tuple[float, ...] = value(MOSTLY_RIGHT, check_output)
    target: int = choice(
        CORRECT_CLASS,
        {index: str(index) for index in range(CLASSES)},
        label=N_("Correct class"),
        hint=N_(
            "The label: as one-hot, t is 1 there and 0 elsewhere. Choose another one: y stays, and the losses are "
            "those for the new label. You can also click on a class below the bars. Section 2 of the chapter."
        ),
    )
    entry: Literal["probabilities", "scores"] = choice(
        "probabilities",
        {"probabilities": N_("Probabilities"), "scores": N_("Scores")},
        label=N_("Probabilities or scores"),
        hint=N_(
            "Set the ten probabilities, or the scores that softmax turns into them. Try a score of 1000: softmax "
            "subtracts the largest score first, so that nothing overflows. Sections 2 and 6 of the chapter."
        ),
    )
    scores: tuple[float, ...] = value((0.0,) * CLASSES, check_scores)
    selected: int = value(CORRECT_CLASS, check_class)
    keep_sum: bool = switch(
        True,
        label=N_("Keep the sum at 1"),
        hint=N_(
            "On: the other bars are scaled so that all sum to 1, as after softmax. Off: they stay as they are, "
            "and only the mean squared error depends on them. Section 2 of the chapter."
        ),
        enabled="enters_probabilities",
    )
    samples: Literal["one", "batch"] = choice(
        "one",
        {"one": N_("One"), "batch": N_("Mini-batch")},
        label=N_("Samples"),
        hint=N_(
            "One: the losses of this output. Mini-batch: their mean over this output and those added, which "
            "does not grow with the number of samples. Section 2 of the chapter."
        ),
    )
    kept: tuple[Sample, ...] = value((Sample(MOSTLY_WRONG, CORRECT_CLASS),), _check_kept)
    one_hot: bool = switch(
        True,
        label=N_("One-hot t"),
        shown_by="samples",
        hint=N_(
            "On: t has a row of 0 and 1 for each sample, and t log y is summed. Off: t is one class label for each "
            "sample, which picks its y by indexing. Both give the same loss. Section 2 of the chapter."
        ),
    )
    softmax_axis: Literal["last", "none"] = choice(
        "last",
        {"last": N_("axis=-1"), "none": N_("No axis")},
        label=N_("Axis of softmax"),
        shown_by="entry",
        hint=N_(
            "axis=-1: each row sums to 1. No axis: softmax divides by the sum over the whole batch, so that all "
            "rows together sum to 1. Section 6 of the chapter."
        ),
    )
    curve: Literal["whole", "near_zero", "by_score"] = choice(
        "whole",
        {"whole": N_("0 to 1"), "near_zero": N_("Near 0"), "by_score": N_("Slopes")},
        label=N_("Curves or slopes"),
        hint=N_(
            "0 to 1: all probabilities of the correct class. Near 0: on a logarithmic scale, where the 1e-7 inside "
            "the logarithm limits the cross-entropy to 16.118. Slopes: the derivative of each loss by each score. "
            "Section 2 of the chapter."
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
    def all_samples(self) -> tuple[Sample, ...]:
        """The samples that the losses are of: the present output first."""
        present = Sample(self.y, self.target)
        return (present, *self.kept) if self.samples == "batch" else (present,)
