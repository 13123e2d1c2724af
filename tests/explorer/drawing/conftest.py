"""One shown drawing view a module with the data loaded, and a hand that draws on its canvas."""

import pytest

from explorer.drawing.state import DrawingState
from explorer.drawing.view import DrawingView
from explorer.look.theme import Look
from explorer.state.session import READER, Session
from explorer.state.store import Store
from tests.explorer import mouse
from tests.explorer.drawn import THREE


@pytest.fixture(scope="session")
def dataset(mnist_dataset):
    return mnist_dataset


@pytest.fixture(scope="module")
def look(_fonts):
    look = Look()
    look.reduced_motion = True
    look.apply_to_application()
    return look


@pytest.fixture(scope="module")
def session(_fonts, dataset):
    session = Session()
    session.dataset = dataset
    yield session
    session.close()


@pytest.fixture(scope="module")
def _shared_view(look, session):
    view = DrawingView(look, session, Store(DrawingState()))
    view.show()
    yield view
    view.close()


@pytest.fixture
def view(_shared_view, qapp, qtbot):
    """The view with a three on its canvas, the bundled network, and nothing at work."""
    _shared_view.show()
    _shared_view.resize(1248, 728)
    _shared_view.store.tick_to(DrawingState(network=READER, strokes=THREE))
    qtbot.waitUntil(lambda: not _shared_view.session.background.is_busy, timeout=60_000)
    qapp.processEvents()
    return _shared_view


@pytest.fixture
def draw(view):
    """Draw one stroke through points of the unit square, with the mouse."""

    def draw(*points):
        places = [view.page("draw").canvas.pixel(*point) for point in points]
        mouse.begin_stroke(view.page("draw").canvas, places)
        mouse.end_stroke(view.page("draw").canvas, places[-1])

    return draw
