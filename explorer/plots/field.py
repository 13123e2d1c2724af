"""A surface in 2-D, with the paths that descend on it."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QRectF, Signal, Slot

from core.arrays import FloatArray
from core.basins import BasinMap
from explorer.look.theme import DASH, Look
from explorer.plots.basin_image import BasinImage
from explorer.plots.geometry import Area
from explorer.plots.ground import GroundBox
from explorer.plots.handles import NumberedStart
from explorer.plots.marked_places import MarkedPlaces
from explorer.plots.paths import PathItems, Words
from explorer.plots.plot import Plot
from explorer.plots.pointer_tag import PointerTag
from explorer.plots.series import Line, Markers
from explorer.plots.surface import SurfaceItems, SurfaceLayers
from explorer.widgets.memo import Memo

_CUT = 1.0  # paths are drawn this many picture sizes beyond the border
_ZOOM = 0.8  # the size of the picture after a notch of the wheel
_DISC = 24  # pixels: how wide a start is
_GHOST = 12  # pixels: a ring where a step will land
_HOVER_REACH = 12  # pixels from the pointer to the step that it means


class FieldPlot(Plot):
    """Surface, minima and saddles, paths and their starts.

    The layers of the surface are kept as pixels, so that a drag of a start repaints only the paths.

    Signals
    -------
    area_changed(area: Area)
        Another part of the plane is visible, or in another size: layers, marks and paths are to be set for it.
    start_drag_started()
        A person took hold of a start.
    start_dragged(index: int, x: float, y: float)
        The start at that place of `set_starts` was moved here, never out of the picture.
    start_drag_finished()
        It was let go.
    window_drag_started(), window_drag_finished()
        A person takes hold of the ground, and lets it go.
    window_wanted(area: Area), window_zoomed(area: Area)
        They want to look at this, by a drag and by the wheel.
    step_hovered(index: int, step: int)
        The pointer is on a step of the path at that place of `set_paths`.
    ground_hovered(x: float, y: float)
        It is over the surface, away from all steps.
    pointer_left()
        It is not over the picture any more.

    Attributes
    ----------
    home : Area
        The part of the plane that the surface is about, in the shape of the plot.
    area : Area
        The part that is shown.
    layers : SurfaceLayers or None
        What is drawn below the paths.
    """

    area_changed = Signal(object)
    start_drag_started = Signal()
    start_dragged = Signal(int, float, float)
    start_drag_finished = Signal()
    window_drag_started = Signal()
    window_wanted = Signal(object)
    window_zoomed = Signal(object)
    window_drag_finished = Signal()
    step_hovered = Signal(int, int)
    ground_hovered = Signal(float, float)
    pointer_left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, grid=False, left_width=32, view_box=GroundBox)
        self._own = Area(-1, 1, -1, 1)
        self._window: Area | None = None
        self._equal_aspect = True
        self._held = self._own
        self.home = self.area = self._own
        self._framed, self._drawn = Memo(), Memo()
        self.layers: SurfaceLayers | None = None
        self._points: FloatArray = np.empty((0, 0, 2))
        self._numbers: tuple[int, ...] = ()
        self._surface = SurfaceItems(self, look)
        self._basins = self.add(BasinImage(look), -15)
        self._minima = MarkedPlaces(self, look)
        self._saddles = MarkedPlaces(self, look, "x", side=1)
        self._tag = PointerTag(self, look)
        self._move = self.add(Line(look, "accent", 3), 35)
        self._next_moves = self.add(Line(look, "text2", 1, DASH), 20)
        self._next_points = self.add(Markers(look, None, size=_GHOST, edge="text", edge_width=1.5), 21)
        self._paths: list[PathItems] = []
        self._starts: dict[int, NumberedStart] = {}  # by number
        self._start_numbers: tuple[int, ...] = ()
        self._departure_words: Words = lambda step, x, y: ""
        self._outside_words: Words = lambda number, x, y: ""
        self.view_box.sigResized.connect(self._fit_area)
        self.hovered.connect(self._on_hovered)
        self.hover_left.connect(self.pointer_left)
        ground = self.view_box
        ground.drag_started.connect(self._on_ground_drag_started)
        ground.dragged.connect(self._on_ground_dragged)
        ground.drag_finished.connect(self.window_drag_finished)
        ground.wheel_turned.connect(self._on_wheel_turned)

    # What is shown

    def set_area(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        window: Area | None = None,
        equal_aspect: bool = True,
    ) -> None:
        """Show a part of the plane.

        Parameters
        ----------
        x_range, y_range : tuple of float
            What the surface is about, and shown unless there is a window.
        window : Area, optional
            The part to look at.
        equal_aspect : bool, optional
            Whether one unit is equally long both ways; then as much more is shown as the shape of the plot allows.
        """
        self._own, self._window, self._equal_aspect = Area(*x_range, *y_range), window, equal_aspect
        self._fit_area()

    def home_of(self, x_range: tuple[float, float], y_range: tuple[float, float], equal_aspect: bool) -> Area:
        """Return what `home` is once these are shown."""
        return self._fitted(Area(*x_range, *y_range), equal_aspect)

    def zoomed(self, notches: float, x: float | None = None, y: float | None = None) -> Area:
        """Return the part of the plane after so many notches of the wheel, around a point or the middle."""
        area, factor = self.area, _ZOOM**notches
        x = (area.left + area.right) / 2 if x is None else x
        y = (area.bottom + area.top) / 2 if y is None else y
        left, right = (x + factor * (border - x) for border in (area.left, area.right))
        bottom, top = (y + factor * (border - y) for border in (area.bottom, area.top))
        return Area(left, right, bottom, top)

    def set_surface_layers(
        self, key: Hashable, make: Callable[[], SurfaceLayers], taken: Sequence[tuple[float, float]] = ()
    ) -> None:
        """Show the layers that `make` returns, with no number over `taken` points.

        With the key and the points of the last call it is not called at all.
        """
        if self._drawn.has_changed(key, taken):
            self.layers = make()
            wanted = self._window or self._own
            self._surface.draw(self.layers, self.frame, wanted, np.reshape(taken, (-1, 2)))

    def shows_layers_like(self, area: Area) -> bool:
        """Whether the layers that are drawn can stand in for those of `area` for a moment."""
        return self.layers is not None and self.layers.area.is_comparable(area)

    def set_undefined_word(self, word: str) -> None:
        """Set what is written where the surface has no value."""
        self._surface.undefined_word = word

    def set_heat_visible(self, visible: bool) -> None:
        """Show the colours of the surface's height, or leave the ground to something else."""
        self._surface.set_heat_visible(visible)

    def set_basins(self, basins: BasinMap | None, most_steps: int) -> None:
        """Colour the ground by where descent ends within `most_steps`, or not (None)."""
        self._basins.set_map(basins, most_steps)

    def set_minima(self, points: ArrayLike, word: str, numbered: Sequence[int] = ()) -> None:
        """Ring each of `points` and write `word` beside it, with a number where there is one; see `MarkedPlaces`."""
        self._minima.show(points, word, self.area, numbered)

    def set_saddles(self, points: ArrayLike, word: str) -> None:
        """Cross each of `points` and write `word` beside it; beside the first only if there are many."""
        self._saddles.show(points, word, self.area)

    def set_departure_words(self, words: Words) -> None:
        """Set what stands at the arrow of a path that left: `words` of its last step and that point."""
        self._departure_words = words

    def set_outside_words(self, words: Words) -> None:
        """Set what stands at the border for a start beyond it: `words` of its number and where it is."""
        self._outside_words = words

    def set_starts(
        self,
        points: Sequence[tuple[float, float]],
        numbers: Sequence[int] | None = None,
        only: int | None = None,
    ) -> None:
        """Show a disc at each of `points`, or at one of them only, with `numbers`: 1, 2, 3 and so on unless given."""
        self._start_numbers = tuple(range(1, len(points) + 1) if numbers is None else numbers)
        for number in self._start_numbers:
            if number not in self._starts:
                self._add_start(number)
        shown = self._start_numbers if only is None else self._start_numbers[only : only + 1]
        for number, start in self._starts.items():
            start.setVisible(number in shown)
        for number, (x, y) in zip(self._start_numbers, points, strict=True):
            self._starts[number].move_to(x, y)

    def select_start(self, index: int | None) -> None:
        """Ring the start that the arrow keys move."""
        selected = None if index is None else self._start_numbers[index]
        for number, start in self._starts.items():
            start.set_selected(number == selected)

    def set_paths(
        self, points: FloatArray, series: Sequence[int] | None = None, only: int | None = None
    ) -> None:
        """Draw paths.

        Parameters
        ----------
        points : ndarray, shape (steps + 1, n, 2)
            Points of the n paths, NaN after the last finite one.
        series : sequence of int, optional
            Whose colour and marker each path has, from 0; one after the other unless given.
        only : int, optional
            The start that all of them have; each its own unless given.
        """
        begins = dict(enumerate(range(points.shape[1]))) if only is None else {0: only}
        self._points = points
        self._numbers = tuple(series) if series is not None else tuple(range(points.shape[1]))
        while len(self._paths) <= max(self._numbers, default=-1):
            self._paths.append(PathItems(self, self._look, len(self._paths)))
        for number, path in enumerate(self._paths):
            if number not in self._numbers:
                path.hide()
        unit = self.frame.unit
        drawn = [self._paths[number] for number in self._numbers]
        finite = np.isfinite(points[..., 0]) & np.isfinite(points[..., 1])
        for index, (path, count) in enumerate(zip(drawn, finite.sum(axis=0), strict=True)):
            own = points[:count, index]
            is_outside = count > 0 and index in begins and not self.area.contains(own[0])
            outside = self._outside_words(self._start_numbers[begins[index]], *own[0]) if is_outside else ""
            path.draw(own, self.area, self.area.grown(_CUT), unit, self._departure_words, outside)
        self._spare_words(drawn)

    def set_next_steps(self, ends: FloatArray, landings: FloatArray) -> None:
        """Mark where the next step of each path will land, both of shape (n, 2); NaN where there is none."""
        is_there = np.isfinite(ends).all(axis=1) & np.isfinite(landings).all(axis=1)
        is_there &= self.area.contains(ends) & self.area.grown(_CUT).contains(landings)
        ends, landings = ends[is_there], landings[is_there]
        gaps = np.full_like(ends, np.nan)
        self._next_moves.set_data(*np.stack((ends, landings, gaps), axis=1).reshape(-1, 2).T)
        self._next_points.set_data(*landings.T)

    def _spare_words(self, drawn: list[PathItems]) -> None:
        """Keep the words of paths that left off each other, off the starts and off the arrows."""
        drawn = [path for path in drawn if path.has_left]
        if not drawn:
            return
        self.view_box.updateMatrix()  # else places in the scene would be those before the last change of the area
        radius = self._look.px(_DISC) / 2
        discs = [
            QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(start.scenePos())
            for start in self._starts.values()
            if start.isVisible()
        ]
        signs = [*discs, *(path.arrow_box for path in drawn)]
        taken: list[QRectF] = []
        bounds, unit = self.view_box.sceneBoundingRect(), self.frame.unit
        for path in drawn:
            path.spare_words(signs, taken, bounds, unit)

    def show_step(self, index: int, step: int, text: str) -> None:
        """Ring a step of a path and write `text` beside it."""
        if step < len(self._points):
            x, y = self._points[step, index]
            self._tag.show(x, y, text, self.area, ringed=True)

    def show_move(self, index: int, step: int, text: str) -> None:
        """Draw the move from a step of a path to the next, and write `text` beside the step."""
        self.show_step(index, step, text)
        x, y = self._points[step : step + 2, index].T
        self._move.set_data(*((x, y) if len(x) == 2 and np.isfinite(x + y).all() else ((), ())))

    def show_place(self, x: float, y: float, text: str) -> None:
        """Write `text` beside a point of the plane."""
        self._tag.show(x, y, text, self.area, ringed=False)

    def hide_tag(self) -> None:
        """Remove what `show_step`, `show_move` or `show_place` drew."""
        self._tag.hide()
        self._move.set_data((), ())

    def columns(self) -> dict[str, FloatArray]:
        """Return the paths as numbers: the step, then both coordinates of each path."""
        steps, count, _unused = self._points.shape
        columns = {"step": np.arange(steps, dtype=float)}
        names = self.x_axis.labelText or "x", self.y_axis.labelText or "y"
        for index in range(count):
            for axis, name in enumerate(names):
                columns[f"{name} ({self._numbers[index] + 1})"] = self._points[:, index, axis]
        return columns

    # How

    @Slot()
    def _fit_area(self) -> None:
        frame = self.frame
        if not frame.has_area:
            return
        self.home = area = self._fitted(self._own, self._equal_aspect)
        if self._window is not None:
            area = self._fitted(self._window, self._equal_aspect)
        self.set_range((area.left, area.right), (area.bottom, area.top))
        self.area = area
        if self._framed.has_changed(area, frame.width, frame.height):
            self.area_changed.emit(area)

    def _fitted(self, area: Area, equal_aspect: bool) -> Area:
        frame = self.frame
        return area.filling(frame.width, frame.height) if equal_aspect and frame.has_area else area

    def _add_start(self, number: int) -> None:
        start = self.add(NumberedStart(self._look, number), 40)
        start.drag_started.connect(self.start_drag_started)
        start.dragged.connect(partial(self._on_start_dragged, number))
        start.drag_finished.connect(self.start_drag_finished)
        self._starts[number] = start

    def _on_start_dragged(self, number: int, x: float, y: float) -> None:
        self.start_dragged.emit(self._start_numbers.index(number), *self.area.nearest(x, y))

    @Slot(float, float)
    def _on_hovered(self, x: float, y: float) -> None:
        away = np.hypot(*np.moveaxis((self._points - (x, y)) / self.frame.unit, -1, 0))
        away = np.where(np.isnan(away), np.inf, away)
        if away.size and away.min() <= _HOVER_REACH:
            step, index = np.unravel_index(away.argmin(), away.shape)
            self.step_hovered.emit(int(index), int(step))
        else:
            self.ground_hovered.emit(x, y)

    @Slot()
    def _on_ground_drag_started(self) -> None:
        self._held = self.area
        self.window_drag_started.emit()

    @Slot(float, float)
    def _on_ground_dragged(self, right: float, down: float) -> None:
        frame, held = self.frame, self._held
        dx, dy = right / frame.width * held.width, -down / frame.height * held.height
        self.window_wanted.emit(Area(held.left - dx, held.right - dx, held.bottom - dy, held.top - dy))

    @Slot(float, float, float)
    def _on_wheel_turned(self, notches: float, x: float, y: float) -> None:
        self.window_zoomed.emit(self.zoomed(notches, x, y))
