"""A plot in the house style: explicit ranges, no menus."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QGraphicsGridLayout, QGraphicsItem, QGraphicsScene, QWidget

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.theme import Look, pen
from explorer.plots.axis import Axis
from explorer.plots.geometry import Area, Frame

Item = TypeVar("Item", bound=QGraphicsItem)

# Pixels around the pointer in which a handle still counts as hit: one of 16 is grabbed like one of 32.
_REACH = 8
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
_COMING_AND_GOING = frozenset((QEvent.Type.Show, QEvent.Type.Hide))


class Series(Protocol):
    """What a plot can hand out as numbers: anything with its horizontal and vertical values."""

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y, one-dimensional and of one length, as they were given."""
        ...


class DataBox(Guarded, pg.ViewBox):
    """The data area of a plot."""


class Plot(Guarded, pg.GraphicsView):
    """A plot whose ranges, ticks and items are set by its owner; nothing scales or zooms by itself.

    It is made of pyqtgraph's view box and axes, and not its plot item: that makes a form of forty controls for a menu
    that nobody here opens, which takes longer than all the rest of a plot.

    Parameters
    ----------
    log_x, log_y : bool
        The axis holds exponents of ten and writes the powers. Every coordinate given to or coming from
        the plot is then an exponent.
    grid : bool
        Hairlines at the ticks.
    left_width : int
        Room for the labels of the left axis, in pixels at scale 1.
    view_box : type of pg.ViewBox
        Of the data area, where it is to do more than hold the items.

    Signals
    -------
    hovered(x: float, y: float)
        The pointer moved over the data area with no button down; data coordinates.
    hover_left()
        The pointer left the data area.
    clicked(x: float, y: float)
        A left click that no item of the plot took.
    double_clicked(x: float, y: float)
        The second of two quick ones.
    arrow_pressed(dx: int, dy: int, shift: bool)
        An arrow key, after `accept_keys`: -1, 0 or 1 each way, upwards positive.
    """

    hovered = Signal(float, float)
    hover_left = Signal()
    clicked = Signal(float, float)
    double_clicked = Signal(float, float)
    arrow_pressed = Signal(int, int, bool)

    def __init__(
        self,
        look: Look,
        *,
        log_x: bool = False,
        log_y: bool = False,
        grid: bool = True,
        left_width: int = 48,
        view_box: type[pg.ViewBox] = DataBox,
    ) -> None:
        self.x_axis = Axis(look, "bottom", logarithmic=log_x)
        self.y_axis = Axis(look, "left", logarithmic=log_y, width=left_width)
        super().__init__(background=look.theme.panel)
        # Made after the scene: else Qt crashes when Python's garbage collector takes a plot apart.
        self.view_box = view_box(enableMenu=False)
        self._look = look
        self._series: dict[str, Series] = {}
        self._inside = False
        self._added: list[QGraphicsItem] = []  # Python forgets what only Qt holds
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view_box.setMouseEnabled(False, False)
        self.view_box.setDefaultPadding(0)
        self.view_box.disableAutoRange()
        self.view_box.setMinimumSize(1, 1)  # else pixels could not be mapped to data
        self._lay_out()
        if grid:
            self.show_grid(x=True, y=True)
        self.scene().setClickRadius(_REACH)
        # Its items are few, and most of them move: to keep them sorted by place would cost more than it saves.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_mouse_clicked)

    def sizeHint(self) -> QSize:
        """Return the smallest size; Qt's own hint is the present size, and layouts would depend on earlier ones."""
        smallest: QSize = self.minimumSizeHint()
        return smallest

    def set_labels(self, x: str, y: str = "") -> None:
        """Name the axes."""
        self.x_axis.set_label(x)
        self.y_axis.set_label(y)

    def show_grid(self, *, x: bool, y: bool) -> None:
        """Draw hairlines at the ticks of the axes that are named, and at no others."""
        for axis, is_shown in ((self.x_axis, x), (self.y_axis, y)):
            axis.show_grid(is_shown)

    def set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show exactly `x` by `y`."""
        if [list(x), list(y)] != self.view_box.state["targetRange"]:
            self.view_box.setRange(xRange=x, yRange=y, padding=0)

    def add(self, item: Item, z: float = 0) -> Item:
        """Put `item` into the plot, above everything of a lower `z`, and return it."""
        item.setZValue(z)
        self.view_box.addItem(item, ignoreBounds=True)
        self._added.append(item)
        return item

    @property
    def added(self) -> Sequence[QGraphicsItem]:
        """Everything that was put into the plot, in this order."""
        return self._added

    def accept_keys(self) -> None:
        """Take part in the Tab order and report arrow keys."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def frame(self) -> Frame:
        """The data range and its size in pixels; valid once the plot is laid out."""
        (left, right), (bottom, top) = self.view_box.viewRange()
        shown, size = Area(float(left), float(right), float(bottom), float(top)), self.view_box.size()
        width, height = size.width(), size.height()
        return Frame(shown, max(width, 1.0), max(height, 1.0), has_area=min(width, height) > 1)

    def name_series(self, series: Series, name: str) -> None:
        """Give the numbers of `series` out as `name`; a new name for the same series replaces the old one."""
        self._series = {key: value for key, value in self._series.items() if value is not series}
        self._series[name] = series

    def columns(self) -> dict[str, FloatArray]:
        """Return the numbers of each named series by column name.

        A series that shares its x with the one before it adds one column, else two: its x under the
        axis label and its own name, then its y.
        """
        columns: dict[str, FloatArray] = {}
        shared: FloatArray | None = None
        label = self.x_axis.labelText or "x"
        for name, series in self._series.items():
            x, y = series.numbers()
            if shared is None or not np.array_equal(shared, x, equal_nan=True):
                columns[label if shared is None else f"{label} ({name})"] = x
                shared = x
            columns[name] = y
        return columns

    def export_widget(self) -> QWidget:
        """Return the plot."""
        return self

    def export_table(self) -> list[tuple[str, FloatArray]]:
        """Return the named series as columns."""
        return list(self.columns().items())

    def _lay_out(self) -> None:
        """Put the axes beside and below the data."""
        whole, parts = pg.GraphicsWidget(), QGraphicsGridLayout()
        parts.setSpacing(0)
        parts.setContentsMargins(0, self._look.px(10), self._look.px(24), 4)
        whole.setLayout(parts)
        parts.addItem(self.view_box, 0, 1)
        for axis, place in ((self.x_axis, (1, 1)), (self.y_axis, (0, 0))):
            axis.linkToView(self.view_box)
            parts.addItem(axis, *place)
            axis.setZValue(-30)  # the axis paints the grid, which belongs behind the data
            axis.setFlag(QGraphicsItem.GraphicsItemFlag.ItemNegativeZStacksBehindParent)
        parts.setColumnStretchFactor(1, 1)
        parts.setRowStretchFactor(0, 1)
        self.setCentralItem(whole)

    @Slot(QPointF)
    def _on_mouse_moved(self, position: QPointF) -> None:
        if self.scene().clickEvents:
            return  # a button is down
        if self.view_box.sceneBoundingRect().contains(position):
            self._inside = True
            at = self.view_box.mapSceneToView(position)
            self.hovered.emit(at.x(), at.y())
        else:
            self._leave()

    @Slot(object)
    def _on_mouse_clicked(self, event: MouseClickEvent) -> None:
        inside = self.view_box.sceneBoundingRect().contains(event.scenePos())
        if inside and not event.isAccepted() and event.button() == Qt.MouseButton.LeftButton:
            at = self.view_box.mapSceneToView(event.scenePos())
            signal = self.double_clicked if event.double() else self.clicked
            signal.emit(at.x(), at.y())

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self.hover_left.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is gone."""
        super().leaveEvent(event)
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report arrow keys; leave every other key to the window."""
        direction = _ARROWS.get(Qt.Key(event.key()))
        if direction is None or self.focusPolicy() == Qt.FocusPolicy.NoFocus:
            event.ignore()
            return
        self.arrow_pressed.emit(*direction, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def viewportEvent(self, event: QEvent) -> bool:
        """Keep from the scene that it comes into sight or goes, which Qt takes for a change of all that is in it."""
        if event.type() in _COMING_AND_GOING:
            return QAbstractScrollArea.viewportEvent(self, event)
        return bool(super().viewportEvent(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plot, and a ring around it while it has the keyboard."""
        super().paintEvent(event)
        self._paint_focus()

    def _paint_focus(self) -> None:
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(pen(self._look.theme.accent, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
