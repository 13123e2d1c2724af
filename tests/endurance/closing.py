"""Closing the busy application: exit code 0 within two seconds, and no process or temporary file left."""

import argparse
import itertools
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from tests.endurance import driven

WAYS = ("close", "SIGTERM", "SIGINT")
LONGEST_SECONDS = 2.0
EXPECTED_NAMES = {
    "settings.ini",
    "session.learnscope",
    "autosave-1",
    "learnscope.log",
    "session",
    "state.json",
    "progress.json",
}


def main(argv):
    """Close it `count` times; return 1 if there were problems."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance closing")
    parser.add_argument("--count", type=int, default=105)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    rng = random.Random(options.seed)
    problems, slowest = [], {}
    cases = itertools.islice(itertools.cycle(itertools.product(driven.BUSY, WAYS)), options.count)
    for number, (activity, way) in enumerate(cases):
        with tempfile.TemporaryDirectory() as folder:
            seconds, found = close_once(Path(folder), activity, way, rng.uniform(0.1, 3.0))
        if seconds > LONGEST_SECONDS:
            found.append(f"took {seconds:.2f} s")
        slowest[activity, way] = max(seconds, slowest.get((activity, way), 0.0))
        problems += [f"{number}: {activity}, {way}: {problem}" for problem in found]
    for (activity, way), seconds in slowest.items():
        print(f"{activity:10} {way:8} slowest exit {seconds:.2f} s")
    for problem in problems:
        print(problem)
    print(f"closing: {options.count} times, slowest {max(slowest.values()):.2f} s, {len(problems)} problems")
    return bool(problems)


def close_once(folder, activity, way, delay):
    """Close a busy application; return the seconds it took, and the problems."""
    options = ["--close-after", str(delay)] if way == "close" else []
    process = driven.start(folder / "settings.ini", activity, *options)
    driven.lines_until(process, "busy")
    if way == "close":
        began = float(driven.lines_until(process, "closing")[-1])
    else:
        driven.let_run(process, delay)
        began = time.time()
        process.send_signal(getattr(signal, way))
    _, errors = process.communicate(timeout=60)
    seconds = time.time() - began
    found = [f"left {name}" for name in unexpected_names(folder)]
    if process.returncode != 0:
        found.append(f"exit code {process.returncode}: {errors}")
    if group_exists(process.pid):
        found.append("left a process behind")
    return seconds, found


def unexpected_names(folder):
    """Return the files and folders that should not exist after a clean exit."""
    stored = ("networks", "runs", "pictures")
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.name not in EXPECTED_NAMES and not {path.name, path.parent.name} & {*stored}
    )


def group_exists(group):
    """Whether any process of that group still exists."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
