"""The session is autosaved a few seconds after each change."""

from dataclasses import replace

import pytest

from core.training import TrainingConfig
from explorer.state import autosave
from explorer.state.autosave import Autosave
from explorer.state.session_file import Recording, open_session
from tests.explorer.state.test_session_file import TYPES, State

CONFIG = TrainingConfig(hidden_size=4, batch_size=10, iterations=60, seed=1)


@pytest.fixture(autouse=True)
def _short_interval(monkeypatch):
    monkeypatch.setattr(autosave, "AUTOSAVE_MILLISECONDS", 20)


@pytest.fixture
def states():
    return {"first": State()}


@pytest.fixture
def saving(session, states, tmp_path):
    return Autosave(tmp_path, lambda: Recording.of("first", states, session), session.background)


def files_in(folder):
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in folder.rglob("*.npz")}


def test_that_a_change_in_a_view_is_saved_while_the_window_is_open(window, settings_file, qtbot):
    window.view("drawing").store.change(strokes=(((0.25, 0.5), (0.75, 0.5)),))
    saved = settings_file.parent / "autosave-1" / "session"

    def saved_state():
        exists = (saved / "state.json").exists()
        return open_session(saved, window.state_types).states.get("drawing") if exists else None

    qtbot.waitUntil(lambda: saved_state() == window.view("drawing").store.state)


def test_that_a_run_is_saved_once_it_has_ended_and_its_file_is_written_once(
    session, states, saving, tmp_path, qtbot
):
    key = session.start_run(replace(CONFIG, iterations=100_000))
    states["first"] = State(network=key)
    assert saving.end() is None
    qtbot.waitUntil(lambda: session.run(key).iteration > 20)
    assert not files_in(tmp_path)  # RunKeeper writes it until it ends
    session.run(key).stop()
    assert saving.end() is None
    written = files_in(tmp_path)
    states["first"] = State(1.0, network=key)
    assert saving.end() is None
    assert files_in(tmp_path) == written
    opened = open_session(tmp_path, TYPES)
    (run,) = opened.runs
    assert opened.states["first"] == State(1.0, network=run.sha256)
    assert len(run.losses) == session.run(key).iteration


def test_that_files_that_no_state_names_are_removed(session, states, saving, tmp_path, qtbot):
    key = session.start_run(CONFIG)
    qtbot.waitUntil(lambda: session.active_run is None)
    states["first"] = State(network=key)
    assert saving.end() is None
    (tmp_path / "runs" / "interrupted.tmp").write_text("left by a killed save")
    states["first"] = State(network="reader")
    assert saving.end() is None
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["state.json"]


def test_that_failing_saves_are_reported_once_until_one_succeeds(session, states, tmp_path, qtbot):
    blocked = tmp_path / "folder"
    blocked.write_text("in the way")
    saving = Autosave(blocked, lambda: Recording.of("first", states, session), session.background)
    reasons = []
    saving.failed.connect(reasons.append)
    for _ in range(2):
        saving.note_change()
        with qtbot.waitSignal(session.background.finished):
            pass
    assert len(reasons) == 1
    blocked.unlink()
    saving.note_change()
    qtbot.waitUntil((blocked / "state.json").exists)
    assert len(reasons) == 1


def test_that_an_unexpected_failure_is_reported_and_does_not_stop_later_saves(
    session, saving, tmp_path, qtbot, monkeypatch
):
    def fail(*_):
        raise TypeError("unexpected")

    with monkeypatch.context() as patched:
        patched.setattr(Recording, "write_in", fail)
        with qtbot.waitSignal(session.failed):
            saving.note_change()
    saving.note_change()
    qtbot.waitUntil((tmp_path / "state.json").exists)
