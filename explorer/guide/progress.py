"""How far the user has got in the lessons, kept beside the settings."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from core.files import read_regular_file, write_atomically

FILE_NAME = "progress.json"
MOST_BYTES = 1_000_000
Answer = float | str | tuple[tuple[float, float], ...] | None
"""To a guess: a number, words, the points of a line or one point alone, or None for "I don't know"."""


@dataclass(frozen=True)
class Progress:
    """What has been done and seen.

    Attributes
    ----------
    done : frozenset of str
        Steps, each as ``lesson#step``.
    seen : frozenset of int
        The chapter's examples whose numbers have been on the screen, by their place in `core.chapter.EXAMPLES`.
    at : str
        The step that is to be continued, as ``lesson#step``; empty at first.
    answers : tuple
        To the guesses of that step, in their order.
    is_welcomed : bool
        Whether the user has chosen between the guide and exploring.
    """

    done: frozenset[str] = frozenset()
    seen: frozenset[int] = frozenset()
    at: str = ""
    answers: tuple[Answer, ...] = ()
    is_welcomed: bool = False

    def with_done(self, step: str) -> "Progress":
        """Return it with a step done."""
        return replace(self, done=self.done | {step})


def read_progress(folder: Path) -> Progress:
    """Return the progress saved in a folder; none where there is none, or it is damaged."""
    try:
        return msgspec.json.decode(read_regular_file(folder / FILE_NAME, MOST_BYTES), type=Progress)
    except (OSError, ValueError, RecursionError):
        return Progress()


def save_progress(folder: Path, progress: Progress) -> None:
    """Save the progress in a folder; raise OSError if that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / FILE_NAME, msgspec.json.encode(progress))


def reset_progress(folder: Path) -> None:
    """Forget the progress saved in a folder."""
    with suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)
