"""A pen that the arrow keys move."""

from PySide6.QtCore import Qt

from core.eraser import Point
from explorer.drawing.ink import on_canvas

_STEP, _LARGE_STEP = 0.02, 0.1  # of the canvas
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class KeyboardPen:
    """Where the pen of the keyboard is. Arrows held together move it aslant.

    Attributes
    ----------
    position : (x, y)
        In the unit square.
    is_in_use : bool
        Whether keys have moved it since mouse or pen were last used.
    """

    def __init__(self) -> None:
        self.position: Point = (0.5, 0.5)
        self.is_in_use = False
        self._held: set[Qt.Key] = set()

    def press(self, key: Qt.Key, large: bool) -> bool:
        """Move by an arrow key, farther if `large`; return whether it is one."""
        if key not in _DIRECTIONS:
            return False
        self.is_in_use = True
        self._held.add(key)
        step = _LARGE_STEP if large else _STEP
        x, y = self.position
        for held in self._held:
            dx, dy = _DIRECTIONS[held]
            x, y = x + step * dx, y + step * dy
        self.position = (on_canvas(x), on_canvas(y))
        return True

    def release(self, key: Qt.Key) -> None:
        """Let a key go."""
        self._held.discard(key)

    def put_away(self) -> None:
        """Let all keys go and take the mark from the canvas."""
        self._held.clear()
        self.is_in_use = False
