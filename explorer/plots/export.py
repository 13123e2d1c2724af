"""What a card gives to other programs: its picture, and its numbers as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Protocol

import numpy as np
from PySide6.QtWidgets import QWidget

Table = Sequence[tuple[str, Iterable[object]]]  # name and values of each column


class Exportable(Protocol):
    """Something with a picture, and with the numbers in it."""

    def export_widget(self) -> QWidget:
        """Return what is shown."""
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
    table : callable
        Returns the numbers behind the picture.
    """

    def __init__(self, widget: QWidget, table: Callable[[], Table]) -> None:
        self._widget, self._table = widget, table

    def export_widget(self) -> QWidget:
        """Return the widget."""
        return self._widget

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


def table_file(table: Table) -> bytes:
    """Return a table as a CSV file."""
    return table_text(table).encode("utf-8-sig")  # the mark that Excel looks for
