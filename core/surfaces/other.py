"""Surfaces that are no polynomials: two full of local minima, a plateau, and a kink."""

from __future__ import annotations

from itertools import product
from math import e, pi

import numpy as np

from core.arrays import FloatArray
from core.surfaces.surface import Surface


def _sine_and_cosine(turns: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the sine and the cosine of an angle in turns.

    By the tangent of half the angle: NumPy's sine and cosine are the slowest of its functions, seven times as slow as
    the tangent where that is vectorised.
    """
    tangent = np.tan(pi * (turns - np.rint(turns)))
    doubled = 2 / (1 + tangent * tangent)
    return tangent * doubled, doubled - 1


def _rastrigin_value(x: FloatArray) -> FloatArray:
    ripples = x * x - 10 * np.cos(2 * pi * x)
    value: FloatArray = 20 + ripples[0] + ripples[1]
    return value


def _rastrigin_gradient(x: FloatArray) -> FloatArray:
    sines, _ = _sine_and_cosine(x)
    gradient: FloatArray = 2 * x + 20 * pi * sines
    return gradient


def _rastrigin_hessian(x: FloatArray) -> FloatArray:
    return np.diag(2 + 40 * pi**2 * np.cos(2 * pi * x))


def _ackley_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    distance = np.sqrt(0.5 * (x0 * x0 + x1 * x1))
    ripples = np.exp(0.5 * (np.cos(2 * pi * x0) + np.cos(2 * pi * x1)))
    value: FloatArray = 20 - 20 * np.exp(-0.2 * distance) + e - ripples
    return value


def _ackley_gradient(x: FloatArray) -> FloatArray:
    distance = np.sqrt(0.5 * (x[0] * x[0] + x[1] * x[1]))
    # At the tip of the funnel the direction 0 / 0 is not defined; 0 stands for it.
    pull = 2 * np.exp(-0.2 * distance) / np.where(distance == 0, 1, distance)
    sines, cosines = _sine_and_cosine(x)
    ripples = pi * np.exp(0.5 * (cosines[0] + cosines[1]))
    gradient: FloatArray = pull * x + ripples * sines
    return gradient


def _ackley_hessian(x: FloatArray) -> FloatArray:
    distance = np.sqrt(0.5 * (x[0] * x[0] + x[1] * x[1]))
    fall = np.exp(-0.2 * distance)
    funnel = 2 * fall / distance * np.eye(2) - fall * np.outer(x, x) * (1 / distance + 0.2) / distance**2
    sines, cosines = np.sin(2 * pi * x), np.cos(2 * pi * x)
    ripples = pi**2 * np.exp(0.5 * (cosines[0] + cosines[1]))
    hessian: FloatArray = funnel + ripples * (2 * np.diag(cosines) - np.outer(sines, sines))
    return hessian


def _plateau_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    value: FloatArray = -np.expm1(-(x0 * x0 + x1 * x1))
    return value


def _plateau_gradient(x: FloatArray) -> FloatArray:
    gradient: FloatArray = 2 * np.exp(-(x[0] * x[0] + x[1] * x[1])) * x
    return gradient


def _plateau_hessian(x: FloatArray) -> FloatArray:
    hessian: FloatArray = 2 * np.exp(-(x @ x)) * (np.eye(2) - 2 * np.outer(x, x))
    return hessian


def _kink_value(x: FloatArray) -> FloatArray:
    x0, x1 = np.abs(x)
    value: FloatArray = x0 + x1
    return value


def _kink_gradient(x: FloatArray) -> FloatArray:
    gradient: FloatArray = np.sign(x)
    return gradient


def _kink_hessian(x: FloatArray) -> FloatArray:
    return np.zeros((2, 2))


# Where the slope of x*x - 10*cos(2*pi*x) is 0: Rastrigin's function is a sum of one such for each variable.
_RASTRIGIN_LOW = (
    0.0,
    0.9949586376523348,
    1.9899122337085495,
    2.984855701039481,
    3.979783860300754,
    4.974691390895051,
)
_RASTRIGIN_HIGH = (
    0.5025460365546747,
    1.5076407318703584,
    2.512743318200085,
    3.5178591381704414,
    4.522993659584519,
)
_LOW = tuple(sorted({*_RASTRIGIN_LOW, *(-x for x in _RASTRIGIN_LOW)}, key=abs))
_HIGH = tuple(sorted({*_RASTRIGIN_HIGH, *(-x for x in _RASTRIGIN_HIGH)}, key=abs))

OTHER_SURFACES = (
    Surface(
        key="rastrigin",
        formula="20 + x0^2 - 10*cos(2*pi*x0) + x1^2 - 10*cos(2*pi*x1)",
        value_of=_rastrigin_value,
        gradient_of=_rastrigin_gradient,
        hessian_of=_rastrigin_hessian,
        x_range=(-5.12, 5.12),
        y_range=(-5.12, 5.12),
        minima=tuple(sorted(product(_LOW, _LOW), key=lambda point: point[0] ** 2 + point[1] ** 2)),
        saddles=(*product(_LOW, _HIGH), *product(_HIGH, _LOW)),
    ),
    Surface(
        key="ackley",
        formula="20 - 20*exp(-0.2*sqrt((x0^2 + x1^2)/2)) + e - exp((cos(2*pi*x0) + cos(2*pi*x1))/2)",
        value_of=_ackley_value,
        gradient_of=_ackley_gradient,
        hessian_of=_ackley_hessian,
        x_range=(-5.0, 5.0),
        y_range=(-5.0, 5.0),
        minima=((0.0, 0.0),),
    ),
    Surface(
        key="plateau",
        formula="1 - exp(-(x0^2 + x1^2))",
        value_of=_plateau_value,
        gradient_of=_plateau_gradient,
        hessian_of=_plateau_hessian,
        x_range=(-4.0, 4.0),
        y_range=(-4.0, 4.0),
        minima=((0.0, 0.0),),
    ),
    Surface(
        key="kink",
        formula="abs(x0) + abs(x1)",
        value_of=_kink_value,
        gradient_of=_kink_gradient,
        hessian_of=_kink_hessian,
        x_range=(-5.0, 5.0),
        y_range=(-5.0, 5.0),
        minima=((0.0, 0.0),),
    ),
)
