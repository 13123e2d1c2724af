import numpy as np
import pyqtgraph as pg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QWidget,
)

from core.optimizers import OPTIMIZERS
from core.surfaces import SURFACES
from explorer.descent.method_state import MethodState
from explorer.descent.picture_state import PictureState
from explorer.descent.state import PAGES, SPEEDS, DescentState
from explorer.plots.label import PlotLabel
from explorer.plots.marks import Words
from explorer.widgets.choice import Segmented
from tests.explorer.descent.reading import VALLEY, click_button, control, last_points, words_in
from tests.explorer.keys import type_into
from tests.explorer.mouse import click_widget, drag_widget, hover


def words_of_plot(plot):
    return [mark for mark in plot.marks if isinstance(mark, Words)]


ORACLES = {  # x0^2 + x1^2 from (-3, 4), 100 steps: what the chapter prints, to all digits
    1: [-6.111107928998789e-10, 8.148143905314271e-10],
    2: [-25898374737328.363, -1295248616896.5398],
    3: [-2.999999939999995, 3.9999999199999934],
}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_that_one_click_draws_each_of_the_chapters_runs(view, number):
    click_button(view, f"chapter_run_{number}")
    assert last_points(view)[0].tolist() == ORACLES[number]
    view.store.undo()
    assert view.store.state == VALLEY


@pytest.mark.parametrize("steps", [1, 2, 59, 60, 61])
def test_that_a_path_that_goes_to_and_fro_is_drawn(view, steps):
    view.store.change(surface="bowl", starts=((-3.0, 4.0),), learning_rate=1.0, steps=steps)
    drawn = view.field._paths[0]._trace._line_path.boundingRect()
    assert drawn.getCoords() == pytest.approx((-3, -4, 3, 4))


def test_that_the_learning_rate_is_dragged_in_one_step(view):
    slider = control(view, "learning_rate_slider")
    start, end = (QPointF(slider.x_of(rate), 12) for rate in (0.8, 0.01))
    drag_widget(slider, start, end)
    assert view.store.state.learning_rate == pytest.approx(0.01, rel=0.03)
    assert control(view, "learning_rate").text() == f"{view.store.state.learning_rate:g}"
    assert last_points(view)[0, 0] == pytest.approx(-7 * (1 - view.store.state.learning_rate * 0.1) ** 60)
    view.store.undo()
    assert view.store.state == VALLEY


def test_that_keys_on_the_slider_move_the_rate_by_a_hundredth_of_a_decade(view):
    slider = control(view, "learning_rate_slider")
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert view.store.state.learning_rate == pytest.approx(0.8 * 10**0.02, rel=0.01)
    view.store.undo()
    assert view.store.state == VALLEY


