"""The header of the window: the tabs of the views, and what acts on all of them."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QTabBar

from explorer.look.theme import HEADER_HEIGHT, LEAD, MEDIUM, SMALL, SPACE_L, SPACE_S, SPACE_XS, Look
from explorer.state.declarations import Pages, declared_fields
from explorer.texts.language import _
from explorer.views.view import View
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.icons import icon
from explorer.widgets.layout import row
from explorer.widgets.text import ElidedLabel, set_font

_DATA_NAME_WIDTH = 200


def view_titles() -> dict[str, str]:
    """Return what each view is called, in the language in use."""
    return {
        "losses": _("Losses"),
        "derivative": _("Derivative"),
        "descent": _("Descent"),
        "training": _("Training"),
        "drawing": _("Drawing"),
    }


def page_title(view: View[Any]) -> str:
    """Return what a view and its open page are called; in Descent a page is but a section of the controls."""
    title = view_titles()[view.name]
    if view.name == "descent":
        return title
    declaration = cast(Pages, declared_fields(view.store.state_type)["page"].declaration)
    return f"{title} › {_(declaration.options[view.store.state.page].text)}"


class Header(QFrame):
    """Tabs at the left; the name of the data and buttons at the right.

    Parameters
    ----------
    view_names : sequence of str
        In the order of the tabs.
    """

    def __init__(self, look: Look, view_names: Sequence[str]) -> None:
        super().__init__()
        self.setFixedHeight(look.px(HEADER_HEIGHT))
        self.tabs = QTabBar(documentMode=True, drawBase=False, expanding=False, usesScrollButtons=False)
        self.tabs.setObjectName("window.views")
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the view
        self.tabs.setAccessibleName(_("Views"))
        set_font(self.tabs, look.font(LEAD, MEDIUM))
        titles = view_titles()
        for index, name in enumerate(view_names):
            self.tabs.addTab(icon(look, name, tone="text2"), titles[name])
            self.tabs.setTabToolTip(index, f"{titles[name]} (Ctrl+{index + 1})")
        self.data_name = ElidedLabel(look, SMALL, tone="text2")
        self.data_name.setObjectName("window.data_name")
        self.data_name.setMaximumWidth(look.px(_DATA_NAME_WIDTH))
        self.guide_button = Button(look)
        self.guide_button.setText(_("Guide"))
        self.guide_button.setCheckable(True)
        self.undo_button = IconButton(look, "undo")
        self.redo_button = IconButton(look, "redo")
        self.theme_button = IconButton(look, "theme")
        self.help_button = IconButton(look, "help")
        self.menu_button = IconButton(look, "menu")
        buttons: tuple[tuple[QAbstractButton, str, str, str], ...] = (
            (self.guide_button, "guide", _("The chapter, step by step"), "Ctrl+G"),
            (self.undo_button, "undo", _("Undo in this view"), "Ctrl+Z"),
            (self.redo_button, "redo", _("Redo in this view"), "Ctrl+Shift+Z"),
            (self.theme_button, "theme", _("Switch between dark and light"), "Ctrl+T"),
            (self.help_button, "help", _("What is this?"), "F1"),
            (self.menu_button, "menu", _("Data, session, export, view and help"), "F10"),
        )
        for button, name, words, keys in buttons:
            button.setObjectName(f"window.{name}")
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleName(words)
        ends = (SPACE_L + SPACE_XS, 0, SPACE_L, 0)
        layout = row(self.tabs, 1, self.data_name, spacing=SPACE_XS, margins=ends)
        layout.addSpacing(SPACE_S)
        for button, *_words in buttons:
            layout.addWidget(button)
        self.setLayout(layout)

    def name_data(self, name: str) -> None:
        """Say which images are in use; empty until they are loaded."""
        self.data_name.setText(_("Data: {name}").format(name=name) if name else "")

    def show_history(self, undo: str, redo: str) -> None:
        """Say in the tooltips which setting undo and redo would change; with empty texts nothing is named."""
        for button, name, words, named, keys in (
            (self.undo_button, undo, _("Undo in this view"), _("Undo: {setting}"), "Ctrl+Z"),
            (self.redo_button, redo, _("Redo in this view"), _("Redo: {setting}"), "Ctrl+Shift+Z"),
        ):
            what = named.format(setting=name) if name else words
            button.setToolTip(f"{what} ({keys})")
