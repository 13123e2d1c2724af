import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QCheckBox

from explorer.look.theme import Look
from explorer.state.session import CHAPTER, Session
from explorer.state.store import Store
from explorer.training.run_follower import RunFollower
from explorer.training.state import TrainingState
from explorer.training.view import TrainingView
from tests.explorer.mouse import click_widget
from tests.explorer.training.small_runs import ENDLESS


@pytest.fixture(scope="module")
def _view_of_module(_fonts, dataset):
    look, session = Look(), Session()
    look.apply_to_application()
    session.dataset = dataset
    store = Store(TrainingState())
    follower = RunFollower(session, store)
    view = TrainingView(look, session, store)
    view.resize(1280, 800)
    view.show()
    yield view
    del follower
    view.close()
    session.close()


@pytest.fixture
def looking(_view_of_module, qapp):
    """A view of one module's tests with the chapter's run and two hundred pictures of bars."""
    _view_of_module.store.tick_to(TrainingState(run=CHAPTER))
    qapp.processEvents()
    return _view_of_module


@pytest.fixture
def settle(looking, qtbot):
    """Waits for the work beside the window, and for what follows from it."""

    def wait():
        for _ in range(3):
            qtbot.waitUntil(lambda: not looking.session.background.is_busy, timeout=30_000)

    return wait


@pytest.fixture
def open_page(looking, settle):
    """Opens a page in a state, and returns it once all that it computes is there."""

    def open_it(page, **fields):
        looking.store.change(page=page, **fields)
        settle()
        return looking.page(page)

    return open_it


@pytest.fixture
def found(looking):
    """Finds a widget by the second half of its object name."""

    def find(name):
        return looking.findChild(object, f"training.{name}")

    return find


@pytest.fixture
def view(looking, dataset):
    session = looking.session
    session.dataset = dataset
    yield looking
    if session.active_run is not None:
        session.active_run.stop()
    session.offer_last_run(None)
    looking.resize(1280, 800)
    looking.show()


@pytest.fixture
def press(found):
    def press(name):
        button = found(name)
        assert button.isEnabled() and button.isVisible(), name
        centre = QPointF(button.rect().center())
        click_widget(button, QPointF(12, centre.y()) if isinstance(button, QCheckBox) else centre)

    return press


@pytest.fixture
def running(view, press, qtbot):
    """A run that does not end by itself."""
    view.store.change(**ENDLESS)
    press("start")
    qtbot.waitUntil(lambda: view.subject.run.iteration > 5)
    return view.subject.run
