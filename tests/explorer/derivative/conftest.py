from contextlib import contextmanager

import pytest

from explorer.derivative.state import PAGES, DerivativeState
from explorer.derivative.view import DerivativeView
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store


@contextmanager
def _shown(look):
    look.apply_to_application()
    session = Session()
    view = DerivativeView(look, session, Store(DerivativeState()))
    for page in PAGES:
        view.page(page)
    view.resize(1280, 800)
    view.show()
    yield view
    view.close()
    session.close()


@pytest.fixture(scope="module")
def _shared_view(_fonts):
    with _shown(Look()) as view:
        yield view


@pytest.fixture
def view_in(_fonts):
    """Makes a view in another look."""
    yield _shown
    Look().apply_to_application()


@pytest.fixture
def view(_shared_view, qapp):
    """The view, shown at 1280 x 800 in its first state."""
    _shared_view.store.tick_to(DerivativeState())
    qapp.processEvents()
    return _shared_view


@pytest.fixture
def control(view):
    """Finds a control by the second half of its object name."""

    def find(name):
        return view.findChild(object, f"derivative.{name}")

    return find
