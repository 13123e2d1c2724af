"""Polynomial surfaces: two quadratic ones, two saddles, and four that optimizers are tried on."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.surfaces.surface import Surface

_VALLEY_CURVATURES = np.array([0.1, 2.0])
_SADDLE_CURVATURES = np.array([2.0, -2.0])

# x0 * x0 stands where x0**2 would: the power of a scalar and that of an array may differ in the last bit.


def _bowl_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    value: FloatArray = x0 * x0 + x1 * x1
    return value


def _bowl_gradient(x: FloatArray) -> FloatArray:
    gradient: FloatArray = 2 * x
    return gradient


def _bowl_hessian(x: FloatArray) -> FloatArray:
    return np.diag([2.0, 2.0])


def _valley_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    value: FloatArray = x0 * x0 / 20 + x1 * x1
    return value


def _valley_gradient(x: FloatArray) -> FloatArray:
    gradient: FloatArray = (x.T * _VALLEY_CURVATURES).T
    return gradient


def _valley_hessian(x: FloatArray) -> FloatArray:
    return np.diag(_VALLEY_CURVATURES)


def _saddle_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    value: FloatArray = x0 * x0 - x1 * x1
    return value


def _saddle_gradient(x: FloatArray) -> FloatArray:
    gradient: FloatArray = (x.T * _SADDLE_CURVATURES).T
    return gradient


def _saddle_hessian(x: FloatArray) -> FloatArray:
    return np.diag(_SADDLE_CURVATURES)


def _monkey_saddle_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    value: FloatArray = x0 * (x0 * x0 - 3 * x1 * x1)
    return value


def _monkey_saddle_gradient(x: FloatArray) -> FloatArray:
    x0, x1 = x
    return np.array((3 * (x0 * x0 - x1 * x1), -6 * x0 * x1))


def _monkey_saddle_hessian(x: FloatArray) -> FloatArray:
    x0, x1 = x
    return 6 * np.array([[x0, -x1], [-x1, -x0]])


def _rosenbrock_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    off_valley, ahead = x1 - x0 * x0, 1 - x0
    value: FloatArray = ahead * ahead + 100 * off_valley * off_valley
    return value


def _rosenbrock_gradient(x: FloatArray) -> FloatArray:
    x0, x1 = x
    gradient = np.empty_like(x)
    slope = np.multiply(200, x1 - x0 * x0, out=gradient[1, ...])
    np.multiply(2, x0 - 1 - x0 * slope, out=gradient[0, ...])
    return gradient


def _rosenbrock_hessian(x: FloatArray) -> FloatArray:
    x0, x1 = x
    return np.array([[2 + 1200 * x0 * x0 - 400 * x1, -400 * x0], [-400 * x0, 200.0]])


def _himmelblau_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    a, b = x0 * x0 + x1 - 11, x0 + x1 * x1 - 7
    value: FloatArray = a * a + b * b
    return value


def _himmelblau_gradient(x: FloatArray) -> FloatArray:
    x0, x1 = x
    a, b = x0 * x0 + x1 - 11, x0 + x1 * x1 - 7
    return np.array((4 * x0 * a + 2 * b, 2 * a + 4 * x1 * b))


def _himmelblau_hessian(x: FloatArray) -> FloatArray:
    x0, x1 = x
    mixed = 4 * (x0 + x1)
    return np.array([[12 * x0 * x0 + 4 * x1 - 42, mixed], [mixed, 4 * x0 + 12 * x1 * x1 - 26]])


def _beale_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    square = x1 * x1
    a, b, c = 1.5 - x0 * (1 - x1), 2.25 - x0 * (1 - square), 2.625 - x0 * (1 - x1 * square)
    value: FloatArray = a * a + b * b + c * c
    return value


def _beale_gradient(x: FloatArray) -> FloatArray:
    x0, x1 = x
    square = x1 * x1
    u, v, w = 1 - x1, 1 - square, 1 - x1 * square
    a, b, c = 1.5 - x0 * u, 2.25 - x0 * v, 2.625 - x0 * w
    return np.array((-2 * (a * u + b * v + c * w), 2 * x0 * (a + 2 * x1 * b + 3 * square * c)))


def _beale_hessian(x: FloatArray) -> FloatArray:
    x0, x1 = x
    square = x1 * x1
    u, v, w = 1 - x1, 1 - square, 1 - x1 * square
    a, b, c = 1.5 - x0 * u, 2.25 - x0 * v, 2.625 - x0 * w
    mixed = 2 * (a - x0 * u + 2 * x1 * (b - x0 * v) + 3 * square * (c - x0 * w))
    second = x0 * (1 + 4 * square + 9 * square * square) + 2 * b + 6 * x1 * c
    return np.array([[2 * (u * u + v * v + w * w), mixed], [mixed, 2 * x0 * second]])


def _camel_value(x: FloatArray) -> FloatArray:
    x0, x1 = x
    a, b = x0 * x0, x1 * x1
    value: FloatArray = (4 - 2.1 * a + a * a / 3) * a + x0 * x1 + 4 * (b - 1) * b
    return value


def _camel_gradient(x: FloatArray) -> FloatArray:
    x0, x1 = x
    a, b = x0 * x0, x1 * x1
    return np.array((x0 * (8 - 8.4 * a + 2 * a * a) + x1, x0 + 8 * x1 * (2 * b - 1)))


def _camel_hessian(x: FloatArray) -> FloatArray:
    x0, x1 = x
    a, b = x0 * x0, x1 * x1
    return np.array([[8 - 25.2 * a + 10 * a * a, 1.0], [1.0, 48 * b - 8]])


POLYNOMIAL_SURFACES = (
    Surface(
        key="bowl",
        formula="x0^2 + x1^2",
        value_of=_bowl_value,
        gradient_of=_bowl_gradient,
        hessian_of=_bowl_hessian,
        x_range=(-5.0, 5.0),
        y_range=(-5.0, 5.0),
        minima=((0.0, 0.0),),
    ),
    Surface(
        key="valley",
        formula="x0^2/20 + x1^2",
        value_of=_valley_value,
        gradient_of=_valley_gradient,
        hessian_of=_valley_hessian,
        x_range=(-10.0, 10.0),
        y_range=(-5.0, 5.0),
        minima=((0.0, 0.0),),
    ),
    Surface(
        key="saddle",
        formula="x0^2 - x1^2",
        value_of=_saddle_value,
        gradient_of=_saddle_gradient,
        hessian_of=_saddle_hessian,
        x_range=(-5.0, 5.0),
        y_range=(-5.0, 5.0),
        saddles=((0.0, 0.0),),
    ),
    Surface(
        key="monkey_saddle",
        formula="x0^3 - 3*x0*x1^2",
        value_of=_monkey_saddle_value,
        gradient_of=_monkey_saddle_gradient,
        hessian_of=_monkey_saddle_hessian,
        x_range=(-2.0, 2.0),
        y_range=(-2.0, 2.0),
        saddles=((0.0, 0.0),),
    ),
    Surface(
        key="rosenbrock",
        formula="(1 - x0)^2 + 100*(x1 - x0^2)^2",
        value_of=_rosenbrock_value,
        gradient_of=_rosenbrock_gradient,
        hessian_of=_rosenbrock_hessian,
        x_range=(-2.0, 2.0),
        y_range=(-1.0, 3.0),
        minima=((1.0, 1.0),),
    ),
    Surface(
        key="himmelblau",
        formula="(x0^2 + x1 - 11)^2 + (x0 + x1^2 - 7)^2",
        value_of=_himmelblau_value,
        gradient_of=_himmelblau_gradient,
        hessian_of=_himmelblau_hessian,
        x_range=(-6.0, 6.0),
        y_range=(-6.0, 6.0),
        minima=(
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286169),
            (3.5844283403304917, -1.8481265269644034),
        ),
        saddles=(
            (0.08667750455539634, 2.884254701174776),
            (-3.0730257507643897, -0.08135304428796751),
            (-0.12796134673068005, -1.9537149802445766),
            (3.385154183607021, 0.07385187983774928),
        ),
    ),
    Surface(
        key="beale",
        formula="(1.5 - x0 + x0*x1)^2 + (2.25 - x0 + x0*x1^2)^2 + (2.625 - x0 + x0*x1^3)^2",
        value_of=_beale_value,
        gradient_of=_beale_gradient,
        hessian_of=_beale_hessian,
        x_range=(-4.5, 4.5),
        y_range=(-4.5, 4.5),
        minima=((3.0, 0.5),),
        saddles=((0.0, 1.0), (0.1005379373241583, -2.6445135850231254)),
    ),
    Surface(
        key="camel",
        formula="(4 - 2.1*x0^2 + x0^4/3)*x0^2 + x0*x1 + (4*x1^2 - 4)*x1^2",
        value_of=_camel_value,
        gradient_of=_camel_gradient,
        hessian_of=_camel_hessian,
        x_range=(-2.0, 2.0),
        y_range=(-1.2, 1.2),
        minima=(
            (0.08984201310031806, -0.7126564030207396),
            (-0.08984201310031806, 0.7126564030207396),
            (1.703606714969981, -0.7960835686726251),
            (-1.703606714969981, 0.7960835686726251),
            (1.6071047529201972, 0.5686514548841314),
            (-1.6071047529201972, -0.5686514548841314),
        ),
        saddles=(
            (0.0, 0.0),
            (1.1092053368047865, -0.7682680925095399),
            (-1.1092053368047865, 0.7682680925095399),
            (1.6380679841897785, 0.22867406904439408),
            (-1.6380679841897785, -0.22867406904439408),
            (1.2960702671671092, 0.6050843880386585),
            (-1.2960702671671092, -0.6050843880386585),
        ),
    ),
)
