"""What the page Features says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.handwritten_rules import DIGIT, RuleCounts
from core.hog import FEATURES
from core.mnist import PIXELS
from core.model_file import SavedNetwork
from explorer.drawing.features.figures import FeatureFigures
from explorer.drawing.features.search import FeatureReading, Voters
from explorer.drawing.reading import Reading
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import grouped, percent


@dataclass(frozen=True)
class ColumnWords:
    """What stands around one way to predict.

    Attributes
    ----------
    name, maker : str
        What it compares, and how many numbers that is.
    facts : tuple of (str, str, str)
        Names, short names and values of its accuracy and its cost.
    """

    name: str
    maker: str
    facts: tuple[tuple[str, str, str], ...]


class Way(NamedTuple):
    """Accuracy and cost of one way to predict."""

    accuracy: float | None  # on the test images; None where it is not known
    numbers: int  # stored, without labels
    multiplications: int  # for a prediction, without those for the feature itself


class RuleRow(NamedTuple):
    """One row of the table of rules, written out."""

    rule: str = ""
    drawing: str = ""
    found: str = ""
    wrong: str = ""


def rule_rows(
    met: Sequence[bool] | None,
    prediction: int | None,
    by_rule: Sequence[RuleCounts] | None,
    by_network: RuleCounts | None,
    totals: tuple[int, int] | None,
) -> tuple[RuleRow, ...]:
    """Return the titles, one row for each rule, and one for the network.

    Parameters
    ----------
    met : sequence of bool or None
        Which rules the drawing meets; None without a drawing.
    prediction : int or None
        Of the network.
    by_rule, by_network : RuleCounts or None
        None while they are not known.
    totals : (int, int) or None
        How many test images there are of a 5 and of other digits.
    """
    names = (
        _("A 5 has a bar at the top,"),
        _("and a bowl below,"),
        _("and is open at the lower left,"),
        _("and is open at the upper right,"),
        _("and has a stroke at the upper left."),
    )
    rows = [
        RuleRow(
            _("Rules for a 5, written by hand"), _("this drawing"), _("fives found"), _("others taken for 5")
        )
    ]
    for index, name in enumerate(names):
        mark = "" if met is None else ("✓" if met[index] else "✗")
        rows.append(RuleRow(name, mark, *_counted(None if by_rule is None else by_rule[index], totals)))
    mark = "" if prediction is None else ("✓" if prediction == DIGIT else "✗")
    rows.append(RuleRow(_("The network predicts 5"), mark, *_counted(by_network, totals)))
    return tuple(rows)


def _counted(counts: RuleCounts | None, totals: tuple[int, int] | None) -> tuple[str, str]:
    if counts is None or totals is None:
        return "…", "…"
    words = _("{0} of {1}")
    pairs = zip((counts.found, counts.wrong), totals, strict=True)
    found, wrong = (words.format(grouped(count), grouped(total)) for count, total in pairs)
    return found, wrong


def ways(figures: FeatureFigures, saved: SavedNetwork) -> tuple[Way, Way, Way]:
    """Return those by pixels, by the hand-crafted feature and by the network."""
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
    """Return the words of the three ways: pixels, hand-crafted feature, network."""
    network = saved.network
    pixels, hog, learned = ways(figures, saved)
    return (
        ColumnWords(
            _("Pixels"),
            _("784 numbers"),
            _facts(pixels),
        ),
        ColumnWords(
            _("Hand-crafted features: HOG"),
            _("{0} numbers: edges by direction").format(FEATURES),
            _facts(hog, _("> {0}")),
        ),
        ColumnWords(
            _("Features learned by the network"),
            ngettext(
                "{0} number: a hidden unit",
                "{0} numbers: hidden units",
                network.sizes[1],
            ).format(network.sizes[1]),
            _facts(learned),
        ),
    )


def agreement(found: FeatureReading | None, reading: Reading | None, is_current: bool, has_data: bool) -> str:
    """Return the three predictions together, or why they are not known yet."""
    if reading is None:
        return ""
    if not has_data:
        return _("loading the training images …")
    if found is None:
        return _("computing the features of all training images …")
    if not is_current:
        return _("computing …")
    answers = [found.by_pixels.answer, found.by_hog.answer, reading.answer.winner]
    if len(set(answers)) == 1:
        return _("all three predict {0}").format(answers[0])
    return _("they predict {0}, {1} and {2}").format(*answers)


def votes(voters: Voters) -> str:
    """Return how many of the nearest have the label that is predicted."""
    return _("{0} of {1}").format(voters.votes, len(voters.labels))


def nearest_title() -> str:
    """Return what stands above the nearest images."""
    return _("Nearest training images")


def units_title() -> str:
    """Return what stands above the units."""
    return _("Largest contributions")


def _facts(way: Way, written: str = "{0}") -> tuple[tuple[str, str, str], ...]:
    return (
        (_("Test accuracy"), _("Test accuracy"), "–" if way.accuracy is None else percent(way.accuracy, 2)),
        (_("Numbers stored"), _("Numbers stored"), grouped(way.numbers)),
        (
            _("Multiplications per prediction"),
            _("Multiplications"),
            written.format(grouped(way.multiplications)),
        ),
    )
