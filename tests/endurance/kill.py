"""Killing the application loses no file, at most 10 s of work, and at most 30 s of a training run."""

import argparse
import json
import multiprocessing
import os
import random
import signal
import tempfile
from pathlib import Path

from tests.endurance import driven

MOST_WORK_LOST, MOST_RUN_LOST = 10.0, 30.0


def main(argv):
    """Kill it while saving, editing and training; return 1 if there were problems."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance kill")
    parser.add_argument("--saves", type=int, default=100, help="kills in each kind of save")
    parser.add_argument("--uses", type=int, default=100)
    parser.add_argument("--trainings", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    rng = random.Random(options.seed)
    problems = []
    for kind in SAVES:
        lost = sum(kill_while_saving(kind, rng.uniform(0.0, 0.3)) for _ in range(options.saves))
        print(f"{kind}: killed {options.saves} times while saving, lost {lost} times", flush=True)
        problems += [kind] * lost
    problems += kill_repeatedly("editing", options.uses, MOST_WORK_LOST, lambda: rng.uniform(0.0, 15.0))
    problems += kill_repeatedly("training", options.trainings, MOST_RUN_LOST, lambda: rng.uniform(0.0, 45.0))
    for problem in problems:
        print(problem)
    print(f"kill: {len(problems)} problems")
    return bool(problems)


def kill_while_saving(kind, delay):
    """Kill a process that saves two contents alternately; return whether the file then has neither of them."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "target")
        spawn = multiprocessing.get_context("spawn")
        ready = spawn.Event()
        process = spawn.Process(target=save_repeatedly, args=(kind, target, ready))
        process.start()
        ready.wait(60)
        process.join(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        return not is_complete(kind, target)


def save_repeatedly(kind, target, ready):
    """Save the contents alternately to the same file, until killed."""
    save, contents = SAVES[kind][0](target)
    save(contents[0])
    ready.set()
    while True:
        for content in contents:
            save(content)


def networks():
    """Return two untrained networks, large enough for a kill to hit the middle of a save."""
    import numpy as np

    from core.model_file import SavedNetwork
    from core.two_layer_net import TwoLayerNet

    return [
        SavedNetwork.of(TwoLayerNet(784, 300, 10, rng=np.random.default_rng(seed)), name=f"network {seed}")
        for seed in (1, 2)
    ]


def runs():
    """Return two runs of different lengths."""
    import numpy as np

    from core.model_file import SavedRun
    from core.training_config import TrainingConfig

    return [
        SavedRun.of(
            saved.network,
            config=TrainingConfig(hidden_size=300, iterations=length),
            losses=np.ones(length),
            iterations=[],
            train_accuracies=[],
            test_accuracies=[],
        )
        for saved, length in zip(networks(), (200_000, 300_000), strict=True)
    ]


def network_saves(target):
    """Return a function that saves a network, and two networks."""
    from core.model_file import save_network

    return (lambda saved: save_network(target, saved.network, name=saved.name)), networks()


def run_saves(target):
    """Return a function that saves a run, and two runs."""
    from core.model_file import save_run

    return (lambda run: save_run(target, run)), runs()


def history_saves(target):
    """Return a function that saves the history of a run as CSV, and two runs."""
    from core.files import write_atomically
    from explorer.runs.run import Run
    from explorer.training.runs.files import history_bytes

    return (lambda run: write_atomically(target, history_bytes(run))), [
        Run.from_saved("run", saved) for saved in runs()
    ]


def recordings():
    """Return two sessions that differ in a network and a number."""
    from explorer.derivative.state import DerivativeState
    from explorer.drawing.state import DrawingState
    from explorer.state.session_file import Recording

    return [
        Recording(
            "derivative",
            {"derivative": DerivativeState(x=float(x)), "drawing": DrawingState(network=saved.sha256)},
            {saved.sha256: saved},
            {},
            {},
        )
        for x, saved in enumerate(networks())
    ]


def session_saves(target):
    """Return a function that saves a session, and two sessions."""
    from core.files import write_atomically

    return (lambda recording: write_atomically(target, recording.to_zip())), recordings()


def autosaves(target):
    """Return a function that autosaves a session to a folder, and two sessions."""
    return (lambda recording: recording.write_in(target, {})), recordings()


def opens_as_network(target):
    """Whether it is one of the two networks."""
    from core.model_file import load_network

    return load_network(target).name in ("network 1", "network 2")


def opens_as_run(target):
    """Whether it is one of the two runs."""
    from core.model_file import load_run

    return len(load_run(target).losses) in (200_000, 300_000)


def opens_as_history(target):
    """Whether it is one of the two histories, complete to its last line."""
    lines = target.read_text(encoding="utf-8").splitlines()
    return len(lines) - 1 in (200_000, 300_000) and lines[-1].startswith(f"{len(lines) - 2},")


def opens_as_session(target):
    """Whether it is one of the two sessions, with the network that it names."""
    from explorer.derivative.state import DerivativeState
    from explorer.drawing.state import DrawingState
    from explorer.state.session_file import open_session

    opened = open_session(target, {"derivative": DerivativeState, "drawing": DrawingState})
    (network,) = opened.networks
    return (opened.states["derivative"].x, network.name) in ((0.0, "network 1"), (1.0, "network 2"))


SAVES = {
    "network": (network_saves, opens_as_network),
    "run": (run_saves, opens_as_run),
    "history of a run": (history_saves, opens_as_history),
    "session": (session_saves, opens_as_session),
    "autosave": (autosaves, opens_as_session),
}


def is_complete(kind, target):
    """Whether the file is one of the contents that were saved."""
    try:
        return SAVES[kind][1](target)
    except (OSError, ValueError) as problem:
        print(f"{kind}: {problem}")
        return False


def kill_repeatedly(activity, times, most_lost, delay):
    """Repeatedly kill the busy application and start it again; return the problems."""
    problems, losses = [], []
    for number in range(times):
        with tempfile.TemporaryDirectory() as folder:
            try:
                losses.append(kill_once(Path(folder), activity, delay()))
            except RuntimeError as problem:
                problems.append(f"{activity} {number}: {problem}")
                continue
        if losses[-1] > most_lost:
            problems.append(f"{activity} {number}: lost {losses[-1]:.1f} s")
    if losses:
        print(
            f"{activity}: killed {times} times, {len(losses)} starts restored, at most {max(losses):.1f} s lost",
            flush=True,
        )
    return problems


def kill_once(folder, activity, delay):
    """Kill a busy application and start it again; return the seconds of work lost."""
    settings, log = folder / "settings.ini", folder / "log.txt"
    log.touch()
    process = driven.start(settings, activity, "--log", str(log))
    driven.lines_until(process, "busy")
    driven.let_run(process, delay)
    process.kill()
    process.communicate()
    noted = [tuple(map(float, line.split())) for line in log.read_text().splitlines() if line.count(" ") == 1]
    restored = start_again(settings)
    is_opening = restored["x"] == driven.OPENING_X
    value = restored["offered"] if activity == "training" else 0.0 if is_opening else restored["x"]
    if restored["offered"] and "A training run was interrupted" not in restored["banner"]:
        raise RuntimeError(f"the banner does not mention the run: {restored['banner']!r}")
    lost = [moment for moment, noted_value in noted if noted_value > value]
    if value and activity == "editing" and "did not close properly" not in restored["banner"]:
        raise RuntimeError(f"the banner does not say what was restored: {restored['banner']!r}")
    return noted[-1][0] - lost[0] if lost else 0.0


def start_again(settings):
    """Start the application after a kill and close it; return what it restored."""
    again = driven.start(settings, "idle", "--close-after", "0.1")
    restored = json.loads(driven.lines_until(again, "busy")[-1])
    _, errors = again.communicate(timeout=60)
    if again.returncode != 0:
        raise RuntimeError(f"the next start ended with exit code {again.returncode}: {errors}")
    return restored
