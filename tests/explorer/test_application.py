"""The whole application: five views on real data, what it remembers, and that it ends in good order."""

import gc
import gzip
import shutil
import struct
import threading
import weakref
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
)

from core.model_file import save_run
from explorer.__main__ import main
from explorer.application import build, first_size, keep_layers
from explorer.runs.run import Status
from explorer.state.session import CHAPTER
from explorer.state.session_file import open_session, save_session
from explorer.views.export_menu import ColoursMenu
from explorer.views.paged_view import PagedView
from explorer.window.shell import Shell
from explorer.window.snapshot import take

VIEWS = ("losses", "derivative", "descent", "training", "drawing")


def delete_windows():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def trigger(window, name):
    window.findChild(QAction, f"window.{name}").trigger()


def write_idx(folder, *, train=20, test=10, label=3, magic=2051):
    rng = np.random.default_rng(1)
    for prefix, count in (("train", train), ("t10k", test)):
        images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        content = struct.pack(">IIII", magic, count, 28, 28) + images.tobytes()
        (folder / f"{prefix}-images-idx3-ubyte").write_bytes(content)
        labels = struct.pack(">II", 2049, count) + bytes([label]) * count
        with gzip.open(folder / f"{prefix}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(labels)


def test_that_all_five_views_can_be_shown_and_have_a_state(window):
    assert window.view_names == VIEWS
    for name in VIEWS:
        window.show_view(name)
        assert window.view(name).isVisible()
        assert window.view(name).store.state == window.state_types[name]()


def test_that_every_control_has_a_name_an_accessible_name_and_a_tooltip(window):
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit)
    for name in VIEWS:
        window.show_view(name)
        controls = [
            control
            for kind in kinds
            for control in window.view(name).findChildren(kind)
            if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert len(controls) > 5
        for control in controls:
            # a segment goes by the name of its row
            owner = control if control.objectName() else control.parentWidget()
            where = f"{name}: {type(control).__name__} {owner.objectName()}"
            assert owner.objectName().startswith(f"{name}."), where
            assert control.accessibleName() or control.text(), where
            assert control.toolTip() or owner.toolTip(), where


@pytest.mark.parametrize(
    ("room", "size"), [((1920, 1040), (1280, 800)), ((1366, 728), (1280, 688)), ((1024, 768), (1024, 728))]
)
def test_that_a_first_window_is_no_larger_than_the_screen(room, size):
    assert first_size(QSize(*room)) == QSize(*size)


class Screen:
    """A screen as large as a projector's."""

    def size(self):
        return QSize(1920, 1080)

    def devicePixelRatio(self):
        return 1.0


def test_that_the_layers_of_a_plot_as_large_as_the_screen_are_all_kept(window, monkeypatch):
    before = QPixmapCache.cacheLimit()
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [Screen()])
    keep_layers()
    try:
        for layer in range(6):
            assert QPixmapCache.insert(f"layer {layer}", QPixmap(Screen().size()))
        assert all(QPixmapCache.find(f"layer {layer}") for layer in range(6))
    finally:
        QPixmapCache.clear()
        QPixmapCache.setCacheLimit(before)


@pytest.mark.parametrize("name", VIEWS)
def test_that_tab_reaches_every_control_of_a_view_and_comes_back(window, name):
    window.show_view(name)
    window.activateWindow()
    first = window.focusWidget() or window.tabs
    first.setFocus()
    seen = []
    for _ in range(120):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is first:
            break
    assert seen[-1] is first
    assert len(set(map(id, seen))) > 8


def test_that_the_theme_switches_live_and_is_remembered(window, start):
    dark = window.grab().toImage().pixelColor(4, window.height() - 4)
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    light = window.grab().toImage().pixelColor(4, window.height() - 4)
    assert dark.lightness() < 60 < 200 < light.lightness()
    window.close()
    assert start().look.theme.name == "light"


def test_that_projector_type_is_a_quarter_larger_and_remembered(window, start):
    before = window.look.font().pixelSize()
    trigger(window, "projector")
    assert window.look.font().pixelSize() == round(1.25 * before)
    window.close()
    assert start().look.scale == 1.25


def test_that_the_colours_of_pictures_are_remembered(window, start):
    colours = window.findChildren(ColoursMenu)[0]
    next(action for action in colours.actions() if action.text() == "Light").trigger()
    window.close()
    assert start().look.export_theme == "light"


def test_that_the_state_of_every_view_comes_back_at_the_next_start(window, start):
    window.view("descent").store.change(learning_rate=0.3, starts=((1.0, 2.0),))
    window.view("derivative").store.change(x=7.5)
    window.show_view("losses")
    states = window.states
    window.close()
    again = start()
    assert again.shown_view.name == "losses"
    assert again.view("descent").store.state == states["descent"]
    assert again.view("derivative").store.state == states["derivative"]
    assert again.banner.isHidden()


def test_that_a_drawing_of_numpy_numbers_is_restored(window, start):
    stroke = tuple(map(tuple, np.linspace((0.25, 0.25), (0.75, 0.75), 9)))
    window.view("drawing").store.change(strokes=(stroke,), test_image=np.int64(3))
    window.close()
    state = start().view("drawing").store.state
    assert (state.strokes, state.test_image) == ((stroke,), 3)


