"""Settings: what is remembered, and that a damaged file means defaults."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from explorer.state.settings import RECENT_FILES, THEME_CHOICES, VIEW_NAMES, Settings


def test_that_settings_come_back(tmp_path):
    file = tmp_path / "settings.ini"
    first = Settings(file)
    first.theme, first.projector, first.view = "light", True, "drawing"
    first.export_theme = "dark"
    first.geometry = QByteArray(b"place")
    first.remember_file(Path("/somewhere/a, b.learnscope"))
    first.save()
    second = Settings(file)
    assert (second.theme, second.projector, second.view) == ("light", True, "drawing")
    assert second.export_theme == "dark"
    second.export_theme = None
    assert second.export_theme is None
    assert second.geometry == QByteArray(b"place")
    assert second.recent_files == (Path("/somewhere/a, b.learnscope"),)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe garbage",
        b"[General]\ntheme=pink\nview=42\nprojector=maybe\nexport_theme=system\ngeometry=abc\nrecent_files=@Variant(\\0)\n",
        b"theme=light, dark, x\nview=, , ,\n[[[",
        b"",
    ],
)
def test_that_a_damaged_file_means_defaults(tmp_path, content):
    file = tmp_path / "settings.ini"
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.theme in ("system", "light")
    assert settings.view == "losses"
    assert settings.projector is False
    assert settings.export_theme is None
    assert isinstance(settings.geometry, QByteArray)
    assert isinstance(settings.recent_files, tuple)


def test_that_recent_files_are_few_and_the_newest_is_first(tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    for k in range(20):
        settings.remember_file(tmp_path / f"f{k}")
    settings.remember_file(tmp_path / "f15")
    assert settings.recent_files[0] == tmp_path / "f15"
    assert len(settings.recent_files) == len(set(settings.recent_files)) == RECENT_FILES


def test_that_recent_files_of_any_name_are_restored(tmp_path):
    names = [
        "two\nlines",
        'a, b; c = %41 \\x "q"',
        " blank ",
        "[1]",
        "数字 é",
        "ünreadable \udcff",
        "tab\t\r.x",
    ]
    first = Settings(tmp_path / "settings.ini")
    for name in names:
        first.remember_file(tmp_path / name)
    first.save()
    assert Settings(tmp_path / "settings.ini").recent_files == tuple(tmp_path / name for name in names[::-1])


def test_that_recent_files_of_earlier_versions_are_read(tmp_path):
    earlier = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    earlier.setValue("recent_files", "/lessons/a, b.learnscope\n/data\n")
    earlier.sync()
    settings = Settings(tmp_path / "settings.ini")
    assert settings.recent_files == (Path("/lessons/a, b.learnscope"), Path("/data"))
    settings.remember_file(tmp_path)
    assert settings.recent_files == (tmp_path, Path("/lessons/a, b.learnscope"), Path("/data"))


def test_that_a_recent_file_is_kept_as_an_absolute_path(tmp_path, monkeypatch):
    settings = Settings(tmp_path / "settings.ini")
    monkeypatch.chdir(tmp_path)
    settings.remember_file(Path("lesson.learnscope"))
    assert settings.recent_files == (tmp_path / "lesson.learnscope",)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "[" + "9" * 10_000 + "]", '["/a", 5, null, "", "' + "x" * 9_999 + '"]', '{"a": 1}'],
)
def test_that_damaged_recent_files_are_ignored(tmp_path, text):
    damaged = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    damaged.setValue("recent_files", text)
    damaged.sync()
    assert set(Settings(tmp_path / "settings.ini").recent_files) <= {Path("/a"), Path('{"a": 1}')}


def test_that_a_damaged_file_never_raises(tmp_path):
    file = tmp_path / "settings.ini"
    whole = Settings(file)
    whole.theme, whole.projector, whole.view = "light", True, "drawing"
    whole.geometry = QByteArray(bytes(range(66)))
    whole.remember_file(tmp_path / "a\nb, c")
    whole.save()
    content, rng = file.read_bytes(), random.Random(0)
    tokens = [
        b"@",
        b"@Variant(",
        b"@ByteArray(",
        b"\\x0",
        b"\\",
        b'"',
        b",",
        b"\n",
        b"[",
        b"%U263a",
        b"\0",
        b"\xff",
    ]
    for _ in range(300):
        mutant = bytearray(content)
        for _ in range(rng.randint(1, 6)):
            start = rng.randrange(len(mutant) + 1)
            mutant[start : start + rng.randint(0, 4)] = rng.choice([*tokens, rng.randbytes(2)])
        file.write_bytes(mutant)
        settings = Settings(file)
        assert settings.theme in THEME_CHOICES and settings.view in VIEW_NAMES
        assert settings.projector in (False, True)
        assert isinstance(settings.geometry, QByteArray)
        assert len(settings.recent_files) <= RECENT_FILES
        settings.remember_file(tmp_path)
        assert settings.recent_files[0] == tmp_path
