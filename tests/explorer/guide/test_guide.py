import math
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QScrollArea, QWidget

from core.chapter import EXAMPLES
from explorer.guide.host import GuideHost
from explorer.guide.sample import SAMPLE
from explorer.guide.scene_text import scene_text
from explorer.guide.veil import Veil
from explorer.window import main_window

SCENE = """
```scene
view = "descent"
surface = "bowl"
starts = [[-3.0, 4.0]]
learning_rate = 0.9
steps = 30
controls = ["learning_rate"]
```
"""
CHOICE = """
```guess
kind = "choice"
ask = "What happens?"
choices = ["It arrives", "It diverges"]
answer = 2
replies = ["No.", "Yes."]
veil = ["ends"]
then = { learning_rate = 1.05 }
why = "It ends {distance_1} away."
```
"""
TASK = """
```do
ask = "Arrive in one step."
until = { distance_1 = { at_most = 0.25 } }
so_far = "{distance_1} away"
hints = ["Try 0.5."]
```
"""


def texts(window):
    """Return what the guide's column shows."""
    column = window.findChild(QWidget, "guide.column")
    return [
        label.accessibleName() or label.text() for label in column.findChildren(QLabel) if label.isVisible()
    ]


def press(window, name):
    button = window.findChild(QPushButton, f"guide.{name}") or window.findChild(QWidget, f"guide.{name}")
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def veiled(window):
    return [veil.parentWidget().name for veil in window.findChildren(Veil) if not veil.isHidden()]


def test_that_a_step_shows_its_scene_without_an_undo_step_of_its_own(window, open_lesson):
    store = window.stores["descent"]
    store.change(learning_rate=0.3)
    mine = store.state
    open_lesson(f"# One\n{SCENE}\nSome text.\n# Two\n{SCENE}\n")
    assert window.shown_name == "descent"
    assert (store.state.surface, store.state.learning_rate, store.state.steps) == ("bowl", 0.9, 30)
    store.change(learning_rate=0.2)
    store.undo()
    assert store.state.learning_rate == 0.9
    store.undo()
    assert store.state == mine


def test_that_the_next_scene_leaves_no_undo_steps_of_the_one_before(window, open_lesson, guide):
    store = window.stores["descent"]
    mine = store.state
    open_lesson(f"# One\n{SCENE}\n# Two\n{SCENE}\n")
    store.change(learning_rate=0.2)
    guide.go_on()
    assert store.state.learning_rate == 0.9
    store.undo()
    assert store.state == mine


def test_that_undo_after_leaving_leads_to_what_was_there_before_the_guide(window, open_lesson):
    store = window.stores["descent"]
    store.change(learning_rate=0.3)
    mine = store.state
    open_lesson(f"# One\n{SCENE}{CHOICE}")
    press(window, "choice_2")
    press(window, "next")
    store.change(learning_rate=0.2)
    press(window, "explore")
    while store.state != mine:
        assert store.can_undo
        store.undo()
    store.redo()
    assert store.state.surface == "bowl"


def test_that_a_window_closed_halfway_opens_again_and_the_step_can_be_continued(
    window, open_lesson, guide, start
):
    open_lesson(f"# One\n{SCENE}{CHOICE}\n# Two\n{SCENE.replace('steps = 30', 'steps = 1')}{TASK}", 1)
    window.stores["descent"].begin_gesture()
    window.stores["descent"].change(learning_rate=0.8)
    window.close()
    again = start()
    other = again.findChild(GuideHost).guide
    assert not other.is_open
    assert again.view("descent").column.isVisibleTo(again)
    other.set_lesson("test", guide.lessons["test"])
    other.begin("test")
    assert other.step.heading == "Two"
    assert other.waiting is not None


def test_that_opening_again_shows_the_page_of_the_step_as_it_was_left(window, open_lesson, guide):
    open_lesson('# One\n```scene\nview = "derivative"\npage = "rounding"\n```\n')
    window.stores["derivative"].change(h=0.25)
    guide.close()
    window.stores["derivative"].tick(page="tangent")
    window.show_view("losses")
    guide.toggle()
    assert window.shown_name == "derivative"
    assert (window.states["derivative"].page, window.states["derivative"].h) == ("rounding", 0.25)


