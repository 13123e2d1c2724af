"""A view or a page that comes into sight is painted once, with all that has changed meanwhile."""

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from explorer.application import VIEWS
from explorer.plots.plot import Plot

pytestmark = pytest.mark.frame_clock


MOST_PAINTINGS = (
    4  # pyqtgraph paints twice where it places texts, and a result may arrive after the first picture
)


class Paintings(QObject):
    """How often most of a widget was painted: a label alone, whose text came later, does not count."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            self.count += event.region().boundingRect().height() > watched.height() / 2
        return False


@pytest.fixture
def settle(window, qtbot):
    """Wait until everything is known and painted."""
    session = window.shown_view.session
    session.want_dataset()

    def settle():
        qtbot.waitUntil(
            lambda: session.dataset is not None and not session.background.is_busy, timeout=30_000
        )
        for _ in range(20):
            QApplication.processEvents()
        qtbot.waitUntil(lambda: session.frames.is_idle)
        for _ in range(20):
            QApplication.processEvents()

    return settle


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_a_view_that_is_shown_again_is_painted_once(window, settle, name):
    for each in (name, "losses" if name != "losses" else "drawing"):
        window.show_view(each)
        settle()
    paintings = Paintings(window.view(name).column)
    window.show_view(name)
    settle()
    assert paintings.count == 1


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_a_view_is_painted_once_after_a_switch_of_the_theme(window, settle, name):
    window.show_view(name)
    settle()
    window.look.set_theme("light")
    paintings = Paintings(window.view(name).column)
    settle()
    assert paintings.count == 1


def test_that_a_person_is_let_in_after_a_view_is_drawn_and_before_it_is_painted(window, settle):
    window.show_view("losses")
    settle()
    window.show_view("descent")
    settle()
    paintings, turns = Paintings(window.view("losses").column), []
    window.view("losses").store.change(offset=1.5)
    window.show_view("losses")
    person = QTimer(window, interval=0)
    person.timeout.connect(lambda: turns.append(paintings.count))
    person.start()
    settle()
    assert turns[0] == 0
    assert turns[-1] == 1


@pytest.fixture
def plots(window, settle):
    """Count the paintings of each plot of a page that was open."""
    view = window.view("losses")
    window.show_view("losses")
    view.store.tick(page="step")
    settle()
    return [Paintings(plot.viewport()) for plot in view.page("step").findChildren(Plot)]


def test_that_what_changed_while_another_view_was_shown_is_painted_with_all_else(window, settle, plots):
    window.show_view("descent")
    settle()
    window.view("losses").store.change(offset=1.5)
    for plot in plots:
        plot.count = 0
    window.show_view("losses")
    settle()
    assert all(1 <= plot.count <= MOST_PAINTINGS for plot in plots)


def test_that_what_changes_with_the_page_is_painted_with_all_else(window, settle, plots):
    store = window.view("losses").store
    store.tick(page="sample")
    settle()
    for plot in plots:
        plot.count = 0
    store.change(page="step", offset=1.5)
    settle()
    assert all(1 <= plot.count <= MOST_PAINTINGS for plot in plots)


def test_that_what_a_reading_looks_like_is_painted_only_with_another_reading(window, settle):
    window.show_view("drawing")
    settle()
    view = window.view("drawing")
    page = view.page("draw")
    paintings = [Paintings(picture) for picture in (page.stages, page.units)]
    page.outdated.emit()
    settle()
    assert [each.count for each in paintings] == [0, 0]
    view.canvas_actions.clear()
    settle()
    assert [each.count for each in paintings] == [1, 1]
