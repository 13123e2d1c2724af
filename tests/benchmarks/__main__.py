"""Measure, and print a table: ``uv run --group benchmarks python -m tests.benchmarks``, or some parts by name."""

import os
import platform
import sys

import numpy as np
from threadpoolctl import threadpool_info

from tests.benchmarks import descent, growth, mathematics, window
from tests.benchmarks.table import print_table

PARTS = {
    "mathematics": mathematics.measure,
    "descent": descent.measure,
    "growth": growth.measure,
    "window": window.measure,
}


def main(names: list[str]) -> None:
    """Run the named parts, or all."""
    kernels = {
        f"{library['internal_api']} {library['version']}, kernel {library['architecture']}"
        for library in threadpool_info()
        if library["user_api"] == "blas"
    }
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__} with {' and '.join(sorted(kernels))}; "
        f"{os.cpu_count()} cores, one thread for every matrix product, load {os.getloadavg()[0]:.1f}\n"
    )
    print_table([row for name in names or PARTS for row in PARTS[name]()])


if __name__ == "__main__":
    main(sys.argv[1:])
