"""A view of the descent that all tests of a module share, put back into its first state for each of them."""

import pytest

from explorer.descent.view import DescentView
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from tests.explorer.descent.reading import VALLEY


@pytest.fixture(scope="module")
def shown(qapp, _fonts):
    look = Look()
    look.apply_to_application()
    view = DescentView(look, Session(), Store(VALLEY))
    view.resize(1280, 752)
    view.show()
    qapp.processEvents()
    yield view
    view.close()
    view.session.close()


@pytest.fixture
def view(shown, qapp):
    """The view in its first state, with nothing to undo."""
    shown.store.load(VALLEY)
    while shown.store.can_undo:
        shown.store.undo()
    shown.store.tick_to(VALLEY)
    shown.show()
    qapp.processEvents()
    return shown
