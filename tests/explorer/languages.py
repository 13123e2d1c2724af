"""Another language for a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from explorer.language import set_translations
from explorer.main_window import MainWindow


@contextmanager
def language(translations: NullTranslations) -> Iterator[None]:
    """Use a catalogue for what is made inside the context."""
    set_translations(translations)
    try:
        yield
    finally:
        set_translations(NullTranslations())


def switch_language(window: MainWindow, translations: NullTranslations) -> None:
    """Use a catalogue, and make what a window shows anew in it."""
    set_translations(translations)
    window.rebuild()
