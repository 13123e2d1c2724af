"""Run one endurance campaign: ``python -m tests.endurance NAME``, with the campaign's own options after its name."""

import importlib
import sys

if __name__ == "__main__":
    name, *argv = sys.argv[1:]
    sys.exit(importlib.import_module(f"tests.endurance.{name}").main(argv))
