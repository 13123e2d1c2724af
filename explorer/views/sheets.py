"""A view for other programs and for paper: in either theme, and with its settings in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget

from explorer.look.palette import ThemeName
from explorer.look.theme import THEMES, Look
from explorer.plots.picture import Sheet, png
from explorer.state.declarations import Choice, Declaration, Number, Pages, Switch, declared_fields, owner_of
from explorer.texts.language import _
from explorer.texts.numbers import SPACE, grouped, plain
from explorer.views.settling import meanwhile, settle
from explorer.views.view import View

_MOST_SECONDS = 5.0  # to wait for what is computed in the background
_DURING_A_RUN = 0.5  # seconds: there is always something to be drawn
PICTURE_SCALE = 2.0


def sheet_file(sheet: Sheet, suffix: str) -> bytes:
    """Return what a file ending in `suffix` (.png, .svg or .pdf) holds.

    Raises
    ------
    ValueError
        For another ending.
    """
    match suffix.lower():
        case ".png":
            return meanwhile(partial(png, sheet.image(PICTURE_SCALE)))
        case ".svg":
            return sheet.svg()
        case ".pdf":
            return sheet.pdf()
    raise ValueError(f"no way to write a {suffix or 'nameless'} file")


def settings_of(view: View[Any]) -> str:
    """Return in words what the open page is about, and the fields that it depends on."""
    state, in_force = view.store.state, view.fields_in_force()
    found = [view.subject_words]
    for name, (_page, declaration) in declared_fields(view.store.state_type).items():
        if name in in_force and not isinstance(declaration, Pages):
            words = _value(declaration, getattr(owner_of(state, name), name))
            if words:
                found.append(f"{_(declaration.label)}: {words}")
    return " · ".join(words.replace(" ", SPACE) for words in found if words)


def _value(declaration: Declaration, value: Any) -> str:
    match declaration:
        case Number(is_whole=True):
            return grouped(value)
        case Number(digits=digits):
            return plain(value, digits)
        case Choice(options=options):
            return _(options[value].text)
        case Switch():
            return _("on") if value else _("off")
    return ""


@contextmanager
def in_theme(view: View[Any], theme: ThemeName) -> Iterator[View[Any]]:
    """Make a view of the same state anew in a theme, off screen and in the same size, and throw it away afterwards."""
    look = Look(THEMES[theme], view.look.scale)
    look.reduced_motion = True
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    look.apply_to(window)
    window.resize(view.window().size())
    other = type(view)(look, view.session, view.store)
    was_exporting = view.session.is_exporting  # one export may begin in another
    view.session.is_exporting = True
    try:
        other.column.setVisible(view.column.isVisibleTo(view))
        other.setParent(window)
        other.setGeometry(view.geometry())
        window.show()
        settle(view.session, _MOST_SECONDS if view.session.active_run is None else _DURING_A_RUN)
        yield other
    finally:
        view.session.is_exporting = was_exporting
        other.dispose()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
