"""What is said about paths: present tense, a result first, a number in every claim."""

import math
import re
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.arrays import FloatArray
from core.path_end import ARRIVAL_DISTANCE, End, EndKind
from core.surfaces import Surface
from explorer.descent.outcome import Direction
from explorer.descent.paths import Outcome
from explorer.descent.paths import series as series_of
from explorer.descent.state import DescentState
from explorer.plots.geometry import Area
from explorer.widgets.numbers import DOT, MINUS, grouped, plain, power_of_ten, significant

translate = QCoreApplication.translate  # the name that lupdate looks for
AXES = ("x₀", "x₁")
_FINEST = 1e-4  # of a surface's diagonal: places nearer than that are one
_SMALLEST = 1e-300  # coordinates below share no power of ten
_SHORT_FORMULA = 28  # characters that fit on a line of the column beside "f(x₀, x₁) = "
_NOTHING = 1e-6  # of the larger coordinate
_PACE_WINDOW = 10  # steps over which the pace of a path is measured
_MARKERS = "●■▲◆"  # as those of the series in the plots
_SUPERSCRIPT_DIGITS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class EndWords:
    """A path's end: the result in a few words, and a sentence more; with its badge, in the colour of a series."""

    title: str
    detail: str
    badge: str = ""
    series: int = 0


def surface_names() -> dict[str, str]:
    """Return what people call each named surface, by its key, in the order of the list."""
    return {
        "bowl": translate("descent", "Bowl"),
        "valley": translate("descent", "Long valley"),
        "saddle": translate("descent", "Saddle"),
        "monkey_saddle": translate("descent", "Monkey saddle"),
        "rosenbrock": translate("descent", "Rosenbrock"),
        "himmelblau": translate("descent", "Himmelblau"),
        "beale": translate("descent", "Beale"),
        "rastrigin": translate("descent", "Rastrigin"),
        "ackley": translate("descent", "Ackley"),
        "plateau": translate("descent", "Plateau"),
        "kink": translate("descent", "Kink"),
    }


def optimizer_names() -> dict[str, str]:
    """Return what people call each update rule, by its key."""
    return {
        "sgd": "SGD",
        "momentum": translate("descent", "Momentum"),
        "nesterov": "Nesterov",
        "adagrad": "AdaGrad",
        "rmsprop": "RMSProp",
        "adam": "Adam",
    }


def pretty_formula(formula: str) -> str:
    """Return a formula as a book prints it: ``x0^2/20 + x1^2`` is ``f(x₀, x₁) = x₀²/20 + x₁²``."""
    text = re.sub(r"abs\(([^()]*)\)", r"|\1|", formula)
    text = re.sub(r"\^(\d+)", lambda match: match[1].translate(_SUPERSCRIPT_DIGITS), text)
    text = re.sub(r"\bx([01])", lambda match: AXES[int(match[1])], text)
    text = text.replace("*", DOT).replace("-", MINUS).replace("pi", "π")
    return f"f(x₀, x₁) = {text}" if len(text) <= _SHORT_FORMULA else f"f = {text}"


def cut_formula(formula: str) -> str:
    """Return a formula, or its beginning where it is long."""
    return formula if len(formula) <= _SHORT_FORMULA else formula[: _SHORT_FORMULA - 1] + "…"


def point(x: float, y: float, digits: int = 3) -> str:
    """Return a point or vector, a power of ten that is large or small taken out: ``(−5.2, −0.26)·10¹³``."""
    size = max(abs(x), abs(y))
    if 1e-3 <= size < 1e5 or not _SMALLEST <= size < np.inf:
        return f"({plain(x, digits)}, {plain(y, digits)})"
    exponent = int(f"{size:e}".split("e")[1])
    shares = [round(coordinate / 10.0**exponent, digits - 1) for coordinate in (x, y)]
    return f"({plain(shares[0], digits)}, {plain(shares[1], digits)}){DOT}{_power(exponent)}"


def _power(exponent: int) -> str:
    return (
        power_of_ten(exponent) if abs(exponent) > 3 else "10" + str(exponent).translate(_SUPERSCRIPT_DIGITS)
    )


