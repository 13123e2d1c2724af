"""Zoom and pan, and what is said about the place under the pointer."""

import sys

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from core.optimizers import OPTIMIZERS
from core.surfaces import SURFACES
from explorer.descent.state import DescentState
from explorer.descent.view import DescentView
from explorer.look.theme import Look
from explorer.plots.relief_support import can_draw_relief
from explorer.state.session import Session
from explorer.state.store import Store
from tests.explorer.descent.reading import VALLEY, click_button, control, words_in
from tests.explorer.keys import type_into
from tests.explorer.mouse import click_widget, drag, hover, turn_wheel


def settle(view, qtbot):
    qtbot.waitUntil(lambda: not view.session.background.is_busy)


def tag(view):
    return view.field._tag._label.toPlainText()


def test_that_the_wheel_zooms_around_the_pointer_and_the_surface_follows(view, qtbot):
    before = view.field.area
    turn_wheel(view.field, (4, 2), 2)
    area = view.field.area
    assert area.width == pytest.approx(0.64 * before.width)
    assert (4 - area.left) / area.width == pytest.approx((4 - before.left) / before.width, abs=0.002)
    settle(view, qtbot)
    drawn = view.field.layers.area
    assert drawn.width == pytest.approx(1.3 * area.width) and drawn.left < area.left
    middle = np.array(view.field.layers.values.shape) // 2
    x, y = ((drawn.left + drawn.right) / 2, (drawn.bottom + drawn.top) / 2)
    assert view.field.layers.values[tuple(middle)] == pytest.approx(x**2 / 20 + y**2, rel=0.1)
    view.store.undo()
    assert view.store.state == VALLEY and view.field.area == before


def test_that_the_ground_is_dragged_in_one_step_and_starts_stay_where_they_are(view):
    before = view.field.area
    drag(view.field, (-2, -3), (1, -2))
    area = view.field.area
    assert (area.left - before.left, area.bottom - before.bottom) == pytest.approx((-3, -1), abs=0.05)
    assert area.width == pytest.approx(before.width)
    assert view.store.state.starts == VALLEY.starts
    view.store.undo()
    assert view.store.state == VALLEY


