"""Views are made anew when theme, type size or language change; nothing that a person would miss is lost."""

import gc
from collections import Counter
from gettext import NullTranslations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QDialog,
    QFileDialog,
    QGraphicsItem,
    QMenu,
    QWidget,
)

from core.training import TrainingConfig
from explorer.runs.run import Status
from explorer.views.paged_view import PagedView
from explorer.window.shell import Shell
from tests.explorer import mouse
from tests.explorer.languages import language, switch_language

SHORT = TrainingConfig(hidden_size=5, batch_size=10, iterations=300)
ENDLESS = TrainingConfig(hidden_size=5, batch_size=10, iterations=10_000_000)


def switch_theme(window):
    window.look.set_theme("light" if window.look.theme.name == "dark" else "dark")


def drop_all_but(window, name):
    """Leave one view, as a switch does."""
    window.show_view(name)
    window.rebuild()
    assert [other for other in window.view_names if window.findChild(QWidget, f"{other}.view")] == [name]


@pytest.fixture
def window(window, qtbot, dataset):
    """A window with a small data set and the focus."""
    session = window.shown_view.session
    session.dataset = dataset
    session.dataset_changed.emit()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.mark.parametrize("switch", [switch_theme, lambda window: window.look.set_scale(1.25)])
def test_that_a_switch_makes_the_open_view_anew_and_the_others_when_they_are_shown(window, switch):
    before = {name: window.view(name) for name in window.view_names}
    states = window.states
    window.show_view("derivative")
    switch(window)
    shown = window.findChild(QWidget, "derivative.view")
    assert shown is window.shown_view is not before["derivative"]
    assert shown.isVisible()
    assert not window.findChild(QWidget, "losses.view")
    window.show_view("losses")
    assert window.view("losses").isVisible()
    assert window.states == states


def test_that_undo_works_after_a_switch_during_a_drag(window):
    window.show_view("descent")
    store = window.stores["descent"]
    first = store.state.learning_rate
    slider = window.findChild(QAbstractSlider, "descent.learning_rate_slider")
    middle = QPointF(slider.rect().center())
    mouse.begin_stroke(slider, [middle, middle + QPointF(5, 0), middle + QPointF(10, 0)])
    dragged = store.state.learning_rate
    assert dragged != first
    switch_theme(window)
    store.change(steps=store.state.steps + 1)
    store.change(steps=store.state.steps + 1)
    for _ in range(2):
        window.undo()
    assert store.state.learning_rate == dragged
    window.undo()
    assert store.state.learning_rate == first
    assert not store.can_undo


def test_that_a_switch_waits_while_a_mouse_button_is_down(window, qtbot):
    before, at = window.look.theme, QPoint(400, 20)
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    window.theme_button.click()
    assert window.look.theme is before
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: window.look.theme is not before)


def test_that_a_switch_waits_while_a_menu_is_open(window, qtbot):
    before, menu = window.look.theme, window.findChild(QMenu, "window.main_menu")
    window.menu_button.click()
    assert menu.isVisible()
    window.findChild(QAction, "window.theme_light").trigger()
    assert window.look.theme is before
    menu.close()
    qtbot.waitUntil(lambda: window.look.theme is not before)


def test_that_a_switch_waits_while_a_dialog_is_open(window, qtbot):
    before, dialog = window.shown_view, QDialog(window)
    dialog.open()
    window.findChild(QAction, "window.projector").trigger()
    assert window.shown_view is before
    dialog.close()
    qtbot.waitUntil(lambda: window.shown_view is not before)
    assert window.look.scale > 1


def test_that_dialogs_belong_to_the_window(window, monkeypatch):
    owners = []

    def ask(owner, *_):
        owners.append(owner)
        return "", ""

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, ask)
    window.view("training").page("runs").open_file()
    window.view("training").page("runs").save_run()
    window.view("drawing").page("draw").controls.files.choose_file()
    window.view("descent").findChild(QWidget, "descent.export_field").menu().actions()[-1].trigger()
    assert owners == [window] * len(owners)
    assert len(owners) == 4


def test_that_focus_page_and_scroll_position_survive(window, qtbot):
    window.resize(1100, 700)
    window.show_view("descent")
    window.stores["descent"].tick(page="method")
    scroll = window.view("descent").column.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: scroll.maximum() > 20)
    scroll.setValue(17)
    window.findChild(QWidget, "descent.steps").setFocus()
    size = window.size()
    switch_theme(window)
    assert QApplication.focusWidget().objectName() == "descent.steps"
    assert window.view("descent").column.scroll_area.verticalScrollBar().value() == 17
    assert window.stores["descent"].state.page == "method"
    QApplication.processEvents()
    assert window.view("descent").column.scroll_area.verticalScrollBar().value() == 17
    assert window.size() == size


def test_that_every_scroll_area_has_a_name(window):
    for name in window.view_names:
        view = window.view(name)
        for page in view.page_names if isinstance(view, PagedView) else ():
            view.page(page)
        for area in view.findChildren(QAbstractScrollArea):
            assert area.objectName() or area.verticalScrollBar().maximum() == 0, area


def test_that_a_message_stays(window):
    window.show_message("This is kept.")
    switch_theme(window)
    assert window.banner.text == "This is kept."
    assert window.banner.isVisible()
    window.clear_message()
    assert window.banner.isHidden()


