"""The activations that tests run through: a new one in `core` is tested without another line here."""

from core.activations import ACTIVATIONS

ALL = tuple(ACTIVATIONS)
WITH_SLOPE = tuple(name for name, activation in ACTIVATIONS.items() if not activation.is_piecewise_constant)