def departure(step: int, x: float, y: float) -> str:
    """Return what stands at the arrow of a path that left the picture."""
    return translate("descent", "Step {step} lands at {point}").format(step=step, point=point(x, y, 2))


def end_title(end: End, surface: Surface, last_step: int, ascent: bool) -> str:
    """Return in a few words how a path stands after `last_step` steps."""
    sentence = _end_sentence(end, surface, last_step, ascent)
    away = _distance(surface, end)
    return sentence.format(
        step=grouped(end.step),
        place=point(*place_in(surface, *(end.place or end.point))),
        slope=plain(end.gradient_length, 2),
        distance=plain(away, 2) if away is not None else "",
    )


def compared_title(rule: str, end: End, title: str, surface: Surface) -> str:
    """Return in fewer words how the path of an update rule stands, beside others."""
    away = _distance(surface, end)
    if end.kind is EndKind.MOVING and away is not None:
        title = translate("descent", "still {distance} away").format(distance=plain(away, 2))
    return f"{optimizer_names()[rule]} · {title}"


def place_in(surface: Surface, x: float, y: float) -> tuple[float, float]:
    """Return a place with no digits beyond those that a look at all of a surface tells."""
    finest = _FINEST * math.hypot(np.ptp(surface.x_range), np.ptp(surface.y_range))
    decimals = -math.floor(math.log10(finest))
    return round(x, decimals) + 0.0, round(y, decimals) + 0.0


def _round_place(x: float, y: float) -> tuple[float, float]:
    """Return a place with 0 for a coordinate that is nothing beside the other."""
    size = _NOTHING * max(abs(x), abs(y))
    return x if abs(x) > size else 0.0, y if abs(y) > size else 0.0


def _end_sentence(end: End, surface: Surface, last_step: int, ascent: bool) -> str:
    if not np.isfinite(end.value):
        return translate("descent", "No finite value at {place}")
    match end.kind:
        case EndKind.ARRIVED if len(surface.minima) == 1 and end.minimum is not None:
            return translate("descent", "Arrived at step {step}")
        case EndKind.ARRIVED:
            return translate("descent", "Arrived at step {step}, at {place}")
        case EndKind.SADDLE:
            return translate("descent", "Stands at a saddle from step {step}")
        case EndKind.BALANCED if ascent:
            return translate("descent", "Balances on a minimum, slope {slope}")
        case EndKind.BALANCED:
            return translate("descent", "Balances on a maximum, slope {slope}")
        case EndKind.PLATEAU:
            return translate("descent", "Creeps on a plateau, slope {slope}")
        case EndKind.CIRCLING:
            return translate("descent", "Circles without arriving, slope {slope}")
        case EndKind.LEFT:
            return translate("descent", "Left the picture at step {step}")
        case EndKind.OUTSIDE:
            return translate("descent", "Starts outside the picture, and stays there")
        case EndKind.DIVERGED:
            return translate("descent", "Diverged by step {step}")
        case EndKind.FROZEN:
            return translate("descent", "Stands still from step {step}")
    if last_step == 0:
        return translate("descent", "Has not moved yet, slope {slope}")
    if ascent or not surface.minima:
        return translate("descent", "On its way, slope {slope}")
    return translate("descent", "On its way, {distance} from the minimum")


def end_detail(
    end: End, result: Outcome, index: int, last_step: int, area: Area, ascent: bool, noise: float = 0.0
) -> str:
    """Return one more sentence on how a path stands: what became of f, and, without noise, how long it would take."""
    first, last = float(result.values[0, index]), end.value
    if not np.isfinite((first, last)).all():
        return ""
    if last_step == 0:
        return translate("descent", "f = {value} at {place}.").format(
            value=plain(first), place=point(*end.point)
        )
    change = _change(first, last)
    if end.kind is EndKind.MOVING and not ascent and not noise:
        more = _steps_to_go(result, index, last_step, end, area)
        if more is not None:
            about = plain(float(f"{more:.1e}"), 2)
            return translate("descent", "{change}; about {steps} steps to go.").format(
                change=change, steps=about
            )
    if end.kind in (EndKind.LEFT, EndKind.OUTSIDE, EndKind.SADDLE):
        return translate("descent", "{change}; now at {place}.").format(
            change=change, place=point(*_round_place(*end.point), 2)
        )
    return f"{change}."


