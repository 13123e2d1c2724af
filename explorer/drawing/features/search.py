"""The nearest training images by pixels and by the hand-made feature, looked for beside the window."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.arrays import UInt8Array
from core.hog import FEATURES, gradient_histograms, hog_bytes
from core.mnist import Dataset
from core.nearest_images import nearest_images
from core.nearest_neighbours import NEIGHBOURS, vote
from explorer.background.latest_result import LatestResult
from explorer.state.session import Session

_SLICE = 2000


@dataclass(frozen=True, eq=False)
class Voters:
    """The nearest training images by one feature.

    Attributes
    ----------
    images : ndarray of uint8, shape (n, 784)
        The nearest first.
    """

    images: UInt8Array
    labels: tuple[int, ...]

    @property
    def answer(self) -> int:
        """What most of them are."""
        return vote(self.labels)

    @property
    def votes(self) -> int:
        """How many of them are that."""
        return self.labels.count(self.answer)


@dataclass(frozen=True, eq=False)
class FeatureReading:
    """What nearest neighbours make of a drawing.

    Attributes
    ----------
    histograms : ndarray of float32, shape (4, 4, 9)
        Of its gradients: what the hand-made feature is made of.
    """

    histograms: NDArray[np.floating]
    by_pixels: Voters
    by_hog: Voters


class FeatureSearch(QObject):
    """Reads forms by their nearest neighbours; the newest wish wins.

    Parameters
    ----------
    session : Session
        For the training images and the background. Their feature is computed once, when first wanted.

    Signals
    -------
    changed()
        `found` is another one now.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._readings: LatestResult[FeatureReading] = session.latest_result("drawing.feature_readings")
        self._readings.changed.connect(self.changed)
        self._number: int | None = None  # of the data set
        self._features: UInt8Array = np.empty((0, FEATURES), np.uint8)  # of its training images
        self._ready = 0  # so many of them are computed

    @property
    def found(self) -> FeatureReading | None:
        """What was found last; None before the first search has ended."""
        return self._readings.latest

    def is_of(self, form: NDArray[np.floating]) -> bool:
        """Whether `found` belongs to this form and to the data set in use."""
        return self._readings.latest_if(lambda key: key == self._key(form)) is not None

    def want(self, form: NDArray[np.floating]) -> None:
        """Read a form, of shape (28, 28), unless that is done already."""
        dataset = self._session.dataset
        if dataset is not None:
            self._readings.request(self._key(form), lambda: self._search(dataset, form.reshape(-1)))

    def _key(self, form: NDArray[np.floating]) -> tuple[int | None, bytes]:
        dataset = self._session.dataset
        return None if dataset is None else dataset.number, form.tobytes()

    def _search(self, dataset: Dataset, form: NDArray[np.floating]) -> Generator[None, None, FeatureReading]:
        """Run on the worker thread."""
        examples = yield from self._examples(dataset)
        pixels = np.rint(255 * form).astype(np.uint8)[np.newaxis]
        images = dataset.train_images
        by_pixels = yield from nearest_images(images.by_ink, form.take(images.pixels), NEIGHBOURS)
        by_hog = yield from nearest_images(examples, hog_bytes(pixels)[0] / 255, NEIGHBOURS)
        by_feature = [
            Voters(images[nearest.indices], tuple(dataset.train_labels[nearest.indices].tolist()))
            for nearest in (by_pixels, by_hog)
        ]
        return FeatureReading(gradient_histograms(pixels)[0], *by_feature)

    def _examples(self, dataset: Dataset) -> Generator[None, None, UInt8Array]:
        """Return the features of all training images; what an abandoned search has computed stays."""
        images = dataset.train_images
        if dataset.number != self._number:
            self._number, self._ready = dataset.number, 0
            self._features = np.empty((len(images), FEATURES), np.uint8)
        while self._ready < len(images):
            some = slice(self._ready, self._ready + _SLICE)
            self._features[some] = hog_bytes(images[some])
            self._ready += _SLICE
            yield
        return self._features
