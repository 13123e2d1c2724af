"""What is said about predictions: a result first, with its numbers."""

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.losses import LOG_OFFSET
from explorer.texts.language import _
from explorer.texts.numbers import fixed, grouped, percent
from explorer.training.mistakes.state import Cell
from explorer.training.mistakes.work import Answers


def cell_sentence(counts: NDArray[np.int64], cell: Cell) -> str:
    """Return what a cell of the confusion matrix counts."""
    count, images = int(counts[cell]), int(counts[cell[0]].sum())
    share = percent(count / images) if images else "–"
    sentence = (
        _("{label} correct: {count} of {images} images, {share}")
        if cell[0] == cell[1]
        else _("{label} predicted as {answer}: {count} of {images} images, {share}")
    )
    return sentence.format(
        label=cell[0], answer=cell[1], count=grouped(count), images=grouped(images), share=share
    )


def mistakes_sentence(answers: Answers) -> str:
    """Return how many images are wrong."""
    sentence = (
        _("{mistakes} of {count} test images wrong: accuracy {accuracy}")
        if answers.split == "test"
        else _("{mistakes} of {count} training images wrong: accuracy {accuracy}")
    )
    return sentence.format(
        mistakes=grouped(answers.mistakes),
        count=grouped(len(answers.labels)),
        accuracy=percent(answers.accuracy, 2),
    )


def classes_hint(by_class: FloatArray) -> str:
    """Return which digits have the lowest accuracy, if not all have the same."""
    known = by_class[np.isfinite(by_class)]
    if not known.size or known.min() == known.max():
        return ""
    lowest = ", ".join(map(str, np.flatnonzero(by_class == known.min()).tolist()))
    return _("lowest for {digits}").format(digits=lowest)


def rules_question(digit: int) -> str:
    """Return what the images of a digit ask."""
    return _(
        "Which rule holds for every {digit} here and for no other digit? If nobody can write it, a classifier can "
        "learn from hand-crafted features such as HOG (in Drawing), or a network from the pixels."
    ).format(digit=digit)


def gallery_title(cell: Cell | None) -> str:
    """Return what the images are."""
    if cell is None:
        return _("All mistakes")
    if cell[0] == cell[1]:
        return _("Label {label}, correct").format(label=cell[0])
    return _("Label {label}, predicted as {answer}").format(label=cell[0], answer=cell[1])


def gallery_hint(shown: range, count: int, cell: Cell | None) -> str:
    """Return which of the images are seen, how they are sorted, and what stands below those of a cell."""
    if not count:
        return _("none")
    which = grouped(count)
    if len(shown) < count:
        which = _("{first}–{last} of {count}").format(
            first=grouped(shown.start + 1), last=grouped(shown.stop), count=grouped(count)
        )
    if cell is None:
        return _("{which}, the largest loss first").format(which=which)
    return _("{which}; below: probability of {label}").format(which=which, label=cell[0])


def caption(label: int, answer: int, probabilities: FloatArray, cell: Cell | None) -> str:
    """Return what stands below an image: label and prediction, or the probability of its label."""
    return f"{label} → {answer}" if cell is None else percent(float(probabilities[label]))


def description(index: int, label: int, answer: int, probabilities: FloatArray) -> str:
    """Return what the network says about one image."""
    right = float(probabilities[label])
    if label == answer:
        return _("Image {index}, label {label}: correct with probability {right}").format(
            index=grouped(index), label=label, right=percent(right)
        )
    return _("Image {index}, label {label}: predicted as {answer} with {share}; {label} has {right}").format(
        index=grouped(index),
        label=label,
        answer=answer,
        share=percent(float(probabilities[answer])),
        right=percent(right),
    )


def image_title(index: int, label: int) -> str:
    """Return the index of an image and its label."""
    return _("Image {index}, label {label}").format(index=grouped(index), label=label)


def loss_of(probabilities: FloatArray, label: int) -> float:
    """Return the cross-entropy of one prediction."""
    return -float(np.log(np.float64(probabilities[label]) + LOG_OFFSET))


def image_hint(label: int, probabilities: FloatArray) -> str:
    """Return the loss of one image."""
    return _("loss {loss}").format(loss=fixed(loss_of(probabilities, label), 2))
