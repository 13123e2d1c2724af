"""The losses view in the present language."""

from PySide6.QtCore import QCoreApplication


def translate(sentence: str) -> str:
    """Return a sentence of the losses view in the present language."""
    return QCoreApplication.translate("LossesView", sentence)
