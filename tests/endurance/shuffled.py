"""The test suite in random order, with Python's debug allocator and very frequent garbage collection.

``python -m tests.endurance shuffled --seed 1 2 3 -- -n 2`` passes the arguments after ``--`` to pytest.
"""

import argparse
import os
import subprocess
import sys


def main(argv: list[str]) -> int:
    """Run the suite once for each seed; return 1 if a test fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance shuffled")
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("options", nargs="*", help="passed to pytest")
    chosen = parser.parse_args(argv)
    environment = {**os.environ, "PYTHONMALLOC": "debug"}
    pytest = [sys.executable, "-X", "faulthandler", "-m", "pytest", "-p", "tests.endurance.shuffling"]
    codes = []
    for seed in chosen.seed:
        print(f"seed {seed}", flush=True)
        codes.append(
            subprocess.run([*pytest, "--shuffle", str(seed), *chosen.options], env=environment).returncode
        )
    return int(any(codes))
