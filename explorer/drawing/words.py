"""What the drawing view says, from the reading."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from core.mnist import Dataset
from core.model_file import SavedNetwork
from explorer.drawing.compare.moments import RunAnswers
from explorer.drawing.draw.neighbours import Found
from explorer.drawing.drawing import NO_IMAGE
from explorer.drawing.reading import Answer, Reading, Subject, can_read
from explorer.drawing.state import DrawingState
from explorer.state.session import CHAPTER, NEWEST, READER, RUN_PREFIX, Session
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import MINUS, fixed, grouped, percent, plain
from explorer.texts.shortening import shortened

_LONGEST_NAME = 60
_PAIR = 2
_MOST_DECIMALS = 6
_SHOWN_AS_ZERO = 0.0005  # as a percentage with one decimal


def title(reading: Reading | None) -> str:
    """Return the prediction as a title."""
    if reading is None:
        return _("No digit yet")
    return _("Predicts {0}").format(reading.answer.winner)


def share(answer: Answer) -> str:
    """Return the winner's probability, short where there is nothing left for others."""
    return percent(answer.share, 1 if answer.share < 1 - _SHOWN_AS_ZERO else 0)


def sentence(reading: Reading | None, subject: Subject) -> str:
    """Return whether the prediction is correct where a label is known, and what comes second."""
    if reading is None:
        return _why_nothing(subject)
    answer, label = reading.answer, subject.label
    if not reading.is_familiar and label is None:
        return _("Less like a digit than 97 % of the MNIST test images are.")
    if answer.runner_up_share < _SHOWN_AS_ZERO:
        second = _("Every other digit is below 0.05 %.")
    else:
        second = _("Runner-up: {0}, {1}.").format(answer.runner_up, percent(answer.runner_up_share))
    if label is None:
        return second
    verdict = _("Correct.") if label == answer.winner else _("Wrong: the label is {0}.").format(label)
    return f"{verdict} {second}"


def canvas_hint(state: DrawingState, subject: Subject) -> str:
    """Return where the digit on the canvas comes from; empty for the user's own."""
    if state.shown_image != NO_IMAGE:
        if subject.label is None:
            return _("Test image {0}").format(grouped(state.shown_image))
        return _("Test image {0}, label {1}").format(grouped(state.shown_image), subject.label)
    if subject.found_digit is not None and subject.picture is not None:
        words = _("Digit {0} of {1} in the image")
        return words.format(subject.picture_digit + 1, len(subject.picture.digits))
    return ""


def canvas_instruction(state: DrawingState) -> str:
    """Return what to do on the canvas."""
    return _("Drag to erase") if state.tool == "eraser" else _("Drag to draw")


def canvas_words(state: DrawingState, subject: Subject) -> str:
    """Return what an empty canvas says."""
    if state.is_empty:
        return _("Draw a digit, 0 to 9")
    if state.shown_picture and subject.picture is None:
        return _("That image is gone: open it again.")
    return _why_nothing(subject)


def form_facts(reading: Reading | None) -> tuple[str, str, str]:
    """Return longest side, centre of mass and share of ink."""
    if reading is None:
        return ("–", "–", "–")
    stages = reading.stages
    x, y = stages.centre_of_mass
    return (
        _("{0} of 28").format(plain(stages.longest_side)),
        f"{fixed(x, 1)}, {fixed(y, 1)}",
        percent(stages.ink_share),
    )


def stage_notes(reading: Reading) -> tuple[tuple[str, str, str], ...]:
    """Return of each of the four stages its name, its size, and what the network predicts for it."""
    stages = reading.stages
    rows, columns = stages.cut_out.shape
    longest = plain(stages.longest_side)
    return (
        (_("1  Ink"), _("28 × 28"), _predicted(reading.answer_to_ink)),
        (_("2  Cut out"), f"{columns} × {rows}", ""),
        (
            _("3  Scale"),
            _("longest {0}").format(longest),
            _predicted(reading.answer_to_scaled),
        ),
        (_("4  Centre"), _("28 × 28"), _predicted(reading.answer)),
    )


