"""Each running instance has its own folder; the next one restores the newest save."""

import os
import subprocess
import sys

from explorer.state.instance_folder import claim_folder, last_folder, set_aside


def save_in(folder, *, at):
    folder.session.mkdir(parents=True, exist_ok=True)
    state = folder.session / "state.json"
    state.write_text("{}")
    os.utime(state, (at, at))


def test_that_running_instances_have_different_folders(tmp_path):
    first, second, third = (claim_folder(tmp_path) for _ in range(3))
    assert len({first.path, second.path, third.path}) == 3
    second.release()
    assert claim_folder(tmp_path).path == second.path


def test_that_the_next_start_uses_the_folder_with_the_newest_save(tmp_path):
    first, second = claim_folder(tmp_path), claim_folder(tmp_path)
    save_in(first, at=1_000_000)
    save_in(second, at=2_000_000)
    for folder in (first, second):
        folder.release()
    assert last_folder(tmp_path).path == second.path
    again = claim_folder(tmp_path)
    assert again.path == second.path and not again.was_interrupted
    assert claim_folder(tmp_path).path == first.path


def test_that_the_next_instance_gets_the_folder_of_one_that_crashed_and_knows_it(tmp_path):
    code = f"""
import os, pathlib
from explorer.state.instance_folder import claim_folder
folder = claim_folder(pathlib.Path({str(tmp_path)!r}))
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    folder = claim_folder(tmp_path)
    assert folder.path == tmp_path / "autosave-1"
    assert folder.was_interrupted
    folder.release()
    assert not claim_folder(tmp_path).was_interrupted


def test_that_a_folder_that_is_not_writable_is_used_without_a_lock(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    folder = claim_folder(tmp_path / "file")
    assert folder.lock is None
    folder.release()


def test_that_setting_aside_never_overwrites_a_file(tmp_path):
    for content in ("one", "two"):
        file = tmp_path / "run.npz"
        file.write_text(content)
        set_aside(file)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["run-unread-1.npz", "run-unread-2.npz"]
    assert (tmp_path / "run-unread-2.npz").read_text() == "two"