def test_that_the_closed_guide_computes_no_facts_and_has_no_timer(window, open_lesson, guide, monkeypatch):
    open_lesson(f"# One\n{SCENE}{TASK}")
    guide.close()
    monkeypatch.setattr(
        type(window.view("descent")), "facts", lambda _view: pytest.fail("facts are computed")
    )
    window.stores["descent"].change(learning_rate=0.2)
    assert not any(timer.isActive() for timer in guide.findChildren(QTimer))
    assert window.findChild(QWidget, "guide.column") is None


def test_that_the_answer_is_veiled_until_the_guess_is_made(window, open_lesson):
    open_lesson(f"# One\n{SCENE}{CHOICE}")
    assert veiled(window) == ["ends"]
    next_button = window.findChild(QPushButton, "guide.next")
    assert not next_button.isEnabled()
    press(window, "choice_2")
    assert next_button.text() == "See what happens"
    press(window, "next")
    assert veiled(window) == []
    assert window.stores["descent"].state.learning_rate == 1.05
    shown = texts(window)
    assert "It diverges" in shown
    assert "Yes." in shown
    distance = window.view("descent").facts()["distance_1"].text
    assert f"It ends {distance} away." in shown
    assert next_button.text() == "Next"
    assert next_button.isEnabled()


def test_that_a_veil_covers_the_hint_of_a_card_and_leaves_its_title(window, open_lesson):
    scene = '# One\n```scene\nview = "derivative"\n```\n'
    open_lesson(scene + CHOICE.replace("ends", "curve").replace("learning_rate = 1.05", "x = 6.0"))
    QApplication.processEvents()
    card = window.view("derivative").cards()["curve"]
    veil = card.findChild(Veil)
    hint = card.highlights["hint"]
    assert hint.isVisible()
    assert veil.mask().contains(hint.geometry().center() - veil.pos())
    assert not veil.mask().contains(QPoint(20, card.head_height // 2))


def test_that_a_card_that_is_alone_fills_a_page_of_any_size(window, open_lesson, guide):
    scene = 'view = "training"\npage = "activations"\ncards = ["fresh"]'
    open_lesson(f"# One\n```scene\n{scene}\n```\n")
    window.resize(1400, 900)
    QApplication.processEvents()
    view = window.view("training")
    page, card = view.open_page.open_part, view.cards()["fresh"]
    assert card.height() > 0.9 * page.height()
    guide.close()
    QApplication.processEvents()
    assert card.height() < 0.5 * page.height()


def test_that_the_cards_that_a_scene_names_fill_the_page_until_the_guide_closes(window, open_lesson, guide):
    open_lesson(
        SCENE.replace('view = "descent"', 'view = "descent"\ncards = ["field"]').join(("# One\n", "\n"))
    )
    view = window.view("descent")
    cards = view.cards()
    assert [name for name, card in cards.items() if card.isVisible()] == ["field"]
    QApplication.processEvents()
    bottom = view.mapFromGlobal(cards["field"].mapToGlobal(cards["field"].rect().bottomLeft())).y()
    assert bottom > 0.95 * view.height()
    guide.close()
    QApplication.processEvents()
    assert all(card.isVisible() for card in cards.values())
    assert cards["field"].height() < 0.8 * view.height()


def test_that_a_wrong_guess_is_replied_to(window, open_lesson):
    open_lesson(f"# One\n{SCENE}{CHOICE}")
    press(window, "choice_1")
    press(window, "next")
    assert "It diverges" in texts(window)
    assert "You said: It arrives. No." in texts(window)


def test_that_one_may_not_know(window, open_lesson):
    open_lesson(f"# One\n{SCENE}{CHOICE}")
    press(window, "pass")
    assert window.stores["descent"].state.learning_rate == 1.05
    assert "It diverges" in texts(window)


def test_that_number_keys_choose_and_alt_arrows_change_the_step(window, open_lesson, guide):
    open_lesson(f"# One\n{SCENE}{CHOICE}\n# Two\n")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert guide.place.answers == (2,)
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert guide.step.heading == "Two"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert guide.step.heading == "One"


def test_that_a_task_is_recognised_whichever_way_it_is_done(window, open_lesson, guide):
    open_lesson(f"# One\n{SCENE.replace('steps = 30', 'steps = 1')}{TASK}")
    assert guide.waiting is not None
    distance = window.view("descent").facts()["distance_1"].text
    assert f"{distance} away" in texts(window)
    window.stores["descent"].change(learning_rate=0.5)
    assert guide.waiting is None
    assert "Done." in texts(window)
    assert window.findChild(QPushButton, "guide.next").isEnabled()


def test_that_a_task_can_be_skipped(window, open_lesson, guide):
    open_lesson(f"# One\n{SCENE.replace('steps = 30', 'steps = 1')}{TASK}")
    press(window, "pass")
    assert guide.waiting is None
    assert "Skipped." in texts(window)


def test_that_a_task_stays_done_whatever_comes_after(window, open_lesson):
    open_lesson(f"# One\n{SCENE.replace('steps = 30', 'steps = 1')}{TASK}{CHOICE}")
    window.stores["descent"].change(learning_rate=0.5)
    assert "Done." in texts(window)
    press(window, "choice_2")
    press(window, "next")  # sets another learning rate
    assert "Done." in texts(window)
    assert "Skipped." not in texts(window)


def test_that_a_hint_is_given_after_three_tries(window, open_lesson):
    open_lesson(f"# One\n{SCENE.replace('steps = 30', 'steps = 1')}{TASK}")
    for learning_rate in (0.8, 0.7):
        window.stores["descent"].change(learning_rate=learning_rate)
        assert "Try 0.5." not in texts(window)
    window.stores["descent"].change(learning_rate=0.65)
    assert "Try 0.5." in texts(window)


def test_that_only_the_controls_of_the_step_are_shown(window, open_lesson):
    open_lesson(f"# One\n{SCENE}")
    assert not window.view("descent").column.isVisible()
    sliders = window.findChild(QWidget, "guide.column").findChildren(QWidget, "guide.learning_rate")
    assert len(sliders) == 1
    assert sliders[0].isVisible()
    press(window, "explore")
    assert window.view("descent").column.isVisible()
    assert window.stores["descent"].state.learning_rate == 0.9
    assert window.findChild(QWidget, "guide.column") is None


def test_that_a_wrong_number_is_told_with_the_right_one(window, open_lesson):
    guess = '```guess\nkind = "number"\nask = "How far?"\nanswer = 0.5\nnear = 0.01\nunit = "steps"\n```\n'
    open_lesson(f"# One\n{SCENE}{guess}")
    field = window.findChild(QWidget, "guide.number")
    QTest.keyClicks(field, "2")
    press(window, "next")
    assert "It is 0.5 steps." in texts(window)
    assert "You said 2 steps." in texts(window)
    assert "How far?" in texts(window)


def test_that_the_answer_is_told_once_the_task_that_shows_it_is_done(window, open_lesson):
    guess = '```guess\nkind = "number"\nask = "How far?"\nanswer = 0.5\nwhy = "Half."\n```\n'
    task = '```do\nask = "Try it."\nuntil = { learning_rate = 0.5 }\n```\n'
    open_lesson(f"# One\n{SCENE}{guess}{task}")
    QTest.keyClicks(window.findChild(QWidget, "guide.number"), "2")
    press(window, "next")
    assert {"How far?", "You said 2.", "Try it."} <= set(texts(window))
    assert not {"It is 0.5.", "Half."} & set(texts(window))
    window.stores["descent"].change(learning_rate=0.5)
    assert {"It is 0.5.", "You said 2.", "Half.", "Done."} <= set(texts(window))


def test_that_a_task_done_in_a_drag_is_marked_at_once_and_passed_when_it_ends(window, open_lesson, guide):
    task = '```do\nask = "Try it."\nuntil = { learning_rate = [0.4, 0.6] }\n```\n'
    open_lesson(f"# One\n{SCENE}{task}")
    store = window.stores["descent"]
    store.begin_gesture()
    store.change(learning_rate=0.5)
    assert "✓" in texts(window) and guide.waiting is not None
    store.change(learning_rate=0.7)
    assert "✓" not in texts(window)
    store.change(learning_rate=0.55)
    store.end_gesture()
    assert "Done." in texts(window) and guide.waiting is None


def test_that_the_keyboard_begins_in_the_control_of_a_task(window, open_lesson):
    task = '```do\nask = "Try [it](#x)."\nuntil = { learning_rate = 0.5 }\n```\n'
    open_lesson(f"# One\n{SCENE}{task}")
    assert window.focusWidget().objectName() == "guide.learning_rate"


def test_that_the_keyboard_goes_on_with_what_the_next_step_asks(window, open_lesson):
    number = '```guess\nkind = "number"\nask = "How far?"\nanswer = 0.5\n```\n'
    choice = '```guess\nkind = "choice"\nask = "Which?"\nchoices = ["a", "b"]\nanswer = 1\n```\n'
    open_lesson(f"# One\n{SCENE}{number}# Two\n{SCENE}{choice}")
    window.findChild(QWidget, "guide.number").setFocus()
    QTest.keyClicks(window.focusWidget(), "2")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.focusWidget().objectName() == "guide.next"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.focusWidget().objectName() == "guide.choice_1"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert {"a", "You said: b."} <= set(texts(window))


def test_that_a_point_is_placed_on_the_plot(window, open_lesson, guide):
    guess = (
        '```guess\nkind = "point"\nask = "Where?"\nplot = "field"\nanswer = [-2.4, 3.2]\nnear = 0.5\n```\n'
    )
    open_lesson(f"# One\n{SCENE}{guess}")
    sketch = window.findChild(QWidget, "guide.sketch")
    QTest.mouseClick(sketch, Qt.MouseButton.LeftButton, pos=sketch.rect().center())
    first = window.findChild(QPushButton, "guide.next").isEnabled()
    QTest.keyClick(sketch, Qt.Key.Key_Left)
    press(window, "next")
    ((x, _y),) = guide.place.answers[0]
    assert first
    assert x < 0
    assert "It is (−2.4, 3.2)." in texts(window)


def test_that_a_card_says_what_to_drag_only_while_nothing_is_to_be_guessed_there(window, open_lesson):
    guess = (
        '```guess\nkind = "point"\nask = "Where?"\nplot = "field"\nanswer = [-2.4, 3.2]\nnear = 0.5\n```\n'
    )
    open_lesson(f"# One\n{SCENE}{guess}")
    view = window.shown_view
    hint = view.cards()["field"].highlights["hint"]
    while_asked = hint.isHidden()
    view.store.change(learning_rate=0.2)
    view.session.frames.draw_now()
    while_changed = hint.isHidden()
    sketch = window.findChild(QWidget, "guide.sketch")
    QTest.mouseClick(sketch, Qt.MouseButton.LeftButton, pos=sketch.rect().center())
    press(window, "next")
    assert (while_asked, while_changed, hint.isHidden()) == (True, True, False)


def test_that_a_line_is_drawn_over_the_true_one_and_stays(window, open_lesson, guide):
    guess = '```guess\nkind = "line"\nask = "Draw it."\nplot = "whole_curves"\n```\n'
    open_lesson(f'# One\n```scene\nview = "losses"\n```\n{guess}')
    sketch = window.findChild(QWidget, "guide.sketch")
    middle = sketch.rect().center()
    QTest.mousePress(sketch, Qt.MouseButton.LeftButton, pos=middle - QPoint(40, 0))
    for step in range(5):
        QTest.mouseMove(sketch, middle + QPoint(10 * step, 5))
    QTest.mouseRelease(sketch, Qt.MouseButton.LeftButton, pos=middle)
    press(window, "next")
    (line,) = guide.place.answers
    assert len(line) > 2
    assert [sketch.isVisible() for sketch in window.findChildren(QWidget, "guide.sketch")].count(True) == 1


@pytest.mark.parametrize("change", ["theme", "projector"])
def test_that_a_step_survives_a_switch(window, open_lesson, guide, change):
    open_lesson(f"# One\n{SCENE}{CHOICE}")
    press(window, "choice_2")
    press(window, "next")
    before = texts(window)
    if change == "theme":
        window.look.set_theme("light")
    else:
        window.look.set_scale(1.25)
    assert texts(window) == before
    assert not window.view("descent").column.isVisible()


def test_that_a_veil_survives_a_switch_of_theme(window, open_lesson):
    open_lesson(f"# One\n{SCENE}{CHOICE}")
    window.look.set_theme("light")
    assert veiled(window) == ["ends"]


def test_that_the_step_and_its_answers_are_there_again_after_a_restart(window, open_lesson, guide, start):
    open_lesson(f"# One\n{SCENE}{CHOICE}\n# Two\n")
    press(window, "choice_2")
    press(window, "next")
    at = guide.progress.at
    again = start()
    other = again.findChild(GuideHost).guide
    other.set_lesson("test", guide.lessons["test"])
    assert other.progress.at == at
    assert other.next_place() == ("test", 0)
    other.begin("test")
    assert other.place.answers == (2,)
    assert again.stores["descent"].state.learning_rate == 1.05


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b'{"done": 3}', b'{"answers": [["x"]]}'])
def test_that_damaged_progress_means_none(settings_file, start, content):
    (settings_file.parent / "progress.json").write_bytes(content)
    assert start().findChild(GuideHost).guide.progress.done == frozenset()


