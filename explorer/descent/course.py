"""What the value plot shows of a state: f on a scale of its own surface, or how far the paths ran away."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.gradient_field import value_grid
from core.path_end import End, EndKind
from core.surfaces import Surface
from explorer.descent import outcome, words
from explorer.descent.state import DescentState
from explorer.descent.values_plot import Course, Reference
from explorer.widgets.numbers import plain

translate = QCoreApplication.translate  # the name that lupdate looks for

_DECADES = 9  # of f in the picture
_FAR = (20, 40, 80, 160, 320)  # decades of |x| in the picture
_SAMPLES = 48
_NEGLIGIBLE = 1e-6  # of the range of f: a lowest value that is no further below 0 counts as 0
_MARGIN = 0.05


def value_course(state: DescentState) -> Course:
    """Return f along each path, up to the step that is shown; the axis depends on the surface alone."""
    result = outcome.outcome(state)
    low, high = _value_range(result.surface)
    values = result.values[: state.last_shown + 1]
    if low < -_NEGLIGIBLE * (high - low):
        room = _MARGIN * (high - low)
        return Course(values, state.steps, "linear", (low - room, high + room), "f")
    top = float(np.ceil(np.log10(high))) if high > 0 else 0.0
    return Course(values, state.steps, "logarithmic", (top - _DECADES, top), "f")


def distance_course(state: DescentState, ends: list[End]) -> tuple[Course, Reference | None]:
    """Return |x| along each path, and where a frozen one would have gone by the exact gradient."""
    result = outcome.outcome(state)
    distances = words.distance_from_origin(result.points)
    frozen = next((index for index, end in enumerate(ends) if end.kind is EndKind.FROZEN), None)
    reference = None if frozen is None else _reference(state, frozen, ends[frozen])
    farthest = [np.nanmax(distances), *([] if reference is None else [np.nanmax(reference.values)])]
    decades = np.log10(max(1.0, *farthest))
    top = next((decade for decade in _FAR if decade >= decades), _FAR[-1])
    course = Course(distances[: state.last_shown + 1], state.steps, "logarithmic", (0, top), "|x|")
    return course, reference


def _reference(state: DescentState, index: int, end: End) -> Reference:
    found = outcome.freeze(state, index, end)
    distances = words.distance_from_origin(found.exact_points)
    finite = distances[np.isfinite(distances)]
    growth = plain(float(finite[-1] / finite[-2])) if len(finite) > 1 and finite[-2] > 0 else ""
    return Reference(
        values=distances,
        words=translate("descent", "exact: ×{times} every step").format(times=growth),
        path=index,
        step=found.step,
        step_words=translate("descent", "numerical: still from step {step}").format(step=found.step),
    )


@lru_cache(maxsize=32)
def _value_range(surface: Surface) -> tuple[float, float]:
    """Return the lowest and the highest finite value in the surface's own picture."""
    values = value_grid(surface, surface.x_range, surface.y_range, _SAMPLES, _SAMPLES).values
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if high > low else (low, low + 1.0)