@pytest.mark.parametrize(("typed", "rate"), [("1e-10", 1e-10), ("10^-50", 1e-50), ("0.25", 0.25)])
def test_that_any_rate_can_be_typed(view, typed, rate):
    field = control(view, "learning_rate")
    type_into(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.learning_rate == rate


def test_that_a_wrong_rate_is_said_in_place_and_changes_nothing(view):
    field = control(view, "learning_rate")
    type_into(field, "fast")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert any("“fast” is not a number" in text for text in words_in(view))
    assert view.store.state == VALLEY
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.problem == ""


def test_that_exact_and_numerical_gradient_are_in_sight_at_first(view, qapp):
    view.resize(1100, 652)
    port = view.column.scroll_area.viewport()
    for _ in range(4):
        qapp.processEvents()
    gradient = control(view, "gradient")
    assert port.rect().contains(gradient.mapTo(port, gradient.rect().bottomRight()))
    view.resize(1280, 752)


def test_that_a_wrong_formula_keeps_the_picture_and_marks_the_place(view, qtbot):
    view.store.change(surface="x0^2 + x1^2")
    before = view.field.columns()
    field = control(view, "formula")
    type_into(field, "2x0")
    assert "write 2*x0" in field.problem and field.caret_x() is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.surface == "x0^2 + x1^2"
    assert all((view.field.columns()[name] == column).all() for name, column in before.items())
    type_into(field, "x0² + 3*x1²")
    assert field.problem == "" and view.store.state.surface == "x0^2 + x1^2"
    qtbot.waitUntil(lambda: view.store.state.surface == "x0² + 3*x1²")
    assert view.field.columns()["x₁ (1)"][1] == pytest.approx(2 - 0.8 * 6 * 2)
    type_into(field, "x0*x1")
    view.store.undo()  # before the pause is over: what was typed last is not drawn any more
    assert view.store.state.surface == "x0^2 + x1^2" and field.text() == "x0^2 + x1^2"
    assert not control(view, "formula").parentWidget()._pause.isActive()


def test_that_a_named_surface_can_be_taken_as_a_formula(view):
    choice = control(view, "surface")
    choice.setCurrentIndex(choice.findData("typed"))
    choice.activated.emit(choice.currentIndex())
    assert view.store.state.surface == SURFACES["valley"].formula
    assert control(view, "formula").isVisible()


def test_that_playback_shows_step_after_step_and_leaves_nothing_to_undo(view, qtbot):
    view.store.tick(speed=16.0)
    click_button(view, "play")
    qtbot.waitUntil(lambda: view.store.state.shown_step >= 3)
    click_button(view, "play")
    shown = view.store.state.last_shown
    assert len(view.field.columns()["step"]) == shown + 1
    assert f"After {shown} steps" in words_in(view)
    click_button(view, "back")
    click_button(view, "back")
    click_button(view, "step")
    assert view.store.state.shown_step == shown - 1
    click_button(view, "first")
    assert view.store.state.last_shown == 0 and "At the start" in words_in(view)
    click_button(view, "last")
    assert view.store.state.shown_step == -1
    assert not view.store.can_undo


def test_that_playback_ends_at_the_end_and_stops_out_of_sight(view, qtbot):
    view.store.change(steps=3)
    view.store.tick(speed=16.0)
    QTest.keyClick(view.field, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not view._transport.is_playing)
    assert view.store.state.shown_step == -1
    QTest.keyClick(view.field, Qt.Key.Key_Space)
    view.hide()
    assert not view._transport.is_playing
    view.show()


def test_that_the_steps_are_scrubbed(view):
    scrub = control(view, "scrub")
    drag_widget(scrub, QPointF(scrub.x_of(60), 12), QPointF(scrub.x_of(20), 12))
    assert view.store.state.shown_step == 20
    QTest.keyClick(scrub, Qt.Key.Key_End)
    assert view.store.state.shown_step == -1


def test_that_choices_change_the_state_and_the_path(view):
    view.store.tick(page="method")
    choice = control(view, "optimizer")
    choice.setCurrentIndex(choice.findData("adam"))
    choice.activated.emit(choice.currentIndex())
    assert view.store.state.optimizer == "adam"
    assert any(text.startswith("Adam divides") for text in words_in(view))
    for name, field, value in (("gradient", "gradient", "numerical"), ("ascent", "ascent", True)):
        click_widget(control(view, name).button(1), QPointF(10, 10))
        assert getattr(view.store.state, field) == value
    type_into(control(view, "steps"), "25")
    QTest.keyClick(control(view, "steps"), Qt.Key.Key_Return)
    assert view.store.state.steps == 25 and len(view.field.columns()["step"]) == 26


def test_that_the_same_step_lights_up_in_both_plots(view):
    x, y = view.field.columns()["x₀ (2)"][1], view.field.columns()["x₁ (2)"][1]
    hover(view.field, (x, y))
    (ring,) = view.values.pointed
    assert ring.x == 1
    assert ring.y == pytest.approx(np.log10(x**2 / 20 + y**2))
    hover(view.field, (0, 4.5))
    assert not view.values.pointed
    height = view.values.columns()["f (3)"][20]
    hover(view.values, (20, np.log10(height)))
    assert view.field._tag.ring.getData()[0].tolist() == [view.field.columns()["x₀ (3)"][20]]


def test_that_a_line_has_its_name_where_it_ends_or_leaves_the_picture(view):
    click_button(view, "chapter_run_1")
    (name,) = words_of_plot(view.values)
    assert (name.text, name.x) == ("1", 100)
    assert name.y == pytest.approx(np.log10(25 * 0.8**200))
    view.store.change(surface="saddle", starts=((0.0, 1.0),), steps=60)
    (name,) = words_of_plot(view.values)
    low, high = view.values.view_box.viewRange()[1]
    assert name.y == pytest.approx(low + 8 * view.values.frame.unit[1])  # half a line above the border
    assert 0 < name.x < 60
    before, after = (-(1.2 ** (2 * k)) for k in (np.floor(name.x), np.ceil(name.x)))
    assert after <= low <= before <= high


def test_that_all_of_twelve_lines_have_their_number(view):
    view.store.change(starts=tuple((k - 6.5, k % 5 - 2.1) for k in range(12)))
    names = words_of_plot(view.values)
    assert sorted(int(name.text) for name in names) == list(range(1, 13))
    for column in (names[:6], names[6:]):
        heights = sorted(name.y / view.values.frame.unit[1] for name in column)
        assert min(np.diff(heights)) >= 15


STATES = {
    "start": {},
    "basins": {"ground": "basins", "page": "picture"},
    "plain": {"ground": "plain", "contours": False, "arrows": "none", "page": "method"},
    "nothing moved": {"steps": 0},
    "diverged": {"learning_rate": 5.0, "steps": 500},
    "frozen": {"surface": "bowl", "gradient": "numerical", "learning_rate": 10.0},
    "frozen in playback": {
        "surface": "bowl",
        "gradient": "numerical",
        "learning_rate": 10.0,
        "shown_step": 4,
    },
    "no value": {"surface": "log(x0) + log(x1)"},
    "constant": {"surface": "3"},
    "large constant": {"surface": "1e20"},
    "ascent": {"ascent": True},
    "compared": {"compared": tuple(OPTIMIZERS), "lower": "sweep", "page": "method"},
    "noisy": {"noise": 2.0, "steps": 800, "lower": "cut"},
    "zoomed": {"window": (-1.0, 0.0, 1.0, 7.0), "equal_aspect": False, "mark_saddles": True},
    "played": {"shown_step": 5, "lower": "cut"},
    "twelve": {
        "surface": "ackley",
        "starts": tuple((k - 6.0, k % 5 - 2.0) for k in range(12)),
        "steps": 1000,
    },
    **{key: {"surface": key, "learning_rate": 0.01} for key in SURFACES},
    **{name: {"optimizer": name, "learning_rate": 0.1} for name in OPTIMIZERS},
}


@pytest.mark.parametrize("fields", STATES.values(), ids=STATES)
def test_that_every_state_is_drawn(view, qapp, fields):
    view.store.change(**fields)
    qapp.processEvents()
    assert not view.grab().isNull()
    assert_nothing_wrong_is_drawn(view)


@pytest.mark.parametrize("size", [(1100, 652), (1280, 752), (1920, 1032)])
def test_that_it_fits_every_window(view, qapp, size):
    view.resize(*size)
    qapp.processEvents()
    assert view.size().toTuple() == size
    for card in (view._field_card, view._lower_card, view._ends):
        assert view.rect().contains(card.geometry().translated(card.parentWidget().pos()))
    assert view.field.view_box.height() > 200
    view.resize(1280, 752)


def assert_nothing_wrong_is_drawn(view):
    for plot in (view.field, view.values, view._lower_card.sweep, view._lower_card.cut):
        for item in plot.added:
            if isinstance(item, pg.ScatterPlotItem) and item.isVisible():
                x, y = item.getData()
                assert np.isfinite(x).all() and np.isfinite(y).all()
            elif isinstance(item, pg.PlotCurveItem) and item.isVisible() and item.xData is not None:
                assert not np.isinf(item.xData).any() and not np.isinf(item.yData).any()
            elif isinstance(item, (pg.TextItem, PlotLabel)) and item.isVisible():
                assert "nan" not in item.toPlainText().lower()
    for text in words_in(view):
        assert "nan" not in text.lower()


coordinate = st.floats(-12, 12) | st.sampled_from([0.0, 1e6, -1e-300])
shares = st.floats(0, 0.999_999)
windows = st.tuples(st.floats(-20, 20), st.floats(1e-6, 40), st.floats(-20, 20), st.floats(1e-6, 40)).map(
    lambda edges: (edges[0], edges[0] + edges[1], edges[2], edges[2] + edges[3])
)
legal_states = st.builds(
    DescentState,
    surface=st.sampled_from([*SURFACES, "exp(x0) - x1", "1/x0 + x1^2", "sqrt(x0)*x1", "x0^x1", "0"]),
    starts=st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=12).map(tuple),
    learning_rate=st.floats(1e-300, 1e300) | st.floats(0.001, 10),
    steps=st.integers(0, 300),
    optimizer=st.sampled_from(list(OPTIMIZERS)),
    gradient=st.sampled_from(["exact", "numerical"]),
    ascent=st.booleans(),
    shown_step=st.integers(-1, 400),
    speed=st.sampled_from(SPEEDS),
    chosen_start=st.integers(0, 20),
    page=st.sampled_from(PAGES),
    recent_formulas=st.sampled_from([(), ("x0*x1", "sin(x0)")]),
    picture=st.builds(
        PictureState,
        ground=st.sampled_from(["height", "basins", "plain"]),
        contours=st.booleans(),
        arrows=st.sampled_from(["slope", "equal", "none"]),
        mark_minima=st.booleans(),
        mark_saddles=st.booleans(),
        equal_aspect=st.booleans(),
        window=st.none() | windows,
        relief=st.sampled_from(["map", "relief"]),
        lower=st.sampled_from(["values", "sweep", "cut"]),
        sweep_shows=st.sampled_from(["value", "steps"]),
    ),
    method=st.builds(
        MethodState,
        momentum=shares,
        decay=shares,
        beta1=shares,
        beta2=shares,
        epsilon=st.floats(1e-300, 1e6),
        compared=st.lists(st.sampled_from(list(OPTIMIZERS)), max_size=6, unique=True).map(tuple),
        noise=st.sampled_from([0.0, 0.5, 1e6]),
        noise_seed=st.integers(0, 999_999),
    ),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=legal_states)
