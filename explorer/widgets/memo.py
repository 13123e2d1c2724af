"""What a picture was last drawn from, so that drawing can be left out where that would take time."""

import numpy as np


class Memo:
    """Tells whether what a picture depends on is other than when this was asked last.

    The key is everything that the picture depends on, the size of the plot too. Its parts are immutable; arrays are
    compared by identity, all else by value.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None

    def has_changed(self, *key: object) -> bool:
        """Return whether the key differs from that of the last call; the first one always does."""
        last, self._key = self._key, key  # keeps what it compares by identity
        return last is None or len(key) != len(last) or not all(map(_is_same, key, last))


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return one is other
    return one == other
