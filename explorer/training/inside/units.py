"""What is known about the hidden units of a network: how they answer to all test images, and how much each matters."""

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.activations import ACTIVATIONS, softmax
from core.arrays import FloatArray, UInt8Array
from core.blas import one_blas_thread
from core.hidden_units import (
    OutputRanges,
    UnitStates,
    hidden_outputs,
    losses_without_each_unit,
    output_ranges,
    unit_states,
)
from core.images import Images
from core.inspection import Histogram, histogram, output_histogram
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.background.latest_result import LatestResult
from explorer.state.session import Session
from explorer.training.inside.spread import Spread
from explorer.training.inside.state import UnitOrder
from explorer.training.subject import Subject

BINS = 50  # of every histogram of outputs
SECONDS = {"spread": 0.5, "activity": 1.0, "importance": 2.0}  # from one to the next while a run is at work


@dataclass(frozen=True, eq=False)
class Activity:
    """How the hidden units of a network answer to the test images.

    Attributes
    ----------
    images : Images
        The test images, not the data set, which may be freed.
    outputs : ndarray of float32, shape (images, hidden)
    histogram : Histogram
        Of all of them.
    later : mapping of Histogram
        Of what the network makes of them: by "scores", and by "answers", their softmax.
    by_digit : ndarray of float64, shape (hidden, classes)
        Mean output for the images of each digit; nan where there are none.
    """

    network: TwoLayerNet
    images: Images
    labels: UInt8Array
    outputs: FloatArray
    histogram: Histogram
    later: Mapping[str, Histogram]
    states: UnitStates
    ranges: OutputRanges
    by_digit: FloatArray

    @property
    def mean_range(self) -> tuple[float, float]:
        """The ends of a scale for `by_digit` of all units."""
        low, high = ACTIVATIONS[self.network.activation].limits
        if not math.isfinite(high):
            high = float(self.by_digit[np.isfinite(self.by_digit)].max(initial=0.0)) or 1.0
        return low, high

    def histogram_of(self, unit: int) -> Histogram:
        """Return how the outputs of one unit are spread, in the bins of `histogram`."""
        edges = self.histogram.edges
        counts, _unused = np.histogram(self.outputs[:, unit], edges)
        return Histogram(counts.astype(np.int64), edges)


@dataclass(frozen=True, eq=False)
class Importance:
    """How much each hidden unit matters.

    Attributes
    ----------
    rises : ndarray of float64, shape (hidden,)
        By how much the loss of the test images rises without the unit; negative where it falls.
    loss : float
        With all units.
    """

    rises: FloatArray
    loss: float


def activity(network: TwoLayerNet, dataset: Dataset) -> Activity:
    """Ask all hidden units about all test images."""
    outputs = hidden_outputs(network, dataset.test_images)
    single, classes = network.as_float32(), range(network.sizes[2])
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore"):
        scores = outputs @ single.params["W2"] + single.params["b2"]
    of_digit = [dataset.test_labels == digit for digit in classes]
    means = [
        outputs[rows].mean(axis=0, dtype=np.float64) if rows.any() else np.full(outputs.shape[1], np.nan)
        for rows in of_digit
    ]
    return Activity(
        network=network,
        images=dataset.test_images,
        labels=dataset.test_labels,
        outputs=outputs,
        histogram=output_histogram(outputs, network.activation, BINS),
        later={"scores": histogram(scores, BINS), "answers": histogram(softmax(scores), BINS, (0.0, 1.0))},
        states=unit_states(outputs, network.activation),
        ranges=output_ranges(outputs),
        by_digit=np.stack(means, axis=1),
    )


def importance(network: TwoLayerNet, dataset: Dataset) -> Generator[None, None, Importance]:
    """Switch off one hidden unit after another."""
    losses: FloatArray = yield from losses_without_each_unit(
        network, dataset.test_images, dataset.test_labels
    )
    return Importance(losses[:-1] - losses[-1], float(losses[-1]))


def sorted_units(spread: Spread, order: UnitOrder, known: Importance | None) -> NDArray[np.intp]:
    """Return the hidden units in the order in which their images are shown.

    Parameters
    ----------
    spread : Spread
        Of the parameters of their network.
    order : UnitOrder
        By index; by the length of their weights, or by their importance, the largest first.
    known : Importance or None
        Of a network of as many units; without it, they stay in the order of their indices.
    """
    units = len(spread.norms)
    if order == "norm":
        return np.argsort(-spread.norms, kind="stable")
    if order == "importance" and known is not None and len(known.rises) == units:
        return np.argsort(-known.rises, kind="stable")
    return np.arange(units)


class UnitResults(QObject):
    """Spread, activity and importance of the network that is looked at, computed beside the window.

    Signals
    -------
    changed()
        There is another result: render again.
    """

    changed = Signal()

    def __init__(self, session: Session, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._spread: LatestResult[Spread] = session.latest_result("training.spread")
        self._activity: LatestResult[Activity] = session.latest_result_with_images("training.activity")
        self._importance: LatestResult[Importance] = session.latest_result("training.importance")
        for results in (self._spread, self._activity, self._importance):
            results.changed.connect(self.changed)

    @property
    def spread(self) -> Spread | None:
        """How the parameters of the newest network that is known are spread; None before the first."""
        held = self._subject.held(SECONDS["spread"])
        if held is None:
            return self._spread.latest
        job = partial(Spread.of, held.network)
        return self._spread.request_in_turn(held.key, job) or self._spread.latest

    @property
    def activity(self) -> Activity | None:
        """The newest activity that is known; None before the first."""
        return self.present_activity or self._activity.latest

    @property
    def present_activity(self) -> Activity | None:
        """The activity that is asked for now, if it is known."""
        return self._about_images(self._activity, activity, SECONDS["activity"])

    @property
    def importance(self) -> Importance | None:
        """The newest importance that is known; None before the first."""
        return self.present_importance or self._importance.latest

    @property
    def present_importance(self) -> Importance | None:
        """The importance that is asked for now, if it is known."""
        return self._about_images(self._importance, importance, SECONDS["importance"])

    def _about_images[Found](
        self, results: LatestResult[Found], work: Callable[[TwoLayerNet, Dataset], Any], seconds: float
    ) -> Found | None:
        held, dataset = self._subject.held(seconds), self._subject.dataset
        if held is None or dataset is None:
            return None
        return results.request_in_turn((held.key, dataset.number), partial(work, held.network, dataset))
