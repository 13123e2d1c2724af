"""What theory expects of the four differences at the present point, beside what was measured."""

import math
from functools import lru_cache

from core.curves import find
from core.differentiation import Method
from core.rounding import ErrorTheory, error_theory
from explorer.derivative.measurement import Errors, Measurement, errors_of
from explorer.derivative.rounding.state import PRECISIONS, Precision
from explorer.derivative.state import METHODS

KINDS: tuple[tuple[Method, Precision], ...] = tuple(
    (method, precision) for precision in PRECISIONS for method in reversed(METHODS)
)
"""The four differences in the order in which tables have them."""


def theory_of(measurement: Measurement, method: Method, precision: str) -> ErrorTheory:
    """Return the truncation and the rounding error that theory has for one difference; nan without a slope."""
    if not measurement.has_slope:
        return ErrorTheory(math.nan, 1, math.nan)
    return _theory(measurement.state.formula, measurement.state.x, method, precision)


@lru_cache(maxsize=64)
def _theory(formula: str, x: float, method: Method, precision: str) -> ErrorTheory:
    return error_theory(find(formula), x, method=method, dtype=precision)


def chosen_theory(measurement: Measurement) -> ErrorTheory:
    """Return the theory of the difference and the precision that are chosen."""
    state = measurement.state
    return theory_of(measurement, state.method, state.rounding.precision)


def measured(measurement: Measurement) -> Errors:
    """Return the errors of the four differences at the present point."""
    return errors_of(measurement.state.formula, measurement.state.x)
