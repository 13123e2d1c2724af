"""What a learning rate does along each direction of a surface: the theory of a step on a quadratic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import as_float
from core.optimizers import SGD, Momentum, Nesterov, Optimizer
from core.surfaces import Point, Surface

CREEP_LIMIT = 0.01
"""Below this product of learning rate and curvature a step covers less than a hundredth of the way."""

ONE_SHOT = 1.0
"""At this product gradient descent is at the bottom after one step, and above it on the other side."""

_SOMEWHERE = ((0.13, 0.29), (0.37, 0.83), (0.71, 0.47), (0.91, 0.11))  # shares of a surface's ranges
_SAME = 1e-6
_ALONG_AN_AXIS = 16  # places where the gradient is looked at


class Band(StrEnum):
    """What descent does along a direction."""

    CREEPS = "creeps"
    CONVERGES = "converges"
    OVERSHOOTS = "overshoots"
    """Lands on the other side each time, but closer."""
    DIVERGES = "diverges"
    """Lands farther away each time."""
    ESCAPES = "escapes"
    """Runs downhill without end: the surface curves downwards."""


@dataclass(frozen=True)
class Direction:
    """A direction in which a surface has one curvature of its own.

    Attributes
    ----------
    curvature : float
        Eigenvalue of the Hessian.
    vector : tuple of float
        The direction, of length 1; of the two opposite ones that with the larger coordinate positive.
    """

    curvature: float
    vector: Point

    @property
    def one_shot(self) -> float | None:
        """The learning rate that reaches the bottom in one step; None where there is no bottom."""
        return float(np.divide(1, self.curvature)) if self.curvature > 0 else None

    def factor(self, learning_rate: float) -> float:
        """Return what a step of gradient descent multiplies the distance from the bottom by."""
        return 1 - learning_rate * self.curvature


def directions(surface: Surface, point: ArrayLike) -> tuple[Direction, ...]:
    """Return the two directions of a surface at a point, the more curved one first.

    Parameters
    ----------
    surface : Surface
    point : array_like, shape (2,)

    Returns
    -------
    tuple of Direction
        Empty where the Hessian is not finite.

    Raises
    ------
    ValueError
        If `point` has another shape.
    """
    x = as_float(point)
    if x.shape != (2,):
        raise ValueError(f"a point must have the shape (2,), got {x.shape}")
    hessian = surface.hessian(x)
    if not np.isfinite(hessian).all():
        return ()
    curvatures, vectors = np.linalg.eigh(hessian)
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), [0, 1]])
    return tuple(
        Direction(curvature, (x0, x1))
        for curvature, (x0, x1) in zip(
            curvatures.tolist()[::-1], (vectors * signs).T.tolist()[::-1], strict=True
        )
    )


@lru_cache(maxsize=64)
def has_constant_curvature(surface: Surface) -> bool:
    """Say whether a surface is quadratic: by finite curvatures at a few places, and a linear gradient at many.

    To a millionth, since the curvatures of typed surfaces are differences.
    """
    (left, right), (bottom, top) = surface.x_range, surface.y_range
    places = [(left + s * (right - left), bottom + t * (top - bottom)) for s, t in _SOMEWHERE]
    hessians = np.array([surface.hessian(place) for place in places])
    if not np.isfinite(hessians).all():
        return False
    if np.ptp(hessians, axis=0).max() > _SAME * np.abs(hessians).max():
        return False
    shares = np.linspace(0.03, 0.98, _ALONG_AN_AXIS)
    grid = np.array(np.meshgrid(left + shares * (right - left), bottom + shares * (top - bottom))).reshape(
        2, -1
    )
    slopes = surface.gradient(grid)
    linear = slopes[:, :1] + hessians[0] @ (grid - grid[:, :1])
    return bool((np.abs(slopes - linear) <= _SAME * (np.abs(slopes).max() + np.abs(linear).max())).all())


def overshoot_limit(optimizer: Optimizer) -> float | None:
    """Return the product of learning rate and curvature from above which steps grow.

    Parameters
    ----------
    optimizer : Optimizer

    Returns
    -------
    float or None
        2 for gradient descent, ``2 * (1 + momentum)`` with momentum [1]_, ``2 * (1 + momentum) / (1 + 2 * momentum)``
        with Nesterov's. None for the optimizers that scale each slope: they have no such limit.

    Notes
    -----
    There the step of `long_run_factor` has the eigenvalue -1.

    References
    ----------
    .. [1] Polyak, *Introduction to Optimization* (1987), sec. 3.2.1.
    """
    match optimizer:
        case SGD():
            return 2.0
        case Momentum(momentum):
            return 2 * (1 + momentum)
        case Nesterov(momentum):
            return 2 * (1 + momentum) / (1 + 2 * momentum)
        case _:
            return None


def band_of(product: float, limit: float = 2.0) -> Band:
    """Say what descent does along a direction.

    Parameters
    ----------
    product : float
        Learning rate times curvature.
    limit : float, optional
        From above which steps grow, from `overshoot_limit`.

    Returns
    -------
    Band
        ESCAPES below 0; CREEPS below 0.01, CONVERGES up to 1, OVERSHOOTS up to `limit`, and DIVERGES above.

    Raises
    ------
    ValueError
        If the product is nan.
    """
    if np.isnan(product):
        raise ValueError("the product of learning rate and curvature must be a number, got nan")
    if product < 0:
        return Band.ESCAPES
    if product < CREEP_LIMIT:
        return Band.CREEPS
    if product <= ONE_SHOT:
        return Band.CONVERGES
    return Band.OVERSHOOTS if product <= limit else Band.DIVERGES


def upper_ends(limit: float = 2.0) -> tuple[tuple[Band, float], ...]:
    """Return the bands of a direction that curves upwards, with the product at which each ends, in order."""
    return (
        (Band.CREEPS, CREEP_LIMIT),
        (Band.CONVERGES, ONE_SHOT),
        (Band.OVERSHOOTS, limit),
        (Band.DIVERGES, np.inf),
    )


def long_run_factor(product: float, optimizer: Optimizer) -> float | None:
    """Return what a step multiplies the distance from the bottom by in the long run, whatever the sign.

    Parameters
    ----------
    product : float
        Learning rate times curvature.
    optimizer : Optimizer

    Returns
    -------
    float or None
        The largest of the absolute eigenvalues of a step on a quadratic: below 1 the distance shrinks in the end,
        with momentum after some swings. None for the optimizers that scale each slope.

    Notes
    -----
    Distance d and velocity v, in units of curvature, go to ``v' = momentum * v + d`` and
    ``d' = d - product * v'``; with Nesterov's to ``d' = d - product * (d + momentum * v')``.
    """
    match optimizer:
        case SGD():
            return abs(1 - product)
        case Momentum(momentum):
            step = [[1 - product, -product * momentum], [1, momentum]]
        case Nesterov(momentum):
            step = [[1 - product * (1 + momentum), -product * momentum**2], [1, momentum]]
        case _:
            return None
    return float(np.abs(np.linalg.eigvals(step)).max())
