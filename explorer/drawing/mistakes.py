"""The test images that a network predicts wrongly, found in the background."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.blas import one_blas_thread
from core.metrics import predictions
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.background.latest_result import LatestResult
from explorer.drawing.reading import can_read
from explorer.state.session import Session


class Mistakes(QObject):
    """Knows which test images a network predicts wrongly, once they are known.

    Signals
    -------
    changed()
        They are known for another network now.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: LatestResult[NDArray[np.intp]] = session.latest_result("drawing.mistakes")
        self._found.changed.connect(self.changed)

    def of(self, network: str) -> NDArray[np.intp] | None:
        """Return the indices of the images that a network predicts wrongly, or None while that is not known.

        Parameters
        ----------
        network : str
            An id, as `Session.network` takes it.
        """
        dataset, saved = self._session.dataset, self._session.network(network)
        if dataset is None or not can_read(saved.network):
            return None
        return self._found.request((saved.sha256, dataset.number), _search(saved.network, dataset))


def _search(network: TwoLayerNet, dataset: Dataset) -> Callable[[], NDArray[np.intp]]:
    def search() -> NDArray[np.intp]:
        with one_blas_thread():  # the pen needs the other processor
            answers = predictions(network.as_float32(), dataset.test_images)
        return np.flatnonzero(answers != dataset.test_labels)

    return search
