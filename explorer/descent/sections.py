"""Sections of the control column, of which one at most is open: each is built when it is first opened."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.descent.state import DescentState
from explorer.look.theme import BODY, SEMIBOLD, SPACE_XS, Look, pen
from explorer.texts.language import _
from explorer.widgets.layout import column, in_layout_order, tab_through
from explorer.widgets.text import Cutter

_HEIGHT, _ARROW, _RADIUS = 26, 4.0, 5.0  # pixels
_TEXT_AT = 18  # pixels from the left


class Section(Protocol):
    """What stands below a heading: a widget that shows a state."""

    def show_state(self, state: DescentState) -> None:
        """Show a state."""
        ...

    def setVisible(self, visible: bool) -> None:
        """As of a widget."""
        ...


class SectionHeading(Guarded, QAbstractButton):
    """A heading that opens and closes what stands below it, also by Space, Enter and the arrow keys."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look, self._font = look, look.font(BODY, SEMIBOLD)
        self._cutter = Cutter(self._font)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_open(False)

    def show_open(self, is_open: bool) -> None:
        """Show whether the section is open."""
        self.setChecked(is_open)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(_("open") if is_open else _("closed"))
        self.setToolTip(_("Close this section") if is_open else _("Open this section"))

    def sizeHint(self) -> QSize:
        """Room for the text."""
        return QSize(
            _TEXT_AT + QFontMetrics(self._font).horizontalAdvance(self.text()), self._look.px(_HEIGHT)
        )

    def minimumSizeHint(self) -> QSize:
        """Any width."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close by Enter, Right and Left as well."""
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or wanted is not None:
            if wanted != self.isChecked():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an arrow and the text."""
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.hasFocus():
            painter.setPen(pen(theme.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover if self.underMouse() else theme.panel))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        x, y = _ARROW + 3.0, box.center().y()
        tips = [(-_ARROW, -_ARROW / 2), (0.0, _ARROW / 2), (_ARROW, -_ARROW / 2)]
        if not self.isChecked():
            tips = [(dy, dx) for dx, dy in tips]
        painter.setPen(pen(theme.text2, 1.5))
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in tips]))
        painter.setFont(self._font)
        painter.setPen(QColor(theme.text))
        room = box.adjusted(_TEXT_AT - 1, 0, 0, 0)
        text = self._cutter.cut(self.text(), int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class Sections(Guarded, QWidget):
    """The headings, and what stands below the open one.

    Parameters
    ----------
    builders : mapping of str to callable
        What builds each section, by its name.
    titles : mapping of str to str
        What each is called.

    Signals
    -------
    toggled(name: str)
        The heading of this section was clicked.
    """

    toggled = Signal(str)

    def __init__(
        self, look: Look, builders: Mapping[str, Callable[[], Any]], titles: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._builders, self._built = builders, dict[str, Section]()
        self._headings: dict[str, SectionHeading] = {}
        self._places: dict[str, QVBoxLayout] = {}
        items: list[QWidget | QVBoxLayout] = []
        for name in builders:
            heading, place = SectionHeading(look, titles[name]), column(spacing=0)
            heading.setObjectName(f"descent.section_{name}")
            heading.clicked.connect(partial(self.toggled.emit, name))
            self._headings[name], self._places[name] = heading, place
            items += [heading, place]
        self.setLayout(column(*items, spacing=SPACE_XS))

    def show_state(self, state: DescentState) -> None:
        """Open the section of a state, and show the state there; the others are written when they are opened."""
        name: str = state.page
        if name in self._builders and name not in self._built:
            section = self._builders[name]()
            self._built[name] = section
            self._places[name].addWidget(section)
            tab_through([self._headings[name], *in_layout_order(section)])
        for own, heading in self._headings.items():
            heading.show_open(own == name)
        for own, section in self._built.items():
            section.setVisible(own == name)
        if name in self._built:
            self._built[name].show_state(state)
