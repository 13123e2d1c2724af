"""Generates random user input: clicks, drags, keys, shortcuts, invalid text, pastes and resizes."""

import random
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from explorer.window.main_window import MainWindow
from tests.explorer.mouse import send_mouse, send_wheel

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_BUTTONS = (_LEFT,) * 8 + (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
_PLAIN = Qt.KeyboardModifier.NoModifier
_MODIFIERS = (_PLAIN,) * 6 + (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_KEYS = tuple(
    getattr(Qt.Key, f"Key_{name}")
    for name in re.findall(
        r"\w+",
        "Left Right Up Down Home End PageUp PageDown Tab Backtab Return Enter Escape Space Delete Backspace "
        "0 1 5 9 A C E N P S X Z Plus Minus Period Comma",
    )
)
_TEXTS = (
    *(
        "",
        " ",
        "0",
        "-0",
        "1",
        "-1",
        "7",
        "0.1",
        "1e-300",
        "1e308",
        "1e999",
        "-1e999",
        "nan",
        "inf",
        "1,5",
        "1_0",
    ),
    *("100000000000000000000", "0x10", "1/0", "x", "x**2", "x0**2+x1**2", "sin(1/x)", "log(x)", "sqrt(0-x)"),
    *("x**x**x", "9**9**9", "exp(exp(x))", "0*x", "((((((((", "x)", "abc", "<b>bold</b>", "%s {0}", "a\tb"),
)
_PASTED = (*_TEXTS, "½", "٣", "−1", "\U0001d7db", "x" * 10_000, "1 " * 3_000, "0.1\t0.9\n0.2\t0.8", "a\nb")
_SIZES = ((300, 300), (1900, 300), (300, 1200), (1100, 700), (1280, 800), (1920, 1080))
_NEVER = ("Ctrl+Q",)  # closing is another campaign
_LOOKS = ("Ctrl+T", "Ctrl+Shift+P")
_TARGETS = (QAbstractButton, QAbstractSlider, QLineEdit, QComboBox)


@dataclass(frozen=True)
class Event:
    """One user action."""

    text: str
    action: Callable[[], object]
    pause: int = 0  # milliseconds until the next one


class RandomUser:
    """Generates user actions at random.

    Parameters
    ----------
    window : MainWindow
    rng : Random
        The source of all choices. Timing still varies between machines.
    files : sequence of Path
        Files to open: valid, missing and damaged ones.
    """

    def __init__(self, window: MainWindow, rng: random.Random, files: Sequence[Path]) -> None:
        self._window, self._rng, self._files = window, rng, files
        self._planned: deque[Event] = deque()  # the rest of a drag
        self._popups: list[QWidget] = []  # kept, as the wrappers of their children end with theirs
        kinds = {
            self._click: 22,
            self._click_control: 22,
            self._drag: 8,
            self._wheel: 6,
            self._hover: 6,
            self._key: 10,
            self._shortcut: 8,
            self._view: 3,
            self._undo: 6,
            self._type: 8,
            self._paste: 3,
            self._resize: 1.5,
            self._change_look: 0.7,
            self._close_dialogs: 1,
            self._wait: 3,
        }
        self._kinds, self._weights = list(kinds), list(kinds.values())

    def next(self) -> Event:
        """Return the next event; during a drag, usually its next part."""
        if self._planned and self._rng.random() < 0.9:
            return self._planned.popleft()
        kind = self._rng.choices(self._kinds, self._weights)[0]
        if self._planned and kind == self._drag:
            kind = self._undo  # a drag is already under way
        return kind()

    def choose_file(self, *_: object) -> tuple[str, str]:
        """Answer a dialog that asks for a file to open."""
        return self._rng.choice(["", *map(str, self._files)]), ""

    def choose_folder(self, *_: object) -> str:
        """Answer a dialog that asks for a folder."""
        return self.choose_file()[0]

    def name_file(self, _parent: object, _title: str, suggestion: str = "", *_: object) -> tuple[str, str]:
        """Answer a dialog that asks for a file to write."""
        folder = self._rng.choice([file for file in self._files if file.is_dir()] or [Path()])
        good = [str(folder / f"{number}-{Path(suggestion).name}") for number in range(3)]
        names = ["", str(folder), str(folder / "missing" / "file"), *good]
        return self._rng.choice(names), ""

    # Targets

    def _top(self) -> QWidget:
        """Return the top-level widget that gets the input; an open menu or modal dialog gets all of it."""
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if popup is not None:
            if popup not in self._popups:
                self._popups.append(popup)
            return popup
        dialogs = [
            each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        ]
        return self._rng.choice([self._window] * 4 + dialogs)

    def _at_random(self) -> QWidget:
        top = self._top()
        place = QPoint(self._rng.randrange(max(top.width(), 1)), self._rng.randrange(max(top.height(), 1)))
        widget = top.childAt(place) or top
        return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget

    def _control(self, *types: type[QWidget]) -> QWidget:
        """Return a visible control, each with the same probability."""
        shown = [
            widget
            for kind in types or _TARGETS
            for widget in _descendants(self._top(), kind)
            if widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
        ]
        return self._rng.choice(shown) if shown else self._at_random()

    def _place(self, widget: QWidget) -> QPointF:
        return QPointF(self._rng.uniform(0, widget.width()), self._rng.uniform(0, widget.height()))

    # Events

    def _click(self) -> Event:
        return self._click_on(self._at_random())

    def _click_control(self) -> Event:
        return self._click_on(self._control())

    def _click_on(self, widget: QWidget) -> Event:
        place, button, keys = self._place(widget), self._rng.choice(_BUTTONS), self._rng.choice(_MODIFIERS)
        is_double = self._rng.random() < 0.15

        def action() -> None:
            _send(widget, QEvent.Type.MouseMove, place, _NONE, _NONE, keys)
            _send(widget, QEvent.Type.MouseButtonPress, place, button, button, keys)
            _send(widget, QEvent.Type.MouseButtonRelease, place, button, _NONE, keys)
            if is_double:
                _send(widget, QEvent.Type.MouseButtonDblClick, place, button, button, keys)
                _send(widget, QEvent.Type.MouseButtonRelease, place, button, _NONE, keys)

        words = "double-click" if is_double else "click"
        return Event(f"{words} {_name(widget)} {_at(place)} {button.name} {keys.name}", action)

    def _drag(self) -> Event:
        widget, keys = self._rng.choice((self._at_random, self._control))(), self._rng.choice(_MODIFIERS)
        button = self._rng.choice(_BUTTONS)
        places = [self._place(widget) for _ in range(self._rng.randint(2, 6))]
        if self._rng.random() < 0.2:
            places.append(places[-1] * 5 - QPointF(500, 500))  # far outside

        def send(kind: QEvent.Type, place: QPointF, changed: Qt.MouseButton, held: Qt.MouseButton) -> Event:
            words = f"drag {kind.name} {_name(widget)} {_at(place)} {button.name} {keys.name}"
            return Event(words, lambda: _send(widget, kind, place, changed, held, keys))

        self._planned += [send(QEvent.Type.MouseMove, place, _NONE, button) for place in places[1:]]
        self._planned.append(send(QEvent.Type.MouseButtonRelease, places[-1], button, _NONE))
        return send(QEvent.Type.MouseButtonPress, places[0], button, button)

    def _wheel(self) -> Event:
        widget, keys = self._at_random(), self._rng.choice(_MODIFIERS)
        place, notches = self._place(widget), self._rng.choice((-5, -1, -1, 1, 1, 5))

        def action() -> None:
            if shiboken6.isValid(widget):
                send_wheel(widget, place, notches, keys)

        return Event(f"wheel {_name(widget)} {_at(place)} {notches} {keys.name}", action)

    def _hover(self) -> Event:
        widget = self._at_random()
        places = [self._place(widget) for _ in range(self._rng.randint(1, 5))]
        ending = self._rng.choice(("", "leave", "tooltip"))

        def action() -> None:
            for place in places:
                _send(widget, QEvent.Type.MouseMove, place, _NONE, _NONE, _PLAIN)
            if ending and shiboken6.isValid(widget):
                point = places[-1].toPoint()
                tooltip = QHelpEvent(QEvent.Type.ToolTip, point, widget.mapToGlobal(point))
                QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave) if ending == "leave" else tooltip)

        return Event(f"hover {_name(widget)} {_at(places[-1])} {ending}", action)

    def _key(self) -> Event:
        key, keys = self._rng.choice(_KEYS), self._rng.choice(_MODIFIERS)
        times = self._rng.choice((1, 1, 1, 10))

        def action() -> None:
            for _ in range(times):
                QTest.keyClick(self._focus(), key, keys)

        return Event(f"key {key.name} {keys.name} x{times} on {_name(self._focus())}", action)

    def _shortcut(self) -> Event:
        actions = _descendants(self._window, QAction)
        texts = {keys.toString() for action in actions for keys in action.shortcuts()}
        texts |= {shortcut.key().toString() for shortcut in _descendants(self._window, QShortcut)}
        return self._keys(self._rng.choice(sorted(texts.difference(_NEVER, _LOOKS) - {""})))

    def _view(self) -> Event:
        return self._keys(self._rng.choice(("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+PgDown")))

    def _undo(self) -> Event:
        return self._keys(self._rng.choice(("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")))

    def _change_look(self) -> Event:
        return self._keys(self._rng.choice(_LOOKS))

    def _keys(self, text: str) -> Event:
        combination = QKeySequence(text)[0]

        def action() -> None:
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

        return Event(f"shortcut {text}", action)

    def _type(self) -> Event:
        field, text = self._control(QLineEdit), self._rng.choice(_TEXTS)
        ending = self._rng.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, None))

        def action() -> None:
            if not shiboken6.isValid(field):
                return
            field.setFocus()
            if isinstance(field, QLineEdit):
                field.selectAll()
            QTest.keyClicks(field, text)
            if ending is not None and shiboken6.isValid(field):
                QTest.keyClick(field, ending)

        return Event(f"type {_name(field)} {text!r} {ending and ending.name}", action)

    def _paste(self) -> Event:
        kind = self._rng.choice(("text", "image", "urls", "html", "nothing"))
        text, file = self._rng.choice(_PASTED), self._rng.choice(self._files)
        size = self._rng.choice(((1, 1), (28, 28), (2_000, 30), (640, 480)))

        def action() -> None:
            clipboard, data = QGuiApplication.clipboard(), QMimeData()
            if kind == "text":
                data.setText(text)
            elif kind == "image":
                data.setImageData(_drawn_image(*size))
            elif kind == "urls":
                data.setUrls([QUrl.fromLocalFile(str(file))])
            elif kind == "html":
                data.setHtml(f"<h1>{text}</h1>")
            clipboard.setMimeData(data)
            QTest.keyClick(self._focus(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

        what = {"text": repr(text[:30]), "image": size, "urls": file.name}.get(kind, "")
        return Event(f"paste {kind} {what} on {_name(self._focus())}", action)

    def _resize(self) -> Event:
        size = self._rng.choice((*_SIZES, (self._rng.randint(300, 2_000), self._rng.randint(300, 1_200))))
        return Event(f"resize {size[0]}x{size[1]}", lambda: self._window.resize(*size))

    def _close_dialogs(self) -> Event:
        def action() -> None:
            for each in QApplication.topLevelWidgets():
                if isinstance(each, QDialog):
                    each.close()

        return Event("close the dialogs", action)

    def _wait(self) -> Event:
        pause = self._rng.choice((10, 50, 300))
        return Event(f"wait {pause} ms", lambda: None, pause=pause)

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window


def _descendants[Found: QObject](widget: QWidget, kind: type[Found]) -> list[Found]:
    """Return all children of a kind, at any depth.

    Asked of the parent of each: PySide keeps what `findChildren` returns for as long as the object it was asked of. Of
    the window that left 20,000 wrappers of deleted actions and scroll bars, which counted as the program's memory.
    """
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found = widget.findChildren(kind, options=direct)
    for child in widget.findChildren(QWidget, options=direct):
        found += _descendants(child, kind)
    return found


def _send(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
) -> None:
    if shiboken6.isValid(widget):
        send_mouse(widget, kind, at, button, buttons, keys)


def _drawn_image(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(width // 3, width // 2 + 1):
        for y in range(height // 4, 3 * height // 4 + 1):
            image.setPixelColor(min(x, width - 1), min(y, height - 1), QColor("black"))
    return image


def _name(widget: QWidget) -> str:
    """Return a widget's type and object name, or the object name of its nearest named parent."""
    named: QWidget | None = widget
    while named is not None and not named.objectName():
        named = named.parentWidget()
    return f"{type(widget).__name__}:{'' if named is None else named.objectName()}"


def _at(place: QPointF) -> str:
    return f"({place.x():.0f},{place.y():.0f})"
