"""A picture is that of its state and size, whatever was shown before: it equals that of a view made anew."""

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from tests.explorer.plots.settling import settle

LEAVING = {"starts": ((-4.0, 1.0), (3.0, -1.0)), "learning_rate": 5.0}
LABELS_MOVED = 1000  # pixels: labels that Qt keeps as pixels may stand half a pixel from where new ones do
SMALL, LARGE = (1280, 760), (1500, 900)


@pytest.mark.parametrize(
    ("view", "plot", "changes", "sizes"),
    [
        # A surface that fills the plot whatever its shape: its area is the same in another size.
        ("descent", "field", [{"surface": "valley", "equal_aspect": False}], [SMALL, LARGE]),
        ("descent", "field", [LEAVING], [SMALL]),
        ("descent", "field", [{"surface": "bowl"}, {"surface": "himmelblau"}], []),
        ("descent", "field", [{"surface": "himmelblau", "mark_minima": False}, {"mark_minima": True}], []),
        # Arrows that reach beyond the border.
        ("descent", "field", [{"surface": "himmelblau"}, {"window": (-4.0, 3.0, -2.0, 3.0)}], [SMALL, LARGE]),
        # A key that takes more of the plot in a narrow window.
        ("derivative", "curve_plot", [{"formula": "x^2"}], [LARGE, SMALL]),
        ("derivative", "plane", [{"page": "variables"}], [SMALL, LARGE]),
    ],
)
def test_that_a_picture_does_not_depend_on_what_was_shown_before(window, qtbot, view, plot, changes, sizes):
    window.look.reduced_motion = True
    background = window.shown_view.session.background

    def picture():
        qtbot.waitUntil(lambda: not background.is_busy)
        settle()
        image = window.findChild(QWidget, f"{view}.{plot}").grab().toImage()
        return np.frombuffer(image.constBits(), np.uint32).copy()

    window.resize(1280, 800)
    window.show_view(view)
    for fields in changes:
        window.stores[view].change(**fields)
        picture()
    for size in sizes:
        window.resize(*size)
        picture()
    shown = picture()
    window.rebuild()
    assert np.count_nonzero(picture() != shown) < LABELS_MOVED
