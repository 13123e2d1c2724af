"""Runs and networks to and from files, and the history of a run as a table for other programs."""

from collections.abc import Iterator
from pathlib import Path

from core.model_file import ModelFileError, SavedNetwork, SavedRun, load_network, load_run
from explorer.runs import Run


def open_any(file: Path) -> SavedRun | SavedNetwork:
    """Read a run, or else a network.

    Raises
    ------
    ModelFileError
        With the sentence about the run if the file is neither.
    """
    try:
        return load_run(file)
    except ModelFileError as problem:
        try:
            return load_network(file)
        except ModelFileError:
            raise problem from None


def history_lines(run: Run) -> Iterator[str]:
    """Return the lines of a CSV file: each iteration with its loss, and what was measured or changed there."""
    measured = {at.iteration: at for at in run.accuracies}
    changed: dict[int, list[str]] = {}
    for change in run.changes:
        value = change.value if change.field == "learning_rate" else type(change.value).__name__
        changed.setdefault(change.iteration, []).append(f"{change.field} {value}")
    yield "iteration,loss,train_accuracy,test_accuracy,validation_accuracy,change"
    losses = [*map(repr, run.losses.tolist()), *([""] if run.iteration in measured else [])]
    for iteration, loss in enumerate(losses):
        at = measured.get(iteration)
        numbers = (
            ("", "", "")
            if at is None
            else (at.train, at.test, "" if at.validation is None else at.validation)
        )
        yield ",".join(map(str, (iteration, loss, *numbers, "; ".join(changed.get(iteration, [])))))


def history_bytes(run: Run) -> bytes:
    """Return the history of a run as a CSV file, in UTF-8."""
    return "".join(f"{line}\n" for line in history_lines(run)).encode()