@pytest.mark.parametrize("content", [b"", b"PK garbage", b"\x00" * 99])
def test_that_a_damaged_last_session_and_settings_never_keep_the_window_from_opening(
    start, settings_file, content
):
    settings_file.write_bytes(b"\xff\xfe[[[" + content)
    saved = settings_file.parent / "autosave-1" / "session" / "state.json"
    saved.parent.mkdir(parents=True)
    saved.write_bytes(content)
    window = start()
    assert window.isVisible()
    kept = saved.parent.with_name("session-unread-1")
    assert str(kept) in window.banner.text
    assert "could not be restored. The folder is damaged" in window.banner.text
    window.close()
    assert (kept / "state.json").read_bytes() == content
    assert open_session(saved.parent, window.state_types).states == window.states


def test_that_the_session_autosaved_by_an_earlier_version_is_restored(window, start, settings_file):
    window.view("derivative").store.change(x=3.25)
    earlier = settings_file.with_name("last.learnscope")
    save_session(earlier, "derivative", window.states, window.shown_view.session)
    shutil.rmtree(settings_file.parent / "autosave-1", ignore_errors=True)
    assert start().view("derivative").store.state.x == 3.25


def test_that_a_session_file_opens_from_the_command_line(window, start, tmp_path):
    window.view("derivative").store.change(x=3.25)
    file = tmp_path / "lesson.learnscope"
    save_session(file, "derivative", window.states, window.shown_view.session)
    window.view("derivative").store.change(x=4.5)
    window.close()
    again = start(str(file))
    assert again.shown_view.name == "derivative"
    store = again.view("derivative").store
    assert store.state.x == 3.25
    store.undo()
    assert store.state.x == 4.5  # the earlier state can be undone to


@pytest.fixture
def save_to(window, monkeypatch):
    """Save the session by the menu, to a file that the person names."""

    def save_to(file):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
        trigger(window, "save_session")

    return save_to


def test_that_a_session_is_saved_beside_the_window_as_it_was_then(window, save_to, qtbot, tmp_path):
    store = window.view("derivative").store
    store.change(x=3.25)
    file = tmp_path / "lesson.learnscope"
    save_to(file)
    store.change(x=4.0)
    qtbot.waitUntil(lambda: not window.shown_view.session.background.is_busy)
    assert open_session(file, window.state_types).states["derivative"].x == 3.25
    assert window.banner.isHidden()


def test_that_a_session_is_saved_even_if_the_window_closes_at_once(window, save_to, tmp_path):
    window.view("derivative").store.change(x=3.25)
    session, types, held = window.shown_view.session, window.state_types, threading.Event()
    for channel in ("one", "another"):
        session.background.submit(channel, channel, lambda: held.wait(30))
    session.background.promise("first", "first", lambda: held.wait(30))
    file = tmp_path / "lesson.learnscope"
    save_to(file)
    assert not file.exists()
    held.set()
    window.close()
    assert open_session(file, types).states["derivative"].x == 3.25


def test_that_a_session_that_cannot_be_saved_is_said(window, save_to, qtbot, tmp_path):
    save_to(tmp_path / "none" / "lesson.learnscope")
    qtbot.waitUntil(lambda: not window.banner.isHidden())
    assert "lesson.learnscope was not saved: No such file or directory" in window.banner.text


def test_that_a_session_that_cannot_be_opened_is_said_and_changes_nothing(start, tmp_path):
    window = start(str(tmp_path / "none.learnscope"))
    assert "none.learnscope cannot be read" in window.banner.text
    assert window.view("descent").store.state == window.state_types["descent"]()


def test_that_a_key_ends_the_program_and_the_session_is_kept(window, start):
    window.view("descent").store.change(learning_rate=0.25)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert window.isHidden()
    assert start().view("descent").store.state.learning_rate == 0.25


def test_that_the_sheet_of_shortcuts_and_the_about_sheet_open(window):
    for name in ("shortcuts", "about"):
        trigger(window, name)
        sheets = [sheet for sheet in window.findChildren(QDialog) if sheet.isVisible()]
        assert len(sheets) == 1
        sheets[0].close()


def test_that_a_picture_of_the_view_can_be_copied(window):
    QApplication.clipboard().clear()
    trigger(window, "picture")
    assert not QApplication.clipboard().image().isNull()


def test_that_ones_own_data_can_be_opened_and_wrong_data_leave_the_old_in_use(window, qtbot, tmp_path):
    session = window.shown_view.session
    good, bad = tmp_path / "good", tmp_path / "bad"
    for folder in (good, bad):
        folder.mkdir()
    write_idx(good)
    write_idx(bad, label=11)
    session.open_dataset(good)
    qtbot.waitUntil(lambda: session.dataset is not None)
    mine = session.dataset
    assert mine.train_images.shape == (20, 784)
    session.open_dataset(bad)
    qtbot.waitUntil(lambda: not window.banner.isHidden())
    assert "label" in window.banner.text
    assert session.dataset is mine