def nearest(found: Found) -> tuple[int, int]:
    """Return the label that most of the neighbours have, and how many of them."""
    (label, count), *_unused = Counter(found.labels).most_common(1)
    return label, count


def neighbours_hint(found: Found | None, is_current: bool, dataset: Dataset | None) -> str:
    """Return what label most of the neighbours have, or why that is not known yet."""
    if dataset is None:
        return _("loading the training images …")
    if found is None or not is_current:
        return _("computing …")
    label, count = nearest(found)
    words = ngettext("{0} of {1} has the label {2}", "{0} of {1} have the label {2}", count)
    return words.format(count, len(found.labels), label)


def units_title(reading: Reading | None) -> str:
    """Return the title of the hidden units."""
    if reading is None:
        return _("Contributions to the score")
    return _("Contributions to the score of {0}").format(reading.answer.winner)


def units_sum(reading: Reading, shown: float, shown_count: int) -> str:
    """Return the sum that is the score: the units shown, the others, the bias."""
    evidence = reading.evidence
    total = float(evidence.contributions.sum())
    words = ngettext(
        "This {0} adds {1}, the other {2} {3}, the bias {4}: score {5}.",
        "These {0} add {1}, the other {2} {3}, the bias {4}: score {5}.",
        shown_count,
    )
    return words.format(
        shown_count,
        signed(shown),
        len(evidence.contributions) - shown_count,
        signed(total - shown),
        signed(evidence.bias),
        fixed(evidence.score, 2),
    )


def told_apart(
    one: float, other: float, decimals: int, write: Callable[[float, int], str]
) -> tuple[str, str]:
    """Return two numbers with so many decimals, or with as many more, up to six, as tell them apart."""
    for digits in range(decimals, _MOST_DECIMALS + 1):
        texts = write(one, digits), write(other, digits)
        if texts[0] != texts[1]:
            return texts
    return write(one, decimals), write(other, decimals)


def signed(value: float) -> str:
    """Return a number with two decimals and its sign."""
    text = fixed(value, 2)
    return text if text.startswith(MINUS) else f"+{text}"


def network_items(session: Session) -> list[tuple[str, str]]:
    """Return the networks to choose from: id and words."""
    trained = session.trained_networks
    newest = session.network(NEWEST)
    latest = network_name(newest) if trained else _("the bundled one")
    return [
        (NEWEST, _("Newest: {0}").format(latest)),
        (READER, _("Bundled network")),
        (CHAPTER, _("The chapter’s network")),
        *((key, network_name(session.network(key))) for key in reversed(trained)),
    ]


def reader_items(session: Session) -> list[tuple[str, str]]:
    """Return the networks to predict with: those of a run that is looked at earlier as they were then."""
    items = []
    for key, name in network_items(session):
        then = session.at_moment(key)
        items.append((key, name if then == key else moment_name(session.network(then))))
    return items


def moment_name(saved: SavedNetwork) -> str:
    """Return what to call a run's network at a moment."""
    number = saved.name.removeprefix(RUN_PREFIX)
    run = _("Run {0}").format(number) if number.isdecimal() else run_name(saved.name)
    iteration = 0 if saved.config is None else saved.config.iterations
    return _("{0} at iteration {1}").format(run, grouped(iteration))


def network_name(saved: SavedNetwork) -> str:
    """Return what to call a network of this session."""
    name = _shown_name(saved.name) or saved.sha256[:8]
    units = saved.network.sizes[1]
    return ngettext("{0}, {1} hidden unit", "{0}, {1} hidden units", units).format(name, units)


def short_name(key: str, session: Session) -> str:
    """Return what to call a network where there is little room."""
    if not session.has_network(key):
        return _("gone: bundled")
    names = {READER: _("Bundled network"), CHAPTER: _("Chapter’s network")}
    return names.get(key) or _shown_name(session.network(key).name) or key[:8]


def _shown_name(name: str) -> str:
    return shortened(name, _LONGEST_NAME)


