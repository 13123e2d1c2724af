import pytest

from explorer.look.theme import Look
from explorer.losses.state import PAGES, LossesState
from explorer.losses.view import LossesView
from explorer.state.session import Session
from explorer.state.store import Store


@pytest.fixture(scope="module")
def _shared_view(_fonts, mnist_dataset):
    look, session = Look(), Session()
    session.dataset = mnist_dataset
    look.apply_to_application()
    view = LossesView(look, session, Store(LossesState()))
    for page in PAGES:
        view.page(page)
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


@pytest.fixture
def settle(view, qtbot):
    """Waits for the work beside the window, and for what follows from it."""

    def wait():
        qtbot.waitUntil(lambda: not view.session.background.is_busy, timeout=30_000)

    return wait


@pytest.fixture
def open_page(view, settle):
    """Opens a page in a state, and returns it once all that it computes is there."""

    def open_it(page, **fields):
        view.store.change(page=page, **fields)
        settle()
        settle()
        return view.page(page)

    return open_it
