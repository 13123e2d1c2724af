"""The loss on a plane through a network as heat and contours, with the path of its run."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from explorer.look.theme import SEMIBOLD, Look
from explorer.plots.geometry import Area
from explorer.plots.ground import GroundBox
from explorer.plots.label import LabelPool
from explorer.plots.marked_places import MarkedPlaces
from explorer.plots.plot import Plot
from explorer.plots.pointer_tag import PointerTag
from explorer.plots.series import Markers
from explorer.plots.surface import SurfaceItems
from explorer.plots.trace import Trace
from explorer.texts.language import _
from explorer.training.inside.ground import Ground, Slice
from explorer.widgets.memo import Memo

_ALONG = 16  # points from one network of the path to the next
_HOVER_REACH = 12  # pixels from the pointer to the network that it means
_WORD_GAP, _APART = 12, 40  # pixels from the first network to its word, and to the last one, at least


class SlicePlot(Plot):
    """Heat and contours of the loss, and the path; one unit is equally long both ways.

    Signals
    -------
    area_changed()
        `area` is another one, or the plot has another size.
    zoomed(notches: float)
        The wheel was turned over the plot; away from the user is positive.
    step_hovered(step: int)
        The pointer is on a network of the path.
    step_chosen(step: int)
        It was clicked.
    ground_hovered(x: float, y: float)
        The pointer is beside all of them.
    """

    area_changed = Signal()
    zoomed = Signal(float)
    step_hovered = Signal(int)
    step_chosen = Signal(int)
    ground_hovered = Signal(float, float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, grid=False, left_width=36, view_box=GroundBox)
        self._wanted = Area(-1, 1, -1, 1)
        self.area = self._wanted
        self._points: FloatArray = np.empty((0, 2))
        self._ground: Ground | None = None
        self._fitted, self._drawn = Memo(), Memo()
        self._surface = SurfaceItems(self, look)
        self._trace = self.add(Trace(self, look, "a", "o", width=1.6, halo=4, marker_size=8), 10)
        self._here = self.add(Markers(look, "text", "o", 13, edge_width=2), 30)
        self._end = MarkedPlaces(self, look)
        self._start = LabelPool(self, look, token="text", anchor=(0, 1), weight=SEMIBOLD)
        self._tag = PointerTag(self, look)
        self._here.setEnabled(False)  # else it would take clicks on the path
        self.accept_keys()
        self.view_box.sigResized.connect(self._fit_area)
        self.view_box.wheel_turned.connect(self._on_wheel)
        self.hovered.connect(self._on_hovered)
        self.hover_left.connect(self._tag.hide)
        self.clicked.connect(self._on_clicked)

    def show_ground(self, ground: Ground, wanted: Area, step: int) -> None:
        """Show the path of a run, the part of the plane that is wanted, and the moment that the time machine shows."""
        self._ground, self._points, self._wanted = ground, ground.path.points, wanted
        self._fit_area()
        self._trace.set_data(self._points, self._points)
        self._here.set_data(*self._points[step : step + 1].T)
        self._end.show([(float(self._points[-1, 0]), float(self._points[-1, 1]))], _("end"), self.area)
        self._place_start()

    def show_slice(self, found: Slice) -> None:
        """Show the loss."""
        if self._drawn.has_changed(found, self.frame, self._wanted):
            self._surface.draw(found.layers(), self.frame, self._wanted, along(self._points))

    def show_tag(self, x: float, y: float, text: str, ringed: bool) -> None:
        """Write `text` beside a point, with a ring around it if it is a network of the path."""
        self._tag.show(x, y, text, self.area, ringed)

    def columns(self) -> dict[str, FloatArray]:
        """Return the path: number of updates, both coordinates, and the loss."""
        ground = self._ground
        if ground is None:
            return {}
        numbers = (ground.iterations.astype(np.float64), *ground.path.points.T, ground.losses)
        names = (_("updates done"), _("first"), _("second"), _("loss"))
        return dict(zip(names, numbers, strict=True))

    @Slot()
    def _fit_area(self) -> None:
        frame = self.frame
        if not frame.has_area:
            return
        area = self._wanted.filling(frame.width, frame.height)
        self.set_range((area.left, area.right), (area.bottom, area.top))
        self.area = area
        if self._fitted.has_changed(area, frame.width, frame.height):
            self.area_changed.emit()

    def _place_start(self) -> None:
        across, up = self.frame.unit
        first = self._points[:1]
        away = np.hypot(*((first[0] - self._points[-1]) / (across, up)))
        shown = first[self.area.contains(first)] if away > _APART else first[:0]
        self._start.write([(_("start"), x + _WORD_GAP * across, y + _WORD_GAP * up) for x, y in shown])

    def _step_at(self, x: float, y: float) -> int | None:
        """Return the network that is meant: of those as near as a pixel to the nearest, the newest."""
        away = np.hypot(*((self._points - (x, y)) / self.frame.unit).T)
        if not away.size or away.min() > _HOVER_REACH:
            return None
        return int(np.flatnonzero(away <= away.min() + 1)[-1])

    @Slot(float, float)
    def _on_hovered(self, x: float, y: float) -> None:
        step = self._step_at(x, y)
        if step is None:
            self.ground_hovered.emit(x, y)
        else:
            self.step_hovered.emit(step)

    @Slot(float, float)
    def _on_clicked(self, x: float, y: float) -> None:
        step = self._step_at(x, y)
        if step is not None:
            self.step_chosen.emit(step)

    @Slot(float, float, float)
    def _on_wheel(self, notches: float, x: float, y: float) -> None:
        self.zoomed.emit(notches)


def along(points: FloatArray) -> FloatArray:
    """Return points all along a path, that numbers of contour lines keep clear of it."""
    shares = np.linspace(0, 1, _ALONG)[:, np.newaxis]
    return np.concatenate([points[:1], *(a + shares * (b - a) for a, b in pairwise(points))])
