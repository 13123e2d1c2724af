import csv
import errno
import io
import math
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QPointF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QLabel

from explorer.plots.export import WidgetExport, table_text
from explorer.plots.picture import Sheet
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.views.export_menu import ExportMenu


@pytest.fixture
def plot(qtbot, look):
    plot = Plot(look)
    plot.setObjectName("losses.loss_curve")
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.set_labels("x", "y")
    plot.set_range((0, 3), (0, 1))
    line = plot.add(Line(look, "a"))
    line.set_data([0, 1, 2], [0.1, 1 / 3, np.nan])
    plot.name_series(line, "loss, mean")
    plot.add(Markers(look, "b", size=20)).set_data([1], [0.5])
    plot.show()
    return plot


@pytest.fixture
def menu(qtbot, look, plot):
    menu = ExportMenu(look, plot)
    qtbot.addWidget(menu)
    return menu


def read(text):
    return list(csv.reader(io.StringIO(text)))


def test_that_numbers_are_written_with_every_digit():
    values = [0.1, 1 / 3, 1e-300, -2.5e300, math.pi]
    rows = read(table_text([("a,b", values), ("n", np.array([1, 2])), ("f", np.float32([0.1]))]))
    assert rows[0] == ["a,b", "n", "f"]
    assert [float(row[0]) for row in rows[1:]] == values
    assert [row[1] for row in rows[1:]] == ["1", "2", "", "", ""]
    assert rows[1][2] == "0.1"


def test_that_nan_becomes_an_empty_cell():
    assert table_text([("a", [1.0, math.nan]), ("b", [2, 3])]) == "a,b\n1.0,2\n,3\n"


def test_that_a_picture_is_as_sharp_as_asked_for(plot, look):
    for scale in (1, 2, 3):
        image = Sheet(plot, look).image(scale)
        assert (image.width(), image.height()) == (300 * scale, 200 * scale)
        assert image.pixelColor(0, 0).name() == look.theme.panel.lower()


def test_that_markers_keep_their_place_in_pixels_and_vectors(plot, look):
    marker = plot.view_box.mapViewToScene(QPointF(1, 0.5))
    image = Sheet(plot, look).image(2)
    assert image.pixelColor((marker * 2).toPoint()).name() == look.theme.b.lower()
    drawn = QImage(600, 400, QImage.Format.Format_ARGB32)
    drawn.fill(0)
    renderer = QSvgRenderer(QByteArray(Sheet(plot, look).svg()))
    assert renderer.isValid()
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    assert drawn.pixelColor((marker * 2).toPoint()).name() == look.theme.b.lower()
    assert drawn.pixelColor(0, 0).name() == look.theme.panel.lower()


@pytest.mark.parametrize("size", [(300, 10), (20, 200), (300, 0), (0, 0)])
def test_that_a_plot_without_area_is_not_exported_and_that_this_is_said(plot, menu, qtbot, tmp_path, size):
    plot.resize(*size)
    for act in (
        next(action for action in menu.menu().actions() if action.text() == "Copy picture").trigger,
        lambda: menu.save(tmp_path / "plot.png"),
        lambda: menu.save(tmp_path / "plot.svg"),
    ):
        with qtbot.waitSignal(menu.failed) as failed:
            act()
        assert "too small" in failed.args[0]
    assert not list(tmp_path.iterdir())
    menu.save(tmp_path / "plot.csv")
    assert (tmp_path / "plot.csv").stat().st_size > 0


def test_that_exporting_leaves_the_plot_as_it_was(plot, look):
    before = plot.grab().toImage()
    Sheet(plot, look).image(2)
    Sheet(plot, look).svg()
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_that_each_kind_of_file_is_saved(menu, plot, tmp_path, suffix):
    path = tmp_path / f"plot.{suffix}"
    menu.save(path)
    contents = path.read_bytes()
    if suffix == "csv":
        assert read(contents.decode("utf-8-sig")) == [
            ["x", "loss, mean"],
            ["0.0", "0.1"],
            ["1.0", str(1 / 3)],
            ["2.0", ""],
        ]
    elif suffix == "png":
        assert QImage.fromData(contents).width() == 600
    else:
        assert QSvgRenderer(QByteArray(contents)).viewBox() == plot.rect()