@pytest.mark.parametrize("name", ["shortcuts", "about"])
def test_that_a_sheet_beside_the_window_follows(window, name):
    def sheets():
        return [sheet for sheet in window.findChildren(QDialog) if sheet.isVisible()]

    window.findChild(QAction, f"window.{name}").trigger()
    (before,) = sheets()
    switch_theme(window)
    (after,) = sheets()
    assert after is not before
    assert after.windowTitle() == before.windowTitle()


def test_that_a_run_is_followed_and_ends_while_no_view_exists(window, qtbot):
    drop_all_but(window, "losses")
    session, store, said = window.shown_view.session, window.stores["training"], []
    session.announced.connect(said.append)
    run = session.run(session.start_run(ENDLESS))
    qtbot.waitUntil(lambda: run.status is Status.RUNNING)
    store.change(learning_rate=0.037)
    assert run.present_config.learning_rate == 0.037
    store.undo()
    assert run.present_config.learning_rate != 0.037
    run.ask_to_stop()
    qtbot.waitUntil(lambda: session.active_run is None)
    assert store.state.run == run.key
    assert said
    window.show_view("training")
    assert window.view("training").subject.run is run


def test_that_a_switch_in_the_middle_of_a_run_lets_it_go_on(window, qtbot):
    window.show_view("training")
    session = window.shown_view.session
    run = session.run(session.start_run(SHORT))
    qtbot.waitUntil(lambda: run.iteration > 5)
    switch_theme(window)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED)
    assert window.view("training").subject.run is run
    assert window.stores["training"].state.run == run.key


def test_that_a_race_ends_while_no_view_exists(window, qtbot):
    window.show_view("training")
    window.stores["training"].change(page="race", race_hidden_size=1, race_batch_size=1, race_steps=100)
    contest = window.view("training").page("race").contest
    QTest.mouseClick(window.findChild(QWidget, "training.race_start"), Qt.MouseButton.LeftButton)
    assert contest.is_running
    drop_all_but(window, "losses")
    qtbot.waitUntil(lambda: contest.is_over, timeout=60_000)
    window.show_view("training")
    part = window.view("training").page("race")
    assert part.contest is contest
    assert not part.is_at_start


def test_that_results_are_there_at_once_after_a_switch(window, qtbot):
    window.show_view("training")
    window.stores["training"].change(page="batch_gradients")
    qtbot.waitUntil(lambda: window.view("training").page("batch_gradients").shown is not None, timeout=60_000)
    found = window.view("training").page("batch_gradients").shown
    switch_theme(window)
    assert window.view("training").page("batch_gradients").shown is found


@pytest.mark.parametrize(
    ("view", "fields", "button"),
    [
        ("descent", {"steps": 1000}, "descent.play"),
        ("training", {"page": "slow_motion"}, "training.slow_play"),
        ("drawing", {"strokes": (tuple((0.2, i / 500) for i in range(500)),)}, "drawing.replay"),
    ],
)
def test_that_playback_goes_on_through_a_switch(window, qtbot, view, fields, button):
    window.show_view(view)
    store = window.stores[view]
    store.change(**fields)
    QTest.mouseClick(window.findChild(QWidget, button), Qt.MouseButton.LeftButton)
    switch_theme(window)
    state = store.state
    qtbot.waitUntil(lambda: store.state != state, timeout=20_000)


def test_that_playback_stops_when_another_view_is_shown(window, qtbot):
    window.show_view("descent")
    window.stores["descent"].change(steps=1000)
    window.findChild(QWidget, "descent.play").click()
    assert window.findChild(QWidget, "descent.play").accessibleName() == "Pause"
    window.show_view("losses")
    switch_theme(window)
    window.show_view("descent")
    assert window.findChild(QWidget, "descent.play").accessibleName() == "Play"


def test_that_ten_switches_leave_nothing_behind(window, qtbot):
    window.findChild(Shell).start()
    qtbot.waitUntil(lambda: not window.findChild(Shell).is_preparing, timeout=60_000)
    session = window.shown_view.session

    def left():
        qtbot.waitUntil(lambda: not session.background.is_busy, timeout=60_000)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.unfreeze()
        gc.collect()
        kinds = Counter(
            type(each).__qualname__
            for each in gc.get_objects()
            if isinstance(each, (QObject, QGraphicsItem)) and type(each).__module__.startswith("explorer")
        )
        return kinds, len(QApplication.allWidgets())

    def switch_and_show_all():
        for name in window.view_names:
            window.show_view(name)
            switch_theme(window)

    switch_and_show_all()
    before = left()
    for _ in range(2):
        switch_and_show_all()
    kinds, widgets = left()
    assert kinds - before[0] == Counter()
    assert widgets == before[1]


class Quoted(NullTranslations):
    def gettext(self, message):
        return f"» {message}"


def test_that_a_switch_of_the_language_changes_every_text(window):
    window.show_view("losses")
    undo = window.undo_button.toolTip()
    with language(Quoted()):
        switch_language(window, Quoted())
        assert window.tabs.tabText(0) == "» Losses"
        assert window.undo_button.toolTip() == f"» {undo}"
        assert window.findChild(QAction, "window.about").text() == "» About Learnscope"
        assert window.findChild(QWidget, "losses.copy_script").text() == "» Copy as Python"
        window.show_view("descent")
        assert window.findChild(QWidget, "descent.play").accessibleName() == "» Play"
    switch_language(window, NullTranslations())
    assert window.tabs.tabText(0) == "Losses"
    assert window.findChild(QWidget, "descent.play").accessibleName() == "Play"
