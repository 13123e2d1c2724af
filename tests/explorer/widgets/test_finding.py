import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from explorer.widgets.badge import Badge
from explorer.widgets.finding import Finding
from explorer.widgets.text import Label
from tests.explorer.looks import at_both_scales

LONG = (
    "Each step jumps over the minimum and lands 19 times further away. At step 10 neighbouring numbers lie 0.0039 "
    "apart, so adding h = 0.0001 changes nothing: the numerical gradient is exactly 0."
)


@pytest.fixture
def finding(look, show):
    made = Finding(look, Badge(look, 1, 0))
    made.setMinimumWidth(300)
    show(made)
    return made


def stripe(finding):
    return next(frame for frame in finding.findChildren(QFrame) if frame.property("stripe"))


def test_that_a_result_has_neither_stripe_nor_action(finding):
    finding.show_trouble("Diverged", "Why.", "Try lr = 0.1")
    finding.show_result("Arrived at step 59", "f fell from 14.5 to 3.8·10⁻⁶.")
    assert stripe(finding).isHidden()
    assert finding.action.isHidden()
    assert finding.accessibleName() == "Arrived at step 59"
    assert finding.accessibleDescription().startswith("f fell")


def test_that_trouble_has_a_stripe_in_its_colour_and_offers_an_action(qtbot, look, finding):
    finding.show_trouble("Diverged: lr must stay below 1 here", LONG, "Try lr = 0.1")
    mark = stripe(finding)
    assert mark.isVisible()
    assert mark.width() == 3
    qtbot.waitUntil(lambda: mark.height() > 40)
    assert mark.grab().toImage().pixelColor(1, 20).name().upper() == look.theme.bad
    with qtbot.waitSignal(finding.action_taken):
        qtbot.mouseClick(finding.action, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(finding.action_taken):
        qtbot.keyClick(finding.action, Qt.Key.Key_Space)


@at_both_scales
@pytest.mark.parametrize("width", [300, 1200])
def test_that_every_line_of_the_body_has_its_room(qtbot, finding, width):
    finding.window().resize(width, 500)
    finding.show_trouble("Diverged: lr must stay below 1 here", LONG, "Try lr = 0.1")
    body = next(label for label in finding.findChildren(Label) if label.text() == LONG)
    qtbot.waitUntil(lambda: body.height() >= body.heightForWidth(body.width()))
    assert body.width() <= 70 * body.fontMetrics().averageCharWidth()
