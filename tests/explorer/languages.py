"""Another language for a test."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from explorer.texts.language import set_translations
from explorer.window.main_window import MainWindow

_LONGER = 0.35
_FIELD = re.compile(r"(\{[^{}]*\})")


class PseudoLanguage(NullTranslations):
    """English in brackets, each text longer by a third."""

    def gettext(self, message):
        padding = itertools.cycle("lorem ipsum ")
        longer = "".join(next(padding) for _place in range(round(_LONGER * len(_FIELD.sub("", message)))))
        return f"⟦{message} {longer}⟧"

    def ngettext(self, singular, plural, count):
        return self.gettext(singular if count == 1 else plural)

    def pgettext(self, context, message):
        return self.gettext(message)


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
