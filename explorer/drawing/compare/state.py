"""What a person can set on the page Compare."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.session import CHAPTER, READER

MOST_COMPARED = 8
_LONGEST_ID = 200


@dataclass(frozen=True)
class CompareState:
    """State of the page Compare.

    Parameters
    ----------
    compared : tuple of str
        Ids of the networks that answer side by side, as `Session.network` takes them: up to eight, each once.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    compared: tuple[str, ...] = (READER, CHAPTER)

    def __post_init__(self) -> None:
        if len(self.compared) > MOST_COMPARED:
            raise ValueError(_translate("Up to {0} networks are compared.").format(MOST_COMPARED))
        if len(set(self.compared)) < len(self.compared):
            raise ValueError(_translate("Each network is compared once."))
        if not all(0 < len(key) <= _LONGEST_ID for key in self.compared):
            raise ValueError(_translate("A network's id has 1 to {0} letters.").format(_LONGEST_ID))


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("DrawingState", sentence)
