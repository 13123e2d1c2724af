"""Where the dialogs that ask for files start."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from explorer.state import files


def test_that_dialogs_start_in_the_documents_and_then_in_the_folder_used_last(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_last", [])
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    asked = []

    def answer(_parent, _title, start, *_kinds):
        asked.append(Path(start))
        return str(tmp_path / "one.npz"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    files.ask_which_file(None, "", "")
    files.ask_which_file(None, "", "")
    files.ask_where_to_save(None, "", Path("two.npz"))
    assert asked == [documents, tmp_path, tmp_path / "two.npz"]
