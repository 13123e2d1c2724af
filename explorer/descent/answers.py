"""What is worked out beside the window about the state, again and again while a person drags."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from explorer.background import Background, Job


class Question(Protocol):
    """All that an answer depends on."""

    def __hash__(self) -> int:
        """Make it a key."""
        ...

    def answers_may_follow(self, other: "Question") -> bool:
        """Whether the answer to `other` may still be shown until there is one to this question."""
        ...


class Answers[Asked: Question](QObject):
    """The newest answer that there is.

    A question waits until the one before it has at least a first form of its answer, so that answers follow a drag.

    Parameters
    ----------
    background : Background
    channel : str
    work : callable
        Takes a question; returns the answer, or is a generator as `Background` wants it.

    Attributes
    ----------
    answer : object or None
        None while there is none that may be shown for the last question.

    Signals
    -------
    changed()
        There is another answer.
    """

    changed = Signal()

    def __init__(self, background: Background, channel: str, work: Callable[[Asked], object]) -> None:
        super().__init__()
        self._background, self._channel, self._work = background, channel, work
        self._wanted: Asked | None = None
        self._answered: Asked | None = None
        self._has_form = False
        self.answer: object = None
        background.progressed.connect(self._on_progressed)
        background.finished.connect(self._on_finished)

    @property
    def is_due(self) -> bool:
        """Whether `answer` is not the final one to the last question."""
        return self._wanted is not None and self._wanted != self._answered

    def want(self, question: Asked) -> None:
        """Ask, unless it was the last question already."""
        if question == self._wanted:
            return
        if self._wanted is not None and not question.answers_may_follow(self._wanted):
            self.answer = None
        self._wanted = question
        if self._has_form or not self._background.is_working_on(self._channel):
            self._ask(question)

    def _ask(self, question: Asked) -> None:
        self._has_form = False
        job: Job = partial(self._work, question)
        self._background.submit(self._channel, question, job)

    @Slot(str, object, object)
    def _on_progressed(self, channel: str, question: Asked, result: object) -> None:
        if channel != self._channel or self._wanted is None:
            return
        self._has_form = True
        self._take(question, result)
        if question != self._wanted:
            self._ask(self._wanted)

    @Slot(str, object, object)
    def _on_finished(self, channel: str, question: Asked, result: object) -> None:
        if channel != self._channel or self._wanted is None:
            return
        if result is not None:
            self._answered = question
            self._take(question, result)
        if question != self._wanted:
            self._ask(self._wanted)

    def _take(self, question: Asked, result: object) -> None:
        if self._wanted is not None and self._wanted.answers_may_follow(question):
            self.answer = result
            self.changed.emit()
