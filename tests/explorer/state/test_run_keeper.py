"""A crash costs half a minute of a run at most; what is left of it goes on exactly."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from core.model_file import load_run, run_to_bytes
from core.training import TrainingConfig, train
from explorer.runs.run import Status
from explorer.state import run_keeper
from explorer.state.run_keeper import FILE_NAME, RunKeeper
from explorer.state.session import Session

CONFIG = TrainingConfig(hidden_size=4, batch_size=10, learning_rate=0.5, iterations=30_000, seed=1)


@pytest.fixture
def keeper(session, tmp_path, monkeypatch):
    monkeypatch.setattr(run_keeper, "AUTOSAVE_MILLISECONDS", 20)
    return RunKeeper(session, tmp_path / "data")


def started_again(dataset, folder):
    """Return the session of another start and its RunKeeper for the same folder."""
    session = Session()
    session.dataset = dataset
    return session, RunKeeper(session, folder)


def test_that_a_run_is_written_again_and_again_and_goes_on_exactly_after_a_crash(
    session, keeper, tmp_path, qtbot, dataset
):
    file = tmp_path / "data" / FILE_NAME
    key = session.start_run(CONFIG)
    qtbot.waitUntil(lambda: file.exists() and len(load_run(file).losses) > 200)
    left_behind = file.read_bytes()
    session.run(key).stop()

    after, folder = Session(), tmp_path / "again"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(left_behind)
    after.dataset = dataset
    finder = RunKeeper(after, folder)
    with qtbot.waitSignal(after.last_run_changed):
        finder.look_for_last()
    saved = after.last_run
    done = len(saved.losses)
    assert 200 < done < CONFIG.iterations
    run = after.run(after.add_run(saved))
    assert run.status is Status.STOPPED and run.timeline.iterations[-1] == done
    after.continue_run(run.key, done + 300)
    qtbot.waitUntil(lambda: not run.is_active)
    steps = train(replace(CONFIG, iterations=done + 300), dataset, evaluate=False)
    assert run.losses.tolist() == np.array([step.loss for step in steps], dtype=np.float32).tolist()
    after.close()


def test_that_a_paused_run_is_written_where_it_was_paused(session, keeper, tmp_path, qtbot):
    run = session.run(session.start_run(CONFIG, hold_after=7))
    qtbot.waitUntil(lambda: run.iteration == 7)
    file = tmp_path / "data" / FILE_NAME
    qtbot.waitUntil(lambda: file.exists() and len(load_run(file).losses) == 7)


def test_that_the_end_of_a_run_is_written_and_forgotten_when_all_ends_well(session, keeper, tmp_path, qtbot):
    run = session.run(session.start_run(replace(CONFIG, iterations=60)))
    qtbot.waitUntil(lambda: not run.is_active)
    file = tmp_path / "data" / FILE_NAME
    qtbot.waitUntil(lambda: file.exists() and len(load_run(file).losses) == 60)
    session.close()  # as the window does first: nothing is being written any more
    keeper.forget()
    assert not file.exists()


@pytest.mark.parametrize("another", [False, True])
def test_that_a_run_that_is_still_offered_is_offered_again_at_the_next_start(
    session, keeper, tmp_path, qtbot, dataset, another
):
    cut_short = session.run(session.start_run(replace(CONFIG, iterations=60)))
    qtbot.waitUntil(lambda: not cut_short.is_active)
    file = tmp_path / "data" / FILE_NAME
    qtbot.waitUntil(lambda: file.exists() and not session.background.is_busy)
    content = file.read_bytes()
    (file.parent / f".{FILE_NAME}.1.part").write_bytes(b"left by a killed save")
    after, finder = started_again(dataset, file.parent)
    with qtbot.waitSignal(after.last_run_changed):
        finder.look_for_last()
    offered = after.last_run
    if another:  # saved while the other one is offered
        after.start_run(CONFIG)
        qtbot.waitUntil(lambda: file.exists() and len(load_run(file).losses) > 60)
    after.close()
    finder.forget()
    (left,) = file.parent.iterdir()
    assert left.read_bytes() == content

    once_more, finder = started_again(dataset, file.parent)
    with qtbot.waitSignal(once_more.last_run_changed):
        finder.look_for_last()
    assert once_more.last_run.sha256 == offered.sha256
    once_more.offer_last_run(None)  # resumed or declined
    once_more.close()
    finder.forget()
    assert not list(file.parent.iterdir())


def test_that_all_runs_interrupted_by_crashes_are_offered(session, keeper, tmp_path, qtbot, dataset):
    folder = tmp_path / "data"
    for iterations in (40, 60):
        run = session.run(session.start_run(replace(CONFIG, iterations=iterations)))
        qtbot.waitUntil(lambda run=run: not run.is_active and not session.background.is_busy)
        after, finder = started_again(dataset, folder)
        with qtbot.waitSignal(after.last_run_changed):
            finder.look_for_last()
        after.close()  # without `forget`: a crash
    after, finder = started_again(dataset, folder)
    offered = []
    after.last_run_changed.connect(lambda: offered.append(after.last_run))
    finder.look_for_last()
    qtbot.waitUntil(lambda: len(offered) == 1)
    after.offer_last_run(None)
    qtbot.waitUntil(lambda: len(offered) == 3)
    assert {len(offered[0].losses), len(offered[2].losses)} == {40, 60}
    after.close()


def test_that_a_run_already_in_the_session_is_not_offered(session, keeper, tmp_path, qtbot, dataset):
    run = session.run(session.start_run(replace(CONFIG, iterations=60)))
    file = tmp_path / "data" / FILE_NAME
    qtbot.waitUntil(lambda: not run.is_active and file.exists() and not session.background.is_busy)
    after, finder = started_again(dataset, file.parent)
    after.add_run(load_run(file))
    finder.look_for_last()
    qtbot.waitUntil(lambda: not after.background.is_busy)
    assert after.last_run is None
    after.close()


def test_that_what_was_not_read_before_the_window_was_closed_is_not_forgotten(session, keeper, tmp_path):
    file = tmp_path / "data" / FILE_NAME
    file.parent.mkdir()
    file.write_bytes(b"a run")
    keeper.look_for_last()
    session.close()
    keeper.forget()
    (kept,) = file.parent.iterdir()
    assert kept.read_bytes() == b"a run"


@pytest.mark.parametrize("is_folder", [False, True])
def test_that_an_unreadable_run_is_reported_and_set_aside(session, keeper, tmp_path, qtbot, is_folder):
    file = tmp_path / "data" / FILE_NAME
    file.parent.mkdir()
    if is_folder:
        file.mkdir()
    else:
        file.write_bytes(b"not a run")
    with qtbot.waitSignal(session.problem) as said:
        keeper.look_for_last()
    (kept,) = file.parent.iterdir()
    assert str(kept) in said.args[0]
    assert kept.is_dir() or kept.read_bytes() == b"not a run"
    assert session.last_run is None


def test_that_a_disk_that_takes_nothing_is_said_once(session, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(run_keeper, "AUTOSAVE_MILLISECONDS", 20)
    (tmp_path / "file").write_text("not a folder")
    keeper = RunKeeper(session, tmp_path / "file")
    sentences = []
    session.problem.connect(sentences.append)
    session.start_run(CONFIG)
    qtbot.waitUntil(lambda: bool(sentences))
    assert FILE_NAME in sentences[0]
    assert keeper is not None


def test_that_a_file_is_written_by_one_at_a_time_and_the_newest_comes_last(
    session, keeper, tmp_path, qtbot, monkeypatch
):
    at_work, gate, most = threading.Semaphore(), threading.Event(), []

    def slow(run):
        most.append(at_work.acquire(blocking=False))
        gate.wait()
        content = run_to_bytes(run)
        at_work.release()
        return content

    monkeypatch.setattr(run_keeper, "run_to_bytes", slow)
    run = session.run(session.start_run(CONFIG, hold_after=7))
    qtbot.waitUntil(lambda: bool(most))
    run.step(5)
    qtbot.waitUntil(lambda: run.iteration == 12)
    keeper._on_timeout()
    gate.set()
    file = tmp_path / "data" / FILE_NAME
    qtbot.waitUntil(lambda: file.exists() and len(load_run(file).losses) == 12)
    assert all(most)


def test_that_a_run_that_no_file_can_hold_is_said_and_leaves_nothing(
    session, keeper, tmp_path, qtbot, monkeypatch
):
    def refuse(run):
        raise ValueError("too much")

    monkeypatch.setattr(run_keeper, "run_to_bytes", refuse)
    with qtbot.waitSignal(session.problem) as said:
        session.start_run(CONFIG, hold_after=7)
    assert "too much" in said.args[0]
    assert not list((tmp_path / "data").iterdir())
