"""The words of every step fit into the guide's column, before and after each guess and task."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from explorer.application import build
from explorer.guide import guide as guide_module
from explorer.guide.column import GuideColumn
from explorer.guide.host import GuideHost
from explorer.guide.lesson import Guess
from explorer.look.theme import HEADER_HEIGHT
from explorer.window.shell import PROJECTOR_SCALE
from tests.explorer.languages import PseudoLanguage, language


def phases(guide, lessons):
    """Go through all steps of some lessons, and yield the name of each with what is passed of it."""
    for key in lessons:
        for index, step in enumerate(guide.lessons[key].steps):
            guide.go_to(key, index)
            yield f"{key}#{step.key} {guide.place.passed}"
            while guide.waiting is not None:
                if isinstance(guide.waiting, Guess):
                    guide.answer(wrong_answer(guide.waiting))
                else:
                    guide.skip()
                yield f"{key}#{step.key} {guide.place.passed}"


def wrong_answer(guess):
    """Return an answer that has a long reply."""
    match guess.kind:
        case "choice":
            places = [place for place in range(1, len(guess.choices) + 1) if place != guess.answer]
            replies = guess.replies or guess.choices
            return max(places, key=lambda place: len(guess.choices[place - 1] + replies[place - 1]))
        case "number":
            return 3.0 * guess.answer + 1
        case "point":
            return ((-1.25, 1.25),)
        case "line":
            return ((0.0, 0.0), (1.0, 1.0))
    return "A sentence of some length, as people write it here."


def problems(column, may_scroll):
    """Return what is cut, covered or out of sight."""
    story, task, next_button = (
        column.findChild(QWidget, f"guide.{name}") for name in ("story", "task", "next")
    )
    scroll = column.findChild(QScrollArea)
    found = [
        f"{part.objectName() or type(part).__name__} is cut at the right"
        for part in column.findChildren(QWidget)
        if part.isVisible() and end_of(part, column).x() > column.width()
    ]
    found += [
        f"{part.objectName()} is too narrow"
        for part in (story, task)
        if part.minimumSizeHint().width() > part.width()
    ]
    if end_of(story, column).x() > end_of(scroll.viewport(), column).x():
        found.append("the scroll bar covers the words")
    if not may_scroll and scroll.verticalScrollBar().maximum() > 0:
        found.append("the words have to be scrolled")
    if (
        not end_of(scroll, column).y()
        <= top_of(task, column)
        <= end_of(task, column).y()
        <= top_of(next_button, column)
    ):
        found.append("parts cover each other")
    if task.height() < task.layout().totalHeightForWidth(task.width()):
        found.append("the task is cut")
    if end_of(next_button, column).y() > column.height():
        found.append("Next is out of sight")
    return found


def top_of(widget, column):
    return widget.mapTo(column, QPoint(0, 0)).y()


def end_of(widget, column):
    return widget.mapTo(column, QPoint(widget.width(), widget.height()))


@pytest.mark.frame_clock
@pytest.mark.parametrize(
    ("scale", "lessons", "may_scroll"),
    [
        (1.0, ["4-1", "4-2", "4-3", "4-4", "4-5"], {800: False, 700: True}),
        (PROJECTOR_SCALE, ["4-5"], {800: True, 700: True}),  # the longest steps
    ],
    ids=["normal", "projector"],
)
def test_that_the_words_of_every_step_fit(qapp, settings_file, monkeypatch, scale, lessons, may_scroll):
    monkeypatch.setattr(guide_module, "save_progress", lambda *_unused: None)
    _, window = build(["learnscope", "--settings", str(settings_file)])  # hidden: only the column is seen
    window.look.set_scale(scale)
    guide = window.findChild(GuideHost).guide
    guide.is_open = True
    found = {}
    with language(PseudoLanguage()):  # which is longer than English
        column = GuideColumn(window.look, guide, lambda: None, lambda: None)
        column.show()
        for phase in phases(guide, lessons):
            for height, scrolls in may_scroll.items():
                column.resize(column.sizeHint().width(), height - window.look.px(HEADER_HEIGHT))
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
                if cut := problems(column, scrolls):
                    found[phase, height] = cut
    column.close()
    window.close()
    assert found == {}
