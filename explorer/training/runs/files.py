"""Runs and networks to and from files, and the history of a run as a table for other programs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from core.model_file import ModelFileError, SavedNetwork, SavedRun, load_network, load_run
from explorer.runs.run import Run
from explorer.state.files import save_file
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training.state import TrainingState

_SAVE, _OPEN = "training.save", "training.open"


class RunFiles(QObject):
    """Opens and saves runs and networks in the background.

    Parameters
    ----------
    session : Session
        Gets what was opened.
    store : Store of TrainingState
        Its page Runs lists a run that was opened.
    """

    def __init__(self, session: Session, store: Store[TrainingState]) -> None:
        super().__init__()
        self._session, self._store = session, store
        session.background.finished.connect(self._on_finished)

    def open(self, file: Path) -> None:
        """Open a run or a network."""
        self._session.background.submit(_OPEN, str(file), partial(open_any, file))

    def save(self, file: Path, content: Callable[[], bytes]) -> None:
        """Write a file, or say why that fails."""
        self._session.background.promise(_SAVE, str(file), partial(save_file, file, content))

    @Slot(str, object, object)
    def _on_finished(self, channel: str, _key: object, result: Any) -> None:
        if channel == _SAVE and result:
            self._session.problem.emit(result)
        elif channel == _OPEN and isinstance(result, SavedRun):
            key = self._session.add_run(result)
            state = self._store.state
            self._store.change_to(replace(state, runs=state.runs.with_run(key)))
            self._session.opened.emit()
        elif channel == _OPEN and isinstance(result, SavedNetwork):
            self._session.add_network(result)
            self._session.opened.emit()
            self._session.announced.emit(_("The network is open: Drawing uses it now"))


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
