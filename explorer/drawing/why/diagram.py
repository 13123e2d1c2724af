"""The network as a diagram: inputs, the hidden units that matter most, ten outputs, and the numbers between them."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter

from core.arrays import FloatArray
from core.evidence import unit_input
from core.mnist import CLASSES, SIDE
from explorer.drawing.painted import CENTRE, LEFT, RIGHT, Painted
from explorer.drawing.tile import paint_frame
from explorer.drawing.unit_tiles import UnitTiles
from explorer.drawing.why import flow_words
from explorer.drawing.why.diagram_layout import DiagramLayout
from explorer.drawing.why.diagram_links import paint_links
from explorer.drawing.why.flow import Flow, Followed
from explorer.drawing.why.following import moved
from explorer.drawing.why.tinted import tinted
from explorer.drawing.words import signed
from explorer.look.theme import BODY, MEDIUM, NORMAL, SEMIBOLD, Look, pen
from explorer.texts.numbers import fixed, percent

_BAR_HEIGHT, _SHOWN_BAR = 3, 0.005
_SCORE_WIDTH = 62
_RADIUS = 4  # of a frame's corners
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Diagram(Painted):
    """Paints a flow. The pointer, or the arrow keys, follow one unit, pixel or digit through.

    Signals
    -------
    asked(digit: int)
        The user clicked an output.
    """

    asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._flow: Flow | None = None
        self._followed: Followed | None = None
        self._pointed = ""
        self._tiles = UnitTiles(look)
        self._input: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def shown_flow(self) -> Flow | None:
        """What is shown."""
        return self._flow

    @property
    def followed(self) -> Followed | None:
        """What is followed; a unit by its number."""
        return self._followed

    def show_flow(self, flow: Flow | None) -> None:
        """Show what flows through a network, or an empty diagram."""
        self._flow = flow
        followed = self._followed
        is_gone = (
            followed is not None and followed.kind == "unit" and followed.index not in self.shown_units()
        )
        if flow is None or is_gone:
            self._followed = None
        self._on_changed()

    def follow(self, followed: Followed | None) -> None:
        """Follow something through the network, or nothing."""
        if followed != self._followed:
            self._followed = followed
            self._on_changed()

    @Slot(str)
    def point_at(self, term: str) -> None:
        """Frame what a term of the formulas is in the diagram, or nothing."""
        self._pointed = term
        self.update()

    def layout_now(self) -> DiagramLayout:
        """Return where everything is."""
        hidden = 0 if self._flow is None else len(self._flow.order)
        return DiagramLayout(self.width(), self.height(), self.line(), self.look.scale, hidden)

    def shown_units(self) -> list[int]:
        """Return the units that have a row, the strongest first."""
        if self._flow is None:
            return []
        units: list[int] = self._flow.order[: self.layout_now().rows].tolist()
        return units

    def minimumSizeHint(self) -> QSize:
        """Room for a few units."""
        return QSize(self.look.px(560), self.look.px(300))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow what is under the pointer."""
        self.follow(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask about an output."""
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None and found.kind == "digit":
            self.asked.emit(found.index)

    def leaveEvent(self, event: QEvent) -> None:
        """Follow nothing."""
        self.follow(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from unit to unit; left of them are the pixels, right of them the digits; Escape follows nothing."""
        key = Qt.Key(event.key())
        if key in _MOVES and self._flow is not None:
            self.follow(moved(self._followed, self.shown_units(), *_MOVES[key]))
        elif key == Qt.Key.Key_Escape and self._followed is not None:
            self.follow(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_following("digit"):
            assert self._followed is not None
            self.asked.emit(self._followed.index)
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter) -> None:
        """Paint links, inputs, units, outputs and the arithmetic."""
        flow, places = self._flow, self.layout_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        self.write(painter, places.text, self._arithmetic(), size=BODY, flags=wrapped)
        if flow is None:
            return
        self._paint_titles(painter, flow, places)
        paint_links(painter, flow, places, self.shown_units(), self._is_dim, self.look.theme)
        self._paint_input(painter, flow, places)
        self._paint_weights(painter, flow, places)
        for place, unit in enumerate(self.shown_units()):
            self._paint_unit(painter, flow, places, place, unit)
        self._paint_feet(painter, flow, places)
        for digit in range(len(CLASSES)):
            self._paint_digit(painter, flow, places, digit)
        frame = self._frames(places).get(self._pointed)
        if frame is not None:
            painter.setPen(pen(self.look.theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-2, -2, 2, 2), _RADIUS, _RADIUS)

    def _frames(self, places: DiagramLayout) -> dict[str, QRectF]:
        """Return where each term of the formulas is."""
        number, output, _winner, _rival = places.columns()
        units = places.unit(0).united(places.unit(len(self.shown_units()) - 1))
        digits = places.digit(0).united(places.digit(len(CLASSES) - 1))
        middle = digits.left() + self._node_side(places) + self.look.px(_SCORE_WIDTH) + _RADIUS
        scores, probabilities = QRectF(digits), QRectF(digits)
        scores.setLeft(digits.left() + self._node_side(places) + 2 * _RADIUS)
        scores.setRight(middle)
        probabilities.setLeft(middle + 2 * _RADIUS)
        probabilities.setRight(digits.right() - _RADIUS)
        return {
            "x": places.input,
            "W1": places.weights,
            "h": QRectF(number + 2 * _RADIUS, units.top(), output - number - _RADIUS, units.height()),
            "a": scores,
            "y": probabilities,
        }

    def _paint_titles(self, painter: QPainter, flow: Flow, places: DiagramLayout) -> None:
        number, activation, winner, rival = places.columns()
        question = flow.question
        titles = flow_words.titles(question.winner, question.rival, self._is_following("pixel"))
        edges = (places.units_left, number, activation, winner, rival)
        for index, title in enumerate(titles.columns):
            place = QRectF(edges[index], 0, edges[index + 1] - edges[index], places.line)
            self.write(painter, place, title, tone="text2", flags=RIGHT if index else LEFT)
        box = places.input
        above = QRectF(box.left(), box.top() - places.line, box.width(), places.line)
        self.write(painter, above, titles.input, tone="text2")
        place = QRectF(places.units_right, 0, self.width() - places.units_right, places.line)
        self.write(painter, place, titles.outputs, tone="text2", flags=RIGHT)

    def _paint_input(self, painter: QPainter, flow: Flow, places: DiagramLayout) -> None:
        theme, box, followed = self.look.theme, places.input, self._followed
        if self._input is None:
            form = flow.question.form
            signs: FloatArray = np.zeros_like(form)
            if followed is not None and followed.kind == "unit":
                signs = unit_input(flow.question.network, form, followed.index).products
            shape = (SIDE, SIDE)
            limit = float(np.abs(signs).max())
            self._input = tinted(form.reshape(shape), signs.reshape(shape), limit, theme)
        painter.drawImage(box, self._input)
        paint_frame(painter, box, theme)
        if followed is not None and followed.kind == "pixel":
            painter.setPen(pen(theme.accent, 2))
            painter.drawRect(places.pixel(followed.index).adjusted(-1, -1, 1, 1))

    def _paint_weights(self, painter: QPainter, flow: Flow, places: DiagramLayout) -> None:
        """Paint the weights of the unit that is followed, or of the strongest, large."""
        followed, box = self._followed, places.weights
        unit = followed.index if followed is not None and followed.kind == "unit" else self.shown_units()[0]
        above = QRectF(box.left(), box.top() - places.line, box.width(), places.line)
        self.write(painter, above, flow_words.weights_of(unit), tone="text2")
        pixmap = self._tiles.tile(flow.question.network, unit, int(box.width()), self.devicePixelRatioF())
        painter.drawPixmap(box.topLeft(), pixmap)

    def _paint_unit(
        self, painter: QPainter, flow: Flow, places: DiagramLayout, place: int, unit: int
    ) -> None:
        theme, row, tile = self.look.theme, places.unit(place), places.tile(place)
        if self._followed == Followed("unit", unit):
            painter.fillRect(row.adjusted(-2, 0, 4, 0), QColor(theme.hover))
        painter.setOpacity(0.5 if self._is_dim(unit) else 1.0)
        pixmap = self._tiles.tile(flow.question.network, unit, int(tile.width()), self.devicePixelRatioF())
        painter.drawPixmap(tile.topLeft(), pixmap)
        number, activation, winner, rival = places.columns()
        self._write_cell(painter, row, tile.right(), number, str(unit), "text2")
        if self._is_following("pixel"):
            assert self._followed is not None
            pixel = self._followed.index
            through = float(flow.question.form[pixel] * flow.question.network.params["W1"][pixel, unit])
            self._write_cell(
                painter, row, number, activation, signed(through), "a" if through > 0 else "b", SEMIBOLD
            )
        else:
            output = float(flow.activations[unit])
            self._write_cell(painter, row, number, activation, fixed(output, 2), "text")
        for edge, left, found in ((winner, activation, flow.for_winner), (rival, winner, flow.for_rival)):
            value = float(found.contributions[unit])
            tone = "a" if value > 0 else "b"
            self._write_cell(painter, row, left, edge, signed(value), tone, SEMIBOLD)
        painter.setOpacity(1.0)

    def _paint_feet(self, painter: QPainter, flow: Flow, places: DiagramLayout) -> None:
        shown = len(self.shown_units())
        _unused, _unused, winner, rival = places.columns()
        sums = flow.sums(shown)
        names = flow_words.feet(len(flow.order) - shown)
        line = places.foot(2).top()
        painter.setPen(pen(self.look.theme.text2))
        painter.drawLine(QPointF(places.units_left, line), QPointF(places.units_right, line))
        for index, name in enumerate(names):
            row = places.foot(index)
            weight = SEMIBOLD if index == len(names) - 1 else NORMAL
            self.write(painter, row, name, tone="text" if weight == SEMIBOLD else "text2", weight=weight)
            for edge, (_unused, rest, bias, score) in zip((winner, rival), sums, strict=True):
                value = (rest, bias, score)[index]
                text = fixed(value, 2) if index == len(names) - 1 else signed(value)
                self._write_cell(painter, row, row.left(), edge, text, "text", weight)

    def _paint_digit(self, painter: QPainter, flow: Flow, places: DiagramLayout, digit: int) -> None:
        theme, row, question = self.look.theme, places.digit(digit), flow.question
        tones = {question.rival: "b", question.winner: "a"}
        tone = tones.get(digit, "text2")
        if self._followed == Followed("digit", digit):
            painter.fillRect(row, QColor(theme.hover))
        side = self._node_side(places)
        node = QRectF(row.left(), row.center().y() - side / 2, side, side)
        painter.setPen(pen(getattr(theme, tone), 2 if digit in tones else 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawEllipse(node)
        weight = SEMIBOLD if digit in tones else MEDIUM
        self.write(painter, node, str(digit), size=BODY, weight=weight, flags=CENTRE)
        probability = float(flow.softmax.probabilities[digit])
        score = QRectF(node.right(), row.top(), self.look.px(_SCORE_WIDTH), row.height())
        self.write(painter, score, fixed(float(flow.softmax.scores[digit]), 2), weight=weight, flags=RIGHT)
        shown = "text" if digit in tones else "text2"
        self.write(painter, row, percent(probability), weight=weight, tone=shown, flags=RIGHT)
        if probability >= _SHOWN_BAR:
            track = QRectF(score.right() + 12, row.center().y() + places.line / 2, 0, _BAR_HEIGHT)
            track.setWidth(probability * (row.right() - track.left()))
            painter.fillRect(track, QColor(getattr(theme, tone)))

    def _node_side(self, places: DiagramLayout) -> float:
        """Return the diameter of an output's circle."""
        return min(places.digit(0).height() - 6, self.look.px(24))

    def _write_cell(
        self,
        painter: QPainter,
        row: QRectF,
        left: float,
        right: float,
        text: str,
        tone: str,
        weight: QFont.Weight = NORMAL,
    ) -> None:
        place = QRectF(left, row.top(), right - left, row.height())
        self.write(painter, place, text, tone=tone, weight=weight, flags=RIGHT)

    def _arithmetic(self) -> str:
        return flow_words.arithmetic(self._flow, self._followed)

    def _is_following(self, kind: str) -> bool:
        return self._followed is not None and self._followed.kind == kind

    def _is_dim(self, unit: int) -> bool:
        return self._is_following("unit") and self._followed != Followed("unit", unit)

    def _at(self, at: QPointF) -> Followed | None:
        found = self.layout_now().what_is_at(at) if self._flow is not None else None
        if found is not None and found.kind == "unit":
            return Followed("unit", self.shown_units()[found.index])
        return found

    def _on_changed(self) -> None:
        self._input = None
        self.setAccessibleDescription(self._arithmetic())
        self.update()
