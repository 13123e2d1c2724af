"""How far both gradients differ at every step h, in float64 and in float32; the present h is dragged here."""

import math

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics

from core.arrays import FloatArray
from explorer.look.theme import DASH, SEMIBOLD, SMALL, SOLID, Look
from explorer.plots.handles import DragLine
from explorer.plots.label import LabelPool, PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.training.race.check.words import zone_names
from explorer.training.race.check.work import SWEPT_EXPONENTS, Slopes, Sweep
from explorer.training.race.state import Precision
from explorer.widgets.steps import rounded

_TOKENS: dict[Precision, str] = {"float64": "a", "float32": "b"}
_STYLES: dict[Precision, Qt.PenStyle] = {"float64": SOLID, "float32": DASH}
_SYMBOLS: dict[Precision, str] = {"float64": "o", "float32": "s"}
_KEY: dict[Precision, str] = {"float64": "●  float64", "float32": "■  float32"}
_X_RANGE = (float(SWEPT_EXPONENTS[0]), float(SWEPT_EXPONENTS[-1]))
_Y_RANGE = (-11.0, 2.6)
_BESIDE_NAME = 8  # pixels at scale 1 beside the name of a zone
_KEY_HEIGHTS = (-8.2, -9.8)


class ErrorByStep(Plot):
    """Median of the relative differences against h, on logarithmic axes of fixed range.

    Signals
    -------
    step_dragged(h: float)
        The user moved the line here.
    """

    step_dragged = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True)
        self.curves = {
            name: self.add(Line(look, token, 2, _STYLES[name]), 10) for name, token in _TOKENS.items()
        }
        self._now = {
            name: self.add(Markers(look, token, _SYMBOLS[name], size=11, edge_width=2), 30)
            for name, token in _TOKENS.items()
        }
        self._key = {
            name: self.add(PlotLabel(look, token, anchor=(0, 0.5), weight=SEMIBOLD), 50)
            for name, token in _TOKENS.items()
        }
        self._zones = LabelPool(self, look, anchor=(0.5, 0), patch="panel")
        self._last_zone = LabelPool(self, look, anchor=(1, 0), patch="panel")
        self._bounds = self.add(Line(look, "text3", 1, DASH), 0)
        self.line = self.add(DragLine(look), 20)
        self.line.dragged.connect(self._on_dragged)
        self.accept_keys()
        self.set_range(_X_RANGE, _Y_RANGE)
        self.x_axis.set_step(4)
        self.y_axis.set_step(3)
        for label, height in zip(self._key.values(), _KEY_HEIGHTS, strict=True):
            label.setPos(_X_RANGE[0] + 0.4, height)
        self._slopes: tuple[Slopes, ...] = ()
        self._metrics = QFontMetrics(look.font(SMALL))
        self._beside_name = look.px(_BESIDE_NAME)
        self.view_box.sigResized.connect(self._show_zones)
        self.set_labels("h", _("relative difference"))
        self._zone_names = zone_names()
        for name, curve in self.curves.items():
            self.name_series(curve, name)
            self._key[name].setText(_KEY[name])

    def show_sweep(self, swept: Sweep | None, precision: Precision) -> None:
        """Draw both curves as far as they are known, and the zones of one precision."""
        for name, curve in self.curves.items():
            medians = swept.medians(name) if swept is not None else np.empty(0)
            exponents = SWEPT_EXPONENTS[: len(medians)]
            curve.set_data(exponents, _heights(medians), numbers=(10.0**exponents, medians))
        self._slopes = swept.by_precision[precision] if swept is not None else ()
        self._show_zones()

    def show_step(self, h: float, precision: Precision, median: float | None) -> None:
        """Draw the line at the present step, and a marker where its own check is known."""
        place = min(max(math.log10(h), _X_RANGE[0]), _X_RANGE[1])
        self.line.move_to(place)
        for name, marker in self._now.items():
            known = name == precision and median is not None and math.isfinite(median)
            marker.set_data([place] if known else [], _heights(np.array([median])) if known else [])

    @Slot()
    def _show_zones(self) -> None:
        """Part the steps where another group becomes the largest, and name the zones that have room for a name."""
        verdicts = [each.main_verdict for each in self._slopes if each.total]
        if len(verdicts) < len(SWEPT_EXPONENTS):
            self._zones.write([])
            self._last_zone.write([])
            self._bounds.set_data([], [])
            return
        changes = [k for k in range(1, len(verdicts)) if verdicts[k] is not verdicts[k - 1]]
        between = [(SWEPT_EXPONENTS[k - 1] + SWEPT_EXPONENTS[k]) / 2 for k in changes]
        edges = [_X_RANGE[0], *between, _X_RANGE[1]]
        zones = list(zip([0, *changes], edges, edges[1:], strict=False))
        last, left, end = zones.pop()
        last_name = self._zone_names[verdicts[last]]
        self._last_zone.write([(last_name, end, _Y_RANGE[1])])
        taken = min(left, end - self._decades(last_name))
        self._zones.write(
            [
                (name, (left + right) / 2, _Y_RANGE[1])
                for start, left, right in zones
                if min(right, taken) - left >= self._decades(name := self._zone_names[verdicts[start]])
                and (left + right + self._decades(name)) / 2 <= taken
            ]
        )
        self._bounds.set_data(np.repeat(between, 3), np.tile([*_Y_RANGE, np.nan], len(between)))

    def _decades(self, name: str) -> float:
        """Return the width of a name with room beside it, in powers of ten."""
        return (self._metrics.horizontalAdvance(name) + self._beside_name) * self.frame.unit[0]

    @Slot(float)
    def _on_dragged(self, exponent: float) -> None:
        self.step_dragged.emit(rounded(10.0 ** min(max(exponent, _X_RANGE[0]), _X_RANGE[1])))


def _heights(medians: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(np.log10(medians), *_Y_RANGE)
