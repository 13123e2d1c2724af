"""Users' files are read up to a limit, and anything but a regular file is refused at once."""

import os
import sys
from pathlib import Path

import pytest

from core.files import FileError, on_one_line, read_regular_file
from core.mnist import DatasetError, load_dataset
from core.model_file import ModelFileError, load_network, load_run


def test_that_a_file_larger_than_the_limit_is_not_read(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert read_regular_file(file, 5) == b"12345"
    with pytest.raises(OSError, match="larger than"):
        read_regular_file(file, 4)
    with pytest.raises(FileNotFoundError):
        read_regular_file(tmp_path / "nowhere", 5)


@pytest.fixture(params=["folder", "pipe", "device", "null character", "lone surrogate"])
def not_a_file(request, tmp_path):
    path = tmp_path / "thing.npz"
    if request.param == "folder":
        path.mkdir()
    elif request.param == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("named pipes need POSIX")
        os.mkfifo(path)
    elif request.param == "device":
        if sys.platform == "win32":
            pytest.skip("Windows has no device files")
        path = Path("/dev/zero")
    else:
        path = tmp_path / ("a\0b" if request.param == "null character" else "a\ud800b")
    return path


def test_that_anything_but_a_regular_file_is_refused_at_once(not_a_file):
    with pytest.raises(OSError):
        read_regular_file(not_a_file, 10**9)
    for load in (load_network, load_run):
        with pytest.raises(ModelFileError, match=r"cannot be read: [^\n]+\.$"):
            load(not_a_file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes need POSIX")
def test_that_a_data_set_of_pipes_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "train-images-idx3-ubyte")
    with pytest.raises(DatasetError):
        load_dataset(tmp_path)


def test_that_a_text_is_put_on_one_line_and_shortened_in_the_middle():
    assert on_one_line("one\n\ttwo\x1b[0m") == "one two [0m"
    assert on_one_line("10\u202f000 steps") == "10\u202f000 steps"
    line = on_one_line("begin" + "x" * 10_000 + "end", 50)
    assert len(line) <= 50 and line.startswith("begin") and line.endswith("end")
    assert str(FileError("a\nb")) == "a b"
