"""The lens of the page Tangent, and its script."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.curves import CURVES
from explorer.derivative.measurement import measure
from explorer.derivative.state import DerivativeState
from explorer.derivative.tangent.close_up import close_up
from explorer.derivative.tangent.state import TangentState
from explorer.plots.marks import Dot, Stroke
from tests.explorer.derivative.hands import copied_script, numbers, push, run


def seen(zoom, **fields):
    return close_up(measure(DerivativeState(**fields)), zoom)


def test_that_the_lens_zooms_by_ten_and_back_and_can_be_undone(view, control):
    push(control("zoom_in"))
    push(control("zoom_in"))
    assert view.store.state.tangent.zoom == 2
    push(control("zoom_out"))
    assert view.store.state.tangent.zoom == 1
    control("zoom_mode").chosen.emit(0)
    assert view.store.state.tangent.zoom is None
    view.store.undo()
    assert view.store.state.tangent.zoom == 1
    QTest.keyClick(control("zoom_plot"), Qt.Key.Key_Up)
    assert view.store.state.tangent.zoom == 2


def test_that_a_curve_becomes_its_tangent_and_then_a_staircase():
    stages = [seen(zoom, formula="sin", x=1.0).stage for zoom in (0, 4, 14, 15, 17)]
    assert stages == ["curve", "curve", "curve", "numbers", "numbers"]


def test_that_a_flat_place_shows_the_steps_of_f_before_those_of_x():
    close = seen(8, formula="cos(x)", x=0.0)
    assert close.stage == "levels"
    assert close.levels == np.unique(np.cos(close.curve.offsets)).size


def test_that_a_kink_stays_a_kink_at_any_magnification():
    for zoom in (0, 6, 12):
        close = seen(zoom, formula="abs", x=0.0)
        assert close.stage == "curve"
        assert np.isnan(close.tangent)
        ends = np.interp([-close.half_width, close.half_width], close.curve.offsets, close.curve.rises)
        np.testing.assert_allclose(ends, close.half_width, rtol=1e-12)


def test_that_the_steps_of_float64_are_where_float64_has_them(view, control):
    view.store.change(zoom=16)
    gap = np.spacing(5.0)
    offsets = view.open_page.lens.zoomed.export_table()[0][1] - 5.0
    np.testing.assert_array_equal(np.unique(np.diff(offsets)), gap)
    marks = control("zoom_plot").parent().parent().zoomed.marks_item.marks
    assert sum(isinstance(mark, Dot) and mark.symbol == "s" for mark in marks) == 3
    assert any(isinstance(mark, Stroke) and mark.token == "d" for mark in marks)


@pytest.mark.parametrize("zoom", [-1, 21, 1.5, True])
def test_that_a_magnification_that_there_is_not_gets_a_sentence(zoom):
    with pytest.raises(ValueError, match="magnifier goes"):
        TangentState(zoom)


@pytest.mark.parametrize("formula", [*CURVES, "exp(-x^2)*cos(3*x) + 2^x", "1/(1 + x^2)"])
def test_that_the_script_prints_the_slopes_on_screen(view, control, formula):
    view.store.change(formula=formula, x=1.25, h=1e-3)
    exact, central, forward = (numbers(line)[-1] for line in run(copied_script(control)))
    measurement = view.open_page.measurement
    assert exact == pytest.approx(measurement.shape.slope, rel=1e-11, abs=1e-12)
    assert central == pytest.approx(measurement.slope("central"), rel=1e-9, abs=1e-12)
    assert forward == pytest.approx(measurement.slope("forward"), rel=1e-9, abs=1e-12)


def test_that_the_script_of_a_kink_says_that_there_is_no_slope(view, control):
    view.store.change(formula="abs", x=0.0)
    exact, central, forward = (numbers(line)[-1] for line in run(copied_script(control)))
    assert np.isnan(exact)
    assert (central, forward) == (0, 1)


def test_that_the_key_leaves_the_curve_its_room_after_a_resize(view, qapp):
    view.store.change(formula="sin(x)", h=0.5)
    curve = view.page("tangent").curve
    for height in (800, 700):
        view.resize(1280, height)
        qapp.processEvents()
        below = 1 - curve.key.strip_height / curve.view_box.rect().height()
        assert curve.view_box.viewRange()[1] == pytest.approx([0, 1 / below])
    view.resize(1280, 800)
