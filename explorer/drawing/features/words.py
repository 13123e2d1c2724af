"""What the card about features says."""

from dataclasses import dataclass
from typing import NamedTuple

from core.hog import FEATURES
from core.mnist import PIXELS
from core.model_file import SavedNetwork
from explorer.drawing.features.figures import FeatureFigures
from explorer.drawing.features.search import FeatureReading, Voters
from explorer.drawing.reading import Reading
from explorer.language import _, ngettext
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


class Way(NamedTuple):
    """What one way of reading scores and costs."""

    accuracy: float | None  # None where it is not known
    numbers: int  # that are kept
    multiplications: int  # for an answer


def ways(figures: FeatureFigures, saved: SavedNetwork) -> tuple[Way, Way, Way]:
    """Return pixels, hand-made feature and network."""
    params = saved.network.params
    weights = sum(array.size for name, array in params.items() if name.startswith("W"))
    pixels, features = figures.training_images * PIXELS, figures.training_images * FEATURES
    return (
        Way(figures.test_accuracy["pixels"], pixels, pixels),
        Way(figures.test_accuracy["hog"], features, features),
        Way(saved.test_accuracy, sum(array.size for array in params.values()), weights),
    )


def column_words(
    figures: FeatureFigures, saved: SavedNetwork
) -> tuple[ColumnWords, ColumnWords, ColumnWords]:
    """Return the words of the three ways: pixels, hand-made feature, network."""
    network = saved.network
    pixels, hog, learnt = ways(figures, saved)
    return (
        ColumnWords(
            _("Pixels as they are"),
            _("784 numbers for an image"),
            _facts(pixels),
        ),
        ColumnWords(
            _("A feature made by people: HOG"),
            _("{0} numbers: edges by direction").format(FEATURES),
            _facts(hog),
        ),
        ColumnWords(
            _("Features that the network found"),
            ngettext(
                "{0} number, from weights learnt", "{0} numbers, from weights learnt", network.sizes[1]
            ).format(network.sizes[1]),
            _facts(learnt),
        ),
    )


def agreement(found: FeatureReading | None, reading: Reading | None, is_current: bool, has_data: bool) -> str:
    """Return what the three say together, or why they do not yet."""
    if reading is None:
        return ""
    if not has_data:
        return _("loading the training images …")
    if found is None:
        return _("working out the feature of all training images …")
    if not is_current:
        return _("being updated …")
    answers = [found.by_pixels.answer, found.by_hog.answer, reading.answer.winner]
    if len(set(answers)) == 1:
        return _("all three read {0}").format(answers[0])
    return _("they read {0}, {1} and {2}").format(*answers)


def votes(voters: Voters) -> str:
    """Return how many of the nearest are what is answered."""
    return _("{0} of {1}").format(voters.votes, len(voters.labels))


def nearest_title() -> str:
    """Return what stands above the nearest images."""
    return _("The nearest vote")


def units_title() -> str:
    """Return what stands above the units that decide."""
    return _("The units that say most")


def _facts(way: Way) -> tuple[tuple[str, str], ...]:
    return (
        (_("Test images right"), "–" if way.accuracy is None else percent(way.accuracy, 2)),
        (_("Numbers to keep"), grouped(way.numbers)),
        (_("Products an answer"), grouped(way.multiplications)),
    )
