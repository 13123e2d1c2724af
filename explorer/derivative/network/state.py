"""What the user can set on the page Network."""

from collections.abc import Callable
from dataclasses import dataclass

from core.chapter_inputs import NET_INPUTS, NET_LABEL, SECOND_NET_WEIGHTS
from explorer.state.declarations import LinearTrack, LogTrack, State, choice, number, value
from explorer.texts.language import N_, _

ROWS, CLASSES = 2, 3
LARGEST_WEIGHT, LARGEST_INPUT, LARGEST_NUDGE, LARGEST_RATE = 100.0, 10.0, 10.0, 100.0
NUDGE_STEP = 0.01
MOST_STEPS = 500
QUESTIONS = 5
_SLIDER = 3.0

Matrix = tuple[tuple[float, ...], ...]


def _check_weights(weights: Matrix) -> None:
    if len(weights) != ROWS or any(len(row) != CLASSES for row in weights):
        raise ValueError(_("W has two rows of three weights."))
    if not all(abs(weight) <= LARGEST_WEIGHT for row in weights for weight in row):
        raise ValueError(_("A weight must lie between −100 and 100."))


def _check_inputs(inputs: tuple[float, ...]) -> None:
    if len(inputs) != ROWS or not all(abs(x) <= LARGEST_INPUT for x in inputs):
        raise ValueError(_("x has two numbers between −10 and 10."))


def _up_to(last: int, sentence: str) -> Callable[[int], None]:
    """Return what checks a whole number from 0 to `last`; `sentence`, marked with `N_`, has a place for the value."""

    def check(number: int) -> None:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= last:
            raise ValueError(_(sentence).format(value=number))

    return check


_check_question = _up_to(QUESTIONS - 1, N_("There is no question {value}."))


def _check_revealed(revealed: tuple[int, ...]) -> None:
    for question in revealed:
        _check_question(question)


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

    weights: Matrix = value(SECOND_NET_WEIGHTS, _check_weights)
    inputs: tuple[float, ...] = value(NET_INPUTS, _check_inputs)
    label: int = choice(
        NET_LABEL,
        {index: str(index) for index in range(CLASSES)},
        label=N_("Label of the sample"),
        hint=N_(
            "The correct class, counted from 0 as in code: class 2 is column 3 of W. Section 5 of the chapter."
        ),
    )
    weight_row: int = value(1, _up_to(ROWS - 1, N_("W has no row {value}: here rows are 0 and 1.")))
    weight_column: int = value(
        2, _up_to(CLASSES - 1, N_("W has no column {value}: here columns are 0 to 2."))
    )
    nudge: float = number(
        0.0,
        -LARGEST_NUDGE,
        LARGEST_NUDGE,
        step=NUDGE_STEP,
        track=LinearTrack(-_SLIDER, _SLIDER),
        label=N_("Nudge h"),
        hint=N_(
            "What is added to the ringed weight. The gradient predicts that the loss changes by ∂L/∂w·h. "
            "Section 5 of the chapter."
        ),
        slider_hint=N_("Dashed line: the predicted loss. Curve: the actual loss."),
    )
    learning_rate: float = number(
        0.1,
        1e-3,
        LARGEST_RATE,
        digits=4,
        track=LogTrack(-3, 2, (-3, -2, -1, 0, 1, 2)),
        label=N_("Learning rate"),
        hint=N_(
            "The lr in W ← W − lr ∂L/∂W. With 5, one step corrects the prediction of the book’s second network. "
            "Section 4 of the chapter."
        ),
    )
    descended: int = value(
        0, _up_to(MOST_STEPS, N_("Steps of descent are counted from 0 to 500, not {value}."))
    )
    net_seed: int = value(
        0, _up_to(2**31 - 1, N_("A seed is a whole number that is not negative, not {value}."))
    )
    question: int = value(0, _check_question)
    revealed: tuple[int, ...] = value((), _check_revealed)

    @property
    def index(self) -> tuple[int, int]:
        """Row and column of the weight that is nudged."""
        return self.weight_row, self.weight_column
