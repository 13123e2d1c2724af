"""Nothing is cut off, and no text lies over another: every page in two windows (`tests.benchmarks.fit` has more)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explorer.application import VIEWS
from explorer.views.settling import settle
from explorer.widgets.layout import PictureScroll
from tests.explorer.fit import CLIPPED, OVERLAP, is_scrolled_away, misfits
from tests.explorer.pages import open_pages

_NO_WAIT = 0.0  # for what is computed in the background
SIZES = ((1000, 600), (1280, 800))


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_every_text_of_every_page_has_room_and_no_page_scrolls_sideways(window, name):
    window.show_view(name)
    view = window.shown_view
    view.session.want_dataset()
    for _ in open_pages(view):
        for size in SIZES:
            window.resize(*size)
            settle(view.session, _NO_WAIT)
            found = [each for each in misfits(view) if each.kind in (CLIPPED, OVERLAP)]
            assert not found, (view.store.state.page, size)
            scroll = view.findChild(PictureScroll)
            assert not scroll.horizontalScrollBar().maximum(), (view.store.state.page, size)


def test_that_what_a_key_gives_the_focus_to_is_scrolled_to(window, qtbot):
    window.show_view("losses")
    window.resize(1000, 600)
    with qtbot.waitActive(window):
        window.activateWindow()
    settle(window.shown_view.session, _NO_WAIT)
    for name in ("losses.whole_curves", "losses.samples_one"):
        control = window.shown_view.findChild(QWidget, name)
        assert is_scrolled_away(control)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        assert control.hasFocus() and not is_scrolled_away(control)
