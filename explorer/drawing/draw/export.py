"""The numbers behind the pictures of the drawing view, as tables."""

from collections.abc import Callable

import numpy as np

from core.mnist import SIDE
from explorer.drawing.draw.neighbours import Neighbours
from explorer.drawing.reading import Reading
from explorer.drawing.state import DrawingState
from explorer.plots.export import Table
from explorer.state.store import Store


class Tables:
    """One table a picture; none where there is nothing in it.

    Parameters
    ----------
    reading : callable
        Returns the present reading.
    """

    def __init__(
        self, reading: Callable[[], Reading | None], store: Store[DrawingState], neighbours: Neighbours
    ) -> None:
        self._reading, self._store, self._neighbours = reading, store, neighbours

    def all(self) -> tuple[Callable[[], Table], ...]:
        """Return what makes each table, in the order of the cards."""
        return self.canvas, self.form, self.answer, self.stages, self.units

    def canvas(self) -> Table:
        """Return the points of the strokes."""
        strokes = self._store.state.shown_strokes
        points = [(number, x, y) for number, stroke in enumerate(strokes) for x, y in stroke]
        numbers, xs, ys = zip(*points, strict=True) if points else ((), (), ())
        return [("stroke", numbers), ("x", xs), ("y", ys)] if points else []

    def form(self) -> Table:
        """Return the 784 numbers."""
        reading = self._reading()
        if reading is None:
            return []
        rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)
        ink = reading.stages.form.reshape(-1)
        return [("row", rows.tolist()), ("column", columns.tolist()), ("ink", ink.tolist())]

    def answer(self) -> Table:
        """Return the ten probabilities."""
        reading = self._reading()
        if reading is None:
            return []
        probabilities = reading.answer.probabilities.tolist()
        return [("digit", range(len(probabilities))), ("probability", probabilities)]

    def stages(self) -> Table:
        """Return the nearest training images."""
        found = self._neighbours.found
        if found is None:
            return []
        return [
            ("training image", found.indices.tolist()),
            ("label", found.labels),
            ("distance", found.distances.tolist()),
        ]

    def units(self) -> Table:
        """Return what every hidden unit adds to the score of the answer."""
        reading = self._reading()
        if reading is None:
            return []
        evidence = reading.evidence
        return [
            ("hidden unit", range(len(evidence.contributions))),
            ("activation", evidence.activations.tolist()),
            (f"weight to {reading.answer.winner}", evidence.weights.tolist()),
            ("activation times weight", evidence.contributions.tolist()),
        ]
