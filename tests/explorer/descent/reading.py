"""What the tests of the view do with it: find controls, use them, and read what is drawn and said."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QLabel, QWidget

from explorer.descent.end_row import EndRow
from explorer.descent.state import DescentState
from tests.explorer.mouse import click_widget

VALLEY = DescentState(
    surface="valley", starts=((-7.0, 2.0), (8.5, -3.6), (1.3, 3.8)), learning_rate=0.8, steps=60
)


def control(view, name):
    found = view.findChild(QWidget, f"descent.{name}")
    assert found is not None, name
    return found


def click_button(view, name):
    button = control(view, name)
    click_widget(button, QPointF(button.rect().center()))


def words_in(view):
    labels = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    rows = [row for row in view.findChildren(EndRow) if row.isVisible()]
    return labels + [text for row in rows for text in (row.accessibleName(), row.accessibleDescription())]


def last_points(view):
    """The end of each path that is drawn, as the plot gives it out."""
    columns = list(view.field.columns().values())[1:]
    return np.array([column[-1] for column in columns]).reshape(-1, 2)
