"""A shown drawing view with the data loaded, and a hand that draws on its canvas."""

import pytest

from core.mnist import load_dataset
from explorer.drawing.view import DrawingView
from explorer.session import Session
from tests.explorer import mouse


@pytest.fixture(scope="session")
def dataset():
    return load_dataset()


@pytest.fixture
def session(qapp, dataset):
    session = Session()
    session.dataset = dataset
    yield session
    session.close()


@pytest.fixture
def view(qtbot, look, session):
    look.reduced_motion = True
    view = DrawingView(look, session)
    qtbot.addWidget(view)
    view.resize(1248, 728)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def draw(view):
    """Draw one stroke through points of the unit square, with the mouse."""

    def draw(*points):
        places = [view.page("draw").canvas.pixel(*point) for point in points]
        mouse.begin_stroke(view.page("draw").canvas, places)
        mouse.end_stroke(view.page("draw").canvas, places[-1])

    return draw
