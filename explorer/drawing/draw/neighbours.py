"""The training images most like the drawing, looked for beside the window."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.mnist import Dataset
from core.nearest_images import nearest_images
from explorer.background.latest_result import LatestResult
from explorer.state.session import Session

COUNT = 10
_REST = 80  # milliseconds between two searches at least


@dataclass(frozen=True, eq=False)
class Found:
    """Training images, the nearest first.

    Attributes
    ----------
    indices : ndarray of int, shape (n,)
    images : ndarray of uint8, shape (n, 784)
    distances : ndarray of float64, shape (n,)
    """

    indices: NDArray[np.intp]
    images: NDArray[np.uint8]
    labels: tuple[int, ...]
    distances: NDArray[np.float64]


class Neighbours(QObject):
    """Looks for the training images nearest to a form; the newest wish wins.

    Signals
    -------
    changed()
        `found` is another one now.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._results: LatestResult[Found] = session.latest_result("drawing.nearest_images")
        self._results.changed.connect(self.changed)
        self._wanted: NDArray[np.float64] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._look)

    @property
    def found(self) -> Found | None:
        """What was found last; None before the first search has ended."""
        return self._results.latest

    def are_of(self, form: NDArray[np.float64] | None) -> bool:
        """Whether `found` belongs to this form and to the data set in use."""
        return form is not None and self._results.latest_if(lambda key: key == self._key(form)) is not None

    def want(self, form: NDArray[np.float64]) -> None:
        """Look for the neighbours of a form, of shape (28, 28), unless they are known."""
        self._wanted = form
        if not self.are_of(form) and not self._rest.isActive():
            self._look()

    @Slot()
    def _look(self) -> None:
        dataset, form = self._session.dataset, self._wanted
        if dataset is None or form is None or self.are_of(form):
            return
        self._rest.start()
        if self._results.request(self._key(form), lambda: _search(dataset, form)) is not None:
            self.changed.emit()

    def _key(self, form: NDArray[np.float64]) -> tuple[int | None, bytes]:
        dataset = self._session.dataset
        return None if dataset is None else dataset.number, form.tobytes()


def _search(dataset: Dataset, form: NDArray[np.float64]) -> Generator[None, None, Found]:
    images = dataset.train_images
    nearest = yield from nearest_images(images.by_ink, form.reshape(-1).take(images.pixels), COUNT)
    return Found(
        indices=nearest.indices,
        images=images[nearest.indices],
        labels=tuple(dataset.train_labels[nearest.indices].tolist()),
        distances=nearest.distances,
    )
