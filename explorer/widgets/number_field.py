"""A field for one number, typed or stepped with keys and wheel."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy

from explorer.look.theme import BIG, BODY, HERO, NORMAL, SEMIBOLD, Look
from explorer.texts.language import _
from explorer.texts.numbers import fixed, parse_number, plain, significant
from explorer.widgets.field import Field
from explorer.widgets.steps import STEP_DIGITS, linear_step, logarithmic_step
from explorer.widgets.text import set_font

_LARGE_STEP = 10  # of Page Up, Page Down and Shift
_NOTCH = 120  # eighths of a degree, as Qt counts the wheel
_SAMPLE, _PADDING, _CURSOR_ROOM, _HERO_HEIGHT = "−0.00001", 24, 5, 42
_KEYS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: _LARGE_STEP,
    Qt.Key.Key_PageDown: -_LARGE_STEP,
}


class NumberField(Field):
    """A number that its owner holds: the field asks for changes, and shows what it is told.

    Parameters
    ----------
    minimum, maximum : float
        Bounds, both allowed.
    decimals : int, optional
        Digits after the point; 0 takes whole numbers only. Without it the number is written with up to
        `digits` significant digits, and may be typed with any number of them.
    digits : int
        Significant digits shown where there are no `decimals`.
    step : float, optional
        What an arrow key adds. Without it, one unit of the last decimal, or a hundredth of a decade where
        there are no `decimals` (the minimum must be positive then).
    hero : bool
        Whether this is the view's one large number.

    Signals
    -------
    committed(value: float)
        Enter, or leaving the field, with another valid number in it.
    stepped(value: float)
        The number that a key or the wheel leads to.
    rejected(sentence: str)
        What was typed is no allowed number; the field shows the sentence, and the value stays.

    Raises
    ------
    ValueError
        If steps would be logarithmic and the minimum is not positive.
    """

    committed = Signal(float)
    stepped = Signal(float)
    rejected = Signal(str)

    def __init__(
        self,
        look: Look,
        *,
        minimum: float,
        maximum: float,
        decimals: int | None = None,
        digits: int = 6,
        step: float | None = None,
        hero: bool = False,
    ) -> None:
        super().__init__(look)
        if step is None and decimals is not None:
            step = 10.0**-decimals
        if step is None and minimum <= 0:
            raise ValueError("a field without decimals and step needs a positive minimum")
        self._minimum, self._maximum = minimum, maximum
        self._decimals, self._digits, self._step = decimals, digits, step
        self._hero = hero
        self._value = minimum
        self._digits_held = False
        self._wheel_angle = 0
        self.setProperty("hero", hero)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.returnPressed.connect(self._commit)
        self.textEdited.connect(self._on_text_edited)
        set_font(self, self._font(HERO if hero else BODY))
        self._write()

    @property
    def value(self) -> float:
        """The number last set."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number without emitting anything; text that a person is typing is left alone."""
        changed = value != self._value
        self._value = value
        typing = self.hasFocus() and self.isModified()
        if not typing and (changed or (self.isModified() and not self.problem)):
            self.clear_problem()
            self._write()

    def set_bounds(self, minimum: float, maximum: float) -> None:
        """Allow other numbers from now on."""
        self._minimum, self._maximum = minimum, maximum

    def hold_digits(self) -> None:
        """Keep trailing zeros until `release_digits`, so that no digit jumps while a handle is dragged."""
        self._digits_held = True

    def release_digits(self) -> None:
        """Drop trailing zeros again."""
        self._digits_held = False
        if not self.isModified():
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow and Page keys, and restore the number with Escape."""
        steps = _KEYS.get(Qt.Key(event.key()))
        if steps is not None:
            shift = Qt.KeyboardModifier.ShiftModifier in event.modifiers()
            self._step_by(steps * _LARGE_STEP if shift and abs(steps) == 1 else steps)
        elif event.key() == Qt.Key.Key_Escape and (self.isModified() or self.problem):
            self.clear_problem()
            self._write()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by notches, only with the focus."""
        if not self.hasFocus() or self.isReadOnly():
            event.ignore()
            return
        event.accept()
        self._wheel_angle += event.angleDelta().y()
        notches = int(self._wheel_angle / _NOTCH)
        if notches:
            self._wheel_angle -= notches * _NOTCH
            self._step_by(notches)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was typed, unless a menu of the field took the focus."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.problem:
            self._commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of a large number again."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for eight characters."""
        metrics = QFontMetrics(self._font(HERO if self._hero else BODY))
        height = self._look.px(_HERO_HEIGHT) if self._hero else super().sizeHint().height()
        return QSize(metrics.horizontalAdvance(_SAMPLE) + _PADDING, height)

    def minimumSizeHint(self) -> QSize:
        """Half the preferred width."""
        preferred = self.sizeHint()
        return QSize(preferred.width() // 2, preferred.height())

    def _commit(self) -> None:
        if not self.isModified():
            return
        value = self._parsed()
        if value is None:
            return
        self.clear_problem()
        self.setModified(False)
        if value == self._value:
            self._write()
        else:
            self.committed.emit(value)

    def _step_by(self, steps: int) -> None:
        base = self._parsed() if self.isModified() else self._value
        if base is None:
            return
        if self._step is not None:
            target = linear_step(base, steps, self._step)
        else:
            target = logarithmic_step(base, steps) if base > 0 else self._minimum
        target = min(max(target, self._minimum), self._maximum)
        self.clear_problem()
        self.setModified(False)
        if target != self._value:
            self.stepped.emit(target)

    def _parsed(self) -> float | None:
        """Return the number in the field, or reject it and return None."""
        try:
            value = parse_number(self.text())
            self._check(value)
        except ValueError as problem:
            self.show_problem(str(problem))
            self.rejected.emit(str(problem))
            return None
        return value

    def _check(self, value: float) -> None:
        if self._decimals == 0 and value != round(value):
            raise ValueError(_("Only whole numbers here."))
        if not self._minimum <= value <= self._maximum:
            sentence = _("Only from {low} to {high}.")
            raise ValueError(
                sentence.format(low=self._written(self._minimum), high=self._written(self._maximum))
            )

    def _written(self, value: float) -> str:
        if self._decimals is not None:
            return fixed(value, self._decimals)
        return significant(value, STEP_DIGITS) if self._digits_held else plain(value, self._digits)

    def _write(self) -> None:
        text = self._written(self._value)
        if text != self.text():
            self.setText(text)
        self.setModified(False)
        self._fit()

    def _on_text_edited(self) -> None:
        self.clear_problem()
        self._fit()

    def _fit(self) -> None:
        """Write a large number smaller where it would not fit."""
        if self._hero:
            full = self._font(HERO)
            fits = QFontMetrics(full).horizontalAdvance(self.text()) + _CURSOR_ROOM <= self.width()
            set_font(self, full if fits else self._font(BIG))

    def _font(self, size: int) -> QFont:
        return self._look.font(size, SEMIBOLD if self._hero else NORMAL)