def after(steps: int) -> str:
    """Return the title over the ends of paths."""
    if steps == 0:
        return translate("descent", "At the start")
    if steps == 1:
        return translate("descent", "After 1 step")
    return translate("descent", "After {steps} steps").format(steps=grouped(steps))


def distance_title(surface: Surface) -> str:
    """Return the title over the distances of paths that ran away."""
    if surface.minima == ((0.0, 0.0),):
        return translate("descent", "|x| from the minimum")
    return translate("descent", "|x| from the origin")


def _change(first: float, last: float) -> str:
    """Return what became of f, to three digits, or to the difference where three show none."""
    by = abs(last - first)
    if by == 0:
        return translate("descent", "f is {first}, as at the start").format(first=plain(first))
    if plain(first) == plain(last):
        falls = translate("descent", "f fell by {by}, from {first}")
        rises = translate("descent", "f rose by {by}, from {first}")
    else:
        falls = translate("descent", "f fell from {first} to {last}")
        rises = translate("descent", "f rose from {first} to {last}")
    sentence = falls if last < first else rises
    return sentence.format(first=plain(first), last=plain(last, 2), by=plain(by, 2))


def _distance(surface: Surface, end: End) -> float | None:
    if not surface.minima:
        return None
    with np.errstate(over="ignore"):
        return float(np.hypot(*(np.array(surface.minima) - end.point).T).min())


def _steps_to_go(result: Outcome, index: int, last_step: int, end: End, area: Area) -> int | None:
    """Return how many steps more would bring a path within reach of the nearest minimum, at its recent pace."""
    if not result.surface.minima:
        return None
    minima = np.array(result.surface.minima)
    goal = minima[np.hypot(*(minima - end.point).T).argmin()]
    window = min(_PACE_WINDOW, last_step)
    before, now = np.hypot(*(result.points[[last_step - window, last_step], index] - goal).T)
    reach = ARRIVAL_DISTANCE * float(np.hypot(area.width, area.height))
    if not reach < now < before:
        return None
    return int(np.ceil(window * np.log(reach / now) / np.log(now / before)))


def badges(state: DescentState) -> tuple[str, ...]:
    """Return what stands on the badge of each path: the number of its start, or its marker if rules are compared."""
    if not state.compares:
        return tuple(str(number + 1) for number in range(len(state.starts)))
    return tuple(_MARKERS[series % len(_MARKERS)] for series in series_of(state))


def note(state: DescentState, found: tuple[Direction, ...]) -> str:
    """Return the remark below the ends of all paths; empty where there is nothing to add."""
    if state.compares:
        return translate("descent", "All from start {number}, with lr = {rate}.").format(
            number=state.chosen + 1, rate=plain(state.learning_rate)
        )
    is_plain = state.optimizer == "sgd" and not state.method.noise
    return pace(found, state.learning_rate) if is_plain and state.last_shown > 0 else ""


def pace(found: tuple[Direction, ...], learning_rate: float) -> str:
    """Return which direction holds plain descent up, or an empty text where none does."""
    if len(found) != 2 or any(not direction.axes for direction in found):
        return ""
    factors = [abs(1 - learning_rate * direction.curvature) for direction in found]
    slow = int(factors[1] > factors[0])
    if max(factors) >= 1:
        return ""
    return translate(
        "descent", "{slow} is the slow one: a step leaves {most} of it, but {least} of {quick}."
    ).format(
        slow=_axes(found[slow]),
        most=significant(factors[slow], 2),
        least=significant(factors[1 - slow], 2),
        quick=_axes(found[1 - slow]),
    )


def _axes(direction: Direction) -> str:
    return ", ".join(AXES[axis] for axis in direction.axes)


def distance_from_origin(points: FloatArray) -> FloatArray:
    """Return |x| of points of shape (..., 2), without overflow."""
    return np.hypot(points[..., 0], points[..., 1])
