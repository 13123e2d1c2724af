"""The buttons that open a picture, and what went wrong with it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.drawing.files_in.files_in import FilesIn, filter_of_files
from explorer.look.theme import SMALL, SPACE_XS, Look
from explorer.state.files import ask_which_file
from explorer.texts.language import _
from explorer.texts.shortening import shortened
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_LONGEST_WORD = 36  # characters that fit in the column, where lines break only between words


class FilesRow(Guarded, QWidget):
    """Open and paste, side by side, with one line of words below where they are needed.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    """

    def __init__(self, look: Look, files: FilesIn) -> None:
        super().__init__()
        self._files = files
        self._open, self._paste = Button(look, "image"), Button(look, "copy")
        self._open.setText(_("Open …"))
        self._paste.setText(_("Paste"))
        self._message = Label(look, SMALL, wrap=True)
        self.by_name: dict[str, QWidget] = {"open_picture": self._open, "paste_picture": self._paste}
        self.setLayout(column(row(self._open, self._paste, spacing=SPACE_XS), self._message))
        self._open.clicked.connect(self.choose_file)
        self._paste.clicked.connect(files.paste)
        files.changed.connect(self._show_message)
        self._show_message()

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and open it."""
        file = ask_which_file(self.window(), _("An image of digits"), filter_of_files())
        if file is not None:
            self._files.open_file(file)

    @Slot()
    def _show_message(self) -> None:
        is_busy = self._files.is_busy
        self._message.setText(
            _("Looking for digits …")
            if is_busy
            else shortened(self._files.problem, longest_word=_LONGEST_WORD)
        )
        self._message.set_tone("text2" if is_busy else "bad")
        self._message.setVisible(bool(self._message.text()))
