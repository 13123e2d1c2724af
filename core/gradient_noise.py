"""Noise in the gradient: what a mini-batch does to the path of descent."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator, SeedSequence

from core.arrays import FloatArray
from core.descent import Gradient

_STEPS_DRAWN = 256


def noisy(gradient: Gradient, scale: float, seed: int) -> Gradient:
    """Return a gradient with normal noise in it, for one run of `core.descent.path`.

    Parameters
    ----------
    gradient : callable
        Takes points of shape (2, n), returns the slopes there in the same shape.
    scale : float
        Standard deviation of the noise in each slope, in units of the gradient; at least 0.
    seed : int
        At least 0. The noise of a path depends on the seed, on the number of the path and on the step, and on
        nothing else: not on where it is, nor on how many others there are.

    Returns
    -------
    callable
        Each call is the next step, so make a new one for each run.

    Raises
    ------
    ValueError
        If the scale is negative or not finite, or the seed negative; at a call, if the number of points has
        changed since the first.

    Notes
    -----
    The gradient of a mini-batch is that of all samples plus a mean of independent errors: close to normal, with a
    deviation that falls with the root of the batch size [1]_.

    References
    ----------
    .. [1] Bottou, Curtis and Nocedal, "Optimization methods for large-scale machine learning" (2018), sec. 3.
    """
    if not 0 <= scale < np.inf:
        raise ValueError(f"the scale of the noise must be finite and at least 0, got {scale!r}")
    if seed < 0:
        raise ValueError(f"the seed must be at least 0, got {seed!r}")
    return _NoisyGradient(gradient, scale, seed)


class _NoisyGradient:
    def __init__(self, gradient: Gradient, scale: float, seed: int) -> None:
        self.gradient = gradient
        self.scale = scale
        self.seed = seed
        self.step = 0
        self.streams: list[Generator] = []
        self.noise: FloatArray = np.empty((0, 2, 0))

    def __call__(self, x: FloatArray) -> FloatArray:
        if self.step == 0:
            seeds = (SeedSequence(self.seed, spawn_key=(path,)) for path in range(x.shape[1]))
            self.streams = [np.random.default_rng(seed) for seed in seeds]
        if x.shape[1] != len(self.streams):
            raise ValueError(f"the noise is for {len(self.streams)} paths, got {x.shape[1]}")
        place = self.step % _STEPS_DRAWN
        if place == 0:
            self.noise = np.zeros((_STEPS_DRAWN, *x.shape))
            for path, stream in enumerate(self.streams):
                self.noise[..., path] = self.scale * stream.standard_normal((_STEPS_DRAWN, 2))
        self.step += 1
        noisy: FloatArray = self.gradient(x) + self.noise[place]
        return noisy
