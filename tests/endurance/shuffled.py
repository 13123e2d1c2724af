"""The suite in random orders, with Python's checks of its memory, and garbage collected as soon as there is some.

``python -m tests.endurance shuffled --seed 1 2 3 -- -n 2``: what follows the two dashes is for pytest.
"""

import argparse
import os
import subprocess
import sys


def main(argv: list[str]) -> int:
    """Run the suite once for each seed; return 0 if all tests pass each time."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance shuffled")
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("options", nargs="*", help="for pytest")
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
