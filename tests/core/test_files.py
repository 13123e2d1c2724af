import errno
import os
import subprocess
import sys

import pytest

from core.files import write_atomically

OLD, NEW = b"old" * 1000, b"new" * 40_000


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "run.npz"
    file.write_bytes(OLD)
    return file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def fail(code):
    def fail(*_):
        raise OSError(code, os.strerror(code))

    return fail


def test_that_a_file_is_created_or_replaced(file):
    write_atomically(file, NEW)
    write_atomically(str(file.with_name("other")), b"")
    assert (file.read_bytes(), file.with_name("other").read_bytes()) == (NEW, b"")
    assert names(file.parent) == ["other", "run.npz"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_that_the_old_file_is_unchanged_if_a_system_call_fails(file, monkeypatch, step):
    monkeypatch.setattr(os, step, fail(errno.ENOSPC))
    with pytest.raises(OSError, match="No space left on device") as problem:
        write_atomically(file, NEW)
    assert (problem.value.errno, problem.value.filename) == (errno.ENOSPC, str(file))
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["run.npz"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_that_the_old_file_is_unchanged_if_the_new_one_exceeds_the_size_limit(file):
    program = (
        "import resource, sys; from core.files import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: write_atomically(sys.argv[1], bytes(120_000))\n"
        "except OSError as problem: print(problem.strerror)"
    )
    told = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == os.strerror(errno.EFBIG)
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["run.npz"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_that_the_old_file_is_unchanged_if_the_process_is_killed(file, step):
    program = (
        "import os, signal, sys; from core.files import write_atomically\n"
        f"os.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_atomically(sys.argv[1], bytes(120_000))"
    )
    assert subprocess.run([sys.executable, "-c", program, file]).returncode == -9
    assert file.read_bytes() == OLD


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing/run.npz", errno.ENOENT),
        ("a" * 300, errno.ENAMETOOLONG),
        ("run.npz/inside", errno.ENOTDIR),
    ],
)
def test_that_the_error_is_that_of_the_system(file, name, code):
    if sys.platform == "win32":
        pytest.skip("Windows has other error codes")
    with pytest.raises(OSError) as problem:
        write_atomically(file.parent / name, NEW)
    assert (problem.value.errno, problem.value.strerror) == (code, os.strerror(code))
    assert names(file.parent) == ["run.npz"]


def test_that_the_longest_name_allowed_can_be_written(tmp_path):
    write_atomically(tmp_path / ("ä" * 127), NEW)
    assert (tmp_path / ("ä" * 127)).read_bytes() == NEW


def test_that_a_folder_is_not_replaced(tmp_path):
    with pytest.raises(OSError):
        write_atomically(tmp_path, NEW)
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes need POSIX")
def test_that_pipes_and_devices_are_refused_without_blocking(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for file in (tmp_path / "pipe", "/dev/full"):
        with pytest.raises(OSError, match="Not a regular file"):
            write_atomically(file, NEW)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no POSIX permissions")
def test_that_an_old_file_keeps_its_permissions_and_a_new_one_has_the_default_ones(file):
    file.chmod(0o640)
    write_atomically(file, NEW)
    write_atomically(file.with_name("new"), NEW)
    file.with_name("usual").write_bytes(NEW)
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.with_name("new").stat().st_mode == file.with_name("usual").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anything")
def test_that_a_write_protected_file_is_unchanged(file):
    file.chmod(0o440)
    with pytest.raises(PermissionError):
        write_atomically(file, NEW)
    assert file.read_bytes() == OLD


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
def test_that_a_symbolic_link_stays_a_link(file):
    link = file.with_name("link")
    link.symlink_to(file.name)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
