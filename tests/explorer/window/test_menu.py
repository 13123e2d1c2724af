"""The menu of recent files, with any file names."""

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from explorer.state.settings import Settings
from explorer.window.menu import HeaderMenu


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("salt & pepper", "salt && pepper"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("<b>bold", "<b>bold"),
        ("x" * 200, "xxx"),
    ],
)
def test_that_a_recent_file_is_one_short_line_and_opens(qtbot, look, tmp_path, name, shown):
    window, settings = QWidget(), Settings(tmp_path / "settings.ini")
    qtbot.addWidget(window)
    menu = HeaderMenu(window, look, settings)
    settings.remember_file(tmp_path / name)
    (recent,) = (each for each in window.findChildren(QMenu) if each.title() == "Recent files")
    recent.aboutToShow.emit()
    (entry,) = recent.actions()
    assert entry.text().endswith(shown)
    assert len(entry.text()) <= 82
    with qtbot.waitSignal(menu.recent_chosen) as chosen:
        entry.trigger()
    assert chosen.args == [str(tmp_path / name)]
