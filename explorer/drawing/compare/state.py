"""What a person can set on the page Compare."""

from dataclasses import dataclass
from typing import Literal

from explorer.language import _
from explorer.session import CHAPTER, READER

COMPARE_PARTS = ("networks", "features")
MOST_COMPARED = 6
FIRST_MOMENT = 600  # of the chapter's run: after one epoch
_LONGEST_ID = 200
_MOST_UPDATES = 2**53


@dataclass(frozen=True)
class CompareState:
    """State of the page Compare.

    Parameters
    ----------
    compare_part : "networks" or "features"
        Which part of the page is open.
    compared : tuple of str
        Ids of the networks that answer side by side, as `Session.network` takes them: up to six, each once.
    compared_run : str
        Id of the run that answers moment by moment, as `Session.run` takes it.
    compared_moment : int
        The moment that answers beside the networks: after how many updates.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    compare_part: Literal["networks", "features"] = "networks"
    compared: tuple[str, ...] = (READER, CHAPTER)
    compared_run: str = CHAPTER
    compared_moment: int = FIRST_MOMENT

    def __post_init__(self) -> None:
        if self.compare_part not in COMPARE_PARTS:
            raise ValueError(_("The page Compare has no part “{0}”.").format(self.compare_part))
        if len(self.compared) > MOST_COMPARED:
            raise ValueError(_("Up to {0} networks are compared.").format(MOST_COMPARED))
        if len(set(self.compared)) < len(self.compared):
            raise ValueError(_("Each network is compared once."))
        if not all(0 < len(key) <= _LONGEST_ID for key in (*self.compared, self.compared_run)):
            raise ValueError(_("The id of a network or a run has 1 to {0} letters.").format(_LONGEST_ID))
        if not 0 <= self.compared_moment <= _MOST_UPDATES:
            raise ValueError(_("Moments of a run are counted in updates from 0."))