def short_facts(saved: SavedNetwork) -> str:
    """Return a network's hidden units and its accuracy on the test images."""
    count = saved.network.sizes[1]
    units = ngettext("{0} unit", "{0} units", count).format(count)
    if saved.test_accuracy is None:
        return units
    return _("{0}, test accuracy {1}").format(units, percent(saved.test_accuracy))


def agreement(answers: Sequence[Answer]) -> str:
    """Return how many of several answers predict the digit that most of them predict."""
    if len(answers) < _PAIR:
        return ""
    (winner, count), *others = Counter(answer.winner for answer in answers).most_common()
    if not others:
        return _("All {0} predict {1}").format(count, winner)
    words = ngettext("{0} of {1} predicts {2}", "{0} of {1} predict {2}", count)
    return words.format(count, len(answers), winner)


def run_name(key: str) -> str:
    """Return what to call a run where there is little room."""
    return _("Chapter’s run") if key == CHAPTER else key


def since_when(through: RunAnswers | None) -> str:
    """Return from which of its stored networks on a run makes its last prediction."""
    if through is None:
        return ""
    winners = through.probabilities.argmax(axis=1)
    others = np.flatnonzero(winners != winners[-1])
    first = int(others[-1]) + 1 if len(others) else 0
    if first == 0:
        words = ngettext("{1} in its only network", "{1} in all {0} stored networks", len(winners))
        return words.format(len(winners), winners[-1])
    count = len(winners) - first
    words = ngettext(
        "{1} in the last of {2} stored networks, iteration {3}",
        "{1} in the last {0} of {2} stored networks, from iteration {3} on",
        count,
    )
    return words.format(count, winners[-1], len(winners), grouped(through.iterations[first]))


def network_sizes(saved: SavedNetwork) -> str:
    """Return the sizes of a network's layers, and for how long it was trained."""
    sizes = " – ".join(map(str, saved.network.sizes))
    if saved.config is None:
        return sizes
    iterations = saved.config.iterations
    words = ngettext("{0}, {1} iteration", "{0}, {1} iterations", iterations)
    return words.format(sizes, grouped(iterations))


def network_accuracy(saved: SavedNetwork, is_known: bool) -> str:
    """Return a network's test accuracy, or that another one takes its place."""
    if not is_known:
        return _("That network is gone: the bundled one predicts.")
    if saved.test_accuracy is None:
        return _("Test accuracy unknown")
    return _("Test accuracy after training: {0}").format(percent(saved.test_accuracy, 2))


def earlier_network(saved: SavedNetwork) -> str:
    """Return what there is to say about a network as it was earlier in its run."""
    if saved.test_accuracy is None:
        return _("As it was at the moment shown in Training")
    return _("Test accuracy {0} at the moment shown in Training").format(percent(saved.test_accuracy, 2))


def status(reading: Reading | None, subject: Subject) -> str:
    """Return the prediction for users who do not see the picture."""
    if reading is None:
        return sentence(reading, subject)
    return f"{title(reading)}, {percent(reading.answer.share)}. {sentence(reading, subject)}"


def _predicted(answer: Answer | None) -> str:
    if answer is None:
        return _("no ink here")
    return _("→ {0}, {1}").format(answer.winner, percent(answer.share))


def _why_nothing(subject: Subject) -> str:
    sizes = subject.network.network.sizes
    if not can_read(subject.network.network):
        words = _("This network takes {0} numbers and has {1} classes: it cannot take a drawing.")
        return words.format(sizes[0], sizes[2])
    if subject.picture is not None:
        return _("No digit was found in this image.")
    if subject.image == NO_IMAGE:
        return _("Draw a digit, or press E for a test image.")
    if subject.dataset is None:
        return _("Loading the test images …")
    count = len(subject.dataset.test_images)
    if subject.image >= count:
        words = _("There is no test image {0}: this data set has {1}.")
        return words.format(grouped(subject.image), grouped(count))
    return _("Test image {0} has no ink.").format(grouped(subject.image))
