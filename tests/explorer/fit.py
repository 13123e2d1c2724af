"""What does not fit in a window: texts cut off, texts over one another, and controls out of sight."""

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPicture
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from explorer.plots.axis import Axis
from explorer.plots.plot import Plot
from explorer.views.view import View
from explorer.widgets.formula import Formula
from explorer.widgets.formula_field import FormulaField
from explorer.widgets.text import ElidedLabel, WholeLabel
from tests.explorer.labels import boxes

CLIPPED, OVERLAP, LEFT_OUT = "clipped", "overlap", "left out"
IN_COLUMN, ON_PAGE = "column", "page"  # where a control is out of sight, and to be scrolled to
_SLACK = 1.5  # pixels that a letter may reach beyond its box
_TOUCHING = 2  # pixels by which two texts overlap
_VISIBLE = 80  # opacity, of 255, from which a text counts
BAD_FORMULA = "x**2 +* 3"


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit: its kind, the widget, and the words that say which."""

    kind: str
    where: str
    words: str


@dataclass(frozen=True)
class _Text:
    widget: QWidget
    words: str
    ink: QRectF  # in the window

    def overlaps(self, other: "_Text") -> bool:
        both = self.ink.intersected(other.ink)
        same = self.words == other.words and self.widget is other.widget  # a halo
        return not same and both.width() > _TOUCHING and both.height() > _TOUCHING


def misfits(view: View[Any]) -> list[Misfit]:
    """Return what does not fit in a view that is shown and at rest, without repetitions."""
    with _listening() as (painted, shortened):
        view.grab()
    found, texts = [], []
    for text, cut in painted:
        texts.append(text)
        if cut:
            found.append(Misfit(CLIPPED, _name_of(text.widget), text.words))
    for widget in view.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QScrollBar):
            continue
        if isinstance(widget, WholeLabel) and widget.is_too_long:
            found.append(Misfit(LEFT_OUT, _name_of(widget), widget.text()))
            continue
        words, is_cut = _words_of(widget)
        if words and not is_scrolled_away(widget):
            if is_cut or _is_cut_by_parents(widget):
                found.append(Misfit(CLIPPED, _name_of(widget), words))
            if isinstance(widget, QLabel):
                texts.append(_Text(widget, words, _ink_of(widget, words)))
        if _is_control(widget) and is_scrolled_away(widget):
            where = IN_COLUMN if view.column.isAncestorOf(widget) else ON_PAGE
            found.append(Misfit(where, _name_of(widget), words))
    known = {each.words for each in found}
    found += [Misfit(CLIPPED, "", words) for words in shortened if words not in known]
    for one, other in itertools.combinations(texts, 2):
        if one.overlaps(other):
            found.append(Misfit(OVERLAP, _name_of(one.widget), f"{one.words} | {other.words}"))
    return list(dict.fromkeys(found))


def words_in_sight(view: View[Any]) -> list[str]:
    """Return the words on a view that is shown and at rest, those in plots and at their axes too."""
    with _listening() as (painted, _shortened):
        view.grab()
    found = [text.words for text, _is_cut in painted]
    for widget in filter(QWidget.isVisible, view.findChildren(QWidget)):
        found.append(_words_of(widget)[0])
        if isinstance(widget, Plot):
            found += [*boxes(widget), *_tick_labels(widget.x_axis), *_tick_labels(widget.y_axis)]
    return list(filter(None, found))


def _tick_labels(axis: Axis) -> list[str]:
    picture = QPicture()  # outlives the painter
    painter = QPainter(picture)
    _line, _ticks, labels = axis.generateDrawSpecs(painter) or ((), (), ())
    painter.end()
    return [text for _box, _flags, text in labels]


def get_into_trouble(view: Any, fields: dict[str, Any]) -> None:
    """Give the view fields that lead to trouble, and type a bad formula where one can be typed."""
    view.store.tick(**fields)
    for field in view.findChildren(FormulaField):
        if field.isVisible():
            field.setText(BAD_FORMULA)
            field.edited.emit(BAD_FORMULA)


TROUBLE: dict[str, dict[str, Any]] = {
    "losses": {"network": "missing", "y": (0.0,) * 10},
    "derivative": {},
    "descent": {"learning_rate": 10.0},
    "training": {"run": "missing"},
    "drawing": {"network": "missing", "strokes": ()},
}


@contextlib.contextmanager
def _listening() -> Iterator[tuple[list[tuple[_Text, bool]], list[str]]]:
    """Note every text that Python paints on a widget, with whether it is cut, and every one that is shortened."""
    painted: list[tuple[_Text, bool]] = []
    shortened: list[str] = []
    draw, shorten = QPainter.drawText, QFontMetrics.elidedText

    def draw_and_note(painter: QPainter, *arguments: Any) -> Any:
        device = painter.device()
        if isinstance(device, QWidget) and painter.pen().color().alpha() * painter.opacity() > _VISIBLE:
            painted.extend(_painted(painter, device, arguments))
        return draw(painter, *arguments)

    def shorten_and_note(metrics: QFontMetrics, text: str, *arguments: Any) -> str:
        shown: str = shorten(metrics, text, *arguments)
        if shown != text:
            shortened.append(text)
        return shown

    QPainter.drawText, QFontMetrics.elidedText = draw_and_note, shorten_and_note  # type: ignore[method-assign]
    try:
        yield painted, shortened
    finally:
        QPainter.drawText, QFontMetrics.elidedText = draw, shorten  # type: ignore[method-assign]


def _painted(painter: QPainter, widget: QWidget, arguments: tuple[Any, ...]) -> Iterator[tuple[_Text, bool]]:
    words = next((each for each in arguments if isinstance(each, str)), "")
    if not words.strip():
        return
    metrics = QFontMetricsF(painter.font())
    where, box = arguments[0], None
    if isinstance(where, (QRect, QRectF)):
        box = QRectF(where)
        flags = next((int(each) for each in arguments[1:] if isinstance(each, (int, Qt.AlignmentFlag))), 0)
        ink = _aligned(box, flags, metrics, words)
        cut = (
            not flags & (Qt.TextFlag.TextDontClip.value | Qt.TextFlag.TextWordWrap.value)
            and metrics.horizontalAdvance(words) > box.width() + _SLACK
        )
    else:
        base = QPointF(where) if not isinstance(where, (int, float)) else QPointF(where, arguments[1])
        ink, cut = metrics.tightBoundingRect(words).translated(base), False
    on_widget = painter.worldTransform().mapRect(ink)
    bounds = QRectF(widget.rect())
    if painter.hasClipping():
        bounds &= painter.worldTransform().mapRect(painter.clipBoundingRect())
    if not on_widget.intersects(bounds):
        return
    inside = bounds.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(on_widget)
    corner = QPointF(widget.mapTo(widget.window(), widget.rect().topLeft()))
    yield _Text(widget, words, on_widget.translated(corner)), bool(cut) or not inside


def _aligned(box: QRectF, flags: int, metrics: QFontMetricsF, words: str) -> QRectF:
    """Return where the letters of a text are that is aligned in a box."""
    around = metrics.boundingRect(box, flags, words)
    if "\n" in words or flags & Qt.TextFlag.TextWordWrap.value:
        return around
    tight = metrics.tightBoundingRect(words)
    return tight.translated(around.left(), around.top() + metrics.ascent())


def _words_of(widget: QWidget) -> tuple[str, bool]:
    """Return the words of a Qt widget, and whether they have too little room in it."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        words = widget.text()
        if not words:
            return "", False
        if isinstance(widget, ElidedLabel):
            return words, metrics.horizontalAdvance(words) > widget.width()
        if widget.wordWrap():
            longest = (
                0
                if widget.textFormat() is Qt.TextFormat.RichText
                else max(map(metrics.horizontalAdvance, words.split()), default=0)
            )
            return words, widget.heightForWidth(
                widget.width()
            ) > widget.height() + 1 or longest > widget.width()
        lines = words.split("\n")
        is_plain = isinstance(widget, Formula) or widget.textFormat() is Qt.TextFormat.PlainText
        wide = max(map(metrics.horizontalAdvance, lines)) if is_plain else widget.sizeHint().width()
        tall = metrics.tightBoundingRect(lines[0]).height() + (len(lines) - 1) * metrics.lineSpacing()
        return words, wide > widget.width() + 1 or tall > widget.height()
    if isinstance(widget, QCheckBox):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        room = widget.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, widget)
        return widget.text(), metrics.horizontalAdvance(widget.text()) > room.width() + 1
    if isinstance(widget, QAbstractButton):
        words = widget.text()
        icon = 0 if widget.icon().isNull() else widget.iconSize().width() + 4
        return words, bool(words) and metrics.horizontalAdvance(words) + icon > widget.width() - 2
    if isinstance(widget, QComboBox):
        choice = QStyleOptionComboBox()
        widget.initStyleOption(choice)
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, choice, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        return widget.currentText(), metrics.horizontalAdvance(widget.currentText()) > room.width() + 1
    if isinstance(widget, QLineEdit) and not isinstance(widget, FormulaField):
        return widget.text(), metrics.horizontalAdvance(widget.text()) > widget.width() - 4
    return "", False


