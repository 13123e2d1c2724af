import pytest

from explorer.losses.state import LossesState
from explorer.losses.view import LossesView
from explorer.session import Session
from explorer.theme import Look


@pytest.fixture(scope="module")
def _shared_view(_fonts):
    look, session = Look(), Session()
    look.apply_to_application()
    view = LossesView(look, session)
    view.resize(1280, 800)
    view.show()
    yield view
    view.close()
    session.close()


@pytest.fixture
def view(_shared_view, qapp):
    """The view, shown at 1280 x 800 in its first state, with nothing to undo that matters."""
    _shared_view.store.tick_to(LossesState())
    qapp.processEvents()
    return _shared_view


@pytest.fixture
def control(view):
    """Finds a control by the second half of its object name."""

    def find(name):
        return view.findChild(object, f"losses.{name}")

    return find
