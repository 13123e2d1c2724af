"""The contents: the lessons with their steps, and the chapter's numbers that have been on the screen."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLayout, QWidget

from core.chapter import EXAMPLES
from explorer.guide.guide import Guide
from explorer.guide.step_bar import StepBar
from explorer.guide.tiles import TileButton
from explorer.look.theme import SEMIBOLD, SMALL, SPACE_M, SPACE_XS, Look
from explorer.texts.language import _, ngettext
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row, rule
from explorer.widgets.text import Label


class ContentsPanel(QWidget):
    """Made anew whenever it is shown.

    Signals
    -------
    open_wanted(), new_wanted(), again_wanted()
        Open a lesson from a file, make one, or begin again.
    """

    open_wanted = Signal()
    new_wanted = Signal()
    again_wanted = Signal()

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
        self._numbers = QWidget()
        self._numbers.hide()
        title = _label(look, _("The book’s numbers, seen for yourself"))
        buttons = {
            "show_numbers": (
                _("Show all {0}").format(count),
                _("List them; a click shows where a number is"),
            ),
            "open_lesson": (_("Open…"), _("Open a lesson: a Markdown file")),
            "new_lesson": (_("Make one…"), _("Write a lesson of two steps to a file to edit")),
            "begin_again": (_("Begin again…"), _("Forget which steps are done and which numbers were seen")),
        }
        made = {name: _button(look, name, *texts) for name, texts in buttons.items()}
        made["show_numbers"].setCheckable(True)
        made["show_numbers"].toggled.connect(self._show_numbers)
        made["open_lesson"].clicked.connect(self.open_wanted)
        made["new_lesson"].clicked.connect(self.new_wanted)
        made["begin_again"].clicked.connect(self.again_wanted)
        made["begin_again"].setVisible(bool(guide.progress.at or guide.progress.done))
        parts: tuple[QWidget | QLayout, ...] = (
            about,
            *tiles,
            made["begin_again"],
            rule(),
            title,
            bar,
            row(_label(look, words), 1, made["show_numbers"]),
            self._numbers,
            _label(look, _("Lessons from files")),
            row(made["open_lesson"], made["new_lesson"]),
        )
        self.setLayout(column(*parts, spacing=SPACE_M))

    @Slot(bool)
    def _show_numbers(self, shown: bool) -> None:
        """List the numbers, or not; their tiles are made when they are first wanted, as they take long."""
        if self._numbers.layout() is None:
            tiles = map(self._number, range(len(EXAMPLES)))
            self._numbers.setLayout(column(*tiles, spacing=SPACE_XS))
        self._numbers.setVisible(shown)

    def _number(self, index: int) -> TileButton:
        """Return a tile with one example: a tick if it was on the screen."""
        example, is_seen = EXAMPLES[index], index in self._guide.progress.seen
        mark, tone = ("✓", "good") if is_seen else ("○", "text2")
        tile = TileButton(
            self._look, mark, f"`{example.code}`", f"{example.section}: {example.printed}", tone
        )
        tile.setObjectName(f"guide.number_{index}")
        tile.setToolTip(_("Show it"))
        tile.clicked.connect(partial(self._guide.show_example, index))
        return tile

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
        tile.clicked.connect(partial(self._guide.begin, key))
        return tile


def _label(look: Look, text: str) -> Label:
    label = Label(look, SMALL, SEMIBOLD, "text2")
    label.setText(text)
    return label


def _button(look: Look, name: str, text: str, hint: str) -> Button:
    button = Button(look)
    button.setObjectName(f"guide.{name}")
    button.setText(text)
    button.setToolTip(hint)
    return button
