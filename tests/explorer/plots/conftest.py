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
