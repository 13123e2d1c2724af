"""What the user can set on the page Compare networks."""

from dataclasses import dataclass

from explorer.drawing.drawing import check_id
from explorer.state.declarations import State, value, whole_number
from explorer.state.session import CHAPTER, READER
from explorer.texts.language import N_, _

MOST_COMPARED = 6
FIRST_MOMENT = 600  # of the chapter's run: after one epoch
_MOST_UPDATES = 2**53


def _check_compared(keys: tuple[str, ...]) -> None:
    if len(keys) > MOST_COMPARED:
        raise ValueError(_("Up to {0} networks are compared.").format(MOST_COMPARED))
    if len(set(keys)) < len(keys):
        raise ValueError(_("Each network is compared once."))
    for key in keys:
        check_id(key)


@dataclass(frozen=True)
class CompareState(State):
    """State of the page Compare networks.

    Attributes
    ----------
    compared : tuple of str
        Ids of the networks that predict side by side, as `Session.network` takes them: up to six, each once.
    compared_run : str
        Id of the run whose stored networks predict, as `Session.run` takes it.
    compared_moment : int
        The iteration of the run that predicts beside the networks.
    """

    compared: tuple[str, ...] = value((READER, CHAPTER), _check_compared)
    compared_run: str = value(
        CHAPTER,
        check_id,
        label=N_("Run to look through"),
        hint=N_("The chapter’s run, or one of your own. Section 6 of the chapter."),
    )
    compared_moment: int = whole_number(
        FIRST_MOMENT,
        0,
        _MOST_UPDATES,
        label=N_("Moment of the run"),
        hint=N_(
            "The iteration of the run whose network predicts beside the others: one of those stored. Section 6 of "
            "the chapter."
        ),
    )
