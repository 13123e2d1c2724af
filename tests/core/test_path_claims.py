"""What is said of how paths ended, checked in random states by plain loops, samples and longer paths."""

import math

import numpy as np
import pytest

from core.descent import path, surface_gradient
from core.differentiation import numerical_gradient
from core.optimizers import OPTIMIZERS
from core.path_classification import classify
from core.path_end import EndKind
from core.surfaces import SURFACES, find

STATES, STEPS_MORE = 400, 300
TYPED = (
    "x0*x1", "x0^2 + 3*x1^2 + x0*x1", "sin(x0)*sin(x1)", "x0^4 + x1^4", "x0 + x1", "log(x0) + x1^2",
    "sqrt(abs(x0*x1))", "exp(-x0^4) + x1^2", "x0^2", "x0^3 - x1^2", "abs(x0) + x1^2", "1/(1 + x0^2 + x1^2)",
    "tanh(3*x0) + tanh(3*x1)", "sqrt(x0^2 + x1^2)", "x0^2 + 100*x1^2", "exp(x0) - x1", "-x0^2 - x1^2", "7",
    "cos(x0) - x1^4", "x0^2*x1^2",
)  # fmt: skip
AROUND = np.linspace(0, 2 * math.pi, 720, endpoint=False)
CIRCLE = np.array([np.cos(AROUND), np.sin(AROUND)])
PLACES = (EndKind.ARRIVED, EndKind.NEAR, EndKind.SADDLE, EndKind.BALANCED)


class Travelled:
    """A random path, and how it is said to have ended."""

    def __init__(self, rng):
        self.surface = find(rng.choice([*SURFACES, *TYPED]))
        self.rule = "sgd" if rng.random() < 0.6 else str(rng.choice(list(OPTIMIZERS)))
        self.kind = "numerical" if rng.random() < 0.4 else "exact"
        self.ascent = bool(rng.random() < 0.2)
        self.rate = 10 ** (rng.uniform(-10, 2) if rng.random() < 0.5 else rng.uniform(-3, 1))
        (left, right), (bottom, top) = self.ranges = self.surface.x_range, self.surface.y_range
        start = [round(rng.uniform(left, right), 2), round(rng.uniform(bottom, top), 2)]
        if self.surface.minima and rng.random() < 0.1:
            start = self.surface.minima[0] + rng.normal(size=2) * 10 ** rng.uniform(-9, -1)
        elif rng.random() < 0.1:
            start[rng.integers(2)] = 0.0
        gradient = surface_gradient(self.surface, self.kind)
        rule = OPTIMIZERS[self.rule]()
        travelled = path(
            gradient,
            [start],
            learning_rate=self.rate,
            steps=int(rng.integers(1, 400)),
            optimizer=rule,
            ascent=self.ascent,
        )
        self.points = travelled.points[:, 0]
        self.last = self.points[travelled.last_finite[0]]
        self.sign = -1 if self.ascent else 1
        self.diagonal = math.hypot(right - left, top - bottom)
        self.centre = np.array([(left + right) / 2, (bottom + top) / 2])
        self.end = classify(
            self.surface,
            self.points,
            *self.ranges,
            ascent=self.ascent,
            h=1e-4 if self.kind == "numerical" else None,
            learning_rate=self.rate if self.rule == "sgd" else None,
        )

    def height(self, points):
        return self.sign * self.surface.value(points)

    def steepness(self, points):
        return np.hypot(*self.surface.gradient(points))

    def disc(self, centre, radius):
        centre = np.array(centre)[:, np.newaxis]
        return np.concatenate(
            [centre + share * radius * CIRCLE for share in (0.2, 0.4, 0.6, 0.8, 1.0)], axis=1
        )


