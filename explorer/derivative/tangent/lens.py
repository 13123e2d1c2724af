"""The magnifier over P: two steps h to each side, or ten times larger again and again."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from explorer.derivative import words
from explorer.derivative.measurement import Measurement
from explorer.derivative.state import DerivativeState
from explorer.derivative.tangent.close_up import close_up
from explorer.derivative.tangent.magnifier_plot import MagnifierPlot
from explorer.derivative.tangent.state import MOST_ZOOM, TangentState
from explorer.derivative.tangent.zoom_plot import ZoomPlot
from explorer.look.theme import SMALL, Look
from explorer.plots.export import Table
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column, row
from explorer.widgets.text import ElidedLabel


class Lens(QWidget):
    """Two plots in one place, and the buttons that change the magnification.

    Attributes
    ----------
    by_name : mapping of str to QWidget
        Plots and buttons by the second half of their object names.
    """

    def __init__(self, look: Look, store: Store[DerivativeState]) -> None:
        super().__init__()
        self._store = store
        self.magnifier, self.zoomed = MagnifierPlot(look), ZoomPlot(look)
        self._out, self._in = Button(look), Button(look)
        self._out.setText("÷ 10")
        self._in.setText("× 10")
        self._mode = Segmented(look, 2)
        self._mode.set_texts([_("Follow h"), _("Zoom")])
        self._caption = ElidedLabel(look, SMALL, tone="text2")
        self._plots = QStackedWidget()
        for plot in (self.magnifier, self.zoomed):
            self._plots.addWidget(plot)
        self.by_name: Mapping[str, QWidget] = {
            "magnifier_plot": self.magnifier,
            "zoom_plot": self.zoomed,
            "zoom_out": self._out,
            "zoom_in": self._in,
            "zoom_mode": self._mode,
        }
        buttons = row(self._mode, self._out, self._in)
        buttons.setStretch(0, 1)
        layout = column(self._plots, self._caption, buttons)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._out.clicked.connect(self._on_out)
        self._in.clicked.connect(self._on_in)
        self._mode.chosen.connect(self._on_mode_chosen)
        self.zoomed.zoomed.connect(self._on_zoomed)
        self.zoomed.arrow_pressed.connect(self._on_arrow)

    def show_measurement(self, measurement: Measurement) -> None:
        """Draw the surroundings of P."""
        zoom = measurement.state.tangent.zoom
        self._plots.setCurrentIndex(int(zoom is not None))
        self._mode.set_value(int(zoom is not None))
        self._out.setEnabled(zoom != 0)
        self._in.setEnabled(zoom != MOST_ZOOM)
        if zoom is None:
            self.magnifier.show_measurement(measurement)
            self._caption.setText(words.triangle(measurement))
        else:
            close = close_up(measurement, zoom)
            self.zoomed.show_close_up(measurement, close)
            self._caption.setText(words.close_up(close.departure, close.levels, close.stage))

    def magnification(self, measurement: Measurement) -> str:
        """Return how much larger everything is than in the plot of the whole curve."""
        zoom = measurement.state.tangent.zoom
        return words.magnification(measurement) if zoom is None else words.power_larger(zoom)

    def export_widget(self) -> QWidget:
        """Return the plot that is shown."""
        return self._shown.export_widget()

    def export_table(self) -> Table:
        """Return the numbers."""
        return self._shown.export_table()

    @property
    def _shown(self) -> MagnifierPlot | ZoomPlot:
        return self.magnifier if self._store.state.tangent.zoom is None else self.zoomed

    def _at(self, zoom: int | None) -> DerivativeState:
        """Return the state with another magnification."""
        return replace(self._store.state, tangent=TangentState(zoom))

    def _zoomed_by(self, steps: int) -> DerivativeState:
        """Return the state magnified some powers of ten more than now, or than not at all."""
        zoom = self._store.state.tangent.zoom or 0
        return self._at(min(max(zoom + steps, 0), MOST_ZOOM))

    @Slot()
    def _on_out(self) -> None:
        self._store.change_to(self._zoomed_by(-1))

    @Slot()
    def _on_in(self) -> None:
        self._store.change_to(self._zoomed_by(1))

    @Slot(int)
    def _on_mode_chosen(self, index: int) -> None:
        self._store.change_to(self._at(0 if index else None))

    @Slot(int)
    def _on_zoomed(self, steps: int) -> None:
        self._store.nudge_to(self._zoomed_by(steps))

    @Slot(int, int, bool)
    def _on_arrow(self, _dx: int, dy: int, _shift: bool) -> None:
        if dy:
            self._store.nudge_to(self._zoomed_by(dy))
