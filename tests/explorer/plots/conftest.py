"""What the tests of plots share."""

import pytest

from explorer.plots.plot import Plot


@pytest.fixture
def plot(qtbot, look):
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.set_range((0, 1), (0, 1))
    return plot


@pytest.fixture
def bare_plot(qtbot, look):
    """A plot in sight, with no line that a test could take for what it draws."""
    plot = Plot(look, grid=False)
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.set_range((0, 10), (0, 5))
    plot.show()
    return plot
