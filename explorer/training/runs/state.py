"""What can be set on the page Runs."""

from dataclasses import dataclass, replace
from typing import Self

from explorer.state.declarations import State, value
from explorer.state.session import CHAPTER
from explorer.texts.language import N_, _

MOST_TICKED, LONGEST_NAME = 8, 60


@dataclass(frozen=True)
class RunsState(State):
    """State of the page Runs. Runs are named by their ids in the session.

    Attributes
    ----------
    listed : tuple of str
        Runs that are kept, the newest last; the chapter's own is always there besides.
    ticked : tuple of str
        Those whose curves are drawn, up to eight.
    run_names : tuple of (str, str)
        Ids, and the names given by the user.
    """

    listed: tuple[str, ...] = value((), holds_work=True)
    ticked: tuple[str, ...] = value((CHAPTER,), holds_work=True)
    chosen_run: str = value(
        CHAPTER,
        label=N_("Run"),
        hint=N_("The run that you look at here; or click its line in the list"),
    )
    reference_run: str = value(
        CHAPTER,
        label=N_("Compared with"),
        hint=N_("The run with which the settings are compared"),
    )
    run_names: tuple[tuple[str, str], ...] = value((), holds_work=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        # A file names a run that had no network, and is not in it, by the chapter's own, which is there besides.
        listed, names = dict.fromkeys(self.listed), dict(self.run_names)
        listed.pop(CHAPTER, None)
        names.pop(CHAPTER, None)
        object.__setattr__(self, "listed", tuple(listed))
        object.__setattr__(self, "ticked", tuple(dict.fromkeys(self.ticked)))
        object.__setattr__(self, "run_names", tuple(names.items()))
        if len(self.ticked) > MOST_TICKED:
            raise ValueError(_("Up to eight runs can be drawn at a time."))
        if any(not 1 <= len(name) <= LONGEST_NAME for _unused, name in self.run_names):
            raise ValueError(_("A name of a run has 1 to 60 characters."))

    @property
    def all_runs(self) -> tuple[str, ...]:
        """Every run in the list: the chapter's own first."""
        return (CHAPTER, *self.listed)

    def with_run(self, key: str) -> Self:
        """Return the state that lists a new run, ticks it, and chooses it."""
        listed = (*(other for other in self.listed if other != key), key)
        ticked = (*(other for other in self.ticked if other != key), key)
        return replace(self, listed=listed, ticked=ticked[-MOST_TICKED:], chosen_run=key)

    def without_run(self, key: str) -> Self:
        """Return the state that does not list a run."""
        place = self.listed.index(key)
        listed = self.listed[:place] + self.listed[place + 1 :]
        return replace(
            self,
            listed=listed,
            ticked=tuple(other for other in self.ticked if other != key),
            chosen_run=(CHAPTER, *listed)[place],
            reference_run=CHAPTER if self.reference_run == key else self.reference_run,
        )

    def with_tick(self, key: str, is_ticked: bool) -> Self:
        """Return the state in which a run is drawn or left out."""
        others = tuple(other for other in self.ticked if other != key)
        return replace(self, ticked=(*others, key)[-MOST_TICKED:] if is_ticked else others)

    def named(self, key: str, name: str) -> Self:
        """Return the state in which a run has a name, or, with an empty one, its usual name again."""
        others = tuple((other, text) for other, text in self.run_names if other != key)
        return replace(self, run_names=(*others, (key, name)) if name else others)

    def name_of(self, key: str) -> str:
        """Return the name that the user gave a run; empty if there is none."""
        return dict(self.run_names).get(key, "")
