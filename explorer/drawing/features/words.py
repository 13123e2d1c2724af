"""What the card about features says."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.hog import FEATURES
from core.mnist import PIXELS
from core.model_file import SavedNetwork
from explorer.drawing.features.figures import FeatureFigures
from explorer.drawing.features.search import FeatureReading, Voters
from explorer.drawing.reading import Reading
from explorer.widgets.numbers import grouped, percent


@dataclass(frozen=True)
class ColumnWords:
    """What stands around one way of reading.

    Attributes
    ----------
    name, maker : str
        What is looked at, and who thought of it.
    facts : tuple of (str, str)
        Names and values of its cost and its score.
    """

    name: str
    maker: str
    facts: tuple[tuple[str, str], ...]


def column_words(
    figures: FeatureFigures, saved: SavedNetwork
) -> tuple[ColumnWords, ColumnWords, ColumnWords]:
    """Return the words of the three ways: pixels, hand-made feature, network."""
    network = saved.network
    weights = sum(array.size for name, array in network.params.items() if name.startswith("W"))
    parameters = sum(array.size for array in network.params.values())
    images, accuracy = figures.training_images, figures.test_accuracy
    found = "–" if saved.test_accuracy is None else percent(saved.test_accuracy, 2)
    return (
        ColumnWords(
            _translate("Pixels as they are"),
            _translate("784 numbers for an image"),
            _facts(percent(accuracy["pixels"], 2), images * PIXELS, images * PIXELS),
        ),
        ColumnWords(
            _translate("A feature made by people: HOG"),
            _translate("{0} numbers: edges by direction").format(FEATURES),
            _facts(percent(accuracy["hog"], 2), images * FEATURES, images * FEATURES),
        ),
        ColumnWords(
            _translate("Features that the network found"),
            _translate("{0} numbers, from weights learnt").format(network.sizes[1]),
            _facts(found, parameters, weights),
        ),
    )


def agreement(found: FeatureReading | None, reading: Reading | None, is_current: bool, has_data: bool) -> str:
    """Return what the three say together, or why they do not yet."""
    if reading is None:
        return ""
    if not has_data:
        return _translate("loading the training images …")
    if found is None:
        return _translate("working out the feature of all training images …")
    if not is_current:
        return _translate("being updated …")
    answers = [found.by_pixels.answer, found.by_hog.answer, reading.answer.winner]
    if len(set(answers)) == 1:
        return _translate("all three read {0}").format(answers[0])
    return _translate("they read {0}, {1} and {2}").format(*answers)


def votes(voters: Voters) -> str:
    """Return how many of the nearest are what is answered."""
    return _translate("{0} of {1}").format(voters.votes, len(voters.labels))


def nearest_title() -> str:
    """Return what stands above the nearest images."""
    return _translate("The nearest vote")


def units_title() -> str:
    """Return what stands above the units that decide."""
    return _translate("The units that say most")


def _facts(accuracy: str, numbers: int, multiplications: int) -> tuple[tuple[str, str], ...]:
    return (
        (_translate("Test images right"), accuracy),
        (_translate("Numbers to keep"), grouped(numbers)),
        (_translate("Products an answer"), grouped(multiplications)),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("FeatureWords", text)
