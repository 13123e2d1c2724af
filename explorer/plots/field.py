"""A surface from above, with the paths that descend on it."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QRectF, Signal, Slot

from core.arrays import FloatArray
from core.basins import BasinMap
from explorer.plots.basin_image import BasinImage
from explorer.plots.geometry import Area
from explorer.plots.handles import NumberedStart
from explorer.plots.paths import PathItems, Words
from explorer.plots.plot import Plot
from explorer.plots.series import LabelPool, Markers, PlotLabel
from explorer.plots.surface import Frame, SurfaceItems, SurfaceLayers
from explorer.theme import Look

_CUT = 1.0  # paths are drawn this many picture sizes beyond the border
_FEW_MINIMA, _RING, _SMALL_RING = 6, 22, 9  # more minima get smaller rings, in pixels
_HOVER_REACH = 12  # pixels from the pointer to the step that it means


class FieldPlot(Plot):
    """Surface, minima, paths and their starts; one unit is equally long both ways.

    The layers of the surface are kept as pixels, so that a drag of a start repaints only the paths.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    area_changed(area: Area)
        Another part of the plane is visible: the layers of the surface are needed for it.
    start_drag_started(index: int)
        A person took hold of a start, counted from 0.
    start_dragged(index: int, x: float, y: float)
        It was moved here, never out of the picture.
    start_drag_finished(index: int)
        It was let go.
    step_hovered(index: int, step: int)
        The pointer is on a step of a path.
    step_left()
        It is on none any more.
    """

    area_changed = Signal(object)
    start_drag_started = Signal(int)
    start_dragged = Signal(int, float, float)
    start_drag_finished = Signal(int)
    step_hovered = Signal(int, int)
    step_left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, grid=False, left_width=32)
        self._wanted = Area(-1, 1, -1, 1)
        self.area = self._wanted
        self._key: Hashable = None
        self._layers: SurfaceLayers | None = None
        self._points: FloatArray = np.empty((0, 0, 2))
        self._hovering = False
        self._surface = SurfaceItems(self, look)
        self._basins = self.add(BasinImage(look), -15)
        self._minima = self.add(Markers(look, None, size=_RING, edge="text", edge_width=2), 20)
        self._hover_ring = self.add(Markers(look, None, size=17, edge="text", edge_width=1.5), 45)
        self._hover_label = self.add(
            PlotLabel(look, "text", anchor=(0.5, 1), patch="panel", border="line"), 50
        )
        self._hover_label.hide()
        self._minimum_labels = LabelPool(self, look, token="text", anchor=(1, 0))
        self._paths: list[PathItems] = []
        self._starts: list[NumberedStart] = []
        self._minimum_word = ""
        self._minimum_points: FloatArray = np.empty((0, 2))
        self._departure_words: Words = lambda step, x, y: ""
        self.view_box.sigResized.connect(self._fit_area)
        self.hovered.connect(self._on_hovered)
        self.hover_left.connect(self._leave_step)
        self.style_with(self._draw_layers)

    # What is shown

    def set_area(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> None:
        """Show at least `x_range` by `y_range`, and as much more as the shape of the plot allows."""
        self._wanted = Area(*x_range, *y_range)
        self._fit_area()

    def set_surface_layers(self, key: Hashable, make: Callable[[], SurfaceLayers]) -> None:
        """Show the layers that `make` returns; under the key of the last call it is not called at all."""
        if key != self._key:
            self._key, self._layers = key, make()
            self._draw_layers()

    def set_heat_visible(self, visible: bool) -> None:
        """Show the colours of the surface's height, or leave the ground to something else."""
        self._surface.set_heat_visible(visible)

    def set_basins(self, basins: BasinMap | None, most_steps: int) -> None:
        """Colour the ground by where descent ends within `most_steps`, or not (None)."""
        self._basins.set_map(basins, most_steps)

    def set_minima(self, points: Sequence[tuple[float, float]], word: str) -> None:
        """Ring each of `points` and write `word` beside it; beside the first only if there are many."""
        rings = np.array(points, dtype=float).reshape(-1, 2)
        if np.array_equal(rings, self._minimum_points) and word == self._minimum_word:
            return
        self._minimum_points, self._minimum_word = rings, word
        self._minima.set_data(*self._minimum_points.T)
        self._minima.setSize(_RING if len(points) <= _FEW_MINIMA else _SMALL_RING)
        self._place_minimum_labels()

    def set_departure_words(self, words: Words) -> None:
        """Set what stands at the arrow of a path that left: `words` of its last step and that point."""
        self._departure_words = words

    def set_starts(self, points: Sequence[tuple[float, float]]) -> None:
        """Show a numbered disc at each of `points`."""
        while len(self._starts) < len(points):
            self._add_start(len(self._starts))
        for index, start in enumerate(self._starts):
            start.setVisible(index < len(points))
        for start, (x, y) in zip(self._starts, points, strict=False):
            start.move_to(x, y)

    def select_start(self, index: int | None) -> None:
        """Ring the start that the arrow keys move."""
        for k, start in enumerate(self._starts):
            start.set_selected(k == index)

    def set_paths(self, points: FloatArray) -> None:
        """Draw paths.

        Parameters
        ----------
        points : ndarray, shape (steps + 1, n, 2)
            Points of the n paths, NaN after the last finite one.
        """
        self._points = points
        count = points.shape[1]
        while len(self._paths) < count:
            self._paths.append(PathItems(self, self._look, len(self._paths)))
        for path in self._paths[count:]:
            path.hide()
        unit = self.units_per_pixel()[0]
        for index, path in enumerate(self._paths[:count]):
            own = points[:, index]
            own = own[np.isfinite(own).all(axis=1)]
            path.draw(own, self.area, self.area.grown(_CUT), unit, self._departure_words)
        taken: list[QRectF] = []
        for path in self._paths[:count]:
            path.spare_words(taken)

    def show_step(self, index: int, step: int, text: str) -> None:
        """Ring a step of a path and write `text` above it."""
        x, y = self._points[step, index]
        self._hover_ring.set_data([x], [y])
        self._hover_label.setText(text)
        self._hover_label.setPos(x, y + 13 * self.units_per_pixel()[1])
        self._hover_label.show()

    def hide_step(self) -> None:
        """Take away what `show_step` drew."""
        self._hover_ring.set_data([], [])
        self._hover_label.hide()

    def columns(self) -> dict[str, FloatArray]:
        """Return the paths as numbers: the step, then both coordinates of each path."""
        steps, count, _ = self._points.shape
        columns = {"step": np.arange(steps, dtype=float)}
        names = self.x_axis.labelText or "x", self.y_axis.labelText or "y"
        for index in range(count):
            for axis, name in enumerate(names):
                columns[f"{name} ({index + 1})"] = self._points[:, index, axis]
        return columns

    # How

    @Slot()
    def _fit_area(self) -> None:
        size = self.view_box.size()
        if size.width() <= 0 or size.height() <= 0:
            return
        area = self._wanted.filling(size.width(), size.height())
        self.set_range((area.left, area.right), (area.bottom, area.top))
        if area != self.area:
            self.area = area
            self.area_changed.emit(area)
            self._place_minimum_labels()
            self.set_paths(self._points)

    def _draw_layers(self) -> None:
        if self._layers is not None:
            frame = Frame(self.area, self._wanted, self.units_per_pixel()[0], self._minimum_points)
            self._surface.draw(self._layers, frame)

    def _place_minimum_labels(self) -> None:
        unit = self.units_per_pixel()[0]
        named = self._minimum_points
        if len(named) > _FEW_MINIMA:
            named = named[:1]
        shown = named[self.area.contains(named)]
        texts = [(self._minimum_word, x - 8 * unit, y - 8 * unit) for x, y in shown]
        self._minimum_labels.write(texts)

    def _add_start(self, index: int) -> None:
        start = self.add(NumberedStart(self._look, index + 1), 40)
        start.drag_started.connect(partial(self.start_drag_started.emit, index))
        start.dragged.connect(partial(self._on_start_dragged, index))
        start.drag_finished.connect(partial(self.start_drag_finished.emit, index))
        self._starts.append(start)

    def _on_start_dragged(self, index: int, x: float, y: float) -> None:
        self.start_dragged.emit(index, *self.area.nearest(x, y))

    @Slot(float, float)
    def _on_hovered(self, x: float, y: float) -> None:
        away = np.hypot(*np.moveaxis(self._points - (x, y), -1, 0)) / self.units_per_pixel()[0]
        away = np.where(np.isnan(away), np.inf, away)
        if away.size and away.min() <= _HOVER_REACH:
            step, index = np.unravel_index(away.argmin(), away.shape)
            self._hovering = True
            self.step_hovered.emit(int(index), int(step))
        else:
            self._leave_step()

    @Slot()
    def _leave_step(self) -> None:
        if self._hovering:
            self._hovering = False
            self.step_left.emit()
