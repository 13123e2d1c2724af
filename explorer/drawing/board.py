"""The canvas in the control column: small, always in sight, and to be drawn on, on every page but Draw."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.drawing import words
from explorer.drawing.actions import CanvasActions
from explorer.drawing.canvas import Canvas
from explorer.drawing.reading import Reading, Subject
from explorer.drawing.state import DrawingState
from explorer.drawing.stroke_editor import StrokeEditor
from explorer.look.theme import COLUMN_WIDTH, SEMIBOLD, SMALL, SPACE_L, SPACE_M, SPACE_XS, Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import BareTickControl, ControlKit
from explorer.views.paged_view import name_widgets
from explorer.widgets.buttons import IconButton
from explorer.widgets.layout import column, row, rule
from explorer.widgets.text import ElidedLabel, Label

_COMPACT_SIDE = 160


class Board(Guarded, QWidget):
    """Canvas, answer and tools in one small group."""

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], actions: CanvasActions
    ) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.canvas = Canvas(look)
        self.stroke_editor = StrokeEditor(self.canvas, store)
        self._answer = Label(look, weight=SEMIBOLD)
        self._sentence = ElidedLabel(look, SMALL, tone="text2")
        self._kit = ControlKit(look, store, "drawing")
        tool = self._kit.make(BareTickControl, "tool", object_name="board_tool")
        self._dice, self._trash = IconButton(look, "dice"), IconButton(look, "trash")
        named = {"board": self.canvas, "board_test_image": self._dice, "board_clear": self._trash}
        name_widgets("drawing", named, _explanations())
        tools = row(tool, self._dice, self._trash, spacing=SPACE_XS)
        tools.setStretchFactor(tool, 1)
        words_below = column(self._answer, self._sentence, spacing=0)
        self.setLayout(column(row(1, self.canvas, 1), words_below, tools, rule(), spacing=SPACE_M - 4))
        self._dice.clicked.connect(actions.take_test_image)
        self._trash.clicked.connect(actions.clear)
        self.set_compact(False)

    def show_reading(self, state: DrawingState, now: Subject, reading: Reading | None) -> None:
        """Show what is on the canvas and the prediction."""
        show_on(self.canvas, state, now)
        self.canvas.show_marks(())  # the page that has some sets them after this
        share = "" if reading is None else f"  {words.share(reading.answer)}"
        self._answer.setText(words.title(reading) + share)
        self._sentence.setText(self.stroke_editor.problem or words.sentence(reading, now))
        self._kit.show_state(state)
        self._dice.setEnabled(self._session.dataset is not None)
        self._trash.setEnabled(not state.is_empty)

    def set_compact(self, compact: bool) -> None:
        """Take less room in a small window."""
        room = self._look.px(COLUMN_WIDTH) - 2 * SPACE_L - 2
        side = min(room, self._look.px(_COMPACT_SIDE)) if compact else room
        self.canvas.setFixedSize(QSize(side, side))


def _explanations() -> dict[str, tuple[str, str]]:
    return {
        "board": (
            _("Canvas"),
            _(
                "The same canvas as on the page Draw. By keyboard: arrow keys move a pen, Space lowers or lifts it. "
                "Section 1 of the chapter."
            ),
        ),
        "board_test_image": (
            _("Random test image"),
            _(
                "Puts a random test image on the canvas (E), or with M the next one that is predicted wrongly. "
                "Section 1 of the chapter."
            ),
        ),
        "board_clear": (
            _("Clear the canvas"),
            _("Empties the canvas (Delete). Undo brings the drawing back."),
        ),
    }


def show_on(canvas: Canvas, state: DrawingState, now: Subject) -> None:
    """Show what is on the canvas of a state."""
    image = None
    if now.image >= 0 and now.dataset is not None and now.image < len(now.dataset.test_images):
        image = now.dataset.test_images[now.image]
    elif now.found_digit is not None:
        image = now.found_digit.image
    canvas.show_ink(now.strokes, image, state.pen_width, state.pressures)
    canvas.show_words(words.canvas_words(state, now))
    canvas.set_erasing(state.tool == "eraser")
