"""Nothing is cut off, and no text lies over another: every page in two windows (`tests.benchmarks.fit` has more)."""

import pytest
from PySide6.QtWidgets import QApplication

from explorer.application import VIEWS
from explorer.window.snapshot import settle
from tests.explorer.fit import CLIPPED, OVERLAP, misfits
from tests.explorer.pages import open_pages

SIZES = ((1000, 600), (1280, 800))


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_every_text_of_every_page_has_room(window, name):
    window.show_view(name)
    view = window.shown_view
    view.session.want_dataset()
    for _ in open_pages(view):
        for size in SIZES:
            window.resize(*size)
            settle(window)
            QApplication.processEvents()
            found = [each for each in misfits(view) if each.kind in (CLIPPED, OVERLAP)]
            assert not found, (view.store.state.page, size)
