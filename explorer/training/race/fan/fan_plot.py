"""The fan itself: the gradient of each mini-batch as a line from one point, at its true angle to the full gradient."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Slot

from core.arrays import FloatArray
from core.gradient_fan import GradientFan
from explorer.look.theme import DASH, SOLID, Look, pen
from explorer.plots.axis import nice_step
from explorer.plots.label import LabelPool
from explorer.plots.marks import Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.training.race.fan import words

_REACHES = (1.2, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, 150, 200, 300, 500, 1_000)
_ORIGIN = 0.36  # of the width, left of where the gradients start
_FILLED = 0.47  # of the height, up and down
_RIGHT = 0.56  # of the width, to the right
_RAYS = (-90, -60, -30, 30, 60, 90)  # degrees
_NAMED_RAYS = _RAYS[:3]  # those below: above stands what theory expects
_RINGS = 3
_BESIDE = 4  # pixels from the line straight up to the names of rings
_CIRCLE = np.linspace(0, 2 * np.pi, 181)


class FanPlot(Plot):
    """Gradients as lines whose length is told beside that of the full gradient, which points to the right."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, grid=False, left_width=4)
        self._fan: GradientFan | None = None
        self._expected = 0.0
        self._net = self.add(pg.PlotCurveItem(connect="finite", pen=pen(look.theme.grid)), -10)
        self._theory = self.add(Line(look, "d", 2, DASH), 5)
        self._batches = self.add(Line(look, "b", 1, SOLID), 0)
        self._tips = self.add(Markers(look, "b", "o", size=5, edge="b", edge_width=0), 1)
        self.full = self.add(Line(look, "a", 3), 10)
        self._full_tip = self.add(Markers(look, "a", "t2", size=13), 11)
        self._rings = LabelPool(self, look, 20, anchor=(1, 0.5), patch="panel")
        self._rays = LabelPool(self, look, 20, anchor=(0.5, 0.5), patch="panel")
        self._names = MarksItem(self, look, 50)
        for axis in (self.x_axis, self.y_axis):
            axis.hide()
        self.view_box.sigResized.connect(self._on_resized)

    def show_fan(self, fan: GradientFan, expected: float) -> None:
        """Draw a fan, and the angle to either side that theory expects."""
        self._fan, self._expected = fan, expected
        self._draw()

    def export_table(self) -> list[tuple[str, FloatArray]]:
        """Return angle and length of each gradient, and how far it goes along the full one and across."""
        if self._fan is None:
            return []
        fan = self._fan
        values = (fan.angles, fan.lengths, fan.projection[:, 0], fan.projection[:, 1])
        names = (_("angle in degrees"), _("length"), _("along"), _("across"))
        return list(zip(names, values, strict=True))

    @property
    def lines(self) -> FloatArray:
        """The ends of the lines that are drawn, shape (batches, 2), in lengths of the full gradient."""
        fan = self._fan
        if fan is None or fan.full.length == 0:
            return np.empty((0, 2))
        known = np.isfinite(fan.angles)
        sides = np.where(fan.projection[known, 1] < 0, -1.0, 1.0)
        lengths, turns = fan.lengths[known] / fan.full.length, np.radians(fan.angles[known])
        return np.column_stack([lengths * np.cos(turns), sides * lengths * np.sin(turns)])

    def _draw(self) -> None:
        ends = self.lines
        longest = float(np.linalg.norm(ends, axis=1).max()) if len(ends) else 1.0
        reach = next((reach for reach in _REACHES if reach >= longest), longest)
        unit = self._fit(reach)
        points = np.zeros((len(ends), 3, 2))
        points[:, 1], points[:, 2] = ends, np.nan
        self._batches.set_data(points[..., 0].ravel(), points[..., 1].ravel())
        self._tips.set_data(ends[:, 0], ends[:, 1])
        self.full.set_data([0, 1], [0, 0])
        self._full_tip.set_data([1], [0])
        turn = np.radians(self._expected)
        x, y = reach * np.cos(turn), reach * np.sin(turn)
        self._theory.set_data([x, 0, x], [y, 0, -y])
        expected = Words(
            words.expected_label(self._expected), "d", 0.97 * x, 0.97 * y, right=10, anchor=(0, 0)
        )
        full = Words(_("all images"), "a", 1, 0, right=12, up=-8, anchor=(0, 1), patch=True)
        self._names.show_marks([] if self._fan is None else [expected, full])
        for line in (self.full, self._full_tip, self._theory):
            line.setVisible(self._fan is not None)
        self._draw_net(reach, unit)

    def _fit(self, reach: float) -> float:
        """Show so much around the origin, with equal units both ways; return how many a pixel has."""
        width, height = self.frame.width, self.frame.height
        unit = max(reach / (_RIGHT * width), reach / (_FILLED * height))
        self.set_range(
            (-_ORIGIN * width * unit, (1 - _ORIGIN) * width * unit), (-height * unit / 2, height * unit / 2)
        )
        return unit

    def _draw_net(self, reach: float, unit: float) -> None:
        step = nice_step(reach, _RINGS)
        radii = [k * step for k in range(1, int(reach / step + 1e-9) + 1)]
        x, y = [], []
        for radius in radii:
            x += [*(radius * np.cos(_CIRCLE)), np.nan]
            y += [*(radius * np.sin(_CIRCLE)), np.nan]
        for ray in np.radians(_RAYS):
            x += [0, reach * np.cos(ray), np.nan]
            y += [0, reach * np.sin(ray), np.nan]
        self._net.setData(np.array(x), np.array(y))
        # Straight up there is always room for the outermost, and what theory expects stands right of that line.
        self._rings.write([(words.ring_label(radius), -_BESIDE * unit, radius) for radius in radii])
        at = reach + 12 * unit
        self._rays.write(
            [(f"{-ray}°", at * np.cos(np.radians(ray)), at * np.sin(np.radians(ray))) for ray in _NAMED_RAYS]
        )

    @Slot()
    def _on_resized(self) -> None:
        self._draw()
