"""The guide: which step is open, what was answered in it, and what that does to the views."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.chapter import EXAMPLES, Example
from explorer.background.frame_clock import FrameClock
from explorer.background.guarded import report_failure
from explorer.guide.filling import filled, value_of
from explorer.guide.judging import judge
from explorer.guide.lesson import Block, Guess, Lesson, Scene, Step, Task
from explorer.guide.markdown import plain_text
from explorer.guide.progress import Answer, Progress, read_progress, save_progress
from explorer.guide.scenes import scene_state
from explorer.state.declarations import owner_of
from explorer.state.store import Mark, OpensPages, Store
from explorer.texts.language import _
from explorer.texts.numbers import plain
from explorer.views.facts import Fact, Facts
from explorer.views.view import View
from explorer.window.main_window import MainWindow


def _scene_of(example: Example) -> Scene:
    """Return the scene that shows an example."""
    view, _slash, page = example.view.partition("/")
    return Scene(view, {"page": page, **example.fields} if page else example.fields)


EXAMPLE_SCENES = tuple(map(_scene_of, EXAMPLES))
"""Where the numbers of the chapter's examples are on the screen."""
_UNTIL_PREPARED = 300  # milliseconds after a step has appeared


@dataclass(frozen=True)
class Place:
    """A step that is open, and how far it has got.

    Attributes
    ----------
    index : int
        Of the step, counted from 0.
    passed : int
        How many of its blocks are behind: the next one is a guess to make or a task to do, if there is one.
    answers : tuple
        To the guesses among them.
    skipped : frozenset of int
        The places of the tasks among them that were not done.
    """

    lesson: str
    index: int
    passed: int = 0
    answers: tuple[Answer, ...] = ()
    skipped: frozenset[int] = frozenset()


