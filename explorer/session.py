"""What the views share: the data set, the trained networks and the runs, as immutable values under ids."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

import resources
from core.mnist import Dataset, DatasetError, load_dataset
from core.model_file import ModelFileError, SavedNetwork, SavedRun, load_network, load_run
from core.training import TrainingConfig
from explorer.background import Background
from explorer.runs import Run, Status

NEWEST = "newest"  # the network trained last in this session, or the bundled reader
READER = "reader"  # bundled: trained to read handwriting
CHAPTER = "chapter"  # bundled: the chapter's own run


class Session(QObject):
    """The one object that views share. It signals when a fact changes, and only then.

    Signals
    -------
    dataset_changed()
        `dataset` is another one now.
    networks_changed()
        There is a new trained network, or one less.
    run_changed()
        `run` is another run now.
    problem(sentence: str)
        A file or the data could not be used; what was in use stays.
    failed(summary: str, details: str)
        An exception inside, already survived.
    """

    dataset_changed = Signal()
    networks_changed = Signal()
    run_changed = Signal()
    problem = Signal(str)
    failed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.background = Background()
        self.background.finished.connect(self._on_finished)
        self.background.failed.connect(self._on_failed)
        self.dataset: Dataset | None = None
        self._networks: dict[str, SavedNetwork] = {}
        self._trained: list[str] = []
        self._runs: dict[str, Run] = {}
        self._run_count = 0

    # Data

    def want_dataset(self) -> None:
        """Load the bundled MNIST beside the window, unless there is a data set already."""
        if self.dataset is None:
            self.background.submit("dataset", "bundled", load_dataset)

    def open_dataset(self, folder: Path | None) -> None:
        """Load the IDX files of a folder (None: the bundled MNIST); the data in use stay if that fails."""
        self.background.submit("dataset", str(folder), lambda: load_dataset(folder))

    # Networks

    def network(self, key: str) -> SavedNetwork:
        """Return the network of that id; an id that is not known any more falls back to the bundled reader."""
        if key == NEWEST:
            key = self._trained[-1] if self._trained else READER
        if key in self._networks:
            return self._networks[key]
        name = key if key in (READER, CHAPTER) else READER
        if name not in self._networks:
            self._networks[name] = load_network(resources.path("models", f"{name}.npz"))
        return self._networks[name]

    def has_network(self, key: str) -> bool:
        """Whether `network` would return the one that is asked for and not a stand-in."""
        return key in (NEWEST, READER, CHAPTER) or key in self._networks

    @property
    def trained_networks(self) -> tuple[str, ...]:
        """Ids of the networks trained or opened in this session, the newest last."""
        return tuple(self._trained)

    def add_network(self, saved: SavedNetwork) -> str:
        """Keep a network and return its id, which its content alone decides."""
        key = saved.sha256
        self._networks[key] = saved
        if key in self._trained:
            self._trained.remove(key)
        self._trained.append(key)
        self.networks_changed.emit()
        return key

    # Runs

    @property
    def runs(self) -> tuple[str, ...]:
        """Ids of the runs of this session, the newest last; the bundled one is not among them."""
        return tuple(key for key in self._runs if key != CHAPTER)

    def run(self, key: str) -> Run:
        """Return the run of that id; an id that is not known any more falls back to the chapter's own run."""
        if key in self._runs:
            return self._runs[key]
        if CHAPTER not in self._runs:
            self._runs[CHAPTER] = Run.from_saved(
                CHAPTER, load_run(resources.path("models", "chapter_run.npz"))
            )
        return self._runs[CHAPTER]

    @property
    def active_run(self) -> Run | None:
        """The run that is at work, paused, or waiting for the data, if there is one."""
        return next((run for run in self._runs.values() if run.is_active), None)

    def start_run(self, config: TrainingConfig) -> str:
        """Start training and return the run's id; a run that is still active is stopped first."""
        active = self.active_run
        if active is not None:
            active.stop()
        self._run_count += 1
        run = Run(f"run-{self._run_count}", config)
        run.status_changed.connect(self._on_run_status_changed)
        self._runs[run.key] = run
        if self.dataset is None:
            self.want_dataset()
        else:
            run.start(self.dataset)
        self.run_changed.emit()
        return run.key

    def add_run(self, saved: SavedRun) -> str:
        """Keep a run from a file and return its id."""
        key = saved.sha256
        self._runs[key] = Run.from_saved(key, saved)
        self.run_changed.emit()
        return key

    def close(self) -> None:
        """End the run at work and the background, in good order."""
        for run in self._runs.values():
            run.stop()
        self.background.close()

    @Slot()
    def _on_run_status_changed(self) -> None:
        run = self.sender()
        if not isinstance(run, Run) or run.is_active:
            return
        if run.status is Status.FAILED:
            lines = run.outcome.problem.strip().splitlines()
            self.failed.emit(lines[-1] if lines else "", run.outcome.problem)
        elif run.outcome.network is not None and run.outcome.iteration > 0:
            known = {accuracies.iteration: accuracies for accuracies in run.accuracies}
            measured = known.get(run.outcome.iteration)
            self.add_network(
                SavedNetwork.of(
                    run.outcome.network,
                    config=run.config,
                    train_accuracy=measured.train if measured else None,
                    test_accuracy=measured.test if measured else None,
                    name=run.key,
                )
            )

    @Slot(str, object, object)
    def _on_finished(self, room: str, _key: object, result: Any) -> None:
        if room == "dataset":
            self.dataset = result
            self.dataset_changed.emit()
            waiting = self.active_run
            if waiting is not None and waiting.status is Status.WAITING:
                waiting.start(result)

    @Slot(str, object, object)
    def _on_failed(self, room: str, _key: object, exception: Exception) -> None:
        if isinstance(exception, (DatasetError, ModelFileError)):
            self.problem.emit(str(exception))
        else:
            self.failed.emit(f"{type(exception).__name__}: {exception}", repr(exception))
        waiting = self.active_run
        if room == "dataset" and waiting is not None and waiting.status is Status.WAITING:
            waiting.stop()
