import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from explorer.look.theme import Look
from explorer.plots.geometry import Area
from explorer.plots.height_scale import HeightScale
from explorer.plots.relief_overlay import Disc, Note, ReliefOverlay


def pixel_of(place):
    """As seen from above."""
    return QPointF(200 + 15 * place[0], 150 - 15 * place[1] - 5 * place[2])


@pytest.fixture
def overlay(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(400, 300)
    overlay = ReliefOverlay(parent, Look(), pixel_of)
    overlay.resize(parent.size())
    yield overlay  # its parent lives until here


def inked(overlay, colour=None):
    """Where something is painted, or a colour."""
    image = overlay.grab().toImage()
    ground = image.pixelColor(1, 1).name()
    names = np.array([[image.pixelColor(x, y).name() for x in range(400)] for y in range(300)])
    return names != ground if colour is None else names == colour.lower()


def test_that_axes_are_outside_what_is_shown(overlay):
    overlay.set_frame(Area(-5, 5, -5, 5), HeightScale(0, 1))
    overlay.azimuth = -60.0
    ink = inked(overlay)
    assert ink[226:, 130:280].any() and ink[80:220, 276:].any()  # below, and at the right
    assert not ink[80:220, 130:270].any() and not ink[:70, 130:].any()


def test_that_starts_minima_and_departures_are_painted_where_they_are(overlay):
    theme = overlay._look.theme
    overlay.set_paths([Disc(np.array([-4.0, 4, 0]), 0, "1")], [Note(np.array([4.0, 4, 0]), "Step 1", 1)])
    overlay.set_minima([Note(np.array([0.0, -3, 0]), "minimum")])
    start, border = inked(overlay, theme.a), inked(overlay, theme.b)
    assert start[80:100, 130:150].any() and not start[110:].any()
    assert border[:90, 220:300].any() and not border[100:].any()
    assert inked(overlay)[180:215, 140:210].any()


def test_that_words_of_departures_do_not_cover_each_other(overlay):
    here = np.array([0.0, 4, 0])
    overlay.set_paths([], [Note(here, "Step 1 lands there", 0), Note(here, "Step 2 lands there", 1)])
    assert inked(overlay, overlay._look.theme.a).any()
    assert not inked(overlay, overlay._look.theme.b).any()
