"""What the canvas tells becomes the state: one stroke, of ink or of the eraser, is one undo step."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from core.eraser import Point, Strokes, erased
from explorer.drawing.canvas import ERASER_RADIUS, Canvas
from explorer.drawing.drawing import NO_IMAGE, NO_LABEL, NO_PICTURE
from explorer.drawing.state import ALL_POINTS, DrawingState
from explorer.drawing.strokes import Pressures
from explorer.state.store import Store

_PRESSURE_DECIMALS = 2


class StrokeEditor(QObject):
    """Draws and erases in the store what the user does on the canvas.

    Attributes
    ----------
    problem : str
        Why the stroke could not go on; empty while all is well.

    Signals
    -------
    ended()
        A stroke has ended, or `problem` is another one.
    """

    ended = Signal()

    def __init__(self, canvas: Canvas, store: Store[DrawingState]) -> None:
        super().__init__(canvas)
        self._canvas, self._store = canvas, store
        self._erases = False
        self._last: Point = (0.0, 0.0)
        self.problem = ""
        canvas.pressed.connect(self._on_pressed)
        canvas.moved.connect(self._on_moved)
        canvas.released.connect(self._on_released)
        store.history_changed.connect(self._on_history_changed)

    @Slot(float, float, bool)
    def _on_pressed(self, x: float, y: float, erases: bool) -> None:
        state = self._store.state
        self._erases = erases or state.tool == "eraser"
        self._last = (x, y)
        self.problem = ""
        self._store.begin_gesture()
        if self._erases:
            self._on_moved(x, y)
        else:
            if not state.has_strokes:
                self._store.change_to(replace(state, label=NO_LABEL))
            self._draw((*state.strokes, ((x, y),)), (*_aligned(state), self._pressed(())))

    @Slot(float, float)
    def _on_moved(self, x: float, y: float) -> None:
        state = self._store.state
        strokes = state.strokes
        last, self._last = self._last, (x, y)
        if self._erases:
            left = erased(strokes, last, (x, y), ERASER_RADIUS)
            known = dict(zip(map(id, strokes), _aligned(state), strict=True))
            self._draw(left, tuple(known.get(id(stroke), ()) for stroke in left))
        elif strokes and not self.problem:  # the canvas may have been cleared by a key
            *before, pressed = _aligned(state)
            self._draw((*strokes[:-1], (*strokes[-1], (x, y))), (*before, self._pressed(pressed)))

    @Slot()
    def _on_released(self) -> None:
        self._store.end_gesture()
        self.ended.emit()

    @Slot()
    def _on_history_changed(self) -> None:
        """Let go of a stroke that undo has taken away in the middle of it."""
        if self._canvas.is_down:
            self._canvas.lift()
            self._store.end_gesture()

    def _pressed(self, before: tuple[float, ...]) -> tuple[float, ...]:
        """Return the pressures of a stroke with the present one added, if the pen knows it."""
        pressure = self._canvas.pressure
        return before if pressure is None else (*before, round(pressure, _PRESSURE_DECIMALS))

    def _draw(self, strokes: Strokes, pressures: Pressures) -> None:
        state = self._store.state
        image, picture = (state.test_image, state.picture) if self._erases else (NO_IMAGE, NO_PICTURE)
        try:
            drawn = replace(
                state,
                strokes=strokes,
                pressures=pressures if any(pressures) else (),
                test_image=image,
                picture=picture,
                played=ALL_POINTS,
            )
        except ValueError as problem:
            self.problem = str(problem)
            self.ended.emit()
        else:
            self._store.change_to(drawn)


def _aligned(state: DrawingState) -> Pressures:
    """Return one row of pressures for each stroke, empty where they are not known."""
    missing = len(state.strokes) - len(state.pressures)
    return (*state.pressures[: len(state.strokes)], *((),) * missing)
