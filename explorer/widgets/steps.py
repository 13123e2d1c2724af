"""The steps that keys, wheels and handles make."""

import math

POSITIONS_A_DECADE = 100  # a step on a logarithmic scale multiplies by 10 ** (1 / 100)
STEP_DIGITS = 3  # significant digits of a value on a logarithmic scale; they tell all 100 positions apart
_LINEAR_DECIMALS = 12  # takes away what counting in steps like 0.1 leaves behind


def rounded(value: float) -> float:
    """Return `value` rounded to `STEP_DIGITS` significant digits."""
    return float(f"{value:.{STEP_DIGITS - 1}e}")


def logarithmic_step(value: float, steps: int) -> float:
    """Return the value `steps` hundredths of a decade from a positive `value`."""
    exponent = round(math.log10(value) * POSITIONS_A_DECADE) + steps
    return rounded(10 ** (exponent / POSITIONS_A_DECADE))


def linear_step(value: float, steps: int, step: float) -> float:
    """Return the value `steps` times `step` from `value`, as decimal arithmetic has it."""
    return round(value + steps * step, _LINEAR_DECIMALS)
