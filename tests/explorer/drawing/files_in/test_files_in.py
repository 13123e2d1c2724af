"""Pictures onto the canvas by file, clipboard and drop; a digit of them by click and keys."""

from functools import partial

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from core.picture import Picture
from explorer.drawing import words
from explorer.drawing.reading import subject
from explorer.drawing.state import DrawingState
from tests.core.photographs import FOUR, ONE, SEVEN, inked, side_by_side
from tests.explorer import mouse
from tests.explorer.painted import picture_of

# The only constructor in PySide6 6.8 is deprecated in 6.12.
pytestmark = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent.*:DeprecationWarning")

SHEET, _ = side_by_side([inked(strokes, 60, 5) for strokes in (SEVEN, FOUR, ONE)], 12)
GREY = np.rint(255 * (1 - SHEET)).astype(np.uint8)
IMAGE = QImage(
    GREY.tobytes(), GREY.shape[1], GREY.shape[0], GREY.shape[1], QImage.Format.Format_Grayscale8
).copy()


@pytest.fixture
def page(view):
    return view.page("draw")


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "digits.png"
    assert IMAGE.save(str(file))
    return file


@pytest.fixture
def opened(page, qtbot, file):
    page.files.open_file(file)
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    return page


def drop(page, offered):
    """Drag something onto the canvas and let it go there; return whether it may be dropped."""
    at = QPointF(20, 20)
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), actions, offered, left, none)
    enter.ignore()
    QApplication.sendEvent(page.canvas, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page.canvas, QDropEvent(at, actions, offered, left, none))
    return enter.isAccepted()


def urls(*paths):
    offered = QMimeData()
    offered.setUrls([QUrl(path) if "://" in str(path) else QUrl.fromLocalFile(str(path)) for path in paths])
    return offered


def test_that_a_file_shows_its_digits_with_boxes_and_readings(view, opened, session):
    assert view.store.state.strokes == ()
    assert opened.boxes.isVisible()
    digits = session.picture(view.store.state.picture).digits
    network = session.network("reader").network
    read = [int(network.predict(digit.image / 255).argmax()) for digit in digits]
    assert read == [7, 4, 1]
    assert opened.boxes.accessibleDescription() == "Predictions: 7 4 1; number 1 is selected"
    assert np.array_equal(view.probabilities(), network.predict(digits[0].image / 255))
    assert (
        words.canvas_hint(view.store.state, subject(view.store.state, session)) == "Digit 1 of 3 in the image"
    )


def test_that_a_click_and_the_arrow_keys_choose_a_digit(view, qtbot, opened):
    mouse.click_widget(opened.boxes, opened.boxes.box(1).center())
    assert view.store.state.picture_digit == 1
    assert view.probabilities().argmax() == 4
    qtbot.keyClick(opened.boxes, Qt.Key.Key_Right)
    assert view.probabilities().argmax() == 1
    qtbot.keyClick(opened.boxes, Qt.Key.Key_Right)
    assert view.store.state.picture_digit == 2
    mouse.click_widget(opened.boxes, QPointF(2, 2))
    assert view.store.state.picture_digit == 2
    view.store.undo()
    view.store.undo()
    assert view.probabilities().argmax() == 7


def test_that_undo_brings_back_what_was_on_the_canvas_and_redo_the_picture(view, opened):
    view.store.undo()
    assert view.probabilities().argmax() == 3
    assert not opened.boxes.isVisible()
    view.store.redo()
    assert opened.boxes.isVisible()
    view.canvas_actions.clear()
    assert view.store.state.is_empty
    assert view.probabilities() is None


@pytest.mark.parametrize("take", ["take_test_image", "clear"])
def test_that_what_comes_next_takes_the_picture_away(view, opened, take):
    getattr(view.canvas_actions, take)()
    assert view.store.state.picture == ""
    assert not opened.boxes.isVisible()


def test_that_the_digit_is_on_the_canvas_of_the_other_pages(view, opened):
    view.store.change(page="networks", picture_digit=1)
    assert view.board.isVisible()
    assert view.probabilities().argmax() == 4
    board = view.board.canvas.grab().toImage()
    view.canvas_actions.clear()
    assert view.board.canvas.grab().toImage() != board


