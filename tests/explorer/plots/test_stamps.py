import numpy as np
from PySide6.QtGui import QTransform

from explorer.plots.stamps import placed


def test_that_points_beyond_the_largest_float_are_left_out():
    points = np.array([[1e300, 0], [1, 2], [np.nan, 1]])
    assert placed(points, QTransform.fromScale(1e100, 2)).tolist() == [[1e100, 4]]
