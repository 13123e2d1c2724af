"""Measure, and print a table: ``uv run --group benchmarks python -m tests.benchmarks``, or some parts by name.

``endurance --minutes 10`` and ``numerical_run``, some minutes each, are only measured where they are asked for.
"""

import argparse
import functools
import os
import platform

import numpy as np
from threadpoolctl import threadpool_info

from tests.benchmarks import descent, endurance, growth, guide, mathematics, numerical_run, window
from tests.benchmarks.table import print_table

PARTS = {
    "mathematics": mathematics.measure,
    "descent": descent.measure,
    "growth": growth.measure,
    "window": window.measure,
    "guide": guide.measure,
}


def main() -> None:
    """Run the named parts, or all but those that take long."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="all but endurance and numerical_run unless named"
    )
    parser.add_argument("--minutes", type=float, default=10, help="of the run of endurance")
    options = parser.parse_args()
    parts = {
        **PARTS,
        "endurance": functools.partial(endurance.measure, options.minutes),
        "numerical_run": numerical_run.measure,
    }
    if not parts.keys() >= set(options.parts):
        parser.error(f"the parts are {', '.join(parts)}")
    kernels = {
        f"{library['internal_api']} {library['version']}, kernel {library['architecture']}"
        for library in threadpool_info()
        if library["user_api"] == "blas"
    }
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__} with {' and '.join(sorted(kernels))}; "
        f"{os.cpu_count()} cores, one thread for every matrix product, load {os.getloadavg()[0]:.1f}\n"
    )
    print_table([row for name in options.parts or PARTS for row in parts[name]()])


if __name__ == "__main__":
    main()
