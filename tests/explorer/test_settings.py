"""Settings: what is remembered, and that a damaged file means defaults."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from explorer.settings import RECENT_FILES, Settings


def test_that_settings_come_back(tmp_path):
    file = tmp_path / "settings.ini"
    first = Settings(file)
    first.theme, first.projector, first.view = "light", True, "drawing"
    first.geometry = QByteArray(b"place")
    first.remember_file(Path("/somewhere/a, b.learnscope"))
    first.save()
    second = Settings(file)
    assert (second.theme, second.projector, second.view) == ("light", True, "drawing")
    assert second.geometry == QByteArray(b"place")
    assert second.recent_files == (Path("/somewhere/a, b.learnscope"),)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe garbage",
        b"[General]\ntheme=pink\nview=42\nprojector=maybe\ngeometry=abc\nrecent_files=@Variant(\\0)\n",
        b"theme=light, dark, x\nview=, , ,\n[[[",
        b"",
    ],
)
def test_that_a_damaged_file_means_defaults(tmp_path, content):
    file = tmp_path / "settings.ini"
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.theme in ("system", "light")
    assert settings.view == "descent"
    assert settings.projector is False
    assert isinstance(settings.geometry, QByteArray)
    assert isinstance(settings.recent_files, tuple)


def test_that_recent_files_are_few_and_the_newest_is_first(tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    for k in range(20):
        settings.remember_file(Path(f"/f{k}"))
    settings.remember_file(Path("/f15"))
    assert settings.recent_files[0] == Path("/f15")
    assert len(settings.recent_files) == len(set(settings.recent_files)) == RECENT_FILES
