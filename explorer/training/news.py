"""What was drawn last: beside a run at work, each call into Qt has to wait, and none is for nothing."""


class News:
    """Tells whether there is anything new to draw."""

    def __init__(self) -> None:
        self._drawn: tuple[object, ...] = ()

    def has_any(self, *shown: object) -> bool:
        """Whether anything of what is shown is another than when this was asked last."""
        if shown == self._drawn:
            return False
        self._drawn = shown
        return True