def test_that_a_file_that_cannot_be_written_is_said_in_a_sentence(menu, tmp_path):
    sentences = []
    menu.failed.connect(sentences.append)
    menu.save(tmp_path / "no such folder" / "plot.png")
    assert len(sentences) == 1
    assert sentences == [f"plot.png was not saved: {os.strerror(errno.ENOENT)}."]


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_that_a_full_disk_is_reported_and_the_old_file_is_unchanged(menu, tmp_path, monkeypatch, suffix):
    file = tmp_path / f"plot.{suffix}"
    file.write_bytes(b"old")

    def fail(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    sentences = []
    menu.failed.connect(sentences.append)
    menu.save(file)
    assert sentences == [f"plot.{suffix} was not saved: No space left on device. The old file is unchanged."]
    assert file.read_bytes() == b"old"


def test_that_copying_fills_the_clipboard(menu, plot):
    actions = {action.text(): action for action in menu.menu().actions()}
    actions["Copy numbers"].trigger()
    assert QGuiApplication.clipboard().text().splitlines()[1] == "0.0\t0.1"
    actions["Copy picture"].trigger()
    assert QGuiApplication.clipboard().image().width() == 600


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_that_the_dialog_suggests_a_name_and_the_ending_is_added(menu, plot, tmp_path, monkeypatch, suffix):
    asked = []

    def answer(parent, title, suggestion, kinds):
        asked.append(Path(suggestion).name)
        return str(tmp_path / "mine.v2"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    next(action for action in menu.menu().actions() if suffix.upper() in action.text()).trigger()
    assert asked == [f"losses-loss-curve.{suffix}"]
    assert (tmp_path / f"mine.v2.{suffix}").stat().st_size > 0


def test_that_the_dialog_asks_before_replacing_a_file_whose_suffix_was_not_typed(menu, tmp_path, monkeypatch):
    (tmp_path / "mine.png").write_bytes(b"old")
    asked, answers = [], iter([str(tmp_path / "mine"), ""])

    def answer(parent, title, suggestion, kinds):
        asked.append(suggestion)
        return next(answers), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    next(action for action in menu.menu().actions() if "PNG" in action.text()).trigger()
    assert asked[1:] == [str(tmp_path / "mine.png")]
    assert (tmp_path / "mine.png").read_bytes() == b"old"


def test_that_a_cancelled_dialog_writes_nothing(menu, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: ("", ""))
    sentences = []
    menu.failed.connect(sentences.append)
    menu.menu().actions()[-1].trigger()
    assert sentences == []


def test_that_numbers_are_offered_only_where_there_are_some(qtbot, look):
    label = QLabel("7")
    qtbot.addWidget(label)
    tables = [[], [("digit", [7])]]
    menu = ExportMenu(look, WidgetExport(label, lambda: tables[0]))
    qtbot.addWidget(menu)
    numbers = next(action for action in menu.menu().actions() if action.text() == "Copy numbers")
    menu.menu().aboutToShow.emit()
    assert not numbers.isEnabled()
    tables.pop(0)
    menu.menu().aboutToShow.emit()
    assert numbers.isEnabled()


def test_that_any_widget_can_be_exported(qtbot, look):
    label = QLabel("7")
    qtbot.addWidget(label)
    label.resize(40, 30)
    exportable = WidgetExport(label, lambda: [("digit", [7])])
    sheet = Sheet(exportable.export_widget(), look)
    image = sheet.image(2)
    assert (image.width(), image.height()) == (80, 60)
    assert image.pixelColor(0, 0).name() == look.theme.panel.lower()
    assert QSvgRenderer(QByteArray(sheet.svg())).isValid()


def test_that_a_sheet_has_a_heading_and_the_names_of_the_axes_as_text_in_svg(plot, look):
    sheet = Sheet(plot, look, "Loss curves", "Learning rate: 0.1 · Steps: 3", "Name:")
    words = [node.text for node in ElementTree.fromstring(sheet.svg()).iter() if node.text]
    for text in ("Loss curves", "Learning rate: 0.1 · Steps: 3", "Name:", "x", "y"):
        assert any(text == word.strip() for word in words), text


@pytest.mark.parametrize("size", [(300, 200), (200, 300), (1500, 900)])
def test_that_a_pdf_is_one_page_of_a4(plot, look, size):
    plot.resize(*size)
    written = Sheet(plot, look, "Loss curves", "Learning rate: 0.1").pdf()
    assert written.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", written)) == 1
    box = [float(each) for each in re.search(rb"/MediaBox \[([^]]*)\]", written)[1].split()]
    assert sorted(box[2:]) == pytest.approx([595, 842], abs=1)
    assert (box[2] > box[3]) == (size[0] > size[1])


def test_that_a_png_is_printed_as_large_as_on_the_screen(plot, look):
    image = Sheet(plot, look).image(2)
    assert image.width() / image.dotsPerMeterX() == pytest.approx(300 / 96 * 0.0254, rel=0.01)
