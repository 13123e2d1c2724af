"""The surface in 3-D, made when it is first asked for: most people never load OpenGL."""

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.surfaces import find
from explorer.background.guarded import Guarded
from explorer.descent import paths, words
from explorer.descent.layers import surface_layers
from explorer.descent.picture_state import FARTHEST, NEAREST, PictureState, Window
from explorer.descent.state import DescentState
from explorer.look.theme import Look
from explorer.plots.geometry import Area
from explorer.plots.surface import SurfaceLayers
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.widgets.layout import column

if TYPE_CHECKING:
    from explorer.plots.relief import Relief

_PIXELS = 480  # along each side: the grid is as dense as that of a map of this size


class ReliefPanel(Guarded, QWidget):
    """Shows a state in space; a turn of the picture changes the state."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._look, self._store = look, store
        self._relief: Relief | None = None
        self._box = column()
        self.setLayout(self._box)

    def show_state(self, state: DescentState) -> None:
        """Draw the state; only where `can_draw_relief`."""
        relief = self._relief or self._made()
        result, picture, surface = paths.outcome(state), state.picture, find(state.surface)
        relief.show_surface(_layers(state.surface, picture.window, picture.contours))
        relief.set_camera(picture.azimuth, picture.elevation, picture.distance)
        shown = (state.chosen_number,) if state.compares else state.numbers
        numbers = [str(number) for number in shown]
        numbers += [""] * (result.points.shape[1] - len(numbers))
        relief.show_paths(
            result.points[: state.last_shown + 1],
            paths.series(state),
            surface.value,
            numbers,
            words.departure,
        )
        minima = surface.minima if picture.mark_minima else ()
        relief.show_minima(minima, surface.value, _("minimum"))

    def _made(self) -> "Relief":
        from explorer.plots.relief import Relief  # only here: it loads OpenGL

        self._relief = relief = Relief(self._look)
        relief.setObjectName("descent.relief_picture")
        relief.setAccessibleName(_("Surface in 3-D, with paths"))
        relief.setToolTip(_("Drag to turn the surface, or use the arrow keys; scroll to zoom"))
        relief.turn_started.connect(self._store.begin_gesture)
        relief.turned.connect(self._on_turned)
        relief.turn_finished.connect(self._store.end_gesture)
        relief.stepped.connect(self._on_stepped)
        relief.zoomed.connect(self._on_zoomed)
        self._box.addWidget(relief, 1)
        return relief

    @Slot(float, float)
    def _on_turned(self, azimuth: float, elevation: float) -> None:
        self._store.change_to(self._turned(azimuth, elevation))

    @Slot(float, float)
    def _on_stepped(self, azimuth: float, elevation: float) -> None:
        self._store.nudge_to(self._turned(azimuth, elevation))

    def _turned(self, azimuth: float, elevation: float) -> DescentState:
        state, height = self._store.state, min(max(elevation, -90.0), 90.0)
        return replace(state, picture=replace(state.picture, azimuth=azimuth % 360, elevation=height))

    @Slot(float)
    def _on_zoomed(self, distance: float) -> None:
        state, near = self._store.state, min(max(distance, NEAREST), FARTHEST)
        self._store.nudge_to(replace(state, picture=replace(state.picture, distance=near)))


@lru_cache(maxsize=2)
def _layers(surface: str, window: Window | None, contours: bool) -> SurfaceLayers:
    """Return the layers of what is looked at, and nothing around it."""
    found = find(surface)
    area = Area(*window) if window is not None else Area(*found.x_range, *found.y_range)
    unit = (area.width / _PIXELS, area.height / _PIXELS)
    return surface_layers(found, area, unit, PictureState(contours=contours, arrows="none"))
