import contextlib
import io
import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from explorer.losses.sample.words import loss
from explorer.losses.state import MOSTLY_WRONG


def copied(view, control):
    """What a click on Copy as Python leaves in the clipboard."""
    QTest.mouseClick(control("copy_script"), Qt.MouseButton.LeftButton)
    return QGuiApplication.clipboard().text()


def run(script):
    """What a script prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script, "script", "exec"), {})
    return printed.getvalue()


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text)]


@pytest.mark.parametrize(
    "fields", [{}, {"y": MOSTLY_WRONG}, {"y": (0.0,) * 10, "target": 9}, {"samples": "batch"}]
)
def test_that_the_script_of_a_sample_prints_the_losses_on_screen(view, control, fields):
    view.store.change(**fields)
    output = run(copied(view, control))
    mean = numbers(output.splitlines()[-1])
    assert [loss(value) for value in mean] == [view.sample.squares.value, view.sample.entropies.value]


def test_that_the_script_of_scores_prints_the_slopes_on_screen(view, control):
    view.store.change(
        entry="scores", scores=(0.3, 2.1, 3.4, -1.2, 0.1, 0.4, -4.0, 1.1, -2.2, 0.9), curve="by_score"
    )
    printed = numbers(run(copied(view, control)).split("slopes of the cross-entropy")[1])
    assert printed == pytest.approx(view.sample.slopes.entropies.numbers()[1], abs=1e-6)
    assert np.sum(printed) == pytest.approx(0, abs=1e-6)
