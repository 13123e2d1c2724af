"""Pictures of every page, to see what a change does to them: nothing, or exactly what was meant.

    uv run python -m tests.pictures take before --checkout ../worktree-without-the-change
    uv run python -m tests.pictures take after
    uv run python -m tests.pictures compare before after

``take`` needs some minutes. ``compare`` says of every picture whether it is identical pixel for pixel, or how many
pixels differ, and within which rectangle; it writes that part of both pictures and of their difference, side by side,
to a PNG file. Its exit code is 1 if a picture differs or is missing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from explorer.plots.picture import png
from explorer.state.session_file import FORMAT, STATE_FILE, VERSION

THEMES = ("dark", "light")
SIZES = ("1100x700", "1280x800", "1920x1080")
SCALES = ("1", "1.5")
STATES: dict[str, dict[str, Any]] = {  # as in session files; everything else is as it is at first
    "second": {
        "losses": {"entry": "scores", "curve": "near_zero", "samples": "batch"},
        "derivative": {"method": "forward", "tangent": {"zoom": 3}, "network": {"descended": 20}},
        "descent": {"page": "method", "picture": {"relief": "relief", "lower": "sweep"}},  # a map offscreen
        "training": {
            "run": "chapter",
            "settings": {"more_settings": True, "augmented": True, "loss_scale": "log"},
            "mistakes": {"cell": [4, 9]},
            "slow_motion": {"slow_step": 3},
        },
        "drawing": {"test_image": 8, "strokes": [], "why": {"part": "network"}},
    },
    "third": {
        "losses": {"curve": "by_score", "keep_sum": False, "batch": {"order": "loss"}},
        "derivative": {"formula": "sin(x)", "h": 0.5, "rounding": {"precision": "float32"}},
        "descent": {
            "page": "picture",
            "picture": {"ground": "basins", "lower": "cut", "mark_saddles": True},
            "method": {"compared": ["momentum", "adagrad", "adam"]},
        },
        "training": {
            "slow_motion": {"slow_shows": "numbers"},
        },
        "drawing": {"why": {"part": "switches"}},
    },
    "fourth": {
        "descent": {"surface": "x0**2 + x0*x1 + x1**2", "optimizer": "adam", "shown_step": 20},
        "drawing": {"strokes": [], "why": {"part": "correction"}},
    },
}
STATES_SIZE, PROJECTOR_SIZE = "1920x1080", "1280x800"
SNAPSHOT = """
import sys
from explorer import __main__
from explorer.window import snapshot
snapshot.SETTLE_SECONDS = 600.0  # on a busy computer, a page would be drawn before its work is done
sys.exit(__main__.main(sys.argv[1:]))
"""
PROJECTOR = f"""
from explorer.state.settings import Settings
Settings.projector = True
{SNAPSHOT}
"""
MARGIN = 100  # pixels shown around what differs
GAP = 8
RED, WHITE, BLACK = 0xFFFF0000, 0xFFFFFFFF, 0xFF000000


def take(folder: Path, checkout: Path) -> None:
    """Draw every page of every view with the code of `checkout`."""
    with tempfile.TemporaryDirectory() as sessions:
        for theme in THEMES:
            for size in SIZES:
                for scale in SCALES:
                    _draw(checkout, folder / f"{theme}-{size}-{scale}", theme, size, scale=scale)
            for name, states in STATES.items():
                session = Path(sessions, f"{theme}-{name}")
                write_session(session, states)
                _draw(checkout, folder / session.name, theme, STATES_SIZE, str(session))
            _draw(checkout, folder / f"{theme}-projector", theme, PROJECTOR_SIZE, program=PROJECTOR)


def write_session(folder: Path, states: dict[str, Any]) -> None:
    """Write a session in which the views have these states."""
    folder.mkdir()
    content = {"format": FORMAT, "version": VERSION, "view": "losses", "states": states}
    (folder / STATE_FILE).write_text(json.dumps(content), encoding="utf-8")


def _draw(
    checkout: Path,
    folder: Path,
    theme: str,
    size: str,
    *session: str,
    scale: str = "1",
    program: str = SNAPSHOT,
) -> None:
    """Run the program in `checkout`, where Python finds its modules first."""
    start = time.monotonic()
    arguments = ("--snapshot", str(folder), "--theme", theme, "--size", size, *session)
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=checkout,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        sys.exit(f"{folder.name} could not be drawn:\n{ended.stderr}")
    print(f"{folder.name}: {len(list(folder.iterdir()))} pictures in {time.monotonic() - start:.0f} s")


def compare(before: Path, after: Path, differences: Path) -> int:
    """Print what is different in each picture, and return how many are not identical."""
    names = sorted({file.relative_to(folder) for folder in (before, after) for file in folder.rglob("*.png")})
    if not names:
        sys.exit("There are no pictures in these folders.")
    found = {name: _difference(before / name, after / name, differences / name) for name in names}
    for name, difference in found.items():
        print(f"{name.as_posix()}: {difference or 'identical'}")
    count = sum(map(bool, found.values()))
    print(f"{len(names)} pictures, {count} of them not identical")
    return count


def _difference(before: Path, after: Path, difference: Path) -> str:
    """Return a description, empty if there is no difference, and write a picture of it."""
    for file in (before, after):
        if not file.exists():
            return f"there is no {file}"
    old, new = _pixels(before), _pixels(after)
    panels = np.full((3, *np.maximum(old.shape, new.shape)), WHITE, np.uint32)
    for panel, pixels in zip(panels, (old, new), strict=False):
        panel[: pixels.shape[0], : pixels.shape[1]] = pixels
    height, width = np.minimum(old.shape, new.shape)
    differs = np.ones(panels[0].shape, bool)  # also what lies beyond the borders of the smaller picture
    differs[:height, :width] = old[:height, :width] != new[:height, :width]
    if not differs.any():
        return ""
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    (top, bottom), (left, right) = rows[[0, -1]], columns[[0, -1]]
    panels[2] = np.where(differs, RED, panels[1] >> 2 & 0x3F3F3F | BLACK)
    part = panels[:, max(top - MARGIN, 0) : bottom + MARGIN, max(left - MARGIN, 0) : right + MARGIN]
    difference.parent.mkdir(parents=True, exist_ok=True)
    spaced = np.pad(part, ((0, 0), (0, 0), (0, GAP)), constant_values=WHITE)
    difference.write_bytes(png(_image(np.hstack([*spaced]))))
    extent = f"{right - left + 1}x{bottom - top + 1} at ({left}, {top})"
    return f"{np.count_nonzero(differs)} of {differs.size} pixels differ, within {extent}"


def _pixels(file: Path) -> npt.NDArray[np.uint32]:
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_ARGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def _image(pixels: npt.NDArray[np.uint32]) -> QImage:
    (height, width), content = pixels.shape, pixels.tobytes()
    return QImage(content, width, height, QImage.Format.Format_ARGB32).copy()  # the content is not Qt's


def main(argv: list[str] | None = None) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures")
    commands = parser.add_subparsers(dest="command", required=True)
    taking = commands.add_parser("take", help="draw every page")
    taking.add_argument("folder", type=Path, help="where the pictures go; it is made")
    taking.add_argument(
        "--checkout", type=Path, default=Path(), help="folder whose code draws, instead of this one"
    )
    comparing = commands.add_parser("compare", help="compare the pictures in two folders")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument(
        "--differences", type=Path, help="where pictures of differences go: AFTER-differences unless named"
    )
    options = parser.parse_args(argv)
    if options.command == "compare":
        after = options.after.resolve()
        differences = options.differences or after.with_name(f"{after.name}-differences")
        return int(compare(options.before, after, differences) > 0)
    if options.folder.exists():
        parser.error(f"{options.folder} is there already")
    if not (options.checkout / "explorer" / "__main__.py").exists():
        parser.error(f"{options.checkout} has no explorer")
    take(options.folder.resolve(), options.checkout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
