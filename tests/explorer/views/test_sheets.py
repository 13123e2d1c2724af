"""Cards and pages as files: in either theme, with their settings, and the page as a worksheet."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from explorer.look.palette import DARK, LIGHT
from explorer.texts.numbers import SPACE
from explorer.views.export_menu import ColoursMenu, ExportMenu, page_sheet
from explorer.views.sheets import settings_of


def words_in(svg):
    found = " ".join(node.text.strip() for node in ElementTree.fromstring(svg).iter() if node.text)
    return found.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """Answer the file dialog, and return the files that it was asked for."""
    files = []

    def answer(_parent, _title, suggestion, kinds):
        files.append(tmp_path / suggestion.rpartition("/")[2])
        return str(files[-1]), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return files


def test_that_ctrl_p_saves_the_page_as_a_worksheet_of_one_page_and_changes_nothing(window, chosen):
    view = window.shown_view
    before = view.store.state
    action = window.findChild(QAction, "window.worksheet")
    assert action.shortcut().toString() == "Ctrl+P"
    action.trigger()
    written = chosen[0].read_bytes()
    assert chosen[0].name == "losses-sample.pdf"
    assert len(re.findall(rb"/Type /Page\b", written)) == 1
    assert view.store.state == before
    assert window.shown_view is view
    assert window.look.theme is DARK


def test_that_a_worksheet_has_title_settings_and_a_place_for_a_name(window):
    with page_sheet(window.shown_view, "light", "Losses › Sample", "Name:") as sheet:
        words = words_in(sheet.svg())
    for text in ("Losses › Sample", "Name:", "Correct class: 2 · ", "probability of the correct class"):
        assert text in words


@pytest.mark.parametrize(
    ("view", "page", "network"),
    [
        ("losses", "sample", ""),
        ("losses", "weight", "Network: Chapter’s network, 94.6 %"),
        ("drawing", "why", "Network: Newest: the bundled one"),
    ],
)
def test_that_the_settings_name_the_network(window, view, page, network):
    window.show_view(view)
    window.stores[view].change(page=page)
    settings = settings_of(window.shown_view).replace(SPACE, " ")
    assert settings.startswith(network) and (network or "Network" not in settings)


def test_that_a_worksheet_has_no_buttons(window):
    window.show_view("derivative")
    window.stores["derivative"].change(page="network")
    with page_sheet(window.shown_view, "light", "Derivative › Network") as sheet:
        words = words_in(sheet.svg())
    assert "What is the sum of a row" in words and "Show the answer" not in words


@pytest.mark.parametrize("view", ["losses", "descent"])
def test_that_a_worksheet_says_nothing_of_dragging(window, view):
    window.show_view(view)
    with page_sheet(window.shown_view, "light", "") as sheet:
        words = words_in(sheet.svg())
    assert "Drag" not in words


def test_that_views_are_not_made_anew_during_an_export(window, qtbot):
    view = window.shown_view
    with page_sheet(view, "light", "") as sheet:
        with page_sheet(view, "light", ""):
            pass
        window.theme_button.click()
        assert window.shown_view is view
        assert "cross-entropy" in words_in(sheet.svg())
    qtbot.waitUntil(lambda: window.look.theme is LIGHT)
    assert window.shown_view is not view


@pytest.mark.parametrize(
    ("view", "page", "card"),
    [("descent", "paths", "field"), ("derivative", "tangent", "curve"), ("drawing", "draw", "canvas")],
)
def test_that_a_worksheet_does_not_ask_to_drag(window, view, page, card):
    window.show_view(view)
    window.stores[view].change(page=page)
    shown = window.shown_view
    shown.catch_up()
    assert "Drag" in shown.cards()[card].highlights["hint"].text()
    with page_sheet(shown, "light", "") as sheet:
        words = words_in(sheet.svg())
    assert len(words) > 100 and "Drag" not in words


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_that_a_page_is_saved_in_the_colours_that_are_chosen(window, chosen, suffix):
    colours = window.findChildren(ColoursMenu)[0]
    for name, theme in (("As shown", DARK), ("Light", LIGHT), ("Dark", DARK)):
        next(each for each in colours.actions() if each.text() == name).trigger()
        window.findChild(QAction, f"window.page_{suffix}").trigger()
        image = QImage(400, 300, QImage.Format.Format_ARGB32)
        if suffix == "png":
            image = QImage(str(chosen[-1]))
        else:
            assert QSvgRenderer(QByteArray(chosen[-1].read_bytes())).isValid()
            assert theme.panel.lower() in chosen[-1].read_text().lower()
            continue
        assert image.pixelColor(2, 2) == QColor(theme.panel)


def test_that_a_card_is_saved_in_light_while_the_window_is_dark(window, tmp_path):
    menu = window.shown_view.findChild(ExportMenu, "losses.export_whole_curves")
    window.look.export_theme = "light"
    menu.save(tmp_path / "light.svg")
    window.look.export_theme = None
    menu.save(tmp_path / "dark.svg")
    light, dark = ((tmp_path / f"{name}.svg").read_text().lower() for name in ("light", "dark"))
    assert LIGHT.panel.lower() in light
    assert DARK.panel.lower() not in light
    assert DARK.panel.lower() in dark
    assert words_in(light) == words_in(dark)
    assert "loss curves" in words_in(light)


def test_that_a_page_is_saved_though_the_view_is_made_anew_meanwhile(window, chosen):
    QTimer.singleShot(0, window.rebuild)  # as when the theme of the system changes
    window.findChild(QAction, "window.worksheet").trigger()
    assert chosen[0].read_bytes().startswith(b"%PDF")


def test_that_a_card_is_saved_though_the_view_is_made_anew_meanwhile(window, tmp_path):
    window.look.export_theme = "light"
    QTimer.singleShot(0, window.rebuild)
    window.shown_view.findChild(ExportMenu, "losses.export_whole_curves").save(tmp_path / "a.svg")
    assert "Loss curves" in words_in((tmp_path / "a.svg").read_text())


def test_that_a_card_that_cannot_be_saved_says_so_though_its_view_is_made_anew_meanwhile(window, tmp_path):
    window.look.export_theme = "light"
    QTimer.singleShot(0, window.rebuild)
    window.shown_view.findChild(ExportMenu, "losses.export_whole_curves").save(tmp_path / "none" / "a.svg")
    assert "a.svg was not saved" in window.banner.text


@pytest.mark.frame_clock
def test_that_a_card_whose_page_is_being_left_is_saved_as_it_is(window, tmp_path):
    window.show()
    window.shown_view.catch_up()
    menu = window.shown_view.findChild(ExportMenu, "losses.export_whole_curves")
    window.look.export_theme = "light"
    window.stores["losses"].tick(page="batch")
    menu.save(tmp_path / "a.svg")
    assert "Loss curves" in words_in((tmp_path / "a.svg").read_text())


def test_that_a_page_that_cannot_be_saved_says_why(window, monkeypatch, tmp_path):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "none" / "a.pdf"), "")
    )
    window.findChild(QAction, "window.worksheet").trigger()
    assert "a.pdf was not saved" in window.banner.text


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("losses", {"target": 7}, "Correct class: 7"),
        ("descent", {"learning_rate": 0.37}, "Learning rate: 0.37"),
        ("descent", {"surface": "bowl"}, "f(x₀, x₁) = x₀² + x₁²"),
        ("derivative", {"x": 2.5}, "x: 2.5"),
        ("descent", {"page": "none", "optimizer": "momentum"}, "Optimiser: Momentum"),
    ],
)
def test_that_the_settings_of_a_page_are_those_of_its_state(window, name, fields, said):
    window.show_view(name)
    window.stores[name].change(**fields)
    assert said in settings_of(window.view(name)).replace("\N{NO-BREAK SPACE}", " ")


def test_that_a_page_does_not_name_the_settings_of_another(window):
    store = window.shown_view.store
    assert "Correct\N{NO-BREAK SPACE}class" in settings_of(window.shown_view)
    store.tick(page="batch")
    assert "Correct\N{NO-BREAK SPACE}class" not in settings_of(window.shown_view)
    assert "Images in the batch" in settings_of(window.shown_view).replace("\N{NO-BREAK SPACE}", " ")


def test_that_a_page_about_a_run_names_the_settings_of_that_run_and_not_those_of_the_next(window):
    window.show_view("training")
    window.stores["training"].change(page="weights", batch_size=64)
    settings = settings_of(window.shown_view).replace("\N{NO-BREAK SPACE}", " ")
    assert settings.startswith("Run: ")
    assert "Iteration: " in settings
    assert "Batch size" not in settings
