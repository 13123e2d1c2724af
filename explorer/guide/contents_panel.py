"""The contents: the lessons with their steps, and the chapter's numbers that have been on the screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.chapter import EXAMPLES
from explorer.guide.guide import Guide
from explorer.guide.step_bar import StepBar
from explorer.guide.tiles import TileButton
from explorer.language import _, ngettext
from explorer.theme import SEMIBOLD, SMALL, SPACE_M, Look
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row, rule
from explorer.widgets.text import Label


class ContentsPanel(QWidget):
    """Made anew whenever it is shown.

    Parameters
    ----------
    look : Look
    guide : Guide

    Signals
    -------
    open_wanted(), new_wanted()
        Open a lesson from a file, or make one.
    """

    open_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, look: Look, guide: Guide) -> None:
        super().__init__()
        about = Label(look, tone="text2", wrap=True)
        steps = sum(len(lesson.steps) for lesson in guide.lessons.values())
        about.setText(
            ngettext(
                "{0} short step: predict, try it, and see.",
                "{0} short steps: predict, try it, and see. The numbers are the book’s own.",
                steps,
            ).format(steps)
        )
        self._look, self._guide = look, guide
        tiles = [self._tile(key) for key in guide.lessons]
        seen, count = len(guide.progress.seen), len(EXAMPLES)
        bar = StepBar(look)
        words = _("{seen} of {count}").format(seen=seen, count=count)
        bar.show_steps(tuple(index < seen for index in range(count)), -1, words)
        found, files = Label(look, SMALL, tone="text2"), Label(look, SMALL, SEMIBOLD, "text2")
        found.setText(words)
        title = Label(look, SMALL, SEMIBOLD, "text2")
        title.setText(_("The book’s numbers, seen for yourself"))
        files.setText(_("Lessons from files"))
        open_button, new_button = Button(look), Button(look)
        for button, name, text, hint, signal in (
            (open_button, "open_lesson", _("Open…"), _("Open a lesson: a Markdown file"), self.open_wanted),
            (
                new_button,
                "new_lesson",
                _("Make one…"),
                _("Write a lesson of two steps to a file to edit"),
                self.new_wanted,
            ),
        ):
            button.setObjectName(f"guide.{name}")
            button.setText(text)
            button.setToolTip(hint)
            button.clicked.connect(signal)
        buttons = row(open_button, new_button)
        self.setLayout(column(about, *tiles, rule(), title, bar, found, files, buttons, spacing=SPACE_M))

    def _tile(self, key: str) -> TileButton:
        lesson = self._guide.lessons[key]
        done = sum(self._guide.is_done(key, step) for step in lesson.steps)
        count = len(lesson.steps)
        steps = ngettext("{0} step", "{0} steps", count).format(count)
        words = _("{done} of {steps}").format(done=done, steps=steps) if 0 < done < count else steps
        if lesson.problems:
            words = str(lesson.problems[0])
        mark, tone = ("✓", "good") if done == count else ("◐", "accent") if done else ("○", "text2")
        tile = TileButton(self._look, mark, f"{lesson.section}  {lesson.title}".strip(), words, tone)
        tile.setObjectName(f"guide.lesson_{key}")
        tile.setToolTip(_("Begin this lesson, or continue it"))
        tile.setEnabled(count > 0)
        tile.clicked.connect(lambda: self._guide.begin(key))
        return tile
