import pytest

from explorer.look.palette import DARK
from explorer.look.theme import series_colour
from explorer.widgets.badge import Badge
from tests.explorer.looks import in_both_themes


def colour_beside_the_number(badge):
    return badge.grab().toImage().pixelColor(3, badge.height() // 2).name().upper()


@in_both_themes
def test_that_a_badge_has_the_colour_of_its_series_in_either_theme(qtbot, look):
    badge = Badge(look, 2, 1)
    qtbot.addWidget(badge)
    assert colour_beside_the_number(badge) == series_colour(look.theme, 1)
    badge.set_text("3", 2)
    assert colour_beside_the_number(badge) == series_colour(look.theme, 2)


def test_that_the_fifth_series_is_hollow(qtbot, look):
    badge = Badge(look, 5, 4)
    qtbot.addWidget(badge)
    assert colour_beside_the_number(badge) == look.theme.panel


@pytest.mark.parametrize("look", [(DARK, 1.25)], indirect=True)
def test_that_a_badge_grows_with_the_type(qtbot, look):
    badge = Badge(look, 1, 0)
    qtbot.addWidget(badge)
    assert badge.width() == badge.height() == 25


def test_that_a_badge_can_have_a_sign_for_a_number(qtbot, look):
    badge = Badge(look, 1, 0)
    qtbot.addWidget(badge)
    number = badge.grab().toImage()
    badge.set_text("■", 0)
    assert badge.grab().toImage() != number
