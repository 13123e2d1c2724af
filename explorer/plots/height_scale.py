"""How high a surface is drawn: by the square root, so that the ground of a valley shows."""

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray

# Heights above this share of the picture are all the highest: a corner may be a thousand times higher than the rest.
_PERCENTILE = 98


@dataclass(frozen=True)
class HeightScale:
    """What is drawn as 0, and what as 1."""

    lowest: float
    highest: float

    @staticmethod
    def of(values: FloatArray) -> "HeightScale | None":
        """Return the scale of some heights; of them the highest 2 % are 1. None where none of them is finite."""
        finite = values[np.isfinite(values)]
        if not len(finite):
            return None
        return HeightScale(float(finite.min()), float(np.percentile(finite, _PERCENTILE)))

    def shares(self, values: FloatArray) -> FloatArray:
        """Return heights from 0 to 1; those that are not finite are 1."""
        with np.errstate(over="ignore", invalid="ignore"):
            top = np.sqrt(self.highest - self.lowest) or 1.0
            root = np.sqrt(np.maximum(values - self.lowest, 0)) / top
        return np.where(np.isfinite(values), np.minimum(root, 1), 1)