def _ink_of(label: QLabel, words: str) -> QRectF:
    flags = label.alignment().value | (Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0)
    corner = label.mapTo(label.window(), label.rect().topLeft())
    box = QRectF(label.contentsRect().translated(corner))
    return _aligned(box, flags, QFontMetricsF(label.font()), words) & box


def _is_control(widget: QWidget) -> bool:
    takes_keys = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    return widget.isEnabled() and (takes_keys or isinstance(widget, QAbstractButton))


def _parents(widget: QWidget) -> Iterator[QWidget]:
    while (parent := widget.parentWidget()) is not None and not widget.isWindow():
        yield parent
        widget = parent


def is_scrolled_away(widget: QWidget) -> bool:
    """Whether a part of a widget is out of sight in a scroll area."""
    for parent in _parents(widget):
        above = parent.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
            place = QRect(widget.mapTo(parent, widget.rect().topLeft()), widget.size())
            if not parent.rect().adjusted(-1, -1, 1, 1).contains(place):
                return True
    return False


def _is_cut_by_parents(widget: QWidget) -> bool:
    for parent in _parents(widget):
        place = QRect(widget.mapTo(parent, widget.rect().topLeft()), widget.size())
        if not parent.rect().adjusted(-2, -2, 2, 2).contains(place):
            return True
    return False


def _name_of(widget: QWidget) -> str:
    named = next((each for each in (widget, *_parents(widget)) if each.objectName()), None)
    return named.objectName() if named is not None else type(widget).__name__
