"""Checks a lesson in a window: whether its scenes can be shown, and what it names exists there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from core.files import FileError
from explorer.guide.filling import names_in
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
    """Show the scenes of a step one after the other, and yield what its blocks name that is not there."""
    view: View[OpensPages] = window.shown_view
    for block in step.blocks:
        if isinstance(block, Scene):
            view = show_scene(block, window)
            yield from (Problem(step.line, sentence) for sentence in _in_scene(block, view))
        elif isinstance(block, Guess):
            yield from (Problem(step.line, sentence) for sentence in _in_guess(block, view))
            view.store.tick(**block.then)
            settle(window)
            yield from (Problem(step.line, sentence) for sentence in _unknown(names_in(block.why), view))
        elif isinstance(block, Task):
            names = [*block.until, *names_in(block.so_far)]
            yield from (Problem(step.line, sentence) for sentence in _unknown(names, view))
        elif isinstance(block, Text):
            yield from (Problem(step.line, sentence) for sentence in _unknown(names_in(block.markdown), view))


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


def _in_guess(guess: Guess, view: View[OpensPages]) -> Iterator[str]:
    for name in guess.veil:
        if part_of(view, name) is None:
            yield f"this page has no card “{name}” to veil, but {', '.join(view.cards())}"
    if guess.plot and plot_of(view, guess.plot) is None:
        yield f"this page has no card “{guess.plot}” with a plot"
    answers = guess.answer if isinstance(guess.answer, tuple) else (guess.answer,)
    yield from _unknown((name for name in answers if isinstance(name, str)), view)


def _unknown(names: Any, view: View[OpensPages]) -> Iterator[str]:
    facts, fields = view.facts(), declared_fields(view.store.state_type)
    for name in names:
        if name not in facts and name not in fields:
            yield f"this page has no fact or field “{name}”; its facts are {', '.join(facts)}"
