"""What a person can set on the page Network."""

import math
from dataclasses import dataclass

ROWS, CLASSES = 2, 3
LARGEST_WEIGHT, LARGEST_INPUT, LARGEST_NUDGE = 100.0, 10.0, 10.0
MOST_STEPS = 500
LOWEST_RATE, HIGHEST_RATE = 1e-3, 100.0
LARGEST_SEED = 2**31 - 1
QUESTIONS = 5

Matrix = tuple[tuple[float, ...], ...]

# The two networks whose gradients the book prints, both for the same sample.
FIRST_BOOK: Matrix = ((0.47355232, 0.9977393, 0.84668094), (0.85557411, 0.03563661, 0.69422093))
SECOND_BOOK: Matrix = ((0.03900802, -0.24126244, -1.60380801), (-0.94332177, 1.36421781, -1.05313682))
BOOK_INPUTS, BOOK_LABEL = (0.6, 0.9), 2


@dataclass(frozen=True)
class NetworkState:
    """State of the page Network; without arguments the second example that the book prints.

    Attributes
    ----------
    weights : tuple of two tuples of three floats
        W before any step of descent.
    inputs : tuple of two floats
        The sample x.
    label : int
        Its right class, 0 to 2.
    weight_row, weight_column : int
        The weight that is nudged.
    nudge : float
        By how much it is raised, h.
    learning_rate : float
        Of the descent.
    descended : int
        Steps of descent taken so far.
    net_seed : int
        Of the weights that were drawn last.
    question : int
        The one that is asked, from 0.
    revealed : tuple of int
        Questions whose answers are shown.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    weights: Matrix = SECOND_BOOK
    inputs: tuple[float, ...] = BOOK_INPUTS
    label: int = BOOK_LABEL
    weight_row: int = 1
    weight_column: int = 2
    nudge: float = 0.0
    learning_rate: float = 0.1
    descended: int = 0
    net_seed: int = 0
    question: int = 0
    revealed: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.weights) != ROWS or any(len(row) != CLASSES for row in self.weights):
            raise ValueError("W has two rows of three weights.")
        if not all(abs(weight) <= LARGEST_WEIGHT for row in self.weights for weight in row):
            raise ValueError("A weight must lie between −100 and 100.")
        if len(self.inputs) != ROWS or not all(abs(x) <= LARGEST_INPUT for x in self.inputs):
            raise ValueError("x has two numbers between −10 and 10.")
        if not abs(self.nudge) <= LARGEST_NUDGE:
            raise ValueError("A weight is nudged by −10 to 10.")
        if not LOWEST_RATE <= self.learning_rate <= HIGHEST_RATE or math.isnan(self.learning_rate):
            raise ValueError("The learning rate must lie between 0.001 and 100.")
        _check_whole(self.label, CLASSES - 1, "There is no class {value}: classes are 0 to 2.")
        _check_whole(self.weight_row, ROWS - 1, "W has no row {value}: rows are 0 and 1.")
        _check_whole(self.weight_column, CLASSES - 1, "W has no column {value}: columns are 0 to 2.")
        _check_whole(self.descended, MOST_STEPS, "Steps of descent are counted from 0 to 500, not {value}.")
        _check_whole(
            self.net_seed, LARGEST_SEED, "A seed is a whole number that is not negative, not {value}."
        )
        _check_whole(self.question, QUESTIONS - 1, "There is no question {value}.")
        for question in self.revealed:
            _check_whole(question, QUESTIONS - 1, "There is no question {value}.")

    @property
    def index(self) -> tuple[int, int]:
        """Row and column of the weight that is nudged."""
        return self.weight_row, self.weight_column


def _check_whole(value: int, last: int, sentence: str) -> None:
    """Raise with `sentence`, which has a place for the value, unless `value` is whole and from 0 to `last`."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= last:
        raise ValueError(sentence.format(value=value))
