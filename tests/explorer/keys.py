"""What a person types into a field."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit


def type_into(field: QLineEdit, text: str) -> None:
    """Put a text in place of what is there, and leave it at that."""
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def enter(field: QLineEdit, text: str) -> None:
    """Put a text in place of what is there, and press Return."""
    type_into(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
