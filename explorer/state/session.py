"""What the views share: the data set, the trained networks and the runs, as immutable values under ids."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot

import resources
from core.mnist import CLASSES, Dataset, DatasetError, load_dataset
from core.model_file import ModelFileError, SavedRun, load_run
from core.picture import Picture
from core.training import TrainingConfig
from explorer.background.background import Background
from explorer.background.frame_clock import FrameClock
from explorer.background.latest_result import LatestResult
from explorer.runs.run import Run, Status
from explorer.runs.training_thread import Accuracies
from explorer.state.networks import CHAPTER, MOMENT_SIGN, NEWEST, READER, RUN_PREFIX, Networks, run_of
from explorer.texts.language import _

__all__ = ["CHAPTER", "MOMENT_SIGN", "NEWEST", "READER", "RUN_PREFIX", "Session", "run_of"]

MOST_PICTURES = 100
_AT_FIRST = "bundled"  # key of the data loaded at the start


class Session(Networks):
    """The one object that views share. It signals when a fact changes, and only then: also as `Networks` does.

    Networks and runs have ids, which states hold. A network's id is `NEWEST`, `READER`, `CHAPTER`, one of
    `trained_networks`, or ``run@moment``, such as ``run-1@3000``: the network of that run after so many updates.
    Which moments there are is in ``session.run(run).timeline.iterations``; between two of them, and where one has been
    dropped since, the id means the one before.

    Attributes
    ----------
    frames : FrameClock
        When views draw.
    tells_time : bool
        Whether what depends on the speed of the machine may be found out: not for pictures that are to be the same.
    is_exporting : bool
        Whether a picture for a file is being drawn; views are not made anew meanwhile.

    Signals
    -------
    dataset_changed()
        `dataset` is another one now.
    run_changed()
        `run` is another run now.
    view_wanted(name: str, fields: dict)
        A view asks for another one to be shown, with some fields of its state changed, as one undo step there.
    announced(sentence: str)
        Something has happened that people who do not see the picture are told.
    last_run_changed()
        `last_run` is another one now.
    problem(sentence: str)
        A file or the data could not be used; what was in use stays.
    opened()
        A file or folder that the user chose was opened, so that an earlier problem no longer matters.
    failed(summary: str, details: str)
        An exception inside, already survived.
    """

    dataset_changed = Signal()
    run_changed = Signal()
    view_wanted = Signal(str, object)
    announced = Signal(str)
    last_run_changed = Signal()
    problem = Signal(str)
    opened = Signal()
    failed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.background = Background()
        self.frames = FrameClock()
        self.background.finished.connect(self._on_finished)
        self.background.failed.connect(self._on_failed)
        self.tells_time = True
        self.is_exporting = False
        self.dataset: Dataset | None = None
        self._has_bundled_data = False
        self._runs: dict[str, Run] = {}
        self._run_count = 0
        self._goal: float | None = None
        self.last_run: SavedRun | None = None  # cut short when the application last ended
        self._pictures: dict[str, Picture] = {}
        self._lasting: dict[str, Any] = {}

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being computed in the background, and nothing waits to be drawn."""
        return self.frames.is_idle and not self.background.is_busy

    # What outlives the views

    def lasting[Kind](self, name: str, make: Callable[[], Kind]) -> Kind:
        """Return the one object of this name, made when it is first asked for: it outlives the view that uses it."""
        if name not in self._lasting:
            self._lasting[name] = make()
        kept: Kind = self._lasting[name]
        return kept

    def latest_result(self, channel: str) -> LatestResult[Any]:
        """Return what this channel of the background has computed; it outlives the view that shows it."""
        return self.lasting(channel, lambda: LatestResult[Any](self.background, channel))

    def latest_result_with_images(self, channel: str) -> LatestResult[Any]:
        """As `latest_result`, of results that hold images: they go with the data set, of which MNIST takes 55 MB."""

        def make() -> LatestResult[Any]:
            results = LatestResult[Any](self.background, channel)
            self.dataset_changed.connect(results.forget)
            return results

        return self.lasting(channel, make)

    # Data

    def want_dataset(self) -> None:
        """Load the bundled MNIST in the background, unless there is a data set already."""
        if self.dataset is None:
            self.background.submit("dataset", _AT_FIRST, load_dataset)

    def open_dataset(self, folder: Path | None) -> None:
        """Load the IDX files of a folder (None: the bundled MNIST); the data in use stay if that fails."""
        if folder is None and self._has_bundled_data:  # a second copy would take 47 MB
            self.opened.emit()
            return
        self.background.submit("dataset", str(folder), lambda: load_dataset(folder))

    # Pictures

    def picture(self, key: str) -> Picture | None:
        """Return the picture of that id, or None if there is none."""
        return self._pictures.get(key)

    @property
    def pictures(self) -> dict[str, Picture]:
        """All pictures by their ids."""
        return dict(self._pictures)

    def add_picture(self, picture: Picture) -> str:
        """Keep a picture and return its id, which its content alone decides; of many, those kept last stay."""
        key = picture.sha256
        self._pictures[key] = self._pictures.pop(key, picture)
        for oldest in list(self._pictures)[:-MOST_PICTURES]:
            del self._pictures[oldest]
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
            self._runs[CHAPTER] = self._chapters_run()
        return self._runs[CHAPTER]

    def _chapters_run(self) -> Run:
        """Return the chapter's own run, with the accuracies of the network that came out, which its file has not."""
        run = Run.from_saved(CHAPTER, load_run(resources.path("models", "chapter_run.npz")))
        end = self.network(CHAPTER)
        if end.train_accuracy is not None and end.test_accuracy is not None:
            run.history.add_accuracies([Accuracies(run.iteration, end.train_accuracy, end.test_accuracy)])
        return run

    def has_run(self, key: str) -> bool:
        """Whether `run` would return the one that is asked for and not a stand-in."""
        return key in self._runs or key == CHAPTER

    @property
    def active_run(self) -> Run | None:
        """The run that is at work, paused, or waiting for the data, if there is one."""
        # The newest is most often the one.
        return next((run for run in reversed(self._runs.values()) if run.is_active), None)

    def start_run(self, config: TrainingConfig, hold_after: int | None = None) -> str:
        """Start training and return the run's id; a run that is still active is stopped first.

        `hold_after` pauses the run after so many steps, here and in what goes on with a run.
        """
        run = Run(self._next_key(), config)
        self._keep(run)
        self._set_going(run, hold_after)
        return run.key

    def aim(self, goal: float | None) -> None:
        """End the run under way, and any to come, as soon as `Run.aim` says; None lets them go on."""
        self._goal = goal
        if self.active_run is not None:
            self.active_run.aim(goal)

    def continue_run(self, key: str, iterations: int, hold_after: int | None = None, **changes: Any) -> None:
        """Go on with a run that has ended, from its newest checkpoint, up to so many iterations in all.

        Parameters
        ----------
        key : str
            Of a run that `Run.can_go_on_to` so many iterations.
        **changes
            Other values from there on, of the fields that may change during a run.
        """
        run = self.run(key)
        run.wait(iterations)
        run.change(**changes)
        self._set_going(run, hold_after)

    def branch_run(self, key: str, iterations: int, hold_after: int | None = None, **changes: Any) -> str:
        """Start a new run that is another one up to its newest good network, and return the new one's id.

        The parameters are those of `continue_run`.
        """
        run = self.run(key).branch(self._next_key())
        run.wait(iterations)
        run.change(**changes)
        self._keep(run)
        self._set_going(run, hold_after)
        return run.key

    def add_run(self, saved: SavedRun) -> str:
        """Keep a run from a file and return its id; where it has gone on since, it is another one's."""
        key = saved.sha256
        if key in self._runs and self._runs[key].iteration != len(saved.losses):
            key = self._next_key()
        if key not in self._runs:
            number = saved.name.removeprefix(RUN_PREFIX)
            if number.isdecimal():  # so that no two runs have one name
                self._run_count = max(self._run_count, int(number))
            self._keep(Run.from_saved(key, saved))
            self.run_changed.emit()
        return key

    def offer_last_run(self, saved: SavedRun | None) -> None:
        """Offer a run that was cut short, or no longer."""
        self.last_run = saved
        self.last_run_changed.emit()

    def _next_key(self) -> str:
        self._run_count += 1
        return f"{RUN_PREFIX}{self._run_count}"

    def _keep(self, run: Run) -> None:
        run.status_changed.connect(self._on_run_status_changed)
        self._runs[run.key] = run

    def _set_going(self, run: Run, hold_after: int | None) -> None:
        """Start a run now, or as soon as the data are there; one that is still active is stopped first."""
        run.hold_after(hold_after)
        run.aim(self._goal)
        for other in self._runs.values():
            if other is not run:
                other.stop()
        if self.dataset is None:
            self.want_dataset()
        else:
            self._start(run, self.dataset)
        self.run_changed.emit()

    def _start(self, run: Run, dataset: Dataset) -> None:
        """Start a run, unless the images are not fit for it, which is said."""
        images, problem = len(dataset.train_images), ""
        if not run.config.fits(images):
            sentence = _(
                "There are only {images} training images: too few for so many training and validation images."
            )
            problem = sentence.format(images=images)
        elif run.config.style_variants is not None and dataset.classes != CLASSES:
            problem = _(
                "Other styles of writing are of digits, and these images are none: untick them to train."
            )
        if problem:
            run.stop()
            self.problem.emit(problem)
        else:
            run.start(dataset)

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
        elif run.network is not None and run.outcome.iteration > 0:
            self.add_network_of(run, run.outcome.iteration)

    @Slot(str, object, object)
    def _on_finished(self, channel: str, key: object, result: Any) -> None:
        if channel == "dataset":
            self.dataset = result
            self._has_bundled_data = key in (_AT_FIRST, str(None))
            self.dataset_changed.emit()
            if key != _AT_FIRST:
                self.opened.emit()
            waiting = self.active_run
            if waiting is not None and waiting.status is Status.WAITING:
                self._start(waiting, result)

    @Slot(str, object, object)
    def _on_failed(self, channel: str, _key: object, exception: Exception) -> None:
        if isinstance(exception, (DatasetError, ModelFileError)):
            self.problem.emit(str(exception))
        else:
            self.failed.emit(f"{type(exception).__name__}: {exception}", repr(exception))
        waiting = self.active_run
        if channel == "dataset" and waiting is not None and waiting.status is Status.WAITING:
            waiting.stop()
