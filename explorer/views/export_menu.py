"""The menu of a card: what it is, and its picture and numbers copied or saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from explorer.look.palette import ThemeName
from explorer.look.theme import Look
from explorer.plots.export import Exportable, table_file, table_text
from explorer.plots.picture import NothingToDrawError, Sheet
from explorer.plots.plot import Plot
from explorer.state.files import ask_where_to_save, save_file
from explorer.texts.language import _
from explorer.views.settling import meanwhile
from explorer.views.sheets import PICTURE_SCALE, in_theme, settings_of, sheet_file
from explorer.views.view import View
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.layout import Card


def too_small() -> str:
    """Return what to say where there is no area to draw."""
    return _("The window is too small to draw this picture. Make it larger and try again.")


class ColoursMenu(QMenu):
    """In which theme pictures are copied and saved: one choice for all of them.

    Parameters
    ----------
    look : Look
        Holds the choice.
    """

    def __init__(self, parent: QMenu, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QActionGroup(self)
        themes: tuple[ThemeName | None, ...] = (None, "light", "dark")
        for theme in themes:
            action = self.addAction("")
            action.setCheckable(True)
            action.setData(theme)
            self._group.addAction(action)
        self._group.triggered.connect(self._on_chosen)
        self.aboutToShow.connect(self._tick)
        self.write_texts()
        self._tick()

    def write_texts(self) -> None:
        """Set every text in the present language."""
        self.setTitle(_("Colours of pictures"))
        for action, text in zip(self.actions(), (_("As shown"), _("Light"), _("Dark")), strict=True):
            action.setText(text)

    @Slot()
    def _tick(self) -> None:
        for action in self.actions():
            action.setChecked(action.data() == self._look.export_theme)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._look.export_theme = action.data()


def _with_area(exportable: Exportable) -> QWidget:
    """Return what is shown; raise `NothingToDrawError` for a plot whose data have no area."""
    widget = exportable.export_widget()
    if isinstance(widget, Plot) and not widget.frame.has_area:
        raise NothingToDrawError
    return widget


class ExportMenu(IconButton):
    """The button in a card's header that copies or saves what the card shows.

    Parameters
    ----------
    exportable : Exportable
        What to copy or save.

    Attributes
    ----------
    exportable : Exportable
        As given.

    Signals
    -------
    failed(sentence: str)
        A file could not be written or a picture not be drawn, and why.
    """

    failed = Signal(str)

    def __init__(self, look: Look, exportable: Exportable) -> None:
        super().__init__(look, "more")
        self.exportable = exportable
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(_("Copy or save this picture or its numbers"))
        self.setAccessibleName(_("Copy or save"))
        menu = QMenu(self)
        menu.addAction(_("What is this?"), self._on_what_is_this)
        self._enlarge = menu.addAction("", self._on_enlarge)
        menu.addSeparator()
        menu.addAction(_("Copy picture"), self._on_copy_picture)
        self._copy_numbers = menu.addAction(_("Copy numbers"), self._on_copy_numbers)
        menu.addMenu(ColoursMenu(menu, look))
        menu.addSeparator()
        self._save_png = menu.addAction(_("Save as PNG…"), self._on_save_png)
        self._save_svg = menu.addAction(_("Save as SVG…"), self._on_save_svg)
        self._save_pdf = menu.addAction(_("Save as PDF…"), self._on_save_pdf)
        self._save_csv = menu.addAction(_("Save numbers as CSV…"), self._on_save_csv)
        menu.aboutToShow.connect(self._on_about_to_show)
        self.setMenu(menu)

    def save(self, path: Path) -> None:
        """Write the .png, .svg, .pdf or .csv file that `path` names; the user is told if that is not possible."""
        view = self._view()
        problems = self.failed if view is None else view.session.problem  # this menu may be deleted meanwhile
        try:
            if path.suffix.lower() == ".csv":
                contents = meanwhile(partial(table_file, self.exportable.export_table()))
            else:
                with self.sheet() as sheet:
                    contents = sheet_file(sheet, path.suffix)
        except NothingToDrawError:
            problems.emit(too_small())
            return
        if problem := save_file(path, lambda: contents):
            problems.emit(problem)

    @contextmanager
    def sheet(self) -> Iterator[Sheet]:
        """Make a sheet of what the card shows, in the colours that are chosen for pictures.

        Raises
        ------
        NothingToDrawError
            If the widget has no area.
        """
        view, card, theme = self._view(), self.parentWidget(), self._look.export_theme
        title, name = card.title if isinstance(card, Card) else "", self.objectName()
        if view is None:
            yield Sheet(_with_area(self.exportable), self._look, title)
        elif theme in (None, self._look.theme.name):
            yield Sheet(_with_area(self.exportable), self._look, title, settings_of(view))
        else:
            with in_theme(view, theme) as other:
                # The card's page may have been left just now.
                same = other.findChild(ExportMenu, name) or self
                yield Sheet(_with_area(same.exportable), same._look, title, settings_of(other))

    def _view(self) -> View[Any] | None:
        around: QWidget | None = self
        while around is not None and not isinstance(around, View):
            around = around.parentWidget()
        return around

    def _refuse(self) -> None:
        self.failed.emit(too_small())

    def _ask_and_save(self, suffix: str, action: QAction) -> None:
        name = self.exportable.export_widget().objectName().replace(".", "-").replace("_", "-")
        suggestion = Path(f"{name}{suffix}")
        path = ask_where_to_save(self.window(), action.text(), suggestion)
        if path is not None:
            self.save(path)

    @Slot()
    def _on_enlarge(self) -> None:
        view, card = self._view(), self.parentWidget()
        if view is not None and isinstance(card, Card):
            view.enlarge(card.name)

    @Slot()
    def _on_about_to_show(self) -> None:
        view = self._view()
        is_enlarged = view is not None and bool(view.enlarged)
        self._enlarge.setText(_("Show all cards") if is_enlarged else _("Enlarge"))
        numbers = bool(self.exportable.export_table())
        self._copy_numbers.setEnabled(numbers)
        self._save_csv.setEnabled(numbers)

    @Slot()
    def _on_what_is_this(self) -> None:
        """Ask the window what the card is, as a click on its edge does after F1."""
        edge, card = QPoint(1, 1), self.parentWidget()
        if card is not None:
            QApplication.sendEvent(card, QHelpEvent(QEvent.Type.WhatsThis, edge, card.mapToGlobal(edge)))

    @Slot()
    def _on_copy_picture(self) -> None:
        try:
            with self.sheet() as sheet:
                QGuiApplication.clipboard().setImage(sheet.image(PICTURE_SCALE))
        except NothingToDrawError:
            self._refuse()

    @Slot()
    def _on_copy_numbers(self) -> None:
        text = meanwhile(partial(table_text, self.exportable.export_table(), "\t"))
        QGuiApplication.clipboard().setText(text)

    @Slot()
    def _on_save_png(self) -> None:
        self._ask_and_save(".png", self._save_png)

    @Slot()
    def _on_save_svg(self) -> None:
        self._ask_and_save(".svg", self._save_svg)

    @Slot()
    def _on_save_pdf(self) -> None:
        self._ask_and_save(".pdf", self._save_pdf)

    @Slot()
    def _on_save_csv(self) -> None:
        self._ask_and_save(".csv", self._save_csv)


@contextmanager
def page_sheet(view: View[Any], theme: ThemeName, title: str, blank: str = "") -> Iterator[Sheet]:
    """Make a sheet of the open page without what can only be clicked; its settings stand below the title."""
    with in_theme(view, theme) as other:
        for button in (*other.main.findChildren(Button), *other.main.findChildren(IconButton)):
            button.hide()
        for card in other.cards().values():
            card.show_instructions(False)
        yield Sheet(other.main, other.look, title, settings_of(other), blank)
