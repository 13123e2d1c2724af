"""What every benchmark hands over: a figure with its unit, what it should be, and how it was taken."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    figure: str
    target: str
    how: str


def seconds(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Time one call."""
    start = clock()
    action()
    return clock() - start


def interleaved(
    actions: Sequence[Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Median seconds of each action, taken in turns so that a noisy minute hits them all alike."""
    for action in actions:
        action()
    times = [[seconds(action, clock) for action in actions] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def percentiles(values: Sequence[float]) -> str:
    """Return the 50th and the 95th percentile and the largest of some seconds, in milliseconds."""
    ordered = sorted(values)
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"p50 {middle * 1e3:.1f} ms, p95 {high * 1e3:.1f} ms, longest {ordered[-1] * 1e3:.1f} ms"


def print_table(rows: Sequence[Row]) -> None:
    """Print rows as a Markdown table."""
    print("| what | figure | target | how |\n| --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.what} | {row.figure} | {row.target} | {row.how} |", flush=True)