def test_that_each_of_the_books_numbers_is_ticked_once_it_was_on_the_screen(window, guide):
    for index, example in enumerate(EXAMPLES):
        view, _slash, page = example.view.partition("/")
        window.show_view(view)
        window.stores[view].tick(**{"page": page} if page else {}, **example.fields)
        assert index in guide.progress.seen


def test_that_a_lesson_that_changes_stays_on_its_step(window, host, guide, tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(SAMPLE)
    host.open_lesson(file)
    guide.go_to(str(file), 1)
    file.write_text(
        SAMPLE.replace("# A step begins with a heading {#predict}", "# New {#new}\n\n# A step {#predict}")
    )
    host.reload(str(file))
    assert guide.step.key == "do"
    file.unlink()
    host.reload(str(file))
    assert guide.step.key == "do"


def test_that_a_scene_can_be_copied_and_pasted(window, host):
    store = window.stores["losses"]
    window.show_view("losses")
    store.change(y=(0.5, 0.5, *[0.0] * 8), target=1)
    host.copy_scene()
    assert QGuiApplication.clipboard().text() == scene_text("losses", store.state)
    changed = store.state
    store.reset()
    host.paste_scene()
    assert store.state == changed
    store.undo()
    assert store.state == type(changed)()


def test_that_a_drawing_of_many_points_can_be_copied_and_pasted(window, host):
    store = window.stores["drawing"]
    window.show_view("drawing")
    store.change(strokes=(tuple((math.sin(k) ** 2, math.cos(k) ** 2) for k in range(200)),))
    host.copy_scene()
    drawn = store.state.strokes
    store.reset()
    host.paste_scene()
    assert store.state.strokes == drawn


def test_that_steps_replies_and_fulfilled_tasks_are_announced(window, open_lesson, guide, monkeypatch):
    said = []
    accessible = SimpleNamespace(updateAccessibility=lambda event: said.append(event.message()))
    monkeypatch.setattr(main_window, "QAccessible", accessible)
    open_lesson(f"# One\n{SCENE}{CHOICE}\n# Two\n{SCENE.replace('steps = 30', 'steps = 1')}{TASK}")
    press(window, "choice_1")
    press(window, "next")
    distance = window.view("descent").facts()["distance_1"].text
    guide.go_on()
    window.stores["descent"].change(learning_rate=0.5)
    reply = f"It diverges\nYou said: It arrives. No.\nIt ends {distance} away."
    assert [sentence for sentence in said if "step" not in sentence] == ["One", reply, "Two", "Done."]


@pytest.mark.parametrize("view", ["losses", "derivative", "descent", "training", "drawing"])
def test_that_the_default_state_is_an_empty_scene(window, view):
    assert scene_text(view, window.states[view]) == f'```scene\nview = "{view}"\n```\n'


def test_that_what_is_no_scene_is_said(window, host):
    QGuiApplication.clipboard().setText("hello")
    host.paste_scene()
    assert window.banner.text == "There is no scene block on the clipboard: “Copy this scene” puts one there."


def test_that_a_scene_keeps_the_users_work(window, open_lesson):
    store = window.stores["descent"]
    store.change(recent_formulas=("x0**2",))
    open_lesson(f"# One\n{SCENE}")
    assert store.state.recent_formulas == ("x0**2",)


def test_that_a_scene_does_not_change_a_run_under_way(window, open_lesson):
    session = window.shown_view.session
    store = window.stores["training"]
    key = session.start_run(replace(store.state.config(), iterations=1_000_000))
    open_lesson('# One\n```scene\nview = "training"\nlearning_rate = 5.0\n```\n')
    store.change(learning_rate=7.0)
    assert session.active_run.key == key
    assert session.active_run.present_config.learning_rate == 0.1
    session.active_run.stop()


def test_that_the_first_start_asks_once(window, host, guide):
    host.welcome()
    press(window, "explore_first")
    assert window.findChild(QWidget, "guide.welcome").isHidden()
    host.welcome()
    assert all(card.isHidden() for card in window.findChildren(QWidget, "guide.welcome"))
    assert guide.progress.is_welcomed


def test_that_a_number_of_the_book_can_be_shown_from_the_contents(window, guide):
    guide.show_contents()
    press(window, "show_numbers")
    index = next(
        index
        for index, example in enumerate(EXAMPLES)
        if "10" in example.code and example.printed[:3] == "0.2"
    )
    QTest.mouseClick(window.findChild(QPushButton, f"guide.number_{index}"), Qt.MouseButton.LeftButton)
    assert window.shown_name == "derivative"
    assert window.states["derivative"].x == 10.0
    assert index in guide.progress.seen


def test_that_beginning_again_asks_and_forgets_what_was_done(window, guide, open_lesson, monkeypatch):
    open_lesson("# One\n# Two\n")
    guide.go_on()
    guide.show_contents()
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_unused: answers.pop(0))
    press(window, "begin_again")
    assert guide.progress.done == {"test#line-4"}
    press(window, "begin_again")
    assert guide.progress.done == frozenset()
    assert window.findChild(QPushButton, "guide.begin_again").isHidden()


