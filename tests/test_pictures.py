"""Comparing pictures: a changed pixel is reported, and so is a picture that is missing or has another size."""

import pytest
from PySide6.QtGui import QColor, QImage

from explorer.application import VIEWS
from explorer.state.session_file import open_session
from tests.pictures import STATES, main, write_session


def write_picture(file, *changed, size=(40, 30)):
    """Write a grey picture with some red pixels."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("grey"))
    for x, y in changed:
        image.setPixelColor(x, y, QColor("red"))
    file.parent.mkdir(parents=True, exist_ok=True)
    assert image.save(str(file))


@pytest.fixture
def folders(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        write_picture(folder / "dark" / "losses.png")
    return before, after


def compare(folders):
    return main(["compare", *map(str, folders)])


def test_that_identical_pictures_are_no_difference(folders, tmp_path, capsys):
    assert compare(folders) == 0
    assert "dark/losses.png: identical\n" in capsys.readouterr().out
    assert not (tmp_path / "after-differences").exists()


def test_that_a_changed_pixel_is_reported(folders, tmp_path, capsys):
    write_picture(folders[1] / "dark" / "losses.png", (3, 5))
    assert compare(folders) == 1
    assert "dark/losses.png: 1 of 1200 pixels differ, within 1x1 at (3, 5)\n" in capsys.readouterr().out
    shown = QImage(str(tmp_path / "after-differences" / "dark" / "losses.png"))
    places = [(x, y) for y in range(shown.height()) for x in range(shown.width())]
    red = [place for place in places if shown.pixelColor(*place) == QColor("red")]
    assert red == [(48 + 3, 5), (2 * 48 + 3, 5)]  # after, and the difference


def test_that_the_rectangle_holds_all_that_differs(folders, capsys):
    write_picture(folders[1] / "dark" / "losses.png", (3, 5), (20, 7), (10, 29))
    assert compare(folders) == 1
    assert "3 of 1200 pixels differ, within 18x25 at (3, 5)" in capsys.readouterr().out


def test_that_another_size_is_reported(folders, capsys):
    write_picture(folders[1] / "dark" / "losses.png", size=(40, 32))
    assert compare(folders) == 1
    assert "80 of 1280 pixels differ, within 40x2 at (0, 30)" in capsys.readouterr().out


@pytest.mark.parametrize("side", [0, 1])
def test_that_a_missing_picture_is_reported(folders, side, capsys):
    write_picture(folders[1 - side] / "dark" / "descent.png")
    assert compare(folders) == 1
    assert (
        f"dark/descent.png: there is no {folders[side] / 'dark' / 'descent.png'}\n" in capsys.readouterr().out
    )


def test_that_folders_without_pictures_are_not_called_identical(tmp_path):
    with pytest.raises(SystemExit, match="no pictures"):
        compare((tmp_path, tmp_path / "after"))


@pytest.mark.parametrize("name", STATES)
def test_that_the_states_in_pictures_are_valid(name, tmp_path):
    write_session(tmp_path / name, STATES[name])
    opened = open_session(tmp_path / name, {view.name: view.state_type for view in VIEWS})
    assert opened.states.keys() == STATES[name].keys()