def test_that_any_legal_state_can_be_drawn_and_undone(view, qapp, state):
    before = view.store.state
    view.store.load(state)
    qapp.processEvents()
    assert_nothing_wrong_is_drawn(view)
    if state != before:
        view.store.undo()
    assert view.store.state == before


changes = st.one_of(
    st.builds(dict, learning_rate=st.floats(1e-3, 10)),
    st.builds(dict, starts=st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=4).map(tuple)),
    st.builds(dict, surface=st.sampled_from([*SURFACES, "x0*x1"])),
    st.builds(dict, steps=st.sampled_from([0, 5, 1500])),
    st.builds(dict, window=st.none() | windows),
    st.builds(dict, compared=st.sampled_from([(), ("adam", "momentum")])),
    st.builds(dict, lower=st.sampled_from(["values", "sweep", "cut"])),
    st.builds(dict, noise=st.sampled_from([0.0, 1.0])),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["change", "nudge", "gesture"]), changes), max_size=6))
def test_that_any_sequence_of_changes_is_drawn_and_undone(view, qapp, steps):
    view.store.load(VALLEY)
    before = view.store.state
    for kind, fields in steps:
        if kind == "gesture":
            with view.store.gesture():
                view.store.change(**fields)
                view.store.change(learning_rate=0.1)
        else:
            getattr(view.store, kind)(**fields)
        qapp.processEvents()
        assert_nothing_wrong_is_drawn(view)
    after, undone = view.store.state, 0
    while view.store.state != before:
        view.store.undo()
        undone += 1
    assert undone <= len(steps)
    for _ in range(undone):
        view.store.redo()
    assert view.store.state == after


