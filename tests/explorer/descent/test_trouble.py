"""The trouble card: what went wrong, and one click that mends it."""

import numpy as np

from explorer.plots.marks import Dot, Stroke
from explorer.widgets.text import Label
from tests.explorer.descent.reading import click_button, control, words_in


def test_that_a_frozen_path_is_explained_and_repaired_by_one_click(view):
    click_button(view, "chapter_run_2")
    said = " ".join(words_in(view))
    assert "Stuck from step 10: gradient 0" in said
    assert "and the numerical gradient is 0." in said
    assert not control(view, "play").property("primary")
    click_button(view, "use_exact")
    assert view.store.state.gradient == "exact" and not control(view, "use_exact").isVisible()
    click_button(view, "try_rate")
    assert view.store.state.learning_rate == 0.1
    assert any("of the minimum since step 2" in text for text in words_in(view))
    assert control(view, "play").property("primary")


def test_that_the_sentence_about_a_frozen_path_is_not_cut_after_a_list_of_many(view, qapp):
    view.window().resize(1100, 700)
    view.store.change(starts=tuple((k - 6.5, 1.0) for k in range(12)))
    qapp.processEvents()
    click_button(view, "chapter_run_2")
    qapp.processEvents()
    sentences = [label for label in view._ends.findChildren(Label) if label.isVisible() and label.wordWrap()]
    assert any("numerical gradient is 0." in label.text() for label in sentences)
    assert all(label.height() >= label.heightForWidth(label.width()) for label in sentences)


def test_that_what_is_said_beside_a_frozen_path_stands_above_its_line(view):
    click_button(view, "chapter_run_2")
    line, *_, ring, exact, still = view.values.marks
    assert isinstance(line, Stroke) and line.token == "text2"
    assert isinstance(ring, Dot) and ring.x == 10
    assert (exact.text, exact.patch) == ("exact: ×19 every step", True)
    assert (still.text, still.patch) == ("numerical: still from step 10", True)
    click_button(view, "use_exact")
    assert not any(isinstance(mark, Dot) for mark in view.values.marks)


def test_that_a_step_without_a_value_has_no_ring(view):
    view.store.change(
        surface="ln(x0) + x1^2", starts=((0.5, 1.0),), learning_rate=0.3, steps=5, compared=("adam",)
    )
    values = view.values.columns()["f (SGD)"]
    off = int(np.flatnonzero(~np.isfinite(values))[0])
    view.values.show_step(0, 0)
    assert view.values.pointed
    view.values.show_step(0, off)
    assert not view.values.pointed


def test_that_a_path_newer_than_the_hidden_lines_has_no_ring(view):
    view.store.change(surface="bowl", starts=((0.5, 1.0),))
    view.values.show_step(3, 0)
    assert not view.values.pointed


def test_that_no_rate_is_offered_until_all_steps_have_been_tried_with_it(view, qtbot):
    view.store.change(surface="x1^2/2 - x0^2/2", starts=((1e-301, 0.0),), learning_rate=10.0, steps=1150)
    button = control(view, "try_rate")
    assert not button.isVisible()
    qtbot.waitUntil(lambda: button.text() == "Try lr = 0.1")


def test_that_one_click_mends_all_paths_and_the_others_are_listed(view):
    view.store.change(surface="himmelblau")
    said = words_in(view)
    assert said.count("Diverged: not finite after step 5") == 3
    click_button(view, "try_rate")
    assert not control(view, "try_rate").isVisible()
    assert sum(" from the minimum " in text for text in words_in(view)) == 3


def test_that_a_compared_rule_that_failed_is_explained_beside_the_others(view, qtbot):
    view.store.change(surface="bowl", learning_rate=1.5, steps=2000, compared=("adam",))
    said = words_in(view)
    assert "SGD · Diverged: lr must stay below 1" in said
    assert any(text.startswith("Adam · ") for text in said)
    qtbot.waitUntil(lambda: control(view, "try_rate").isVisible())
    click_button(view, "try_rate")
    assert view.store.state.learning_rate == 0.1 and not control(view, "try_rate").isVisible()


def test_that_no_word_on_the_buttons_that_help_is_cut(view, qapp):
    view.resize(1100, 652)
    view.store.change(
        surface="rosenbrock",
        starts=((-3.0, 0.0),),
        gradient="numerical",
        compared=("sgd", "momentum"),
        learning_rate=0.001,
        steps=500,
    )
    qapp.processEvents()
    buttons = [control(view, name) for name in ("try_rate", "use_exact")]
    assert control(view, "try_rate").text() == "Try lr = 0.0001"
    for button in buttons:
        assert button.isVisible() and button.width() >= button.sizeHint().width()
    view.resize(1280, 752)


def test_that_the_end_of_each_chapters_run_is_printed(view):
    for number, place in ((1, "(−6.11110793·10⁻¹⁰, 8.14814391·10⁻¹⁰)"), (3, "(−2.99999994, 3.99999992)")):
        click_button(view, f"chapter_run_{number}")
        assert any(f"x = {place}." in text for text in words_in(view))
