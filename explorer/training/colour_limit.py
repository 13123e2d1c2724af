"""Where the colours of a picture of weights end."""

import numpy as np
from numpy.typing import NDArray

_SHARE_SHOWN = 99.5  # percent of the weights that keep their full colour
_LIMITS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def colour_limit(weights: NDArray[np.floating]) -> float:
    """Return the magnitude at the ends of the colour ramp: one of a few, so that colours seldom change meaning."""
    magnitudes = np.abs(weights[np.isfinite(weights)])
    wanted = float(np.percentile(magnitudes, _SHARE_SHOWN)) if magnitudes.size else 0.0
    if wanted <= 0.01:
        return 0.01
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(next(limit for limit in _LIMITS if limit * power >= wanted * (1 - 1e-9)) * power)
