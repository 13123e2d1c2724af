"""What a person can set on the page Network."""

from dataclasses import dataclass

from explorer.declarations import LinearTrack, LogTrack, State, choice, number, value, whole_number
from explorer.language import N_, _

ROWS, CLASSES = 2, 3
LARGEST_WEIGHT, LARGEST_INPUT, LARGEST_NUDGE = 100.0, 10.0, 10.0
NUDGE_STEP = 0.01
MOST_STEPS = 500
QUESTIONS = 5
_SLIDER = 3.0

Matrix = tuple[tuple[float, ...], ...]

# The two networks whose gradients the book prints, both for the same sample.
FIRST_BOOK: Matrix = ((0.47355232, 0.9977393, 0.84668094), (0.85557411, 0.03563661, 0.69422093))
SECOND_BOOK: Matrix = ((0.03900802, -0.24126244, -1.60380801), (-0.94332177, 1.36421781, -1.05313682))
BOOK_INPUTS, BOOK_LABEL = (0.6, 0.9), 2


def _check_weights(weights: Matrix) -> None:
    if len(weights) != ROWS or any(len(row) != CLASSES for row in weights):
        raise ValueError(_("W has two rows of three weights."))
    if not all(abs(weight) <= LARGEST_WEIGHT for row in weights for weight in row):
        raise ValueError(_("A weight must lie between −100 and 100."))


def _check_inputs(inputs: tuple[float, ...]) -> None:
    if len(inputs) != ROWS or not all(abs(x) <= LARGEST_INPUT for x in inputs):
        raise ValueError(_("x has two numbers between −10 and 10."))


def _check_revealed(revealed: tuple[int, ...]) -> None:
    for question in revealed:
        if isinstance(question, bool) or not isinstance(question, int) or not 0 <= question < QUESTIONS:
            raise ValueError(_("There is no question {value}.").format(value=question))


@dataclass(frozen=True)
class NetworkState(State):
    """State of the page Network; without arguments the second example that the book prints.

    Attributes
    ----------
    weights : tuple of two tuples of three floats
        W before any step of descent.
    inputs : tuple of two floats
        The sample x.
    weight_row, weight_column : int
        The weight that is nudged.
    net_seed : int
        Of the weights that were drawn last.
    question : int
        The one that is asked, from 0.
    revealed : tuple of int
        Questions whose answers are shown.
    """

    weights: Matrix = value(SECOND_BOOK, _check_weights)
    inputs: tuple[float, ...] = value(BOOK_INPUTS, _check_inputs)
    label: int = choice(
        BOOK_LABEL,
        {index: str(index) for index in range(CLASSES)},
        label=N_("Right class of the sample"),
        hint=N_("Another target turns the signs of two columns of dW round. Section 5 of the chapter."),
    )
    weight_row: int = whole_number(1, 0, ROWS - 1, label=N_("Row of the weight"))
    weight_column: int = whole_number(2, 0, CLASSES - 1, label=N_("Column of the weight"))
    nudge: float = number(
        0.0,
        -LARGEST_NUDGE,
        LARGEST_NUDGE,
        step=NUDGE_STEP,
        track=LinearTrack(-_SLIDER, _SLIDER, NUDGE_STEP),
        label=N_("Nudge h"),
        hint=N_(
            "By how much the ringed weight is raised. The gradient predicts that the loss changes by dW·h: see "
            "by how much that is off. Section 5 of the chapter."
        ),
        slider_hint=N_("Drag from 0 outwards: the line is what dW promises, the curve what happens."),
    )
    learning_rate: float = number(
        0.1,
        1e-3,
        100,
        digits=4,
        track=LogTrack(-3, 2, (-3, -2, -1, 0, 1, 2)),
        label=N_("Learning rate"),
        hint=N_(
            "How much of dW is taken from W at each step. Try 5 on the book's second network: one step is enough. "
            "Section 4 of the chapter."
        ),
    )
    descended: int = whole_number(0, 0, MOST_STEPS, label=N_("Steps of descent"))
    net_seed: int = whole_number(0, 0, 2**31 - 1, label=N_("Seed"))
    question: int = whole_number(0, 0, QUESTIONS - 1, label=N_("Question"))
    revealed: tuple[int, ...] = value((), _check_revealed)

    @property
    def index(self) -> tuple[int, int]:
        """Row and column of the weight that is nudged."""
        return self.weight_row, self.weight_column