class Guide(QObject):
    """Leads through lessons. It sets the views' states and reads their facts; no view knows of it.

    Parameters
    ----------
    frames : FrameClock
        When the chapter's examples are looked for on the screen.
    load_lessons : callable
        Returns the lessons by name, in their order; called when the first of them is needed.
    folder : Path
        Where the progress is kept.

    Attributes
    ----------
    place : Place or None
        None while the contents are shown.

    Signals
    -------
    changed()
        Another step, another part of it, or the contents: draw it anew.
    opened_or_closed()
    announced(sentence: str)
        For people who do not see the screen.
    """

    changed = Signal()
    opened_or_closed = Signal()
    announced = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        frames: FrameClock,
        load_lessons: Callable[[], dict[str, Lesson]],
        folder: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._frames, self._load_lessons, self._folder = window, frames, load_lessons, folder
        self.progress = read_progress(folder)
        self.is_open = False
        self.place: Place | None = None
        self._unsaid: tuple[Guess, Answer] | None = None  # an answer that is not replied to yet
        self._marks = dict[str, Mark[Any]]()  # by view: where undo leads in the end
        self._preparing = QTimer(self, singleShot=True, interval=_UNTIL_PREPARED)
        self._preparing.timeout.connect(self._prepare_next)
        window.closing.connect(self._preparing.stop)
        window.state_changed.connect(self._look_for_examples)
        window.view_changed.connect(self._look_for_examples)

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """The lessons by name, in their order."""
        return self._load_lessons()

    # Where it is

    @property
    def step(self) -> Step | None:
        """The step that is open."""
        return None if self.place is None else self.lessons[self.place.lesson].steps[self.place.index]

    @property
    def waiting(self) -> Guess | Task | None:
        """The guess to make or the task to do now."""
        step, place = self.step, self.place
        if step is None or place is None or step.problems or place.passed == len(step.blocks):
            return None
        block = step.blocks[place.passed]
        return block if isinstance(block, (Guess, Task)) else None

    @property
    def passed(self) -> tuple[Block, ...]:
        """The blocks of the step that are behind."""
        step, place = self.step, self.place
        return () if step is None or place is None else step.blocks[: place.passed]

    @property
    def untold(self) -> Guess | None:
        """The guess before the task that waits: doing the task shows what is right, and then it is told."""
        asked = [block for block in self.passed if isinstance(block, (Guess, Task))]
        is_next = isinstance(self.waiting, Task) and bool(asked)
        return asked[-1] if is_next and isinstance(asked[-1], Guess) else None

    @property
    def scene(self) -> Scene | None:
        """The last scene that was set in this step."""
        scenes = [block for block in self.passed if isinstance(block, Scene)]
        return scenes[-1] if scenes else None

    def next_place(self) -> tuple[str, int] | None:
        """Return the step after the one that is open: of the next lesson after the last one; None at the end."""
        if self.place is None:
            return self._to_continue(self.lessons)
        if self.place.index + 1 < len(self.lessons[self.place.lesson].steps):
            return self.place.lesson, self.place.index + 1
        keys = list(self.lessons)
        later = keys[keys.index(self.place.lesson) + 1 :]
        return next(((key, 0) for key in later if self.lessons[key].steps), None)

    def _to_continue(self, lessons: Iterable[str]) -> tuple[str, int] | None:
        """Return the step to continue some lessons with: the one open last, or the first that is not done."""
        places = {
            _name(lesson, step): (lesson, index)
            for lesson in lessons
            for index, step in enumerate(self.lessons[lesson].steps)
        }
        undone = (place for name, place in places.items() if name not in self.progress.done)
        return places.get(self.progress.at) or next(undone, None)

    def is_done(self, lesson: str, step: Step) -> bool:
        """Whether a step was completed."""
        return _name(lesson, step) in self.progress.done

    def set_lesson(self, key: str, lesson: Lesson) -> None:
        """Add a lesson, or replace it: the step that is open stays open as far as it is still there."""
        step = self.step if self.place is not None and self.place.lesson == key else None
        self.lessons[key] = lesson
        if step is not None:
            same = [index for index, other in enumerate(lesson.steps) if other.key == step.key]
            last = len(lesson.steps) - 1
            assert self.place is not None
            self.go_to(key, [*same, min(self.place.index, last)][0])
        else:
            self.changed.emit()

    # Going

    @Slot()
    def open(self) -> None:
        """Show the step that was open last, with its page, or the contents."""
        if not self.is_open:
            self.is_open = True
            if self.scene is not None:
                self._show_page(self.scene)
            self.note_welcome()
            self.opened_or_closed.emit()

    @Slot()
    def close(self) -> None:
        """Give the views back, as they are."""
        if self.is_open:
            self.is_open = False
            self._preparing.stop()
            self._marks.clear()
            self.opened_or_closed.emit()

    @Slot()
    def toggle(self) -> None:
        """Open or close the guide."""
        if self.is_open:
            self.close()
        else:
            self.open()

    @Slot()
    def show_contents(self) -> None:
        """Show the contents."""
        self.place = None
        self._show()

    def begin(self, lesson: str) -> None:
        """Begin a lesson, or continue it where it was left."""
        self.go_to(*(self._to_continue([lesson]) or (lesson, 0)))

    def go_to(self, lesson: str, index: int) -> None:
        """Begin a step; where it was left halfway, its answers are there again."""
        step = self.lessons[lesson].steps[index]
        name = _name(lesson, step)
        answers = self.progress.answers if self.progress.at == name else ()
        self.place, self._unsaid = Place(lesson, index), None
        self._pass_on()
        for answer in answers:
            if isinstance(self.waiting, Guess):
                self._take(answer)
        self._remember(replace(self.progress, at=name, answers=self.place.answers))
        self.announced.emit(step.heading)
        self._show()
        self.view.scroll_home()

    @Slot()
    def go_on(self) -> None:
        """Complete the step and begin the next one; after the last one the contents are shown."""
        place, step = self.place, self.step
        if place is not None and step is not None and self.waiting is None:
            self._remember(self.progress.with_done(_name(place.lesson, step)))
        following = self.next_place()
        if following is None:
            self._remember(replace(self.progress, at="", answers=()))
            self.show_contents()
        else:
            self.go_to(*following)

    @Slot()
    def go_back(self) -> None:
        """Begin the step before; before the first one are the contents."""
        place = self.place
        if place is None or place.index == 0:
            self.show_contents()
        else:
            self.go_to(place.lesson, place.index - 1)

    def note_welcome(self) -> None:
        """Remember that the user has chosen between the guide and exploring."""
        self._remember(replace(self.progress, is_welcomed=True))

    def begin_again(self) -> None:
        """Forget what was done, answered and seen."""
        self._remember(Progress(is_welcomed=True))
        self.show_contents()

    def _show(self) -> None:
        if self.is_open:
            self.changed.emit()
        else:
            self.open()
        self._preparing.start()

    @Slot()
    def _prepare_next(self) -> None:
        """Make the page that the next step opens: it takes longer than a step may take to appear."""
        following = self.next_place()
        if following is not None:
            lesson, index = following
            scene = self.lessons[lesson].steps[index].scene
            if scene is not None:
                view = self._window.view(scene.view)
                view.prepare(scene_state(scene, view.store.state).page)

    def show_example(self, index: int) -> None:
        """Show an example of the chapter where its numbers are on the screen, as one undo step."""
        scene = EXAMPLE_SCENES[index]
        store: Store[OpensPages] = self._window.stores[scene.view]
        store.change_to(scene_state(scene, store.state))
        self._window.show_view(scene.view)

    # Answering

    def answer(self, answer: Answer) -> None:
        """Answer the guess; None is "I don't know"."""
        guess = self.waiting
        if isinstance(guess, Guess):
            self._take(answer)
            assert self.place is not None
            self._remember(replace(self.progress, answers=self.place.answers))
            self._unsaid = guess, answer
            self.changed.emit()

    def announce_reply(self) -> None:
        """Tell what is replied to the last answer, once that is known."""
        if self._unsaid is None:
            return
        (guess, answer), facts = self._unsaid, self.facts()
        if guess is self.untold:
            return
        verdict = judge(guess, answer, lambda name: self.value_of(name, facts))
        if verdict is not None:
            self._unsaid = None
            why = filled(guess.why, lambda name: self.text_of(name, facts))
            self.announced.emit(plain_text("\n\n".join((verdict.title, verdict.sentence, why))))

    def skip(self) -> None:
        """Leave the task undone."""
        if isinstance(self.waiting, Task):
            assert self.place is not None
            self.place = replace(self.place, skipped=self.place.skipped | {self.place.passed})
            self._pass_on(1)
            self.changed.emit()

    def is_fulfilled(self, facts: Facts) -> bool:
        """Whether a task waits that is done, by these facts."""
        task = self.waiting
        return isinstance(task, Task) and task.is_done(lambda name: self.value_of(name, facts))

    def check_task(self, facts: Facts) -> bool:
        """Go on if the task is done, by the present facts, and nothing is being dragged; return whether it is."""
        if not self.is_fulfilled(facts) or self.view.store.is_in_gesture:
            return False
        self._pass_on(1)
        self.announced.emit(_("Done."))
        self.changed.emit()
        return True

    def _take(self, answer: Answer) -> None:
        guess, place, scene = self.waiting, self.place, self.scene
        assert isinstance(guess, Guess)
        assert place is not None
        if guess.then and scene is not None:
            self._window.stores[scene.view].tick(**guess.then)
            self._window.show_view(scene.view)
        self.place = replace(place, answers=(*place.answers, answer))
        self._pass_on(1)

    def _pass_on(self, blocks: int = 0) -> None:
        """Pass some blocks, and then all up to the next guess or task."""
        step, place = self.step, self.place
        assert step is not None
        assert place is not None
        passed = place.passed + blocks
        while passed < len(step.blocks) and not isinstance(step.blocks[passed], (Guess, Task)):
            block = step.blocks[passed]
            if isinstance(block, Scene) and not step.problems:
                self._set(block)
            passed += 1
        self.place = replace(place, passed=passed)

    def _set(self, scene: Scene) -> None:
        """Show a scene. Undo leads from it to what was there before the guide came to this view."""
        store: Store[OpensPages] = self._window.stores[scene.view]
        before = self._marks.setdefault(scene.view, store.mark())
        store.set_scene(scene_state(scene, store.state), before)
        self._window.show_view(scene.view)

    def _show_page(self, scene: Scene) -> None:
        """Show the page of a scene, as the user left it."""
        if "page" in scene.fields:
            self._window.stores[scene.view].tick(page=scene.fields["page"])
        self._window.show_view(scene.view)

    # What the views show

    @property
    def view(self) -> View[OpensPages]:
        """The view that the step is about."""
        return self._window.shown_view if self.scene is None else self._window.view(self.scene.view)

    def facts(self) -> Facts:
        """Return the facts of the page that the step is about."""
        return self.view.facts()

    def value_of(self, name: str, facts: Mapping[str, Fact]) -> object:
        """Return the value of a fact, or of a field of the view; None if there is neither, or it is not known yet."""
        return value_of(name, facts, self.view.store)

    def text_of(self, name: str, facts: Mapping[str, Fact]) -> str | None:
        """Return a fact, or a field of the view, as it is displayed; None if there is neither."""
        if name in facts:
            return facts[name].text
        value = self.value_of(name, facts)
        if isinstance(value, bool) or value is None:
            return None
        return plain(value, 6) if isinstance(value, (int, float)) else str(value)

    # Progress

    @Slot()
    def _look_for_examples(self) -> None:
        """Tick examples soon, when the window has time for it."""
        if len(self.progress.seen) < len(EXAMPLE_SCENES):
            self._frames.request(self._note_examples, self._frames.leisure)

    def _note_examples(self) -> None:
        """Tick the examples of the chapter whose numbers are on the screen."""
        view = self._window.shown_name
        seen = {
            index
            for index, scene in enumerate(EXAMPLE_SCENES)
            if index not in self.progress.seen
            and scene.view == view
            and _shows(self._window.stores[view].state, scene)
        }
        if seen:
            self._remember(replace(self.progress, seen=self.progress.seen | seen))
            if self.is_open and self.place is None:
                self.changed.emit()

    def _remember(self, progress: Progress) -> None:
        if progress == self.progress:
            return
        self.progress = progress
        try:
            save_progress(self._folder, progress)
        except OSError as problem:
            report_failure(problem)


def _name(lesson: str, step: Step) -> str:
    """Return what the progress calls a step."""
    return f"{lesson}#{step.key}"


def _shows(state: Any, scene: Scene) -> bool:
    """Whether a state has the fields that a scene names."""
    return all(getattr(owner_of(state, field), field) == value for field, value in scene.fields.items())
