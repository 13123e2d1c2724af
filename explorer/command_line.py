"""The command line, read before Qt is loaded."""

import argparse
import re
from pathlib import Path

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
