"""The networks that a run went through: those it kept, or those that training again as it did brings back."""

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.mnist import Dataset
from core.parameters import parameters_of
from core.retrace import retrace
from core.training import Checkpoint
from explorer.background.latest_result import LatestResult
from explorer.runs.run import Run, Status
from explorer.state.session import Session

_MOST_WORK = 2 * 10_000 * 100 * 50  # iterations × images × units that are retraced: twice the chapter's
_SAME = 1e-2  # of a network's length: how far a retraced one may end from it


@dataclass(frozen=True, eq=False)
class Course:
    """The networks that a run went through.

    Attributes
    ----------
    checkpoints : tuple of Checkpoint
        By ascending iteration; none while they are being retraced, and where that led elsewhere.
    share : float
        How much of them is there: 1, or less while they are being retraced.
    """

    checkpoints: tuple[Checkpoint, ...] = ()
    share: float = 1.0

    @property
    def iterations(self) -> tuple[int, ...]:
        """Numbers of updates."""
        return tuple(at.iteration for at in self.checkpoints)


class Courses(QObject):
    """The courses of runs, retraced beside the window where that is needed.

    Signals
    -------
    changed()
        There is more of the course that was asked for last.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._retraced: LatestResult[Course] = session.latest_result("training.retrace")
        self._retraced.changed.connect(self.changed)
        self._key: object = None  # of the course that is being retraced
        self._stopped: set[object] = set()  # keys of courses that are not to be retraced
        self._held: tuple[Run, Course] | None = (
            None  # of the run at work, which would make it another every epoch
        )

    def of(self, run: Run, dataset: Dataset) -> Course:
        """Return the course of a run as it was when it began to work, or as much as is known of it."""
        if run.status is Status.RUNNING and self._held is not None and self._held[0] is run:
            return self._held[1]
        kept = checkpoints_of(run)
        if len(kept) > 1:
            course = Course(kept)
            if (
                self._held is None
                or self._held[0] is not run
                or self._held[1].iterations != course.iterations
            ):
                self._held = run, course
            return self._held[1]
        if run.is_active or not can_be_retraced(run):
            return Course()
        self._key = key = (run.key, run.iteration, dataset.number)
        if key in self._stopped:
            return Course()
        return (
            self._retraced.request(key, partial(_course_of, run, dataset))
            or self._retraced.first_form(key)
            or Course((), 0.0)
        )

    def stop(self) -> None:
        """Do without the course that is being retraced."""
        self._stopped.add(self._key)
        self._retraced.stop()
        self.changed.emit()


def checkpoints_of(run: Run) -> tuple[Checkpoint, ...]:
    """Return all checkpoints of a run, by ascending iteration."""
    moments, newest = run.timeline.moments, run.timeline.newest
    return () if newest is None else (*moments.until(newest.iteration - 1).kept, newest)


def can_be_retraced(run: Run) -> bool:
    """Whether training again as a run did takes some seconds only."""
    config = run.config
    work = run.iteration * config.batch_size * config.hidden_size
    plain = config.gradient == "backprop" and config.style_variants is None and config.augmentation is None
    return plain and 1 <= run.iteration <= config.iterations and work <= _MOST_WORK


def _course_of(run: Run, dataset: Dataset) -> Generator[Course | None, None, Course]:
    """Train again, and check that it leads to the run's own network."""
    network = run.network
    work = retrace(run.config, dataset, run.iteration, run.changes)
    while True:
        try:
            share = next(work)
        except StopIteration as stop:
            checkpoints: tuple[Checkpoint, ...] = stop.value
            break
        yield Course((), share)
    if network is None or checkpoints[-1].sizes != network.sizes:
        return Course()
    own = parameters_of(network, np.float64).flat
    again = parameters_of(checkpoints[-1].network(), np.float64).flat
    return Course(checkpoints if np.linalg.norm(again - own) <= _SAME * np.linalg.norm(own) else ())
