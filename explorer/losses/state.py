"""What a person can set in the losses view."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

CLASSES = 10
MOST_KEPT = 8

# The chapter's two answers, both meant for class 2.
MOSTLY_RIGHT = (0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0)
MOSTLY_WRONG = (0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0)
CHAPTER_TARGET = 2


def check_answer(y: Sequence[float]) -> None:
    """Raise ValueError, with a sentence, unless `y` is ten numbers from 0 to 1."""
    if len(y) != CLASSES:
        raise ValueError(_translate("An answer has ten probabilities, not {count}.").format(count=len(y)))
    for index, probability in enumerate(y):
        if not (math.isfinite(probability) and 0 <= probability <= 1):
            sentence = _translate("A probability is from 0 to 1; class {index} has {probability}.")
            raise ValueError(sentence.format(index=index, probability=probability))


def check_class(index: int) -> None:
    """Raise ValueError, with a sentence, unless `index` is a class."""
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < CLASSES:
        raise ValueError(_translate("There is no class {index}: classes are 0 to 9.").format(index=index))


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("LossesState", sentence)


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
    y : tuple of ten floats
        The answer: a probability for each class, from 0 to 1.
    target : int
        The right class.
    selected : int
        The bar that keys and the field move.
    keep_sum : bool
        Whether the other bars make room for the one that moves, so that all sum to 1.
    samples : "one" or "batch"
        Whether the losses are of this answer, or the mean over it and the answers that were kept.
    kept : tuple of Sample
        Up to eight.
    curve : "whole" or "near_zero"
        Which probabilities the curves show.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    y: tuple[float, ...] = MOSTLY_RIGHT
    target: int = CHAPTER_TARGET
    selected: int = CHAPTER_TARGET
    keep_sum: bool = True
    samples: Literal["one", "batch"] = "one"
    kept: tuple[Sample, ...] = (Sample(MOSTLY_WRONG, CHAPTER_TARGET),)
    curve: Literal["whole", "near_zero"] = "whole"

    def __post_init__(self) -> None:
        check_answer(self.y)
        check_class(self.target)
        check_class(self.selected)
        if self.samples not in ("one", "batch"):
            raise ValueError(_translate("The samples are “one” or “batch”."))
        if self.curve not in ("whole", "near_zero"):
            raise ValueError(_translate("The curves show “whole” or “near_zero”."))
        if len(self.kept) > MOST_KEPT:
            raise ValueError(_translate("Up to {count} answers can be kept.").format(count=MOST_KEPT))

    @property
    def batch(self) -> tuple[Sample, ...]:
        """The samples that the losses are of: the present answer first."""
        present = Sample(self.y, self.target)
        return (present, *self.kept) if self.samples == "batch" else (present,)
