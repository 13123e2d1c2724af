"""The language of the interface: every text that a user sees goes through `_`, `ngettext` or `pgettext`."""

import gettext
from collections.abc import Iterable

import resources

DOMAIN = "learnscope"

_translations = gettext.NullTranslations()  # English: the texts as they are in the code


def set_language(languages: Iterable[str]) -> None:
    """Translate into the first of these languages that has a catalogue, such as ("pt_BR", "pt"); else English."""
    set_translations(gettext.translation(DOMAIN, resources.path("translations"), languages, fallback=True))


def set_translations(translations: gettext.NullTranslations) -> None:
    """Translate with this catalogue from now on. What is on the screen already keeps its texts."""
    global _translations
    _translations = translations


def _(text: str) -> str:
    """Return the text in the language in use; an empty text stays empty."""
    return _translations.gettext(text) if text else ""  # else gettext returns the head of the catalogue


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form for `count` things, in the language in use."""
    return _translations.ngettext(singular, plural, count)


def pgettext(context: str, text: str) -> str:
    """Return a text whose translation depends on where it stands, such as "Step"."""
    return _translations.pgettext(context, text)


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated later, where it is shown."""
    return text
