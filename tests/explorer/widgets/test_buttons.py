from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest

import resources
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.icons import icon
from tests.explorer.looks import at_both_scales, in_both_themes

NAMES = sorted(
    path.stem for path in resources.path("icons").glob("*.svg") if not path.stem.startswith("check-")
)


def ink(drawn, mode=QIcon.Mode.Normal):
    """Return the most opaque colour of an icon."""
    image = drawn.pixmap(16, mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda pixel: pixel.alpha()).name().upper()


@pytest.mark.parametrize("name", NAMES)
def test_that_every_icon_is_drawn_in_the_colours_of_the_look_and_inside_its_box(look, name):
    drawn = icon(look, name)
    assert ink(drawn) == look.theme.text
    assert ink(drawn, QIcon.Mode.Disabled) == look.theme.text3
    image = drawn.pixmap(16).toImage()
    edge = range(image.width())
    assert all(image.pixelColor(k, 0).alpha() == image.pixelColor(0, k).alpha() == 0 for k in edge)


@pytest.mark.parametrize("name", NAMES)
def test_that_icon_files_leave_their_colour_to_the_look(name):
    root = ElementTree.parse(resources.path("icons", f"{name}.svg")).getroot()
    assert root.get("viewBox") == "0 0 16 16"
    colours = {element.get(key) for element in root.iter() for key in ("fill", "stroke")}
    assert colours <= {None, "none", "currentColor"}


def test_that_icons_are_crisp_on_dense_screens(look):
    assert icon(look, "play").pixmap(QSize(16, 16), 2.0).size() == QSize(32, 32)


def test_that_an_unknown_icon_is_an_error(look):
    with pytest.raises(FileNotFoundError):
        icon(look, "unicorn")


@in_both_themes
def test_that_a_button_has_its_icon_in_the_colours_of_the_look(qtbot, look):
    button = Button(look, "step")
    qtbot.addWidget(button)
    assert ink(button.icon()) == look.theme.text
    button.set_primary(True)
    assert ink(button.icon()) == look.theme.on_accent
    button.set_icon(None)
    assert button.icon().isNull()


def test_that_a_button_answers_to_mouse_and_space(qtbot, look):
    button = Button(look)
    button.setText("Start")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


@at_both_scales
def test_that_an_icon_button_is_square_and_large_enough_to_hit(qtbot, look):
    button = IconButton(look, "play", primary=True)
    qtbot.addWidget(button)
    assert button.width() == button.height() == 32 * look.scale
    assert ink(button.icon()) == look.theme.on_accent
    button.set_icon("pause")
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_that_the_focus_ring_does_not_change_the_size_of_a_button(look, show):
    button = Button(look, "step")
    button.setText("Step")
    show(button)
    size = button.sizeHint()
    button.setFocus()
    assert button.hasFocus()
    assert button.sizeHint() == size


def test_that_an_icon_stays_visible_when_its_button_is_the_main_action_no_more(qtbot, look):
    button = IconButton(look, "play", primary=True)
    qtbot.addWidget(button)
    button.set_primary(False)
    assert ink(button.icon()) == ink(IconButton(look, "play").icon())


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_that_space_and_enter_click_a_button(qtbot, look, key):
    button = Button(look)
    qtbot.addWidget(button)
    clicked = []
    button.clicked.connect(lambda: clicked.append(key))
    QTest.keyClick(button, key)
    assert clicked == [key]
