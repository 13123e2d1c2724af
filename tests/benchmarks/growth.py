"""Training steps a second against hidden size and batch size, beside PyTorch with as many threads: one."""

import math
import time
from itertools import islice

from core.blas import one_blas_thread
from core.mnist import Dataset, load_dataset
from core.training import TrainingConfig, train
from tests.benchmarks.peers import HAS_PYTORCH, PyTorch
from tests.benchmarks.table import Row, interleaved, seconds

HIDDEN_SIZES = (10, 50, 200, 1_000)
BATCH_SIZES = (1, 10, 100, 1_000, 10_000)
SECONDS_A_TURN = 0.1


def measure() -> list[Row]:
    """Return one row for each pair of sizes."""
    if not HAS_PYTORCH:
        return []
    data = load_dataset()
    with one_blas_thread():
        return [_row(data, hidden, batch) for hidden in HIDDEN_SIZES for batch in BATCH_SIZES]


def _row(data: Dataset, hidden: int, batch: int) -> Row:
    config = TrainingConfig(hidden_size=hidden, batch_size=batch, iterations=10**9)
    steps = train(config, data, evaluate=False)
    network = PyTorch(data, hidden, batch)
    next(steps)
    count = math.ceil(SECONDS_A_TURN / seconds(lambda: next(steps), time.thread_time))

    def learnscope() -> None:
        for step in islice(steps, count):
            float(step.loss)

    own, other = interleaved([learnscope, lambda: network.take_steps(count)], 5, time.thread_time)
    return Row(
        f"steps a second, hidden {hidden:,}, batch {batch:,}",
        f"{count / own:,.0f}, PyTorch {count / other:,.0f}: {other / own:.2f} times as fast",
        "0.9",
        f"{count} steps in turns, median of 5; CPU time of one thread",
    )
