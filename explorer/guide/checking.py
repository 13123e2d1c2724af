"""Checks a lesson in a window: whether its scenes can be shown, and what it names exists there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from core.files import FileError
from explorer.guide.filling import names_in, value_of
from explorer.guide.lesson import Guess, Problem, Scene, Step, Task, Text
from explorer.guide.reading import read_lesson_file
from explorer.guide.scenes import scene_state
from explorer.guide.stage import part_of, plot_of
from explorer.state.declarations import declared_fields
from explorer.state.store import OpensPages
from explorer.views.view import View
from explorer.window.main_window import MainWindow
from explorer.window.snapshot import settle


def problems_of(file: Path, window: MainWindow) -> list[str]:
    """Return what is wrong in a lesson, each with its line: what reading finds, and what showing it finds."""
    try:
        lesson = read_lesson_file(file, window.state_types)
    except FileError as problem:
        return [str(problem)]
    found = list(lesson.all_problems)
    for step in lesson.steps:
        if not step.problems:
            found += problems_in_window(step, window)
    return [str(problem) for problem in sorted(found, key=lambda problem: problem.line)]


def problems_in_window(step: Step, window: MainWindow) -> Iterator[Problem]:
    """Show the scenes of a step one after the other, and yield what is wrong in its blocks there."""
    view: View[OpensPages] = window.shown_view
    cards: tuple[str, ...] | None = None
    for line, block in zip(step.lines, step.blocks, strict=True):
        match block:
            case Scene():
                view, cards = show_scene(block, window), block.cards
                sentences = _in_scene(block, view)
            case Guess():
                sentences = _in_guess(block, view, cards, window)
            case Task():
                sentences = _in_task(block, view)
            case Text():
                sentences = _unknown(names_in(block.markdown), view)
        yield from (Problem(line, sentence) for sentence in sentences)


def show_scene(scene: Scene, window: MainWindow) -> View[OpensPages]:
    """Show a scene, and return its view once all is computed and drawn."""
    store = window.stores[scene.view]
    store.tick_to(scene_state(scene, store.state))
    window.show_view(scene.view)
    settle(window)
    return window.shown_view


def _in_scene(scene: Scene, view: View[OpensPages]) -> Iterator[str]:
    for name in scene.controls:
        button = view.findChild(QPushButton, f"{view.name}.{name}")
        try:
            view.make_control(name).deleteLater()
        except (KeyError, ValueError):
            if button is None:
                yield f"{scene.view} has no control “{name}” on this page"
    for name in scene.cards or ():
        if name not in view.cards():
            yield f"this page has no card “{name}”, but {', '.join(view.cards())}"


def _in_guess(
    guess: Guess, view: View[OpensPages], cards: tuple[str, ...] | None, window: MainWindow
) -> Iterator[str]:
    for name in guess.veil:
        if part_of(view, name) is None:
            yield f"this page has no card “{name}” to veil, but {', '.join(view.cards())}"
    if guess.plot and plot_of(view, guess.plot) is None:
        yield f"this page has no card “{guess.plot}” with a plot"
    elif guess.plot and cards is not None and guess.plot not in cards:
        yield f"the guess is made on the card “{guess.plot}”, which the scene leaves out"
    answers = guess.answer if isinstance(guess.answer, tuple) else (guess.answer,)
    yield from _unknown((name for name in answers if isinstance(name, str)), view)
    view.store.tick(**guess.then)
    settle(window)
    yield from _unknown(names_in(guess.why), view)


def _in_task(task: Task, view: View[OpensPages]) -> Iterator[str]:
    yield from _unknown([*task.until, *names_in(task.so_far)], view)
    facts = view.facts()
    if task.is_done(lambda name: value_of(name, facts, view.store)):
        yield "the task is already done when it begins"


def _unknown(names: Any, view: View[OpensPages]) -> Iterator[str]:
    facts, fields = view.facts(), declared_fields(view.store.state_type)
    for name in names:
        if name not in facts and name not in fields:
            yield f"this page has no fact or field “{name}”; its facts are {', '.join(facts)}"
