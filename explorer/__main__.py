"""The command `learnscope`, also `python -m explorer`. Reads the command line before it loads Qt."""

import argparse
import gc
import importlib.metadata
import os
import re
import sys
from pathlib import Path

from explorer import start_checks

SMALLEST, LARGEST = (800, 560), (7680, 4320)


def window_size(text: str) -> tuple[int, int]:
    """Parse ``WIDTHxHEIGHT``; argparse shows the sentence of the error."""
    match = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text.strip().lower())
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (SMALLEST[0] <= size[0] <= LARGEST[0] and SMALLEST[1] <= size[1] <= LARGEST[1]):
        raise argparse.ArgumentTypeError(
            f"write it as WIDTHxHEIGHT from 800x560 to 7680x4320, such as 1280x800, not {text!r}"
        )
    return size


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="learnscope",
        description="See a neural network learn: losses, derivatives, gradient descent, training on MNIST, "
        "and your own handwriting.",
    )
    parser.add_argument("file", nargs="?", type=Path, help="a session or a lesson (.md) to open")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.add_argument(
        "--snapshot", metavar="DIR", type=Path, help="draw every view to a PNG file in DIR and end"
    )
    parser.add_argument("--theme", choices=("dark", "light"), help="theme to start with")
    parser.add_argument("--size", metavar="WxH", type=window_size, help="window size, such as 1280x800")
    parser.add_argument(
        "--check",
        metavar="LESSON",
        type=Path,
        help="print what is wrong in a lesson and end; 1 if anything is",
    )
    parser.add_argument(
        "--facts", action="store_true", help="print what a lesson can name, as Markdown, and end"
    )
    parser.add_argument("--reset-progress", action="store_true", help="forget what was done in the guide")
    parser.add_argument(
        "--settings", metavar="FILE", type=Path, help="settings file to use instead of one's own"
    )
    return parser


def main(argv: list[str] | None = None) -> int:
    """Start the application and return its exit code; 2 where it cannot start, after one sentence."""
    arguments = command_line().parse_args(argv)
    if arguments.version:
        print(f"learnscope {importlib.metadata.version('learnscope')}")
        return 0
    if arguments.snapshot is not None or arguments.check is not None or arguments.facts:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        start_checks.check_python()
        start_checks.check_qt_version()
        start_checks.check_libraries(start_checks.LIBRARIES)
        if start_checks.uses_window_system():
            start_checks.check_display()
            start_checks.check_libraries(start_checks.WINDOW_LIBRARIES)
    except start_checks.CannotStartError as problem:
        print(problem, file=sys.stderr)
        return 2
    # Modules stay to the end: looking for garbage among them takes 0.1 s now, and 40 ms at each full collection. From
    # here on the application collects it, on the thread of its window.
    gc.disable()
    from explorer import application  # only now: loading Qt on a machine that lacks a library would abort

    gc.freeze()
    if arguments.check is not None:
        return application.check(arguments)
    if arguments.facts:
        return application.facts(arguments)
    if arguments.snapshot is not None:
        return application.snapshot(arguments)
    return application.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
