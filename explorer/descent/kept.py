"""Results that were worked out before, and may be asked for again."""


class Kept[Key, Result]:
    """The results that were made or asked for last. A worker may keep some too: each move is one step for it.

    Parameters
    ----------
    most : int
        How many there are at most.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: dict[Key, Result] = {}
        self._last: tuple[Key, Result] | None = None

    def __contains__(self, key: Key) -> bool:
        return key in self._results

    def keep(self, key: Key, result: Result) -> None:
        """Keep a result, and forget the oldest."""
        self._last = None
        self._results.pop(key, None)
        self._results[key] = result
        for old in list(self._results)[: -self._most]:
            self._results.pop(old, None)

    def found(self, key: Key) -> Result | None:
        """Return a result if there is one, and keep it for longer."""
        last = self._last
        if last is not None and last[0] is key:  # asked for again and again: spare its hash
            return last[1]
        result = self._results.get(key)
        if result is not None:
            self.keep(key, result)
            self._last = key, result
        return result
