"""The cost of descent: basin maps by surface and rule, and how paths and maps grow with what they are made of."""

import time
from collections.abc import Callable

from core.basins import basin_map_in_slices
from core.descent import path
from core.optimizers import SGD, Adam, Optimizer
from core.surfaces import find
from tests.benchmarks.table import Row, interleaved, seconds

SIDE, STEPS = 256, 100
# The surface, with a learning rate for each of both rules.
SURFACES = {
    "himmelblau": (0.01, 0.1),
    "rosenbrock": (0.001, 0.1),
    "rastrigin": (0.002, 0.1),
    "ackley": (0.02, 0.1),
    "sin(x0)*cos(x1) + (x0^2 + x1^2)/20": (0.2, 0.1),
}
POLYNOMIAL = ("himmelblau", "rosenbrock")
ROUNDS = 3


def measure() -> list[Row]:
    """Return the rows of this module."""
    rows = [_basins(surface, rates) for surface, rates in SURFACES.items()]
    return [*rows, _longest_slice(), *_growth()]


def _map(surface: str, side: int, rate: float, rule: Optimizer) -> Callable[[], None]:
    found = find(surface)

    def compute() -> None:
        for _ in basin_map_in_slices(
            found, found.x_range, found.y_range, side, side, learning_rate=rate, steps=STEPS, optimizer=rule
        ):
            pass

    return compute


def _basins(surface: str, rates: tuple[float, float]) -> Row:
    rules = (SGD(), Adam())
    whole = [_map(surface, SIDE, rate, rule) for rate, rule in zip(rates, rules, strict=True)]
    coarse = [_map(surface, SIDE // 8, rate, rule) for rate, rule in zip(rates, rules, strict=True)]
    times = interleaved([*whole, *coarse], ROUNDS, time.thread_time)
    figures = (
        f"{name} {times[k] * 1e3:.0f} ms (coarse {times[k + 2] * 1e3:.0f} ms)"
        for k, name in enumerate(("SGD", "Adam"))
    )
    target = "SGD 100 ms, Adam 350 ms" if surface in POLYNOMIAL else "350 ms"
    return Row(
        f"basin map of {surface}",
        ", ".join(figures),
        target,
        f"{SIDE} x {SIDE} starts, {STEPS} steps; CPU time",
    )


def _longest_slice() -> Row:
    ackley = find("ackley")
    slices = basin_map_in_slices(
        ackley, ackley.x_range, ackley.y_range, SIDE, SIDE, learning_rate=0.1, steps=STEPS, optimizer=Adam()
    )
    longest = 0.0
    while True:
        done: list[object] = []
        longest = max(longest, seconds(lambda: done.append(next(slices, StopIteration)), time.thread_time))  # noqa: B023
        if done[0] is StopIteration:
            break
    return Row("longest slice of a basin map", f"{longest * 1e3:.0f} ms", "33 ms", "Ackley, Adam")


def _growth() -> list[Row]:
    rosenbrock = find("rosenbrock")

    def paths(starts: int, steps: int) -> Callable[[], object]:
        places = [(0.1 * k, 0.2) for k in range(starts)]
        return lambda: path(rosenbrock.gradient, places, learning_rate=1e-4, steps=steps)

    return [
        _row("paths against starts", "1000 steps", {n: paths(n, 1000) for n in (1, 12, 100, 1000)}),
        _row("paths against steps", "12 starts", {n: paths(12, n) for n in (100, 1000, 10_000)}),
        _row(
            "basin map against its side",
            f"Himmelblau, SGD, {STEPS} steps",
            {n: _map("himmelblau", n, 0.01, SGD()) for n in (64, 128, 256, 512)},
        ),
    ]


def _row(what: str, how: str, actions: dict[int, Callable[[], object]]) -> Row:
    times = interleaved(list(actions.values()), ROUNDS, time.thread_time)
    figures = (f"{size}: {time * 1e3:.1f} ms" for size, time in zip(actions, times, strict=True))
    return Row(what, ", ".join(figures), "linear", f"{how}, median of {ROUNDS}; CPU time of one thread")
