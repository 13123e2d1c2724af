"""Endurance tests of the whole program, each with a seed: ``uv run python -m tests.endurance NAME [OPTIONS]``."""

import importlib
import sys

CAMPAIGNS = ("random_use", "files", "kill", "closing", "leaks", "shuffled")


def main(argv: list[str]) -> int:
    """Run the campaign of that name; its module describes it."""
    if not argv or argv[0] not in CAMPAIGNS:
        print(f"usage: python -m tests.endurance NAME [OPTIONS]\nNAME is one of {', '.join(CAMPAIGNS)}.")
        return 2
    name, *options = argv
    result: int = importlib.import_module(f"tests.endurance.{name}").main(options)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