def test_that_keys_and_buttons_zoom_and_show_the_whole_again(view):
    before = view.field.area
    view.field.setFocus()
    QTest.keyClick(view.field, Qt.Key.Key_Plus)
    QTest.keyClick(view.field, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.field.area.width == pytest.approx(0.8 * before.width)
    assert view.field.area.left + view.field.area.right == pytest.approx(2 * 0.1 * 0.8 * before.width)
    QTest.keyClick(view.field, Qt.Key.Key_0)
    assert view.store.state.picture.window is None and view.field.area == before
    view.store.tick(page="picture")
    click_button(view, "zoom_out")
    assert view.field.area.width == pytest.approx(before.width / 0.8)
    click_button(view, "show_whole")
    assert view.field.area == before


def test_that_keys_open_the_sections_of_controls_in_turn(view):
    for key, page in (
        (Qt.Key.Key_PageDown, "picture"),
        (Qt.Key.Key_PageUp, "paths"),
        (Qt.Key.Key_PageUp, "method"),
    ):
        QTest.keyClick(view.field, key, Qt.KeyboardModifier.ControlModifier)
        assert view.store.state.page == page


def test_that_the_ends_are_judged_by_the_whole_picture(view):
    said = words_in(view)
    turn_wheel(view.field, (-7, 2), 8)
    assert words_in(view) == said


def test_that_another_surface_is_shown_whole(view):
    turn_wheel(view.field, (0, 0), 3)
    choice = control(view, "surface")
    choice.setCurrentIndex(choice.findData("bowl"))
    choice.activated.emit(choice.currentIndex())
    assert view.store.state.picture.window is None


def test_that_units_may_differ(view):
    view.store.change(window=(0.0, 1.0, -40.0, 40.0), equal_aspect=False)
    area = view.field.area
    assert (area.left, area.right, area.bottom, area.top) == (0, 1, -40, 40)


def test_that_it_zooms_no_closer_than_numbers_allow(view):
    for _ in range(70):
        view.field.window_zoomed.emit(view.field.zoomed(2, 1, 1))
    (left, right, *_) = view.store.state.picture.window
    assert right - left < 1e-6
    assert np.isfinite(view.field.frame.unit).all()


def test_that_saddles_and_minima_are_marked_on_request(view, qapp):
    view.store.change(surface="himmelblau", page="picture")
    assert len(view.field._minima.points) == 4 and len(view.field._saddles.points) == 0
    for name, section in (("mark_minima", "picture"), ("mark_saddles", "method")):
        view.store.tick(page=section)
        qapp.processEvents()
        box = control(view, name)
        click_widget(box, QPointF(8, box.height() / 2))
    assert len(view.field._minima.points) == 0
    assert {tuple(point) for point in view.field._saddles.points} == set(SURFACES["himmelblau"].saddles)


def test_that_the_pointer_tells_place_value_and_gradient(view):
    hover(view.field, (5, 4.4))
    assert tag(view).startswith("(5, 4.4)   f = 20.6") or tag(view).startswith("(5")
    x, y = view.field._tag._label.pos().x(), view.field._tag._label.pos().y()
    assert view.field.area.left < x < view.field.area.right and view.field.area.bottom < y
    assert "gradient (0.5" in tag(view) and "length 8.8" in tag(view)


def test_that_a_point_of_a_path_tells_its_step(view):
    x, y = view.field.columns()["x₀ (2)"][1], view.field.columns()["x₁ (2)"][1]
    hover(view.field, (x, y))
    assert tag(view).splitlines()[0] == "Start 2, step 1"
    assert tag(view).splitlines()[-1] == "step from here (−0.626, −3.46)"


def test_that_typed_formulas_are_kept(view):
    view.store.change(surface="x0^2 + x1^2")
    field = control(view, "formula")
    for text in ("x0^2 + 2*x1^2", "x0*x1", "2x0", "x0^2 + 2*x1^2"):
        type_into(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.store.state.recent_formulas == ("x0^2 + 2*x1^2", "x0*x1")
    choice = control(view, "surface")
    choice.setCurrentIndex(choice.findData("x0*x1"))
    choice.activated.emit(choice.currentIndex())
    assert view.store.state.surface == "x0*x1" and field.text() == "x0*x1"


def test_that_where_opengl_does_not_draw_the_map_stays_and_a_sentence_says_so(view):
    assert not can_draw_relief()  # as tests run without a screen
    view.store.tick(page="method")
    click_widget(control(view, "relief").button(1), QPointF(10, 10))
    assert view.store.state.picture.relief == "relief"
    assert view.field.isVisible() and "pyqtgraph.opengl" not in sys.modules
    assert "No OpenGL window on this computer: the surface is shown in 2-D." in words_in(view)
    assert not control(view, "ground").isEnabled()


def test_that_headings_open_one_section_at_a_time_and_close_it(view, qapp):
    heading = control(view, "section_picture")
    click_widget(heading, QPointF(10, 10))
    assert view.store.state.page == "picture" and control(view, "contours").isVisible()
    assert not control(view, "add_start").isVisible() and not view.store.can_undo
    heading.setFocus()
    for key, page in (
        (Qt.Key.Key_Space, "none"),
        (Qt.Key.Key_Return, "picture"),
        (Qt.Key.Key_Left, "none"),
        (Qt.Key.Key_Left, "none"),
        (Qt.Key.Key_Right, "picture"),
    ):
        QTest.keyClick(heading, key)
        qapp.processEvents()
        assert view.store.state.page == page and control(view, "contours").isVisible() == (page == "picture")
    view.store.tick(page="none")
    QTest.keyClick(view.field, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.store.state.page == "paths"


def test_that_what_is_not_shown_yet_is_not_built(qapp, _fonts):
    look = Look()
    view = DescentView(look, Session(), Store(DescentState()))
    view.catch_up()
    names = {child.objectName() for child in view.findChildren(QWidget)}
    assert "descent.values" in names
    assert not {"descent.optimizer", "descent.contours", "descent.sweep", "descent.cut"} & names
    view.session.close()


def test_that_pointing_at_a_term_of_the_formula_shows_it_in_the_picture(view):
    view.store.change(starts=((-7.0, 2.0),), learning_rate=0.8)
    formula = control(view, "step_formula")
    formula.linkHovered.emit("x")
    assert tag(view) == "x = (−7, 2)"
    formula.linkHovered.emit("")
    assert not view.field._tag._label.isVisible()
    formula.linkHovered.emit("∇f")
    assert tag(view) == "∇f = (−0.7, 4)"
    across, up = view.field._move.numbers()
    assert across.tolist() == pytest.approx([-7, -6.44]) and up.tolist() == pytest.approx([2, -1.2])
    formula.linkHovered.emit("")
    assert not len(view.field._move.numbers()[0])
    formula.linkHovered.emit("lr")
    assert view._rate.gauge._is_highlighted
    formula.linkHovered.emit("")
    assert not view._rate.gauge._is_highlighted


@pytest.mark.parametrize("ascent", [False, True])
def test_that_the_formula_is_that_of_the_chosen_rule(view, ascent):
    view.store.change(ascent=ascent)
    formula = control(view, "step_formula")
    for rule in OPTIMIZERS:
        view.store.change(optimizer=rule)
        assert f"x ← x {'+' if ascent else '−'} lr" in formula.text()
    view.store.change(optimizer="sgd")
    assert formula.text() == f"x ← x {'+' if ascent else '−'} lr ∇f"