def test_that_the_bundled_data_are_not_read_again_while_they_are_in_use(window, qtbot, dataset, monkeypatch):
    monkeypatch.setattr("explorer.state.session.load_dataset", lambda _folder=None: replace(dataset))
    session = window.shown_view.session
    session.want_dataset()
    qtbot.waitUntil(lambda: session.dataset is not None)
    bundled = session.dataset
    with qtbot.waitSignal(session.opened):
        trigger(window, "bundled_data")
    qtbot.waitUntil(lambda: not session.background.is_busy)
    assert session.dataset is bundled


def test_that_a_message_about_a_file_disappears_when_the_next_one_opens(start, qtbot, tmp_path, monkeypatch):
    window = start(str(tmp_path / "none.learnscope"))
    session, banner = window.shown_view.session, window.banner
    session.want_dataset()
    qtbot.waitUntil(lambda: session.dataset is not None)
    assert not banner.isHidden()  # loading the bundled data does not clear it
    lesson, folder, run, picture = (
        tmp_path / name for name in ("a.learnscope", "data", "run.npz", "digit.png")
    )
    save_session(lesson, "descent", window.states, session)
    folder.mkdir()
    write_idx(folder)
    save_run(run, session.run(CHAPTER).saved())
    assert window.grab().save(str(picture))
    runs, draw = window.view("training").page("runs"), window.view("drawing").page("draw")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(run), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    for open_it in (
        partial(window.findChild(Shell).open_session, lesson),
        partial(trigger, window, "open_folder"),
        runs.open_file,
        partial(draw.files.open_file, picture),
    ):
        session.problem.emit("none cannot be read.")
        assert not banner.isHidden()
        open_it()
        qtbot.waitUntil(banner.isHidden)


def test_that_closing_in_the_middle_of_training_ends_the_thread_and_keeps_the_network(window, qtbot, start):
    window.show_view("training")
    training = window.view("training")
    training.page("run").start()
    session = training.session
    qtbot.waitUntil(
        lambda: session.active_run is not None and session.active_run.iteration > 20, timeout=20_000
    )
    run = session.active_run
    assert run.status is Status.RUNNING
    window.close()
    assert session.active_run is None
    assert run.network is not None
    assert Path(window.look and start().windowTitle())  # a second start finds a whole session file


def test_that_a_trained_network_reaches_the_drawing_view_at_once(window, qtbot):
    training, drawing = window.view("training"), window.view("drawing")
    before = drawing.probabilities()
    training.store.change(iterations=50, hidden_size=7)
    training.page("run").start()
    session = training.session
    qtbot.waitUntil(lambda: bool(session.trained_networks), timeout=20_000)
    window.show_view("drawing")
    after = drawing.probabilities()
    assert not np.allclose(before, after)
    network = session.network(session.trained_networks[-1]).network
    assert network.params["W1"].shape == (784, 7)


@pytest.mark.frame_clock
def test_that_snapshots_show_every_page_and_are_the_same_every_time(tmp_path, start, dataset, monkeypatch):
    monkeypatch.setattr("explorer.state.session.load_dataset", lambda _folder=None: dataset)
    pages = PagedView.page_names.fget
    monkeypatch.setattr(
        PagedView, "page_names", property(lambda view: pages(view)[:2])
    )  # the others take long
    window, one, another = start(), tmp_path / "one", tmp_path / "another"
    take(window, one, (1100, 700))
    first = {file.stem: QImage(str(file)) for file in one.iterdir()}
    assert len(first) == sum(len(window.view(name).page_names) for name in VIEWS)
    assert {*VIEWS, "losses-batch", "training-slow_motion"} < set(first)
    for picture in first.values():
        assert picture.size().toTuple() == (1100, 700)
    assert main(["--snapshot", str(another), "--theme", "dark", "--size", "1100x700"]) == 0
    delete_windows()
    assert {file.stem: QImage(str(file)) for file in another.iterdir()} == first


def test_that_a_snapshot_that_cannot_be_written_is_a_sentence(tmp_path, qapp, capsys):
    file = tmp_path / "file"
    file.write_text("in the way")
    assert main(["--snapshot", str(file / "folder")]) == 2
    assert "could not be written" in capsys.readouterr().err
    delete_windows()


def test_that_a_deleted_window_is_freed(settings_file, qapp):
    _, window = build(["learnscope", "--settings", str(settings_file)])
    view = weakref.ref(window.shown_view)
    window.close()
    window.deleteLater()
    del window
    delete_windows()
    gc.collect()
    assert view() is None


def test_that_undo_and_redo_name_the_setting_that_they_change(window):
    window.show_view("training")
    store = window.view("training").store
    store.change(momentum=0.5, more_settings=True)
    store.change(hidden_size=20)
    assert window.undo_button.toolTip() == "Undo: Hidden units (Ctrl+Z)"
    window.undo()
    assert window.undo_button.toolTip() == "Undo: Momentum (Ctrl+Z)"
    assert window.redo_button.toolTip() == "Redo: Hidden units (Ctrl+Shift+Z)"
    window.undo()
    assert window.undo_button.toolTip() == "Undo in this view (Ctrl+Z)"