def test_that_after_the_last_step_the_contents_continue_with_one_that_is_not_done(guide, open_lesson):
    open_lesson("# One\n")
    guide.go_on()
    assert guide.place is None
    assert guide.next_place() == ("4-1", 0)


def test_that_the_question_whether_to_begin_again_outlives_the_guide(window, guide, open_lesson):
    open_lesson("# One\n# Two\n")
    guide.go_on()
    guide.show_contents()

    def close_and_agree():
        guide.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.findChild(QMessageBox).button(QMessageBox.StandardButton.Yes).click()

    QTimer.singleShot(0, close_and_agree)
    press(window, "begin_again")
    assert guide.progress.done == frozenset()


def test_that_a_lesson_dropped_on_the_window_opens(window, guide, tmp_path):
    file = tmp_path / "lesson.md"
    file.write_text(SAMPLE)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert guide.step.key == "predict"


def test_that_a_step_begins_at_the_upper_left_corner_of_a_page_that_scrolls(window, guide):
    window.resize(700, 500)
    guide.go_to("4-2", 0)
    QApplication.processEvents()
    area = window.shown_view.findChild(QScrollArea, "losses.picture_scroll")
    bars = (area.horizontalScrollBar(), area.verticalScrollBar())
    for bar in bars:
        assert bar.maximum() > 0
        bar.setValue(bar.maximum())
    guide.go_to("4-2", 1)
    assert [bar.value() for bar in bars] == [0, 0]
