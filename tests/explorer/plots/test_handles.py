import pytest

from explorer.look.palette import DARK, LIGHT
from explorer.look.theme import Look
from explorer.plots.handles import DragHandle, DragLine, NumberedStart
from explorer.plots.plot import Plot
from tests.explorer.mouse import click, drag


@pytest.fixture
def plot(qtbot, look):
    plot = Plot(look)
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.set_range((0, 10), (0, 5))
    plot.show()
    return plot


def recorded(handle):
    """The signals of a handle, in order, with their values."""
    log = []
    handle.drag_started.connect(lambda: log.append("started"))
    handle.dragged.connect(lambda *values: log.append(values))
    handle.drag_finished.connect(lambda: log.append("finished"))
    return log


@pytest.mark.parametrize("make", [lambda look: DragHandle(look, "d"), lambda look: NumberedStart(look, 5)])
def test_that_a_drag_is_reported_from_start_to_finish(plot, look, make):
    handle = plot.add(make(look))
    handle.move_to(2, 1)
    log = recorded(handle)
    drag(plot, (2, 1), (7, 4), steps=4)
    assert log[0] == "started" and log[-1] == "finished"
    assert len(log) == 6
    assert log[-2] == pytest.approx((7, 4), abs=0.03)
    assert (handle.pos().x(), handle.pos().y()) == log[-2]


def test_that_a_move_in_code_is_silent(plot, look):
    handle, line = plot.add(DragHandle(look, "a")), plot.add(DragLine(look))
    logs = recorded(handle), recorded(line)
    handle.move_to(3, 3)
    line.move_to(4)
    assert logs == ([], [])
    assert (handle.pos().x(), handle.pos().y(), line.value()) == (3, 3, 4)


def test_that_a_handle_may_be_put_back_by_its_owner_while_it_is_dragged(plot, look):
    handle = plot.add(DragHandle(look, "a"))
    handle.move_to(2, 2)
    handle.dragged.connect(lambda x, y: handle.move_to(x, 2))
    log = recorded(handle)
    drag(plot, (2, 2), (6, 4))
    assert log[-1] == "finished"
    assert (handle.pos().x(), handle.pos().y()) == pytest.approx((6, 2), abs=0.03)


def test_that_a_handle_is_grabbed_from_a_little_beside_it(plot, look):
    handle = plot.add(DragHandle(look, "a", size=16))
    handle.move_to(5, 2)
    width, _ = plot.frame.unit
    log = recorded(handle)
    drag(plot, (5 + 14 * width, 2), (7 + 14 * width, 2))
    assert log[-2] == pytest.approx((7, 2), abs=0.03)
    log.clear()
    drag(plot, (7 + 30 * width, 2), (9, 2))
    assert log == []


@pytest.mark.parametrize(("direction", "end"), [("vertical", 7), ("horizontal", 4)])
def test_that_a_line_is_dragged_along_its_axis(plot, look, direction, end):
    line = plot.add(DragLine(look, direction))
    line.move_to(2)
    log = recorded(line)
    drag(plot, (2, 2), (7, 4))
    assert log[0] == "started" and log[-1] == "finished"
    assert log[-2] == pytest.approx((end,), abs=0.03)


def test_that_a_click_moves_nothing(plot, look):
    handle = plot.add(DragHandle(look, "a"))
    handle.move_to(2, 2)
    log = recorded(handle)
    click(plot, (2, 2))
    assert log == []


def test_that_the_ring_of_a_selected_handle_is_painted(plot, look):
    handle = plot.add(DragHandle(look, "a"))
    handle.move_to(5, 2)
    plain = plot.grab().toImage()
    handle.set_selected(True)
    assert plot.grab().toImage() != plain
    handle.set_selected(False)
    assert plot.grab().toImage() == plain


def test_that_handles_have_the_theme_and_the_type_scale_of_the_look(plot):
    small, large = plot.add(NumberedStart(Look(DARK), 2)), plot.add(NumberedStart(Look(LIGHT, 2.0), 2))
    assert [start.brush.color().name() for start in (small, large)] == [DARK.b.lower(), LIGHT.b.lower()]
    assert large.sceneBoundingRect().width() > 1.5 * small.sceneBoundingRect().width()
