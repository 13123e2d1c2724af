"""Waiting for a plot to be painted."""

from PySide6.QtWidgets import QApplication


def settle() -> None:
    """Let everything be painted, and painted again where the scene tells of changes after that."""
    for _ in range(4):
        QApplication.processEvents()
