"""The page Gallery: drawings kept, brought back, taken away and exported."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from core.digit_image import from_strokes
from core.mnist import load_dataset
from explorer.drawing.drawing import Drawing
from explorer.drawing.gallery.state import MOST_KEPT, GalleryState
from explorer.drawing.state import DrawingState
from explorer.state.session import CHAPTER
from tests.explorer import mouse
from tests.explorer.drawn import THREE
from tests.explorer.painted import picture_of

SEVEN = (((0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.45), (0.5, 0.65), (0.42, 0.85)),)


def control(view, name):
    return view.findChild(QWidget, f"drawing.{name}")


@pytest.fixture
def page(view, qtbot):
    view.store.tick(page="gallery")
    return view.page("gallery")


@pytest.fixture
def keep(view, qtbot):
    """Keep strokes with a label, and wait until they are read."""

    def keep(strokes, label):
        view.store.change(strokes=strokes, test_image=-1, label=label)
        view.canvas_actions.keep()
        qtbot.waitUntil(lambda: not view.session.background.is_busy, timeout=20_000)
        view.render_state()

    return keep


def test_that_a_drawing_is_kept_with_the_digit_that_is_asked_for(view, page):
    asked = view.store.state.gallery.asked_digit
    before = view.store.state
    control(view, "keep").click()
    gallery = view.store.state.gallery
    assert gallery.kept == (Drawing(strokes=THREE, label=asked),)
    assert view.store.state.is_empty
    assert not control(view, "keep").isEnabled()
    assert gallery.asked_digits == 1
    view.store.undo()
    assert view.store.state == before


def test_that_all_ten_digits_are_asked_before_one_comes_again():
    asked = [GalleryState(asked_digits=count).asked_digit for count in range(20)]
    assert sorted(asked[:10]) == sorted(asked[10:]) == list(range(10))


def test_that_a_label_that_is_given_comes_before_the_asked_one(view, page, keep, dataset):
    keep(THREE, 3)
    assert view.store.state.gallery.asked_digits == 0
    view.store.change(test_image=5)
    view.canvas_actions.keep()
    assert [one.label for one in view.store.state.gallery.kept] == [3, dataset.test_labels[5]]


def test_that_a_drawing_kept_on_another_page_has_no_label_of_its_own(view):
    view.canvas_actions.keep()
    assert view.store.state.gallery.kept == (Drawing(strokes=THREE),)


def test_that_the_scoreboard_counts_what_the_network_reads(view, page, keep):
    keep(THREE, 3)
    keep(SEVEN, 7)
    keep(SEVEN, 1)
    facts = view.facts()
    kept = [facts[f"{name}drawings"].value for name in ("", "labelled_", "correct_")]
    assert kept == [3, 3, 2]
    assert [one.answer for one in page.grid.shown] == [3, 7, 7]
    counts = page.scoreboard.counts()
    assert (counts[3], counts[7], counts[1]) == ((1, 1), (1, 1), (0, 1))
    assert sum(known for _, known in counts) == 3
    view.store.change(network=CHAPTER)
    network = view.session.network(CHAPTER).network
    expected = [int(network.predict(from_strokes(strokes)).argmax()) for strokes in (THREE, SEVEN, SEVEN)]
    assert [one.answer for one in page.grid.shown] == expected


def test_that_a_click_brings_a_drawing_back_and_delete_takes_it_away(view, page, keep, qtbot):
    keep(THREE, 3)
    keep(SEVEN, 7)
    picture_of(view)
    mouse.click_widget(page.grid, page.grid.cells.rect(1).center())
    state = view.store.state
    assert (state.strokes, state.label, state.gallery.chosen_drawing) == (SEVEN, 7, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_Left)
    assert view.store.state.strokes == THREE
    with qtbot.waitActive(view):
        view.activateWindow()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert [one.label for one in view.store.state.gallery.kept] == [7]
    assert view.store.state.strokes == THREE
    view.store.undo()
    assert [one.label for one in view.store.state.gallery.kept] == [3, 7]
    control(view, "take_away").click()
    assert [one.label for one in view.store.state.gallery.kept] == [7]


def test_that_exported_drawings_are_a_data_set_that_reads_the_same(view, page, keep, tmp_path):
    keep(THREE, 3)
    keep(SEVEN, 7)
    keep(SEVEN, -1)
    view.store.change(kept=(*view.store.state.gallery.kept[:2], Drawing(strokes=SEVEN)))
    page.export_to(tmp_path)
    data = load_dataset(tmp_path)
    assert data.test_labels.tolist() == data.train_labels.tolist() == [3, 7]
    forms = np.stack([from_strokes(strokes) for strokes in (THREE, SEVEN)])
    assert np.abs(data.test_images[:] / 255 - forms).max() <= 0.5 / 255 + 1e-12
    picture = QImage(str(tmp_path / "001-label-7.png"))
    assert (picture.width(), picture.height()) == (28, 28)
    assert picture.pixelColor(14, 5).red() == data.test_images[1].reshape(28, 28)[5, 14]


def test_that_a_failed_export_names_the_file_and_the_reason(view, page, keep, qtbot, tmp_path):
    keep(THREE, 3)
    page.export_to(tmp_path)
    old = (tmp_path / "t10k-labels-idx1-ubyte").read_bytes()
    keep(SEVEN, 7)
    (tmp_path / "t10k-images-idx3-ubyte").unlink()
    (tmp_path / "t10k-images-idx3-ubyte").mkdir()
    with qtbot.waitSignal(view.session.problem) as problem:
        page.export_to(tmp_path)
    assert problem.args[0].startswith(
        "Not all drawings were exported. t10k-images-idx3-ubyte was not saved: "
    )
    assert (tmp_path / "t10k-labels-idx1-ubyte").read_bytes() == old


def test_that_a_full_gallery_says_so_and_keeps_the_canvas(view, page, qtbot):
    view.store.change(kept=(Drawing(strokes=THREE),) * MOST_KEPT)
    with qtbot.waitSignal(view.session.problem) as problem:
        view.canvas_actions.keep()
    assert "full" in problem.args[0]
    assert view.store.state.strokes is THREE


def test_that_kept_drawings_survive_the_session_file():
    state = DrawingState(gallery=GalleryState(kept=(Drawing(strokes=SEVEN, label=7), Drawing(test_image=3))))
    assert msgspec.json.decode(msgspec.json.encode(state), type=DrawingState) == state


def test_that_a_network_reads_kept_drawings_as_it_reads_the_canvas(view, page, keep):
    keep(SEVEN, 7)
    mouse.click_widget(page.grid, page.grid.cells.rect(0).center())
    assert view.probabilities().argmax() == page.grid.shown[0].answer