@pytest.mark.parametrize(
    ("field", "page"),
    [
        ("noise", "method"),
        ("arrows", "picture"),
        ("gradient", "paths"),
        ("ground", "method"),
        ("speed", "paths"),
        ("lower", "picture"),
    ],
)
def test_that_a_control_is_revealed_on_its_page(view, field, page):
    view.reveal(field)
    assert view.store.state.page == page
    focused = view.focusWidget()
    assert control(view, field) in (focused, focused.parentWidget())
    assert not view.store.can_undo


def test_that_every_control_explains_itself(view):
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, Segmented)
    for widget in view.findChildren(QWidget):
        inside = isinstance(widget.parentWidget(), Segmented) or widget.objectName().startswith("qt_")
        if isinstance(widget, kinds) and not inside and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.objectName().startswith("descent."), widget
            assert widget.accessibleName() and widget.toolTip(), widget.objectName()
    assert view.field.accessibleName() and view.field.toolTip()


def test_that_a_ring_shows_where_the_next_step_of_each_path_will_land(view):
    def rings():
        points = view.field._next_points.getData()
        return np.stack(points, axis=1)

    view.store.change(shown_step=3)
    shown, count = rings(), len(view.store.state.starts)
    assert len(shown) == count
    click_button(view, "step")
    assert last_points(view) == pytest.approx(shown)
    view.store.tick(shown_step=view.store.state.steps)
    assert len(rings()) == 0  # the step after the last one is not taken
    view.store.change(learning_rate=1e6, shown_step=0)
    assert len(rings()) == 0  # so far out that no picture holds it
