"""Every state is drawn, in every look and size, without a warning and without a number that is none."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.curves import CURVES
from explorer.derivative.state import DerivativeState
from explorer.derivative.tangent.state import MOST_ZOOM, TangentState
from explorer.look.palette import DARK, LIGHT
from explorer.look.theme import Look
from explorer.plots.marks import Stroke

STATES = {
    "start": {},
    "wide": {"h": 4.0, "method": "forward"},
    "rounding": {"h": 1e-15},
    "lost": {"h": 1e-50},
    "smallest": {"h": 5e-324},
    "largest": {"h": 1e308},
    "beyond": {"formula": "log", "x": 2e-111, "h": 9e306},
    "kink": {"formula": "abs", "x": 0.0, "h": 1.0},
    "jump": {"formula": "step", "x": 0.0},
    "pole": {"formula": "log", "x": 0.0, "h": 1.0},
    "undefined": {"formula": "log", "x": -1.0},
    "vertical": {"formula": "sqrt(x)", "x": 0.0},
    "edge": {"formula": "x^1.5", "x": 0.0},
    "typed": {"formula": "sin(x)*exp(-x^2) + x*cos(3*x)", "x": -2.0, "h": 0.3},
    "constant": {"formula": "7", "x": 2.0},
    "nowhere": {"formula": "sqrt(-1 - x^2)", "x": 2.0},
    "infinite": {"formula": "9^9^9", "x": 2.0},
    "enormous": {"formula": "1e300*x", "x": 2.0},
    "steep": {"formula": "exp(x^3)", "x": 4.0},
    "far": {"formula": "cube", "x": -1e9, "h": 1e-3},
}


def check_picture(view, qapp):
    qapp.processEvents()
    lens = view.open_page.lens
    for plot in (view.open_page.curve, lens.magnifier, lens.zoomed, view.open_page.errors):
        assert not plot.grab().isNull()
        assert np.isfinite(plot.view_box.viewRange()).all()
        for mark in plot.marks_item.marks:
            if isinstance(mark, Stroke):
                assert np.isfinite(mark.x).all()
                assert not np.isinf(mark.y).any()
            else:
                assert math.isfinite(mark.x) and math.isfinite(mark.y)
    handle = view.open_page.curve.handle.pos()
    assert math.isfinite(handle.x()) and 0 <= handle.y() <= 1
    assert not view.open_page.finding.grab().isNull()
    assert view.open_page.finding.accessibleName()


@pytest.mark.parametrize("name", STATES)
def test_that_every_state_is_drawn(view, qapp, name):
    view.store.change(**STATES[name])
    check_picture(view, qapp)


@pytest.mark.parametrize(("theme", "scale", "size"), [(LIGHT, 1.0, (1100, 700)), (DARK, 1.25, (1920, 1080))])
def test_that_every_look_and_size_is_drawn(view_in, qapp, theme, scale, size):
    with view_in(Look(theme, scale)) as view:
        view.resize(*size)
        for fields in STATES.values():
            view.store.change(**(vars(DerivativeState()) | fields))
            check_picture(view, qapp)
            assert view.open_page.controls.answer("central")


@pytest.mark.parametrize("page", ["tangent", "rounding"])
def test_that_the_words_below_the_digits_fit_in_a_small_window(view, qapp, page):
    view.resize(1100, 700)
    try:
        for fields in STATES.values():
            view.store.change(**(vars(DerivativeState(page=page)) | fields))
            qapp.processEvents()
            assert view.open_page.finding.height() <= view.open_page.finding.parentWidget().height(), fields
            assert view.open_page.finding.height() >= view.open_page.finding.heightForWidth(
                view.open_page.finding.width()
            ), fields
    finally:
        view.resize(1280, 800)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    formula=st.sampled_from(
        [*CURVES, "1/x", "tan(x)", "x^x", "sqrt(abs(x))", "exp(-x^2)*1e9", "x*step(x-1)"]
    ),
    x=st.one_of(st.sampled_from([0.0, 1.0, -5.0]), st.floats(-30, 30), st.floats(-1e9, 1e9)),
    h=st.one_of(st.floats(-20, 2).map(lambda exponent: 10.0**exponent), st.floats(5e-324, 1e308)),
    method=st.sampled_from(["central", "forward"]),
    zoom=st.one_of(st.none(), st.integers(0, MOST_ZOOM)),
)
def test_that_any_legal_state_is_drawn(view, qapp, formula, x, h, method, zoom):
    view.store.tick_to(DerivativeState(formula, x, h, method, tangent=TangentState(zoom)))
    check_picture(view, qapp)
