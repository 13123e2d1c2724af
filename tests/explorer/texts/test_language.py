"""Texts in another language: what is extracted, plural forms, and a live switch."""

import gettext
import re
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

from explorer.texts.language import N_, _, ngettext, pgettext, set_language
from tests.catalogue import TEMPLATE, template
from tests.explorer.languages import PseudoLanguage, language, switch_language
from tests.explorer.pages import open_pages

_TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[A-Za-z]{2,}")


def translations(po):
    """Return the translations of a catalogue in the format that translators edit."""
    file = BytesIO()
    write_mo(file, read_po(BytesIO(po.encode())))
    file.seek(0)
    return gettext.GNUTranslations(file)


def test_that_the_template_for_translators_has_all_texts():
    assert TEMPLATE.read_bytes() == template(), "run python -m tests.catalogue"


def test_that_no_text_to_translate_is_empty():
    head, *texts = (message.id for message in read_po(BytesIO(template())))
    assert head == ""
    assert all(texts)


def test_that_plural_forms_and_contexts_are_those_of_the_language():
    czech = translations(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;\\n"\n\n'
        'msgid "{count} step"\nmsgid_plural "{count} steps"\n'
        'msgstr[0] "{count} krok"\nmsgstr[1] "{count} kroky"\nmsgstr[2] "{count} kroků"\n\n'
        'msgctxt "activation"\nmsgid "Step"\nmsgstr "Skok"\n\n'
        'msgid "Step"\nmsgstr "Krok"\n'
    )
    with language(czech):
        counted = [
            ngettext("{count} step", "{count} steps", count).format(count=count) for count in (1, 3, 7)
        ]
        assert counted == ["1 krok", "3 kroky", "7 kroků"]
        assert (_("Step"), pgettext("activation", "Step")) == ("Krok", "Skok")
        assert N_("Step") == "Step"
        assert _("not translated") == "not translated"
        assert _("") == ""
    assert _("Step") == "Step"


def test_that_a_language_without_a_catalogue_is_english():
    set_language(["tlh"])
    assert _("Step") == "Step"


# What no language translates: names of algorithms, formats and programs, and what the chapter calls things in code.
UNTRANSLATED = {
    *("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "ReLU", "MNIST", "HOG", "NumPy"),
    *("Ackley", "Beale", "Himmelblau", "Rastrigin", "Rosenbrock", "float", "Ctrl", "Shift", "Space"),
    *("lr", "np", "exp", "log", "ln", "sin", "cos", "tanh", "sqrt", "abs", "softmax"),
}


def shown_texts(window):
    """Yield (object name, text) of everything readable in a window."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what the last switch replaced
    for widget in window.findChildren(QWidget):
        if isinstance(widget.parent(), QTabBar):
            continue  # Qt's own scroll buttons
        name = widget.objectName() or type(widget).__name__
        texts = [widget.toolTip(), widget.accessibleName()]
        match widget:
            case QLabel() | QAbstractButton():
                texts.append(widget.text())
            case QComboBox():
                texts += [widget.itemText(index) for index in range(widget.count())]
            case QTabBar():
                texts += [widget.tabText(index) for index in range(widget.count())]
            case QLineEdit():
                texts.append(widget.placeholderText())
        for text in filter(None, texts):
            yield name, text


def english_in(text):
    """Return the words of a text that did not come from the catalogue."""
    while _TRANSLATED.search(text):
        text = _TRANSLATED.sub(" ", text)
    return [word for word in _WORD.findall(text) if word not in UNTRANSLATED]


def open_pages_of(window, view):
    window.show_view(view)
    yield from open_pages(window.shown_view)


def test_that_every_text_is_translated_by_a_live_switch(window, qtbot):
    window.show()
    switch_language(window, PseudoLanguage())
    try:
        english = {
            (view, name, text)
            for view in window.view_names
            for _page in open_pages_of(window, view)
            for name, text in shown_texts(window)
            if english_in(text)
        }
    finally:
        switch_language(window, gettext.NullTranslations())
    assert not english
    assert not any("⟦" in text for name, text in shown_texts(window))
