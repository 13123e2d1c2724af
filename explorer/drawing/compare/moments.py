"""What the stored networks of a run predict for the drawing."""

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.two_layer_net import TwoLayerNet
from explorer.drawing.reading import can_read
from explorer.runs.run import Run


@dataclass(frozen=True, eq=False)
class RunAnswers:
    """Answers to one drawing through a run.

    Attributes
    ----------
    iterations : tuple of int
        Numbers of updates, ascending.
    probabilities : ndarray, shape (moments, 10)
    """

    iterations: tuple[int, ...]
    probabilities: FloatArray

    def place_of(self, moment: int) -> int:
        """Return the place of the last moment up to this one, or of the first."""
        return max(int(np.searchsorted(self.iterations, moment, side="right")) - 1, 0)


class MomentReader:
    """Reads with all networks of a run, and keeps those networks."""

    def __init__(self) -> None:
        self._networks: dict[tuple[str, int], TwoLayerNet] = {}

    def read(self, run: Run, form: FloatArray) -> RunAnswers | None:
        """Return the answers to 784 numbers; None where the run has no network that can read."""
        keys = [(run.key, iteration) for iteration in run.timeline.iterations]
        networks = {key: self._networks.get(key) or run.timeline.network_at(key[1]) for key in keys}
        self._networks = {key: network for key, network in networks.items() if network is not None}
        if not self._networks or not all(map(can_read, self._networks.values())):
            return None
        answers = [network.predict(form) for network in self._networks.values()]
        return RunAnswers(tuple(iteration for _unused, iteration in self._networks), np.stack(answers))
