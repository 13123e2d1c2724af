"""Any picture out of the window: copied, or saved as PNG, SVG, or its numbers as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.look.theme import Look
from explorer.plots.picture import NothingToDrawError, png, widget_image, widget_svg
from explorer.state.files import ask_where_to_save, save_file
from explorer.texts.language import _
from explorer.widgets.buttons import IconButton

Table = Sequence[tuple[str, Iterable[object]]]  # name and values of each column

_PICTURE_SCALE = 2.0


class Exportable(Protocol):
    """Something with a picture, and with the numbers in it."""

    @property
    def export_name(self) -> str:
        """File name to suggest, without its ending."""
        ...

    def export_image(self, scale: float) -> QImage:
        """Return the picture with `scale` pixels for each on the screen."""
        ...

    def export_svg(self) -> bytes:
        """Return the picture as an SVG document."""
        ...

    def export_table(self) -> Table:
        """Return the numbers; no columns if there are none."""
        ...


class WidgetExport:
    """Makes any widget `Exportable`.

    Parameters
    ----------
    widget : QWidget
        What is shown.
    look : Look
        For the ground of the picture.
    name : str
        File name to suggest, without its ending.
    table : callable
        Returns the numbers behind the picture.
    """

    def __init__(self, widget: QWidget, look: Look, name: str, table: Callable[[], Table]) -> None:
        self._widget, self._look, self._table = widget, look, table
        self.export_name = name

    def export_image(self, scale: float) -> QImage:
        """Return the picture with `scale` pixels for each on the screen."""
        return widget_image(self._widget, self._look.theme.panel, scale)

    def export_svg(self) -> bytes:
        """Return the picture as an SVG document."""
        return widget_svg(self._widget, self._look.theme.panel)

    def export_table(self) -> Table:
        """Return the numbers."""
        return self._table()


def table_text(table: Table, delimiter: str = ",") -> str:
    """Return a table as text: a line of names, then the values with every digit that they have.

    Not-a-number and the missing end of a shorter column become empty cells.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow([name for name, _unused in table])
    columns = [
        ["" if value != value else str(value) for value in _as_python(values)] for _unused, values in table
    ]
    writer.writerows(zip_longest(*columns, fillvalue=""))
    return text.getvalue()


def _as_python(values: Iterable[object]) -> Iterable[object]:
    """Return float64 arrays as lists of Python floats, which take half as long to write with the same digits."""
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return list(values.tolist())
    return values


def file_contents(exportable: Exportable, suffix: str) -> bytes:
    """Return what a file ending in `suffix` (.png, .svg or .csv) holds.

    Raises
    ------
    ValueError
        For another ending.
    NothingToDrawError
        If the widget has no area.
    """
    match suffix.lower():
        case ".png":
            return png(exportable.export_image(_PICTURE_SCALE))
        case ".svg":
            return exportable.export_svg()
        case ".csv":
            return table_text(exportable.export_table()).encode("utf-8-sig")  # the mark that Excel looks for
    raise ValueError(f"no way to write a {suffix or 'nameless'} file")


class ExportMenu(IconButton):
    """The button in a card's header that copies or saves what the card shows.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    exportable : Exportable
        What to copy or save.

    Signals
    -------
    failed(sentence: str)
        A file could not be written or a picture not be drawn, and why.
    """

    failed = Signal(str)

    def __init__(self, look: Look, exportable: Exportable) -> None:
        super().__init__(look, "more")
        self._exportable = exportable
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(_("Copy or save this picture or its numbers"))
        self.setAccessibleName(_("Copy or save"))
        menu = QMenu(self)
        menu.addAction(_("Copy picture"), self._on_copy_picture)
        self._copy_numbers = menu.addAction(_("Copy numbers"), self._on_copy_numbers)
        menu.addSeparator()
        self._save_png = menu.addAction(_("Save as PNG…"), self._on_save_png)
        self._save_svg = menu.addAction(_("Save as SVG…"), self._on_save_svg)
        self._save_csv = menu.addAction(_("Save numbers as CSV…"), self._on_save_csv)
        menu.aboutToShow.connect(self._on_about_to_show)
        self.setMenu(menu)

    def save(self, path: Path) -> None:
        """Write the .png, .svg or .csv file that `path` names; `failed` says it if that is not possible."""
        try:
            contents = file_contents(self._exportable, path.suffix)
        except NothingToDrawError:
            self._refuse()
            return
        if problem := save_file(path, lambda: contents):
            self.failed.emit(problem)

    def _refuse(self) -> None:
        self.failed.emit(_("The window is too small to draw this picture. Make it larger and try again."))

    def _ask_and_save(self, suffix: str, action: QAction) -> None:
        suggestion = Path(f"{self._exportable.export_name}{suffix}")
        path = ask_where_to_save(self.window(), action.text(), suggestion)
        if path is not None:
            self.save(path)

    @Slot()
    def _on_about_to_show(self) -> None:
        numbers = bool(self._exportable.export_table())
        self._copy_numbers.setEnabled(numbers)
        self._save_csv.setEnabled(numbers)

    @Slot()
    def _on_copy_picture(self) -> None:
        try:
            QGuiApplication.clipboard().setImage(self._exportable.export_image(_PICTURE_SCALE))
        except NothingToDrawError:
            self._refuse()

    @Slot()
    def _on_copy_numbers(self) -> None:
        QGuiApplication.clipboard().setText(table_text(self._exportable.export_table(), "\t"))

    @Slot()
    def _on_save_png(self) -> None:
        self._ask_and_save(".png", self._save_png)

    @Slot()
    def _on_save_svg(self) -> None:
        self._ask_and_save(".svg", self._save_svg)

    @Slot()
    def _on_save_csv(self) -> None:
        self._ask_and_save(".csv", self._save_csv)
