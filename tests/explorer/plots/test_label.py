"""Words at points of a plot."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from explorer.plots.label import LabelPool, PlotLabel
from tests.explorer.looks import in_both_themes


@in_both_themes
def test_that_a_label_has_the_colours_of_the_look(plot, look):
    label = plot.add(PlotLabel(look, "c", size=30, patch="panel", border="line"))
    label.setText("I")
    assert painted_colours(label) >= {look.theme.c.lower(), look.theme.panel.lower()}
    label.set_token("text")
    assert look.theme.text.lower() in painted_colours(label)


def painted_colours(label):
    image = QImage(60, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(20, 20)
    label.paint(painter)
    painter.end()
    return {image.pixelColor(x, y).name() for x in range(60) for y in range(40)}


def test_that_a_label_takes_as_many_pixels_at_every_scale_and_stands_where_its_anchor_says(plot, look):
    label = plot.add(PlotLabel(look, anchor=(1, 0)))
    label.setText("some words")
    label.setPos(0.5, 0.5)
    sizes = []
    for top in (1, 1000):
        plot.set_range((0, 1), (0, top))
        plot.grab()
        place = plot.view_box.mapViewToScene(QPointF(0.5, 0.5))
        assert (label.box().topRight() - place).manhattanLength() < 0.01
        sizes.append(label.box().size())
    assert sizes[0] == sizes[1]
    label.setText("some words\nand more")
    assert label.toPlainText() == "some words\nand more"
    assert label.box().height() > 1.5 * sizes[0].height()


def test_that_a_pool_shows_exactly_what_was_written_last(plot, look):
    pool = LabelPool(plot, look)
    pool.write([("one", 0, 0), ("two", 1, 1)])
    pool.write([("three", 0.5, 0.5)])
    shown = [item.toPlainText() for item in plot.added if isinstance(item, PlotLabel) and item.isVisible()]
    assert shown == ["three"]
