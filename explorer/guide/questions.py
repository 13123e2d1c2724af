"""Questions whose answer is chosen or typed in the column."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QWidget

from explorer.guide.lesson import Guess
from explorer.guide.progress import Answer
from explorer.guide.sketch import Sketch
from explorer.guide.tiles import TileButton
from explorer.look.theme import SMALL, SPACE_S, Look
from explorer.texts.language import _
from explorer.texts.numbers import parse_number, plain
from explorer.widgets.field import Field, FieldMessage
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label, set_font

_HEIGHT_OF_WORDS, _MOST_WORDS = 96, 2_000


class Question(QWidget):
    """Where a guess is made.

    Attributes
    ----------
    answer : Answer
        What was entered; None while nothing was.

    Signals
    -------
    answer_changed()
    submitted()
        Enter was pressed: the guess is final.
    """

    answer_changed = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer = None

    def set_answer(self, answer: Answer) -> None:
        """Note what was entered."""
        self.answer = answer
        self.answer_changed.emit()

    def choose(self, place: int) -> None:
        """Choose by a number key, where there are choices; counted from 1."""


class ChoiceQuestion(Question):
    """Two to five tiles."""

    def __init__(self, look: Look, guess: Guess) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        tiles = []
        for place, text in enumerate(guess.choices, 1):
            tile = TileButton(look, str(place), text)
            tile.setObjectName(f"guide.choice_{place}")
            tile.setCheckable(True)
            tile.setToolTip(_("Your guess (Alt+{0})").format(place))
            self._group.addButton(tile, place)
            tiles.append(tile)
        self.setLayout(column(*tiles, spacing=SPACE_S))
        self._group.idClicked.connect(self.set_answer)
        self.setFocusProxy(tiles[0])
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            submit = QShortcut(QKeySequence(key), self)
            submit.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            submit.activated.connect(self._on_return)

    def choose(self, place: int) -> None:
        """Choose one."""
        tile = self._group.button(place)
        if tile is not None:
            tile.click()
            tile.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_return(self) -> None:
        if self.answer is not None:
            self.submitted.emit()


class NumberQuestion(Question):
    """A number to type, with its unit."""

    def __init__(self, look: Look, guess: Guess) -> None:
        super().__init__()
        self._field, message, unit = Field(look), FieldMessage(look), Label(look, tone="text2")
        self._field.setObjectName("guide.number")
        self._field.setAccessibleName(_("Your guess"))
        self._field.setToolTip(_("Type your guess, such as 0.25 or 1e-6"))
        self._field.setPlaceholderText(_("Your guess"))
        self._field.attach_message(message)
        unit.setText(guess.unit)
        self.setLayout(column(row(self._field, unit, spacing=SPACE_S), message))
        self._field.textEdited.connect(self._on_text)
        self._field.returnPressed.connect(self._on_return)
        self.setFocusProxy(self._field)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        try:
            number = parse_number(text)
        except ValueError:
            number = None
        else:
            self._field.clear_problem()
        self.set_answer(number)

    @Slot()
    def _on_return(self) -> None:
        try:
            parse_number(self._field.text())
        except ValueError as problem:
            self._field.show_problem(str(problem))
        else:
            self.submitted.emit()


class OpenQuestion(Question):
    """Some lines to write an answer in, which nobody judges."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._words = QPlainTextEdit()
        self._words.setObjectName("guide.words")
        self._words.setAccessibleName(_("Your answer"))
        self._words.setPlaceholderText(_("Your answer in your own words"))
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(look.px(_HEIGHT_OF_WORDS))
        set_font(self._words, look.font())
        self.setLayout(column(self._words))
        self._words.textChanged.connect(self._on_text)
        self.setFocusProxy(self._words)

    @Slot()
    def _on_text(self) -> None:
        self.set_answer(self._words.toPlainText().strip()[:_MOST_WORDS] or None)


class PlotQuestion(Question):
    """A point to place, or a line to draw, on a plot beside the column."""

    def __init__(self, look: Look, guess: Guess, sketch: Sketch) -> None:
        super().__init__()
        words = (
            _("Click the place in the picture, or move there with the arrow keys.")
            if guess.kind == "point"
            else _("Draw in the picture with the mouse. Draw again to change the line.")
        )
        label = Label(look, SMALL, tone="text2", wrap=True)
        label.setText(words)
        self._place = Label(look)
        self.setLayout(column(label, self._place, spacing=SPACE_S))
        sketch.changed.connect(self.set_answer)
        if guess.kind == "point":
            sketch.changed.connect(self._show_place)
        sketch.submitted.connect(self.submitted)
        self.setFocusProxy(sketch)

    @Slot(object)
    def _show_place(self, point: tuple[tuple[float, float]]) -> None:
        ((x, y),) = point
        self._place.setText(f"({plain(x, 3)}, {plain(y, 3)})")
