"""A number with its name."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.look.theme import HERO, MEDIUM, SMALL, Look
from explorer.widgets.formula import Formula
from explorer.widgets.text import Figure


class Stat(QWidget):
    """One number, large, with its name above it and its unit, small, on its baseline.

    Parameters
    ----------
    size : int
        Pixels of the number at scale 1.

    Attributes
    ----------
    name : Formula
        The words above the number.
    """

    def __init__(self, look: Look, size: int = HERO) -> None:
        super().__init__()
        self.name = Formula(look, SMALL, MEDIUM, "text2")
        self._number = Figure(look, size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.name)
        layout.addWidget(self._number)

    def set_size(self, size: int) -> None:
        """Write the number in another of the type scale's sizes."""
        self._number.set_size(size)

    def set_name(self, name: str) -> None:
        """Set the words above the number."""
        self.name.setText(name)
        self._describe()

    def set(self, value: str, unit: str = "") -> None:
        """Set the number, already written out, and the unit or remark after it."""
        if (value, unit) != self._number.texts:
            self._number.set_texts(value, unit)
            self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(self.name.text())
        self.setAccessibleDescription(" ".join(filter(None, self._number.texts)))
