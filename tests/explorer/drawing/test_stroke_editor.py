"""Drawing and erasing by mouse, tablet and keys, up to the answer."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from core.digit_image import from_strokes
from explorer.drawing.strokes import MOST_STROKES
from tests.explorer import mouse

SEVEN = ((0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.45), (0.5, 0.65), (0.42, 0.85))


def press(view, key, modifiers=Qt.KeyboardModifier.NoModifier):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(view.page("draw").canvas, QKeyEvent(kind, key, modifiers))


def touch(view, kind, at, pointer=QPointingDevice.PointerType.Pen):
    device = QPointingDevice.primaryPointingDevice()
    if pointer is QPointingDevice.PointerType.Eraser:
        device = QPointingDevice(
            "eraser", 7, QPointingDevice.DeviceType.Stylus, pointer, device.capabilities(), 1, 1
        )
    none = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(
        kind, device, at, view.page("draw").canvas.mapToGlobal(at), 1.0, 0, 0, 0.0, 0.0, 0.0, none,
        Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
    )  # fmt: skip
    QApplication.sendEvent(view.page("draw").canvas, event)


def test_that_a_seven_drawn_with_the_mouse_is_read_as_the_network_reads_its_form(view, session, draw):
    view.canvas_actions.clear()
    draw(*SEVEN)
    probabilities = view.probabilities()
    form = from_strokes(view.store.state.strokes)
    assert np.array_equal(probabilities, session.network("reader").network.predict(form))
    assert probabilities.argmax() == 7
    assert np.array_equal(view.page("draw").answer.bars.values, probabilities)


def test_that_the_answer_follows_while_the_stroke_is_drawn(view):
    view.canvas_actions.clear()
    places = [view.page("draw").canvas.pixel(*point) for point in SEVEN]
    seen = []
    mouse.begin_stroke(view.page("draw").canvas, places[:1])
    for place in places[1:]:
        mouse.move_stroke(view.page("draw").canvas, place)
        seen.append(view.probabilities())
    assert view.page("draw").canvas.is_down
    assert len({answer.tobytes() for answer in seen}) == len(seen)
    mouse.end_stroke(view.page("draw").canvas, places[-1])


def test_that_clearing_the_canvas_ends_a_stroke(view):
    view.canvas_actions.clear()
    canvas = view.page("draw").canvas
    places = [canvas.pixel(*point) for point in SEVEN]
    mouse.begin_stroke(canvas, places[:3])
    view.canvas_actions.clear()
    mouse.move_stroke(canvas, places[3])
    assert view.store.state.strokes == ()
    mouse.end_stroke(canvas, places[3])


def test_that_a_stroke_is_one_undo_step(view, draw):
    before = view.store.state
    draw((0.2, 0.2), (0.3, 0.3), (0.4, 0.5), (0.5, 0.8))
    drawn = view.store.state
    assert len(drawn.strokes) == len(before.strokes) + 1
    view.store.undo()
    assert view.store.state == before
    view.store.redo()
    assert view.store.state == drawn


def test_that_undo_in_the_middle_of_a_stroke_takes_it_away_for_good(view):
    before = view.store.state
    view.store.change(pen_width=9)
    mouse.begin_stroke(
        view.page("draw").canvas, [view.page("draw").canvas.pixel(*point) for point in SEVEN[:3]]
    )
    view.store.undo()
    assert not view.page("draw").canvas.is_down
    mouse.move_stroke(view.page("draw").canvas, view.page("draw").canvas.pixel(0.9, 0.9))
    mouse.end_stroke(view.page("draw").canvas, view.page("draw").canvas.pixel(0.9, 0.9))
    assert view.store.state.pen_width == before.pen_width
    assert view.store.state.strokes == before.strokes


def test_that_the_pointer_outside_draws_along_the_edge(view):
    view.canvas_actions.clear()
    canvas = view.page("draw").canvas
    mouse.begin_stroke(canvas, [canvas.pixel(0.5, 0.5), QPointF(-400, 20), QPointF(5000, 5000)])
    mouse.end_stroke(canvas, QPointF(5000, 5000))
    xs, ys = zip(*view.store.state.strokes[0], strict=True)
    assert min(xs + ys) >= 0
    assert max(xs + ys) == 1


def test_that_drawing_takes_a_test_image_from_the_canvas(view, draw):
    view.canvas_actions.take_test_image()
    assert view.store.state.shown_image >= 0
    draw((0.3, 0.3), (0.6, 0.6))
    assert view.store.state.test_image == -1
    assert len(view.store.state.strokes) == 1


def test_that_the_eraser_cuts_what_it_passes_and_is_one_undo_step(view, draw):
    view.store.change(strokes=(((0.1, 0.5), (0.9, 0.5)),))
    view.store.tick(tool="eraser")
    before = view.store.state
    draw((0.5, 0.3), (0.5, 0.4), (0.5, 0.7))
    assert len(view.store.state.strokes) == 2
    view.store.undo()
    assert view.store.state == before


def test_that_a_pen_draws_and_its_other_end_erases(view):
    view.canvas_actions.clear()
    for kind, point in (
        (QEvent.Type.TabletPress, (0.1, 0.5)),
        (QEvent.Type.TabletMove, (0.9, 0.5)),
        (QEvent.Type.TabletRelease, (0.9, 0.5)),
    ):
        touch(view, kind, view.page("draw").canvas.pixel(*point))
    assert len(view.store.state.strokes) == 1
    for kind in (QEvent.Type.TabletPress, QEvent.Type.TabletRelease):
        touch(view, kind, view.page("draw").canvas.pixel(0.5, 0.5), QPointingDevice.PointerType.Eraser)
    assert len(view.store.state.strokes) == 2


def test_that_the_keyboard_draws_straight_and_aslant(view):
    view.canvas_actions.clear()
    view.page("draw").canvas.setFocus(Qt.FocusReason.TabFocusReason)
    press(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.store.state.strokes == ()
    press(view, Qt.Key.Key_Space)
    press(view, Qt.Key.Key_Right)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Left):
            QApplication.sendEvent(
                view.page("draw").canvas, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            )
    press(view, Qt.Key.Key_Space)
    press(view, Qt.Key.Key_Right)
    assert view.store.state.strokes == (((0.5, 0.4), (0.52, 0.4), (0.52, 0.42), (0.5, 0.44)),)
    view.store.undo()
    assert view.store.state.strokes == ()


def test_that_leaving_the_canvas_lifts_the_keyboards_pen(view):
    view.page("draw").canvas.setFocus(Qt.FocusReason.TabFocusReason)
    press(view, Qt.Key.Key_Space)
    assert view.page("draw").canvas.is_down
    view.page("draw").controls.by_name["clear"].setFocus()
    assert not view.page("draw").canvas.is_down


def test_that_one_stroke_too_many_is_refused_in_place(view, draw):
    view.store.change(strokes=(((0.1, 0.1), (0.2, 0.2)),) * MOST_STROKES)
    before = view.store.state
    draw((0.3, 0.3), (0.6, 0.6))
    assert view.store.state == before
    assert "up to 500 strokes" in view.page("draw").stroke_editor.problem
    view.canvas_actions.clear()
    draw((0.3, 0.3), (0.6, 0.6))
    assert view.page("draw").stroke_editor.problem == ""


@pytest.mark.parametrize(("key", "empties"), [(Qt.Key.Key_Delete, True), (Qt.Key.Key_E, False)])
def test_that_keys_clear_and_take_a_test_image(view, qtbot, key, empties):
    with qtbot.waitActive(view):
        view.activateWindow()
    qtbot.keyClick(view.page("draw").canvas, key)
    assert view.store.state.strokes == ()
    assert view.store.state.is_empty is empties


def press_pen(view, kind, point, pressure):
    canvas = view.page("draw").canvas
    capabilities = QInputDevice.Capability.Pressure | QInputDevice.Capability.Position
    pen = QPointingDevice(
        "pen", 8, QPointingDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen, capabilities, 1, 1
    )
    at, none = canvas.pixel(*point), Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind, pen, at, canvas.mapToGlobal(at), pressure, 0, 0, 0.0, 0.0, 0.0, none, left, left
    )
    QApplication.sendEvent(canvas, event)


def test_that_pressure_changes_the_look_and_no_number(view):
    view.canvas_actions.clear()
    points = [(0.5, 0.2), (0.5, 0.4), (0.5, 0.6), (0.5, 0.8)]
    kinds = [QEvent.Type.TabletPress] + [QEvent.Type.TabletMove] * 3
    for kind, point, pressure in zip(kinds, points, (0.1, 0.4, 0.7, 1.0), strict=True):
        press_pen(view, kind, point, pressure)
    press_pen(view, QEvent.Type.TabletRelease, points[-1], 0.0)
    state = view.store.state
    assert state.pressures == ((0.1, 0.4, 0.7, 1.0),)
    pressed, answer = view.page("draw").canvas.grab().toImage(), view.probabilities()
    view.store.change(pressures=())
    assert view.page("draw").canvas.grab().toImage() != pressed
    assert np.array_equal(view.probabilities(), answer)


def test_that_the_eraser_leaves_the_pressure_of_what_it_does_not_touch(view, draw):
    left, right = ((0.1, 0.2), (0.1, 0.8)), ((0.8, 0.2), (0.8, 0.8))
    view.store.change(strokes=(left, right), pressures=((0.1, 0.9), (0.2, 0.7)))
    view.store.tick(tool="eraser")
    draw((0.0, 0.5), (0.2, 0.5))
    state = view.store.state
    assert len(state.strokes) == 3
    assert dict(zip(state.strokes, state.pressures, strict=True))[right] == (0.2, 0.7)
    assert state.pressures.count(()) == 2
    view.page("draw").canvas.grab()


def test_that_a_pen_as_fast_as_can_be_leaves_no_gap(view):
    view.canvas_actions.clear()
    canvas = view.page("draw").canvas
    ends = [canvas.pixel(0.1, 0.5), canvas.pixel(0.9, 0.5)]
    mouse.begin_stroke(canvas, ends)
    image = canvas.grab().toImage()
    ink = image.pixelColor(ends[0].toPoint())
    for share in np.linspace(0.1, 0.9, 200):
        assert image.pixelColor(canvas.pixel(share, 0.5).toPoint()) == ink
    mouse.end_stroke(canvas, ends[-1])
    form = view.reading().stages.form
    assert form[14, 5:23].min() > 0.9
