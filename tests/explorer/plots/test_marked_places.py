"""Marks and words at places of a plot."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from explorer.plots.geometry import Area
from explorer.plots.marked_places import MarkedPlaces

AREA = Area(0, 10, 0, 5)


@pytest.fixture
def plot(bare_plot):
    return bare_plot


@pytest.fixture
def places(plot, look):
    return MarkedPlaces(plot, look)


def has_ring(plot, look, x, y):
    """Whether the rim of a mark of 22 pixels is around a point."""
    image = plot.grab().toImage()
    centre = plot.mapFromScene(plot.view_box.mapViewToScene(QPointF(x, y)))
    around = [image.pixelColor(centre.x() + dx, centre.y()).name() for dx in (-12, -11, -10, 10, 11, 12)]
    return look.theme.text.lower() in around[:3] and look.theme.text.lower() in around[3:]


def test_that_each_place_has_its_mark(plot, look, places):
    places.show([(2, 2), (8, 3)], "minimum", AREA)
    assert has_ring(plot, look, 2, 2)
    assert has_ring(plot, look, 8, 3)
    assert not has_ring(plot, look, 5, 4)
    places.show(np.empty((0, 2)), "minimum", AREA)
    assert not has_ring(plot, look, 2, 2)


@pytest.mark.parametrize("far", [20.0, 1e12, 1e300])
def test_that_a_place_far_beyond_the_picture_takes_no_other_mark_away(plot, look, places, far):
    places.show([(2, 2), (far, 2)], "minimum", AREA)
    assert has_ring(plot, look, 2, 2)
    marked = [item for item in plot.scene().items() if item.zValue() == 20]
    window = QRectF(plot.rect()).adjusted(-100, -100, 100, 100)
    assert all(window.contains(item.sceneBoundingRect()) for item in marked if item.isVisible())


def test_that_marks_come_into_sight_when_the_picture_moves(plot, look, places):
    places.show([(2, 2), (18, 2)], "minimum", AREA)
    plot.set_range((10, 20), (0, 5))
    places.show([(2, 2), (18, 2)], "minimum", Area(10, 20, 0, 5))
    assert has_ring(plot, look, 18, 2)
