"""One step: its text, what was guessed and done, and the question or task that waits."""

import time

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from explorer.guide.filling import filled
from explorer.guide.guide import Guide
from explorer.guide.judging import judge, said
from explorer.guide.lesson import Guess, Task, Text
from explorer.guide.markdown import MarkdownLabel
from explorer.guide.progress import Answer
from explorer.guide.questions import ChoiceQuestion, NumberQuestion, OpenQuestion, PlotQuestion, Question
from explorer.guide.stage import Stage
from explorer.guide.tiles import Tile
from explorer.look.theme import BIG, BODY, SEMIBOLD, SPACE_M, Look
from explorer.state.store import OpensPages, Store
from explorer.texts.language import _
from explorer.views.facts import Facts
from explorer.views.view import View
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column

_UNTIL_HINT, _TRIES_UNTIL_HINT = 40.0, 3  # seconds and changes of the state
_LOOK_AGAIN = 1000  # milliseconds


class StepPanel(QWidget):
    """Made anew for each step and whenever a part of it is passed; texts follow the facts by `show_facts`.

    Parameters
    ----------
    stage : Stage
        What the step does to the picture.

    Attributes
    ----------
    story : QWidget
        The heading, texts and replies, which scroll.
    task : QWidget
        What waits: the question or task with its controls.

    Signals
    -------
    ready_changed()
        `answer` is there, or no longer.
    """

    ready_changed = Signal()

    def __init__(self, look: Look, guide: Guide, stage: Stage) -> None:
        super().__init__()
        self._look, self._guide, self._stage = look, guide, stage
        self._texts: list[tuple[MarkdownLabel, str]] = []
        self._replies: list[tuple[Tile, MarkdownLabel, Guess, Answer]] = []
        self.question: Question | None = None
        self._so_far: Tile | None = None
        self._counted: Store[OpensPages] | None = None  # its changes are tries
        self._hints_given, self._tries, self._began = 0, 0, time.monotonic()
        self.story, self.task = QWidget(self), QWidget(self)
        self.story.setObjectName("guide.story")
        self.task.setObjectName("guide.task")
        self._fill_story()
        self._fill_task()
        self._clock = QTimer(self, interval=_LOOK_AGAIN)
        if isinstance(guide.waiting, Task) and guide.waiting.hints:
            self._clock.timeout.connect(self._show_hint)
            self._clock.start()
            self._counted = guide.view.store
            self._counted.history_changed.connect(self._count_try)
        self.show_facts(guide.facts())

    @property
    def answer(self) -> Answer:
        """What was entered as a guess."""
        return None if self.question is None else self.question.answer

    def end(self) -> None:
        """Give no more hints: the panel is about to go."""
        self._clock.stop()
        if self._counted is not None:
            self._counted.history_changed.disconnect(self._count_try)
            self._counted = None

    def show_facts(self, facts: Facts) -> None:
        """Fill in what the fields are now, and the facts."""

        def text_of(name: str) -> str | None:
            return self._guide.text_of(name, facts)

        for label, text in self._texts:
            label.set_markdown(filled(text, text_of))
        for tile, why, guess, answer in self._replies:
            verdict = judge(guess, answer, lambda name: self._guide.value_of(name, facts))
            if verdict is None:
                tile.show_words(_("computing …"))
            else:
                mark, tone = ("✓", "good") if verdict.is_right else ("→", "accent")
                tile.show_mark(mark, tone)
                tile.show_words(verdict.title, filled(verdict.sentence, text_of))
                tile.setVisible(bool(verdict.title))
            why.set_markdown(filled(guess.why, text_of))
            why.setVisible(bool(guess.why))
        task = self._guide.waiting
        if self._so_far is not None and isinstance(task, Task):
            self._so_far.show_mark(*(("✓", "good") if self._guide.is_fulfilled(facts) else ("○", "text2")))
            self._so_far.show_words(filled(task.so_far, text_of) or _("Not yet."), self._hint(task))

    def choose(self, place: int) -> None:
        """Choose by a number key."""
        if self.question is not None:
            self.question.choose(place)

    def _fill_story(self) -> None:
        guide, step = self._guide, self._guide.step
        assert step is not None
        heading = MarkdownLabel(self._look, BIG, SEMIBOLD)
        heading.set_markdown(step.heading)
        parts: list[QWidget] = [heading]
        parts += [Tile(self._look, "!", "bad", str(problem)) for problem in step.problems]
        answers = iter(guide.place.answers if guide.place is not None else ())
        skipped = guide.place.skipped if guide.place is not None else frozenset()
        for index, block in enumerate(() if step.problems else guide.passed):
            if isinstance(block, Text):
                label = MarkdownLabel(self._look)
                self._texts.append((label, block.markdown))
                parts.append(label)
            elif isinstance(block, Guess):
                parts.append(self._ask(block))
                tile, why = Tile(self._look, "→", "accent", ""), MarkdownLabel(self._look)
                answer = next(answers, None)
                if block is guide.untold:
                    words = said(block, answer)
                    tile.show_words(words)
                    tile.setVisible(bool(words))
                    parts.append(tile)
                else:
                    self._replies.append((tile, why, block, answer))
                    parts += [tile, why]
                if block.kind in ("point", "line") and answer is not None:
                    self._stage.show_sketch(guide.view, block, answer)
            elif isinstance(block, Task):
                sign = ("–", "text2", _("Skipped.")) if index in skipped else ("✓", "good", _("Done."))
                parts += [self._ask(block), Tile(self._look, *sign)]
        self.story.setLayout(column(*parts, spacing=SPACE_M))

    def _ask(self, block: Guess | Task) -> MarkdownLabel:
        label = MarkdownLabel(self._look, BODY, SEMIBOLD)
        self._texts.append((label, block.ask))
        return label

    def _fill_task(self) -> None:
        waiting = self._guide.waiting
        parts: list[QWidget] = []
        if waiting is not None:
            parts.append(self._ask(waiting))
        if isinstance(waiting, Guess):
            self.question = self._question(waiting)
            if self.question is not None:
                self.question.answer_changed.connect(self.ready_changed)
                parts.append(self.question)
        scene = self._guide.scene
        if scene is not None and not isinstance(waiting, Guess):
            parts += [control for name in scene.controls if (control := self._control(name)) is not None]
        if isinstance(waiting, Task):
            self._so_far = Tile(self._look, "○", "text2", "")
            parts.append(self._so_far)
        self.task.setLayout(column(*parts, spacing=SPACE_M))

    def _question(self, guess: Guess) -> Question | None:
        if guess.kind == "choice":
            return ChoiceQuestion(self._look, guess)
        if guess.kind == "open":
            return OpenQuestion(self._look)
        if guess.kind == "number":
            return NumberQuestion(self._look, guess)
        sketch = self._stage.sketch(self._guide.view, guess)
        return None if sketch is None else PlotQuestion(self._look, guess, sketch)

    def _control(self, name: str) -> QWidget | None:
        """Return a control of a field, or a button that clicks one of the view's own."""
        view = self._guide.view
        try:
            return view.make_control(name)
        except (KeyError, ValueError):
            button = view.findChild(QPushButton, f"{view.name}.{name}")
            return None if button is None else ActionButton(self._look, view, button)

    def _hint(self, task: Task) -> str:
        return task.hints[min(self._hints_given, len(task.hints)) - 1] if self._hints_given else ""

    @Slot()
    def _count_try(self) -> None:
        self._tries += 1
        self._show_hint()

    @Slot()
    def _show_hint(self) -> None:
        waited = time.monotonic() - self._began
        given = min(int(waited // _UNTIL_HINT), 1) + self._tries // _TRIES_UNTIL_HINT
        if given > self._hints_given:
            self._hints_given = given
            self.show_facts(self._guide.facts())


class ActionButton(Button):
    """Does what a button of the view does, which the guide hides."""

    def __init__(self, look: Look, view: View[OpensPages], button: QPushButton) -> None:
        super().__init__(look)
        self._button = button
        self.setObjectName(f"guide.{button.objectName()}")
        self.clicked.connect(button.click)
        view.drawn.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setText(self._button.text())
        self.setToolTip(self._button.toolTip())
        self.setAccessibleName(self._button.accessibleName())
        self.setEnabled(self._button.isEnabled())
