"""What the fields for typing share: saying in place what is wrong."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look
from explorer.widgets.text import Label, set_style_property, set_tooltip


class FieldMessage(Label):
    """The sentence below a field that says what is wrong; hidden while nothing is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, SMALL, tone="bad", wrap=True)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence, or hide with an empty one."""
        self.setText(sentence)
        self.setVisible(bool(sentence))


class Field(Guarded, QLineEdit):
    """A line to type in that can show a problem with what was typed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._message: FieldMessage | None = None
        self._problem = ""
        self._usual_tooltip = ""

    @property
    def problem(self) -> str:
        """The sentence that is shown, or an empty text."""
        return self._problem

    def attach_message(self, message: FieldMessage) -> None:
        """Show problems in a label that the caller has placed; without one they become the tooltip."""
        self._message = message

    def show_problem(self, sentence: str) -> None:
        """Mark the field as invalid and say why."""
        if not self._problem:
            self._usual_tooltip = self.toolTip()
        self._say(sentence, tooltip=sentence)

    def clear_problem(self) -> None:
        """Take the mark and the sentence away."""
        if self._problem:
            self._say("", tooltip=self._usual_tooltip)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z for the text only while some is being typed: otherwise it is the view's undo."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.isModified()
            and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
        ):
            event.ignore()
            return False
        return super().event(event)

    def _say(self, sentence: str, tooltip: str) -> None:
        self._problem = sentence
        if self._message is None:
            set_tooltip(self, tooltip)
        else:
            self._message.show_sentence(sentence)
        self.setAccessibleDescription(sentence)
        set_style_property(self, "invalid", bool(sentence))
