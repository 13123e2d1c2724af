"""Killing the application destroys no file, and the next start restores the autosaved work."""

import json

import pytest

from tests.endurance import driven
from tests.endurance.driven import OPENING_X
from tests.endurance.kill import SAVES, kill_while_saving, start_again


def saved_x(state):
    return json.loads(state.read_text())["states"]["derivative"]["x"]


@pytest.mark.parametrize("kind", SAVES)
def test_that_a_kill_during_a_save_leaves_a_complete_file(kind):
    assert not kill_while_saving(kind, 0.05)


def test_that_work_is_restored_after_a_kill_and_the_banner_says_so(tmp_path, qtbot):
    settings = tmp_path / "settings.ini"
    process = driven.start(settings, "editing", "--autosave", "500")
    driven.lines_until(process, "busy")
    state = tmp_path / "autosave-1" / "session" / "state.json"
    qtbot.waitUntil(lambda: state.exists() and saved_x(state) < OPENING_X, timeout=30_000)
    process.kill()
    process.communicate()
    restored = start_again(settings)
    assert 0 < restored["x"] < OPENING_X
    assert "did not close properly last time. Your work was restored" in restored["banner"]
    assert "did not close" not in start_again(settings)["banner"]