def check_place(own, reach):
    """What has been reached is what it is said to be, and the path is there from the step that is named."""
    place, step = own.end.place, own.end.step
    near = [math.dist(point, place) <= reach * (1 + 1e-9) for point in own.points.tolist()]
    assert all(near[step:]) and not (step and near[step - 1])
    around, here = own.height(own.disc(place, reach)), own.height(np.array(place))
    rounding = 1e-12 * max(1, abs(here))
    slopes = own.steepness(own.disc(place, reach))
    if own.end.kind in (EndKind.ARRIVED, EndKind.NEAR):
        assert (around[-len(AROUND) :] >= here - rounding).all()
    if own.end.kind is EndKind.SADDLE:
        assert (around > here).any() and (around < here).any()
    if own.end.kind is EndKind.BALANCED:
        assert (around <= here + rounding).all()
    if own.end.kind is not EndKind.NEAR:
        assert own.steepness(np.array(place)) <= 1e-3 * slopes.max()


def check_plateau(own):
    """It is flat all around: no slope above a hundredth of the average."""
    grid = np.array(np.meshgrid(*(np.linspace(*ends, 41) for ends in own.ranges))).reshape(2, -1)
    slopes = own.steepness(grid)
    average = slopes[np.isfinite(slopes)].mean()  # on another grid than the one of the verdict
    assert (own.steepness(own.disc(own.last, 0.02 * own.diagonal)) <= 0.0125 * average).all()


def check_oscillation(own):
    """It turned back again and again."""
    points = own.points.tolist()
    later = points[-((len(points) - 1) // 2) - 1 :]
    turns = [0, 0]
    for before, here, after in zip(later, later[1:], later[2:], strict=False):
        for axis in (0, 1):
            turns[axis] += (here[axis] - before[axis]) * (after[axis] - here[axis]) < 0
    assert max(turns) >= 4


def check_outside(own):
    """It is outside the picture since that step."""
    (left, right), (bottom, top) = own.ranges
    inside = [left <= x <= right and bottom <= y <= top for x, y in own.points.tolist()]
    assert not any(inside[own.end.step :])
    assert own.end.step == 0 or inside[own.end.step - 1]


def check_frozen(own):
    """The chapter's gradient is 0 there, the exact one is not, and the path stands still since that step."""
    step = own.end.step
    assert not numerical_gradient(lambda x: float(own.surface.value(x)), own.last).any()
    assert own.surface.gradient(own.last).any()
    assert (own.points[step:] == own.last).all()
    assert step == 0 or (own.points[step - 1] != own.last).any()


def check_later(own, steps):
    """A plain path that has arrived stays within reach, and one that has diverged never comes back."""
    gradient, rate = surface_gradient(own.surface, own.kind), own.sign * own.rate
    point, reach = own.last, own.end.reach * (1 + 1e-9)
    with np.errstate(all="ignore"):
        for _ in range(steps):
            following = point - rate * gradient(point[:, np.newaxis])[:, 0]
            if (following == point).all() or not np.isfinite(following).all():
                return
            point = following
            if own.end.kind is EndKind.ARRIVED:
                assert math.dist(point, own.end.place) <= reach
            else:
                assert math.dist(point, own.centre) > 1000 * own.diagonal


def check(own, steps_more):
    """Check all that is said of a path."""
    kind = own.end.kind
    if kind in PLACES:
        check_place(own, own.diagonal / 1000)
    elif kind is EndKind.PLATEAU:
        check_plateau(own)
    elif kind is EndKind.CIRCLING:
        check_oscillation(own)
    elif kind in (EndKind.LEFT, EndKind.OUTSIDE):
        check_outside(own)
    elif kind is EndKind.FROZEN:
        check_frozen(own)
    if own.rule == "sgd" and kind in (EndKind.ARRIVED, EndKind.DIVERGED):
        check_later(own, steps_more)


@pytest.mark.parametrize("seed", range(4))
def test_that_what_is_said_of_an_end_holds(seed):
    rng = np.random.default_rng(seed)
    for _ in range(STATES // 4):
        check(Travelled(rng), STEPS_MORE)
