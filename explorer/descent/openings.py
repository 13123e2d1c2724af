"""What each named surface opens with: starts, a learning rate and steps with which it shows what it is about."""

from dataclasses import dataclass

from core.surfaces import SURFACES
from explorer.descent.picture_state import Window
from explorer.descent.state import END, DescentState, Start

_ADAPTIVE = ("adagrad", "rmsprop", "adam")
_STEP_OF_ADAPTIVE = 0.02  # of the surface's width: about as long is a step of theirs, whatever the slope
_FIRST = DescentState()


@dataclass(frozen=True)
class Opening:
    """A state of a surface that is worth a look, by plain descent."""

    starts: tuple[Start, ...]
    learning_rate: float
    steps: int = 60
    window: Window | None = None


OPENINGS = {
    "bowl": Opening(_FIRST.starts, _FIRST.learning_rate, _FIRST.steps),
    "valley": Opening(((-7.0, 2.0), (8.5, -3.6), (1.3, 3.8)), 0.8),
    # Along the ridge to the saddle, nearly so, and not at all.
    "saddle": Opening(((-4.0, 0.0), (4.0, 0.01), (-3.0, -1.0)), 0.1, 40),
    # Along a ridge, and down each of the three ways.
    "monkey_saddle": Opening(((1.6, 0.0), (1.0, 0.2), (-0.6, 0.6), (-0.2, -0.8)), 0.01),
    "rosenbrock": Opening(((-1.5, 2.0), (0.0, 2.5), (1.6, 0.0)), 0.001, 1000),
    # Into each of the four minima.
    "himmelblau": Opening(((0.0, 0.0), (-1.0, 5.0), (-5.0, -1.0), (1.0, -5.0)), 0.01),
    "beale": Opening(((1.0, 1.4), (0.5, -1.5), (3.5, -0.5)), 0.01, 400),
    # Into each of the six minima: the two lowest, and two more on either side.
    "camel": Opening(((0.5, -0.2), (-0.5, 0.2), (1.9, -0.4), (-1.9, 0.4), (1.9, 0.9), (-1.9, -0.9)), 0.02),
    # Into the next hollow, seen from near enough.
    "rastrigin": Opening(((-1.55, 1.45), (2.4, -1.6), (0.45, 0.4)), 0.001, window=(-2.6, 2.6, -2.6, 2.6)),
    "ackley": Opening(((-1.5, 1.55), (2.4, -1.6), (0.45, 0.4)), 0.005, window=(-2.6, 2.6, -2.6, 2.6)),
    # Into the hollow, slowly into it, and nowhere.
    "plateau": Opening(((-1.2, 0.8), (1.9, -1.3), (2.8, 2.6)), 0.2),
    "kink": Opening(((-4.1, 2.3), (2.5, -1.5), (3.9, 3.3)), 0.2),
}


def opening_fields(key: str, state: DescentState) -> dict[str, object]:
    """Return the fields with which a named surface opens under the update rule of a state."""
    opening = OPENINGS[key]
    return {
        "surface": key,
        "starts": opening.starts,
        "learning_rate": _rate(key, state),
        "steps": opening.steps,
        "shown_step": END,
        "chosen_start": 0,
        "window": opening.window,
    }


def _rate(key: str, state: DescentState) -> float:
    """Return the rate with which the update rule is about as quick as plain descent."""
    if state.optimizer in _ADAPTIVE:
        left, right = SURFACES[key].x_range
        return _one_digit(_STEP_OF_ADAPTIVE * (right - left))
    rate = OPENINGS[key].learning_rate
    if state.optimizer == "sgd":
        return rate
    # In the long run momentum makes a step 1/(1 - momentum) times as long.
    return _one_digit(rate * (1 - state.method.momentum))


def _one_digit(rate: float) -> float:
    return float(f"{rate:.1g}")
