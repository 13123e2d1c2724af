"""What the value plot shows of a state: f on a scale of its own surface, or how far the paths ran away."""

from functools import lru_cache

import numpy as np

from core.arrays import FloatArray
from core.gradient_field import value_grid
from core.path_end import End, EndKind
from core.surfaces import Surface, find
from explorer.descent import outcome, paths, words
from explorer.descent.state import DescentState
from explorer.descent.values_plot import Course, Reference, Scale
from explorer.texts.language import _
from explorer.texts.numbers import plain

_DECADES, _LOWEST = 9, -7  # of f in the picture, and the exponent that it reaches down to
_HIGH = (5, 10, 20, 40, 80, 160, 308)  # exponents that f in the picture reaches up to, where it rises
_A_LITTLE = 0.25  # of the height of the picture
_DEEP = -20  # the exponent that it reaches down to, where it falls far
_FAR = (20, 40, 80, 160, 308)  # decades of |x| in the picture
_SAMPLES = 48
_SMALL = (
    0.05  # of the highest value: what every hundredth value is below where a logarithm has something to show
)
_MARGIN = 0.05


def value_course(state: DescentState, most_steps: int) -> Course:
    """Return f along each path, up to the step that is shown, on an axis of `most_steps`.

    The other axis shows the values of the surface, and more in a few coarse stages where all steps lead further: so
    it stays during playback and nearly all of a drag.
    """
    result = paths.outcome(state)
    scale, own_range = axis(find(state.surface))
    y_range = _widened(scale, own_range, result.values)
    names = line_names(state)
    return Course(
        result.values[: state.last_shown + 1], most_steps, scale, y_range, "f", paths.series(state), names
    )


def _widened(scale: Scale, y_range: tuple[float, float], values: FloatArray) -> tuple[float, float]:
    """Return a range with room for values that lead out of it."""
    low, high = y_range
    finite = np.isfinite(values)
    least, most = (
        float(values.min(where=finite, initial=high)),
        float(values.max(where=finite, initial=low)),
    )
    if scale == "linear":
        below, above = (_stage(beyond / (high - low)) for beyond in (low - least, most - high))
        return low - below * (high - low), high + above * (high - low)
    smallest = values.min(where=finite & (values > 0), initial=np.inf)
    if most > 10.0**high:
        high = next((decades for decades in _HIGH if most <= 10.0**decades), _HIGH[-1])
        low = 0 if smallest >= 1 else low
    return _DEEP if smallest < 10.0**low else low, high


def _stage(share: float) -> float:
    """Return by how much of its height the picture grows for a line that leads so far out of it."""
    return 0.0 if share <= 0 else _A_LITTLE if share <= _A_LITTLE else 1.0


def line_names(state: DescentState) -> tuple[str, ...]:
    """Return what stands at the end of each line: the number of its start, or the name of its update rule."""
    if state.compares:
        return tuple(words.optimizer_names()[rule] for rule in state.rules)
    return tuple(map(str, state.numbers))


def distance_course(state: DescentState, most_steps: int, ends: list[End]) -> tuple[Course, Reference | None]:
    """Return |x| along each path, and where a frozen one would have gone by the exact gradient."""
    result = paths.outcome(state)
    distances = words.distance_from_origin(result.points)
    frozen = next((index for index, end in enumerate(ends) if end.kind is EndKind.FROZEN), None)
    reference = None if frozen is None else _reference(state, frozen, ends[frozen])
    farthest = float(np.nanmax(distances))
    if reference is not None:
        farthest = max(farthest, float(np.nanmax(reference.values)))
    top = next((decades for decades in _FAR if farthest <= 10.0**decades), _FAR[-1])
    course = Course(
        distances[: state.last_shown + 1],
        most_steps,
        "logarithmic",
        (0, top),
        "|x|",
        paths.series(state),
        line_names(state),
    )
    return course, reference


def _reference(state: DescentState, index: int, end: End) -> Reference:
    found = outcome.freeze(state, index, end)
    distances = words.distance_from_origin(found.exact_points)
    finite = distances[np.isfinite(distances)][found.step :]
    with np.errstate(all="ignore"):
        growth = {plain(float(ratio)) for ratio in finite[1:] / finite[:-1]}
    is_even = len(growth) == 1
    sentence = _("exact: ×{times} every step") if is_even else _("exact gradient")
    return Reference(
        values=distances,
        words=sentence.format(times="".join(growth) if is_even else ""),
        path=index,
        step=found.step,
        step_words=_("numerical: still from step {step}").format(step=found.step),
    )


@lru_cache(maxsize=32)
def axis(surface: Surface) -> tuple[Scale, tuple[float, float]]:
    """Return the scale that shows descent on a surface, and its range.

    Logarithmic, where all values are positive and some in the surface's own picture much smaller than others.
    """
    values = value_grid(surface, surface.x_range, surface.y_range, _SAMPLES, _SAMPLES).values
    finite = values[np.isfinite(values)]
    if not len(finite):
        return "linear", (0.0, 1.0)
    low, small, high = (float(value) for value in np.quantile(finite, (0, 0.01, 1)))
    low = min([low, *surface.value(np.reshape(surface.minima, (-1, 2)).T).tolist()])
    if low >= 0 and small <= _SMALL * high and high > 0:
        top = float(np.ceil(np.log10(high)))
        return "logarithmic", (min(top - _DECADES, _LOWEST), top)
    room = _MARGIN * (high - low) or max(1.0, _MARGIN * abs(high))
    return "linear", (low - room, high + room)
