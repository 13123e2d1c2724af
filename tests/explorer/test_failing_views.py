"""A view that cannot be drawn is reported; what the user did is completed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar

from explorer.plots.marks import Stroke
from explorer.plots.marks_item import MarksItem
from explorer.views.paged_view import PagedView
from explorer.window.shell import Shell
from tests.explorer.painted import picture_of
from tests.explorer.plots.settling import settle

# A field of a view, and two values for it.
CHANGES = {
    "losses": ("target", (4, 5)),
    "descent": ("learning_rate", (0.2, 0.3)),
    "training": ("batch_size", (50, 60)),
}


@pytest.fixture
def failing_window(window):
    """A window that reports exceptions in its banner, as the running application does."""
    failures = window.findChild(Shell).failures
    failures.install()
    yield window
    failures.close()


def other_than(name):
    return "losses" if name != "losses" else "descent"


def is_painted(window):
    """Process events; return whether every page that was opened is painted."""
    picture_of(window)
    return all(stack.updatesEnabled() for stack in window.findChildren(QStackedWidget))


def fail(*_):
    raise ArithmeticError("no picture")


@pytest.mark.parametrize("name", CHANGES)
def test_that_switching_theme_and_undo_work_with_a_view_that_cannot_be_drawn(
    failing_window, monkeypatch, name
):
    window, (field, (first, second)) = failing_window, CHANGES[name]
    view = window.view(name)
    window.show_view(other_than(name))
    view.store.change(**{field: first})
    with monkeypatch.context() as patch:
        patch.setattr(type(view), "render_state", fail)
        QTest.keyClick(
            window, Qt.Key(Qt.Key.Key_1 + window.view_names.index(name)), Qt.KeyboardModifier.ControlModifier
        )
        assert window.shown_view is view
        assert view.isVisible()
        assert window.findChild(QTabBar, "window.views").currentIndex() == window.view_names.index(name)
        assert "no picture" in window.banner.text
        assert is_painted(window)
        theme, scale = window.look.theme, window.look.scale
        window.theme_button.click()
        window.look.set_scale(1.25)
        assert (window.look.theme, window.look.scale) != (theme, scale)
        view = window.view(name)
        view.store.change(**{field: second})
        assert window.undo_button.isEnabled()
        window.undo_button.click()
        assert getattr(view.store.state, field, first) == first
        assert view.store.can_redo
        assert window.redo_button.isEnabled()
        if isinstance(view, PagedView):
            view.store.tick(page=view.page_names[1])
        assert is_painted(window)
    drawn = []
    render_state = type(view).render_state
    monkeypatch.setattr(type(view), "render_state", lambda self: (render_state(self), drawn.append(self)))
    window.redo_button.click()
    assert drawn == [view]
    assert is_painted(window)


def test_that_a_view_is_drawn_when_it_is_shown_again_after_a_failure(failing_window, monkeypatch):
    window = failing_window
    view = window.view("derivative")
    window.show_view("losses")
    view.store.change(x=1.5)
    with monkeypatch.context() as patch:
        patch.setattr(type(view), "render_state", fail)
        window.show_view("derivative")
    drawn = []
    monkeypatch.setattr(type(view), "render_state", lambda self: drawn.append(self.store.state.x))
    window.show_view("losses")
    window.show_view("derivative")
    assert drawn == [1.5]


@pytest.mark.parametrize("name", ["derivative", "drawing"])
def test_that_a_page_that_cannot_be_drawn_is_still_opened(failing_window, name):
    window = failing_window
    window.show_view(name)
    view = window.shown_view
    for page in view.page_names:
        view.store.tick(page=page)
        view.open_page.render_state = fail
    for page in view.page_names:
        view.store.tick(page=page)
        QApplication.processEvents()
        assert view.open_page.isVisible()
        assert is_painted(window)
        del view.open_page.render_state
    assert "no picture" in window.banner.text


def test_that_the_tabs_stay_at_the_view_shown_if_another_cannot_be_built(failing_window, monkeypatch):
    window = failing_window
    window.show_view("losses")
    tabs, last = window.findChild(QTabBar, "window.views"), len(window.view_names) - 1
    monkeypatch.setattr("explorer.application.DeferredView.__call__", fail)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(last).center())
    assert "no picture" in window.banner.text
    assert tabs.currentIndex() == 0
    assert window.shown_view.name == "losses"
    assert window.shown_view.isVisible()


def test_that_a_failed_painting_is_reported_and_the_next_one_is_complete(failing_window, monkeypatch):
    window = failing_window
    window.show_view("derivative")
    view = window.shown_view
    window.banner.show_message("in place")  # so that the layout is the same before and after
    settle()
    before = picture_of(view).toImage()
    window.banner.close_button.click()
    QApplication.processEvents()
    with monkeypatch.context() as patch:
        patch.setattr(Stroke, "paint", fail)
        view.update()
        for item in view.findChildren(MarksItem):
            item.update()
        view.repaint()
        QApplication.processEvents()
        assert picture_of(view).toImage() != before
        assert "no picture" in window.banner.text
    QApplication.processEvents()
    assert picture_of(view).toImage() == before
