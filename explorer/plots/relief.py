"""A surface in 3-D with the paths on it. This module needs OpenGL: import it only where `can_draw_relief`."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph.opengl as gl
from pyqtgraph import Vector
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QVector3D, QWheelEvent

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import Look, rgb
from explorer.plots import geometry
from explorer.plots.geometry import Area
from explorer.plots.height_scale import HeightScale
from explorer.plots.marked_places import FEW
from explorer.plots.paths import Words
from explorer.plots.relief_overlay import Disc, Note, ReliefOverlay
from explorer.plots.relief_support import HEIGHT, WIDTH, draped, fitting_distance, lit, placed
from explorer.plots.series import series_token
from explorer.plots.surface import SurfaceLayers
from explorer.widgets.memo import Memo

_DARKEST = 0.6  # of a colour, where the light does not reach
_DEGREES_A_PIXEL, _DEGREES_A_KEY = 0.4, 5.0
_ZOOM, _NOTCH = 0.9, 120
_CENTRE, _VIEW_ANGLE = 0.5, 40  # the height that the eye looks at, and degrees across the picture
_LINE, _CONTOUR, _STEP = 3.0, 1.0, 6.0  # pixels
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}


class Relief(Guarded, gl.GLViewWidget):
    """Surface, contour lines, paths and their starts in space.

    Signals
    -------
    turn_started(), turn_finished()
        A person takes hold of the picture, and lets it go.
    turned(azimuth: float, elevation: float), stepped(azimuth: float, elevation: float)
        They turned it this far by a drag, and by a key; degrees.
    zoomed(distance: float)
        They turned the wheel: how far away the eye is to be, 1 at first.
    """

    turn_started = Signal()
    turned = Signal(float, float)
    turn_finished = Signal()
    stepped = Signal(float, float)
    zoomed = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._surface = gl.GLSurfacePlotItem(smooth=False, computeNormals=False, glOptions="opaque")
        self._contours = gl.GLLinePlotItem(mode="lines", width=_CONTOUR, glOptions="opaque")
        self._lines: list[gl.GLLinePlotItem] = []
        self._steps = gl.GLScatterPlotItem(size=_STEP, pxMode=True, glOptions="translucent")
        self._overlay = ReliefOverlay(self, look, self.pixel_of)
        for item in (self._surface, self._contours, self._steps):
            self.addItem(item)
        self._memo = Memo()
        self._layers: SurfaceLayers | None = None
        self._scale: HeightScale | None = None
        self._camera = (0.0, 0.0, 1.0)
        self.opts["center"] = Vector(0, 0, _CENTRE * HEIGHT)
        self.opts["fov"] = _VIEW_ANGLE
        self._held: tuple[QPointF, float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundColor(look.theme.panel)

    def show_surface(self, layers: SurfaceLayers) -> None:
        """Draw a surface, unless it is the one that is drawn."""
        if self._memo.has_changed(layers):
            self._layers = layers
            self._scale = HeightScale.of(layers.values)
            if self._scale is not None:
                self._draw_surface(layers, self._scale)

    def show_paths(
        self,
        points: FloatArray,
        series: Sequence[int],
        value: Callable[[FloatArray], FloatArray],
        numbers: Sequence[str],
        words: Words,
    ) -> None:
        """Draw paths on the surface.

        Parameters
        ----------
        points : ndarray, shape (steps + 1, n, 2)
            NaN after a path's last finite point.
        series : sequence of int
            Whose colour each path has.
        value : callable
            The surface: takes points of shape (2, k), returns (k,).
        numbers : sequence of str
            What stands on the disc at the start of each path; empty for no disc.
        words : callable
            What to write where a path left: of its last step and the coordinates of that point.
        """
        layers, scale = self._layers, self._scale
        if layers is None or scale is None:
            return

        def shares(at: FloatArray) -> FloatArray:
            return scale.shares(value(np.moveaxis(at, -1, 0)))

        while len(self._lines) < points.shape[1]:
            self._add_path()
        steps: list[FloatArray] = [np.empty((0, 3))]
        colours: list[FloatArray] = [np.empty((0, 4))]
        discs, departures = [], []
        for index, line in enumerate(self._lines):
            line.setVisible(index < len(series))
        for index, number in enumerate(series):
            own = points[:, index]
            own = own[np.isfinite(own).all(axis=1)]
            tint = _tint(colour(self._look.theme, series_token(number)))
            self._lines[index].setData(pos=draped(own, layers.area, shares), color=tint)
            inside = own[layers.area.contains(own)]
            steps.append(placed(inside[1:], shares(inside[1:]), layers.area))
            colours.append(np.tile(tint, (len(steps[-1]), 1)))
            if numbers[index] and layers.area.contains(own[0]):
                discs.append(Disc(placed(own[0], shares(own[0]), layers.area), number, numbers[index]))
            left_at = geometry.departure(own, layers.area)
            if left_at is not None:
                border = geometry.way_out(own[left_at - 1], own[left_at], layers.area)
                place = placed(border, shares(border), layers.area)
                departures.append(Note(place, words(left_at, *own[left_at]), number))
        self._steps.setData(pos=np.concatenate(steps), color=np.concatenate(colours))
        self._overlay.set_paths(discs, departures)

    def show_minima(
        self, minima: Sequence[tuple[float, float]], value: Callable[[FloatArray], FloatArray], word: str
    ) -> None:
        """Ring minima of the surface, and name them; with numbers where there are several, none if there are many."""
        layers, scale = self._layers, self._scale
        if layers is None or scale is None:
            return
        notes = []
        for index, minimum in enumerate(minima):
            place = np.array(minimum)
            if layers.area.contains(place):
                text = "" if len(minima) > FEW else word if len(minima) == 1 else f"{word} {index + 1}"
                notes.append(Note(placed(place, scale.shares(value(place)), layers.area), text))
        self._overlay.set_minima(notes)

    def set_camera(self, azimuth: float, elevation: float, distance: float) -> None:
        """Look from a direction, in degrees, and from a distance, 1 for the whole."""
        self._camera = (azimuth, elevation, distance)
        self._place_camera()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole in the picture."""
        super().resizeEvent(event)
        self._overlay.resize(self.size())
        self._place_camera()

    def pixel_of(self, place: FloatArray) -> QPointF:
        """Return where a point of the relief's space is seen."""
        viewport = self.getViewport()
        matrix = self.projectionMatrix(viewport, viewport) * self.viewMatrix()
        seen = matrix.map(QVector3D(*place.tolist()))
        return QPointF((seen.x() + 1) / 2 * self.width(), (1 - seen.y()) / 2 * self.height())

    def _place_camera(self) -> None:
        azimuth, elevation, distance = self._camera
        shape = self.width() / max(self.height(), 1)
        area = self._layers.area if self._layers is not None else Area(-1, 1, -1, 1)
        whole = fitting_distance(area, elevation, _VIEW_ANGLE, shape)
        self.setCameraPosition(distance=distance * whole, azimuth=azimuth, elevation=elevation)
        self._overlay.azimuth = azimuth
        self._overlay.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            azimuth, elevation, _unused = self._camera
            self._held = (event.position(), azimuth, elevation)
            self.turn_started.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn it."""
        if self._held is not None:
            pressed, azimuth, elevation = self._held
            way = event.position() - pressed
            self.turned.emit(azimuth - _DEGREES_A_PIXEL * way.x(), elevation + _DEGREES_A_PIXEL * way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        if self._held is not None:
            self._held = None
            self.turn_finished.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer, or go away."""
        event.accept()
        self.zoomed.emit(self._camera[2] * _ZOOM ** (event.angleDelta().y() / _NOTCH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with the arrow keys; leave every other key to the window."""
        way = _KEYS.get(Qt.Key(event.key()))
        if way is None:
            event.ignore()
            return
        azimuth, elevation, _unused = self._camera
        self.stepped.emit(azimuth + _DEGREES_A_KEY * way[0], elevation + _DEGREES_A_KEY * way[1])

    def _add_path(self) -> None:
        line = gl.GLLinePlotItem(mode="lines", width=_LINE, glOptions="opaque")
        self._lines.append(line)
        self.addItem(line)

    def _draw_surface(self, layers: SurfaceLayers, scale: HeightScale) -> None:
        area, theme = layers.area, self._look.theme
        self._overlay.set_frame(area, scale)
        self._place_camera()
        rows, columns = layers.values.shape
        shares = scale.shares(layers.values)
        unit = WIDTH / max(area.width, area.height)
        x = np.linspace(-0.5, 0.5, columns) * area.width * unit
        y = np.linspace(-0.5, 0.5, rows) * area.height * unit
        stops = np.array([rgb(stop) for stop in theme.heat]) / 255
        places = np.linspace(0, 1, len(stops))
        tints = np.stack([np.interp(shares, places, channel) for channel in stops.T], axis=-1)
        light = lit(HEIGHT * shares, x[1] - x[0], y[1] - y[0])
        tints *= (_DARKEST + (1 - _DARKEST) * light)[..., np.newaxis]
        colours = np.concatenate([tints, np.ones((rows, columns, 1))], axis=-1)
        self._surface.setData(
            x=x,
            y=y,
            z=(HEIGHT * shares).T,
            colors=colours.transpose(1, 0, 2).reshape(-1, 4).astype(np.float32),
        )
        lines = [
            placed(line, scale.shares(np.full(len(line), level)), area) for level, line in layers.contours
        ]
        pairs = [np.stack([line[:-1], line[1:]], axis=1).reshape(-1, 3) for line in lines]
        self._contours.setData(
            pos=np.concatenate(pairs) if pairs else np.empty((0, 3)), color=_tint(theme.contour)
        )


def _tint(colour_code: str) -> tuple[float, float, float, float]:
    """Return a colour as OpenGL takes it."""
    red, green, blue = rgb(colour_code)
    return red / 255, green / 255, blue / 255, 1.0
