"""Two sheets: all keyboard shortcuts, and what this program is."""

import importlib.metadata

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from explorer.look.theme import BODY, LEAD, NORMAL, SEMIBOLD, SPACE_L, SPACE_S, SPACE_XL, Look
from explorer.texts.language import _
from explorer.widgets.layout import column
from explorer.widgets.text import Label


def show_shortcuts(parent: QWidget, look: Look, actions: list[QAction]) -> None:
    """Open the sheet of shortcuts beside the window; the window can be used on."""
    rows = [
        (_("Losses, derivative, descent, training, drawing"), "Ctrl+1 … Ctrl+5"),
        (_("The page before, the page after"), "Ctrl+PgUp, Ctrl+PgDn"),
        (_("Undo and redo in the view that is shown"), "Ctrl+Z, Ctrl+Shift+Z"),
        (_("Switch between dark and light"), "Ctrl+T"),
        (_("Open the menu"), "F10"),
        *(
            (action.text().rstrip("…"), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action in actions
        ),
        (_("Drawing: a test image, a misread one, a file; keep, clear"), "E, M, F; K, Delete"),
        (_("Training: start, pause or go on; one step, one epoch; stop; a new run"), "R; S, E; X; N"),
        (_("Training, slow motion: the next step, one step back"), "Space or →; ←"),
        (_("Go to the next or the previous control"), "Tab, Shift+Tab"),
        (_("Enlarge the card with the keyboard focus; show all cards again"), "Ctrl+E; Esc"),
        (_("Move a slider, a number or the chosen handle; ten times as far"), "← → ↑ ↓; PgUp, PgDn"),
        (_("Descent: choose a start, remove it, play"), "1 … 9, Delete, Space"),
        (_("Descent: zoom, move the picture, show the whole"), "+, −; Ctrl+← → ↑ ↓; 0"),
    ]
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_XL)
    grid.setVerticalSpacing(SPACE_S)
    for index, (what, keys) in enumerate(rows):
        grid.addWidget(_label(look, what), index, 0)
        grid.addWidget(_label(look, keys, weight=SEMIBOLD), index, 1, Qt.AlignmentFlag.AlignRight)
    _open_sheet(parent, look, "window.shortcuts_sheet", _("Keyboard shortcuts"), grid)


def show_about(parent: QWidget, look: Look) -> None:
    """Open the sheet that says what the program is and whose work it builds on."""
    sentences = (
        _("Learnscope {0}. See a neural network learn, and take every step of it in hand.").format(
            importlib.metadata.version("learnscope")
        ),
        _("MIT licence. MNIST by Y. LeCun, C. Cortes and C. J. C. Burges, CC BY-SA 3.0."),
        _("Inter typeface by the Inter Project Authors, SIL Open Font Licence 1.1."),
    )
    grid = QGridLayout()
    for index, sentence in enumerate(sentences):
        grid.addWidget(_label(look, sentence), index, 0)
    _open_sheet(parent, look, "window.about_sheet", _("About Learnscope"), grid)


def _label(look: Look, text: str, size: int = BODY, weight: QFont.Weight = NORMAL) -> Label:
    label = Label(look, size, weight)
    label.setText(text)
    return label


def _open_sheet(parent: QWidget, look: Look, name: str, title: str, grid: QGridLayout) -> None:
    sheet = QDialog(parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.setObjectName(name)
    sheet.setWindowTitle(title)
    heading = _label(look, title, LEAD, SEMIBOLD)
    sheet.setLayout(column(heading, grid, spacing=SPACE_L, margins=(SPACE_XL, SPACE_L, SPACE_XL, SPACE_XL)))
    sheet.show()
