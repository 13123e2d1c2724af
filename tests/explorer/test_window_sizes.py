"""Every page of every view in windows of any size: no exception, and no warning from Python or Qt."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.application import VIEWS
from explorer.background.guarded import Guarded
from explorer.plots.plot import Plot
from tests.endurance import loop
from tests.explorer.pages import open_pages

SIZES = ((300, 300), (1900, 300), (300, 1900), (1, 1))
NO_AREA = ((300, 1), (1, 300), (0, 0))  # left for the data of a plot
UNBOUNDED = (2**24 - 1, 2**24 - 1)  # QWIDGETSIZE_MAX


def settle():
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_every_page_is_drawn_in_a_window_of_any_size(window, name):
    window.look.set_scale(1.25)  # the larger type has less room
    window.show_view(name)
    view = window.shown_view
    for _ in open_pages(view):
        for size in SIZES:
            window.resize(*size)
            settle()
            view.refresh()
        view.grab()
    window.theme_button.click()
    settle()


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_a_page_is_laid_out_the_same_after_the_window_was_larger(window, name):
    window.show_view(name)
    view = window.shown_view
    for _ in open_pages(view):
        window.resize(1100, 700)
        loop.settle(window)
        cards = [card for card in view.cards().values() if card.isVisible()]
        before = {card.name: card.geometry() for card in cards}
        window.resize(1500, 900)
        loop.settle(window)
        window.resize(1100, 700)
        loop.settle(window)
        assert {card.name: card.geometry() for card in cards} == before


@pytest.mark.parametrize("name", [source.name for source in VIEWS])
def test_that_plots_and_other_pictures_survive_having_no_area(window, name):
    window.show_view(name)
    view = window.shown_view
    for _ in open_pages(view):
        settle()
        plots = [plot for plot in view.findChildren(Plot) if plot.isVisible()]
        for size in NO_AREA:
            for plot in plots:
                plot.setFixedSize(*size)
            settle()
            view.refresh()
            for plot in plots:
                plot.grab()
        assert not any(plot.frame.has_area for plot in plots)
        for plot in plots:
            plot.setMinimumSize(0, 0)
            plot.setMaximumSize(*UNBOUNDED)
        settle()
        assert all(plot.frame.has_area for plot in plots if plot.isVisible())
        pictures = [each for each in view.findChildren(QWidget) if isinstance(each, Guarded)]
        for picture in [each for each in pictures if each.isVisible() and not isinstance(each, Plot)]:
            for size in NO_AREA:
                picture.resize(*size)
                picture.grab()
        window.resize(window.width(), window.height() + 1)  # lays out again what was given another size
        settle()
