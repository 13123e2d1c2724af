"""Measure, and print a table: uv run --group benchmarks python -m tests.benchmarks [mathematics|window]."""

import os
import platform
import sys

import threadpoolctl

from tests.benchmarks import mathematics, window
from tests.benchmarks.table import print_table

PARTS = {"mathematics": mathematics.measure, "window": window.measure}


def main(names: list[str]) -> None:
    """Run the named parts, or all."""
    import numpy as np

    kernels = {library.get("architecture") for library in threadpoolctl.threadpool_info()}
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, BLAS {kernels}, {os.cpu_count()} cores\n"
    )
    print_table([row for name in names or PARTS for row in PARTS[name]()])


if __name__ == "__main__":
    main(sys.argv[1:])
