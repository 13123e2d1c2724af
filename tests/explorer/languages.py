"""Another language for a test."""

from gettext import NullTranslations

from PySide6.QtCore import QCoreApplication, QEvent

from explorer.language import set_translations


def switch_language(translations: NullTranslations) -> None:
    """Use a catalogue, and let every widget take its texts from it."""
    set_translations(translations)
    QCoreApplication.postEvent(QCoreApplication.instance(), QEvent(QEvent.Type.LanguageChange))