def test_that_a_dialog_opens_a_file_and_none_leaves_all_as_it_was(page, qtbot, file, monkeypatch):
    before = page.state
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    qtbot.mouseClick(page.controls.by_name["open_picture"], Qt.MouseButton.LeftButton)
    assert page.state == before
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(page.controls.by_name["open_picture"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)


def test_that_the_clipboard_is_pasted_by_key_or_says_what_it_lacks(view, page, qtbot):
    clipboard = QGuiApplication.clipboard()
    with qtbot.waitActive(view):
        view.activateWindow()
    for label, offer in enumerate((clipboard.clear, partial(clipboard.setText, "seven"))):
        offer()
        page.store.change(label=label)
        assert page.files.problem == ""
        qtbot.keyClick(page.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert page.files.problem == "There is no image on the clipboard: copy one first."
    clipboard.setImage(IMAGE)
    qtbot.keyClick(page.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    assert page.files.problem == ""
    assert view.probabilities().argmax() == 7
    clipboard.clear()


def test_that_a_file_name_is_shown_as_plain_text(page, qtbot, tmp_path):
    message = page.controls.files.findChildren(QLabel)[-1]
    page.files.open_file(tmp_path / f"<b>{'x' * 100}\n.png")
    qtbot.waitUntil(lambda: page.files.problem != "")
    assert message.isVisible() and message.textFormat() is Qt.TextFormat.PlainText
    assert message.text().startswith("<b>xxx") and message.text().endswith("xxx .png is not a file.")
    assert len(message.text()) < 60


def test_that_a_file_or_an_image_can_be_dropped_on_the_canvas(page, qtbot, file):
    assert drop(page, urls(file))
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    key = page.state.picture
    page.store.undo()
    offered = QMimeData()
    offered.setImageData(IMAGE)
    assert drop(page, offered)
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    assert page.state.picture == key


def test_that_of_many_kinds_of_bytes_one_that_can_be_read_is_taken(page, qtbot, file):
    offered = QMimeData()
    offered.setData("image/svg+xml", b"<svg/>")
    offered.setData("image/bmp", b"BM, but damaged")
    offered.setData("image/png", file.read_bytes())
    assert drop(page, offered)
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    assert np.array_equal(page.session.picture(page.state.picture).grey, GREY)
    page.store.undo()
    from_a_browser = urls("https://example.org/seven.png")
    from_a_browser.setData("image/png", file.read_bytes())
    assert drop(page, from_a_browser)
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    drawn = QMimeData()
    drawn.setData("image/svg+xml", b"<svg/>")
    assert not drop(page, drawn)


def test_that_text_cannot_be_dropped_and_an_address_is_explained(page):
    offered = QMimeData()
    offered.setText("seven")
    assert not drop(page, offered)
    assert drop(page, urls("https://example.org/seven.png"))
    assert page.files.problem == "Only files on this computer can be opened: save the image first."


def test_that_trouble_is_said_in_place_and_the_drawing_stays(view, page, qtbot, tmp_path):
    before = view.store.state
    (tmp_path / "notes.txt").write_text("no picture")
    page.files.open_file(tmp_path / "notes.txt")
    qtbot.waitUntil(lambda: page.files.problem != "", timeout=10_000)
    assert "notes.txt is not an image" in page.files.problem
    assert not page.files.is_busy
    assert view.store.state == before
    view.canvas_actions.clear()
    assert page.files.problem == ""


def test_that_of_two_files_the_one_opened_last_wins(page, qtbot, file, tmp_path):
    other = tmp_path / "other.png"
    assert IMAGE.scaled(90, 30).save(str(other))
    page.files.open_file(other)
    page.files.open_file(file)
    qtbot.waitUntil(lambda: not page.files.is_busy and page.state.picture != "", timeout=10_000)
    assert np.array_equal(page.session.picture(page.state.picture).grey, GREY)


def test_that_a_blank_picture_and_one_that_is_gone_say_so(view, page, qtbot, session, tmp_path):
    blank = QImage(40, 40, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    assert blank.save(str(tmp_path / "blank.png"))
    page.files.open_file(tmp_path / "blank.png")
    qtbot.waitUntil(lambda: page.state.picture != "", timeout=10_000)
    assert view.probabilities() is None
    assert page.boxes.isVisible()
    assert "No digit was found" in words.sentence(None, subject(view.store.state, session))
    view.store.change(picture="0" * 64)
    assert view.probabilities() is None
    assert not page.boxes.isVisible()
    assert words.canvas_words(view.store.state, subject(view.store.state, session)).startswith(
        "That image is gone"
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grey=arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, max_side=30)),
    digit=st.integers(0, 60),
    network=st.sampled_from(["reader", "chapter", "gone"]),
)
def test_that_any_picture_and_digit_is_drawn_and_reads_as_probabilities_or_words(
    view, session, grey, digit, network
):
    key = session.add_picture(Picture(grey))
    view.store.load(DrawingState(strokes=(), picture=key, picture_digit=digit, network=network))
    picture_of(view)
    probabilities = view.probabilities()
    if digit < len(session.picture(key).digits):
        assert probabilities.sum() == pytest.approx(1)
    else:
        assert probabilities is None
        assert words.sentence(None, subject(view.store.state, session))
